"""What becomes of work when the accelerator is full: it is done again without."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from engine.runtime.device import is_accelerator_full

_Made = TypeVar("_Made")


def retried(attempt: Callable[[], _Made], *, leave: Callable[[], object] | None) -> _Made:
    """What `attempt` makes, a second time after `leave` has left an accelerator that turned out to be full.

    leave: None where there is none to leave; what it raises passes.
    """
    try:
        return attempt()
    except RuntimeError as error:
        if leave is None or not is_accelerator_full(error):
            raise
    # Outside the handler, whose traceback would keep the failed attempt's tensors alive.
    leave()
    return attempt()
