"""Where a batch gets its pictures: a protocol, and the lane of an engine that a window shares."""

from __future__ import annotations

import queue
from typing import TYPE_CHECKING, Protocol

from engine.contract.answering import Engine
from engine.contract.messages import Event, Failed, Prepared, Rendered, RenderRequest, Source
from engine.system.errors import EngineError

if TYPE_CHECKING:  # the decoders are not needed for the name
    from engine.photo.photo import Photo


class Lane(Protocol):
    """Finds people and renders, one after the other; both wait for the answer. Used by one thread at a time."""

    def prepare(self, photo: Photo) -> Source:
        """The person of a photo; raises EngineError. A lane may forget what it kept of the photo before."""

    def render(self, request: RenderRequest) -> Rendered:
        """The picture; raises EngineError, whatever went wrong."""


class EngineLane:
    """The batch lane of an engine: whatever a person does in the window comes first.

    The window hands every event to `hear`, on the engine's thread, before it looks at it itself.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._answers: queue.Queue[Rendered | Prepared | Failed | None] = queue.Queue()
        self._asked: RenderRequest | Photo | None = None
        self._closed = False

    def prepare(self, photo: Photo) -> Source:
        """See `Lane.prepare`."""
        self._ask(photo)
        self._engine.prepare(photo)
        answer = self._answer()
        if not isinstance(answer, Prepared):
            raise _fault(answer)
        return answer.source

    def render(self, request: RenderRequest) -> Rendered:
        """See `Lane.render`."""
        self._ask(request)
        self._engine.submit_batch([request])
        answer = self._answer()
        if not isinstance(answer, Rendered):
            raise _fault(answer)
        return answer

    def hear(self, event: Event) -> bool:
        """Take `event` if it answers this lane; False when it is for the window.

        Answers are known by the very object that was asked with: an equal one may have been asked by the window.
        """
        asked = self._asked
        if asked is None:
            return False
        if isinstance(event, Prepared):
            mine = event.subject is asked
        elif isinstance(event, Rendered | Failed):
            mine = event.request is asked
        else:
            return False
        if mine:
            self._asked = None
            self._answers.put(event)
        return mine

    def close(self) -> None:
        """Wait for no more answers, as the engine is about to be closed; who waits gets an EngineError."""
        self._closed = True
        self._answers.put(None)

    def _ask(self, what: RenderRequest | Photo) -> None:
        if self._closed:
            raise _fault(None)
        self._asked = what

    def _answer(self) -> Rendered | Prepared | Failed | None:
        return self._answers.get()


def _fault(answer: Rendered | Prepared | Failed | None) -> EngineError:
    if isinstance(answer, Failed):
        return EngineError(answer.sentence)
    return EngineError("The program is closing, so this picture was not made. Resume the batch later.")
