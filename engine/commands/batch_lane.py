"""The command line's own lane for a batch: the renderer itself, on the thread that asks."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TypeVar

from engine.commands.studio import render_or_fall_back
from engine.contract.messages import Rendered, RenderRequest, Source
from engine.photo.photo import Photo
from engine.render.renderer import Renderer
from engine.runtime.device import is_out_of_memory
from engine.system.errors import OUT_OF_MEMORY, UNEXPECTED, EngineError

_log = logging.getLogger(__name__)
_Made = TypeVar("_Made")


class DirectLane:
    """An `engine.batch.lane.Lane`. wanted: the device asked for, "auto" where a full one may be left."""

    def __init__(self, renderer: Renderer, *, wanted: str) -> None:
        self._renderer, self._wanted = renderer, wanted

    def prepare(self, photo: Photo) -> Source:
        """The person of a photo; what was kept of the one before is forgotten, as it does not come again."""
        self._renderer.forget()
        return _guarded(lambda: self._renderer.prepare(photo))

    def render(self, request: RenderRequest) -> Rendered:
        """The picture."""
        return _guarded(lambda: render_or_fall_back(self._renderer, request, wanted=self._wanted))


def _guarded(work: Callable[[], _Made]) -> _Made:
    """What `work` makes; every fault is an EngineError, so that one picture does not end a night's work."""
    try:
        return work()
    except EngineError:
        raise
    except Exception as error:
        _log.exception("A picture failed unexpectedly")
        raise EngineError(OUT_OF_MEMORY if is_out_of_memory(error) else UNEXPECTED) from error
