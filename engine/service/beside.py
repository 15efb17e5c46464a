"""A thread for long work beside the engine's own, so that a drag is answered whatever step that work is in."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Generic, TypeAlias, TypeVar

from engine.system.errors import GivenUpError
from engine.system.giving_way import giving_way

Made = TypeVar("Made")
IsUnwanted: TypeAlias = "Callable[[], bool]"
Work: TypeAlias = "Callable[[IsUnwanted], Made]"


class Job(Generic[Made]):
    """Work that is done on another thread; it is made there and its result is taken by who waits for it."""

    def __init__(self, work: Work[Made], is_closed: IsUnwanted) -> None:
        self._work: Work[Made] | None = work
        self._is_closed, self._is_abandoned = is_closed, False
        self._done = threading.Event()
        self._made: list[Made] = []
        self._error: BaseException | None = None

    @property
    def is_done(self) -> bool:
        """Whether `result` would answer at once."""
        return self._done.is_set()

    def abandon(self) -> None:
        """Nobody waits for it any more: it ends at its next pause, or is not begun."""
        self._is_abandoned = True

    def is_unwanted(self) -> bool:
        """Whether it was abandoned, or its thread is to end."""
        return self._is_abandoned or self._is_closed()

    def wait(self) -> None:
        """Until it is done, whatever comes of it."""
        self._done.wait()

    def result(self) -> Made:
        """What the work made, once it is done; raises what it raised."""
        self._done.wait()
        error, self._error = self._error, None
        if error is not None:
            raise error
        return self._made.pop()

    def do(self, is_unwanted: IsUnwanted) -> None:
        """Called on the thread that does it; `is_unwanted` is what the work asks between its steps."""
        work, self._work = self._work, None
        try:
            if work is None or self.is_unwanted():
                raise GivenUpError("Nobody waits for it any more.")
            with giving_way(is_unwanted):
                self._made.append(work(is_unwanted))
        except BaseException as error:  # noqa: BLE001 - it is raised where the result is asked for
            self._error = error
        finally:
            self._done.set()


class Beside:
    """A thread that does one job after another.

    begins: called on it before each. ended: called on it after each, and must return soon.
    """

    def __init__(self, name: str, *, begins: Callable[[], object], ended: Callable[[], object]) -> None:
        self._begins, self._ended = begins, ended
        self._jobs: queue.SimpleQueue[Job[Any] | None] = queue.SimpleQueue()
        self._may_go = threading.Event()
        self._may_go.set()
        self._is_closed = False
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def begin(self, work: Work[Made]) -> Job[Made]:
        """Do `work` after all that was begun before; it is given what says that nobody waits for it any more."""
        job = Job(work, lambda: self._is_closed)
        self._jobs.put(job)
        return job

    @contextmanager
    def resting(self) -> Iterator[None]:
        """Within, the work in hand rests from its next pause on, so that the cores are for what is done here."""
        self._may_go.clear()
        try:
            yield
        finally:
            self._may_go.set()

    def close(self) -> None:
        """Give up the work in hand at its next pause, and begin no other."""
        self._is_closed = True
        self._may_go.set()
        self._jobs.put(None)

    def join(self, timeout: float) -> bool:
        """Wait for the thread of a closed one; True when it ended within `timeout` seconds."""
        self._thread.join(max(timeout, 0.0))
        return not self._thread.is_alive()

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            self._begins()
            job.do(self._rested(job))
            del job  # what it made may be large
            self._ended()

    def _rested(self, job: Job[Any]) -> IsUnwanted:
        """What a job's work asks between its steps: it is answered when the work may go on."""

        def is_unwanted() -> bool:
            if not job.is_unwanted():
                self._may_go.wait()
            return job.is_unwanted()

        return is_unwanted
