"""Where work is done that takes long, so that the engine's thread answers a drag whatever step that is in."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from engine.service.beside import Beside, Made, Work
from engine.service.mailbox import Mailbox
from engine.system.errors import GivenUpError


class Lanes:
    """Full pictures are made on one thread, and what nobody drags at on another; called on the engine's alone.

    begins: called on either thread before each piece of work.
    """

    def __init__(self, mailbox: Mailbox[Any, Any], *, begins: Callable[[], object]) -> None:
        self._mailbox = mailbox
        self._finals, self._long = (
            Beside(name, begins=begins, ended=mailbox.wake) for name in ("full pictures", "long work")
        )

    def unless_newer(self, work: Work[Made]) -> Made:
        """What the work on a full picture comes to; raises GivenUpError as soon as there is a newer wish.

        The step that it is in may end later; another full picture waits for that, and nothing else does.
        """
        newer = self._mailbox.has_newer
        job = self._finals.begin(lambda is_unwanted: work(lambda: is_unwanted() or newer()))
        self._mailbox.wait_beside(lambda: job.is_done)
        if not job.is_done:
            job.abandon()
            raise GivenUpError("Another picture is wanted by now.")
        return job.result()

    def while_answering(self, work: Work[Made], answer: Callable[[Any], object]) -> Made:
        """What long work comes to; pictures that somebody waits for are made by `answer` meanwhile, and come first.

        Raises GivenUpError once the mailbox is closed.
        """
        job = self._long.begin(work)
        try:
            while not job.is_done:
                self._mailbox.wait_beside(lambda: job.is_done)
                if self._mailbox.is_closed:
                    raise GivenUpError("Nobody hears of it any more.")
                newer = self._mailbox.take_newer()
                if newer is not None:
                    with self._long.resting():
                        answer(newer)
            return job.result()
        finally:
            job.abandon()

    def settle(self) -> None:
        """Wait until no full picture that was given up is at its last step."""
        self._finals.begin(lambda _: None).wait()

    def close(self) -> None:
        """Give up all work; called on any thread."""
        self._finals.close()
        self._long.close()

    def join(self, timeout: float) -> bool:
        """True when all work had ended within `timeout` seconds after `close`."""
        until = time.monotonic() + timeout
        ended = self._finals.join(timeout)
        return self._long.join(until - time.monotonic()) and ended
