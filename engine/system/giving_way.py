"""Long work pauses now and then for what is more urgent, without being handed from whom: it may be deep inside."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar

from engine.system.errors import GivenUpError

_pause: ContextVar[Callable[[], object] | None] = ContextVar("pause", default=None)


@contextmanager
def pausing(pause: Callable[[], object] | None) -> Iterator[None]:
    """Within, `give_way` calls `pause`, which may do something else meanwhile or raise; None for work without pauses.

    Threads that are started within pause where they run in a copy of this context.
    """
    before = _pause.set(pause)
    try:
        yield
    finally:
        _pause.reset(before)


def giving_way(is_stale: Callable[[], bool] | None) -> AbstractContextManager[None]:
    """Within, `give_way` raises GivenUpError once `is_stale` is true; None for work that is done whatever comes."""
    if is_stale is None:
        return pausing(None)

    def look() -> None:
        if is_stale():
            raise GivenUpError("Another picture is wanted by now.")

    return pausing(look)


def give_way() -> None:
    """Let what is more urgent come first; costs nothing worth mentioning where nothing is."""
    pause = _pause.get()
    if pause is not None:
        pause()


def for_threads() -> Callable[[], object]:
    """What `give_way` does here, for threads that are started within and know nothing of it."""
    return _pause.get() or (lambda: None)
