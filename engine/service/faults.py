"""What is told of work that failed: the engine's own sentence, or one for what nobody foresaw."""

from __future__ import annotations

import logging

from engine.contract.messages import Failed, RenderRequest, Subject
from engine.runtime.device import is_out_of_memory
from engine.system.errors import OUT_OF_MEMORY, UNEXPECTED, EngineError

_log = logging.getLogger(__name__)


def failure(asked: RenderRequest | Subject, error: BaseException) -> Failed:
    """What to tell of `error`; one that is no EngineError is logged."""
    if isinstance(error, EngineError):
        return Failed(asked, str(error), is_lasting=error.is_lasting)
    _log.error("The engine failed unexpectedly", exc_info=error)
    return Failed(asked, OUT_OF_MEMORY if is_out_of_memory(error) else UNEXPECTED)
