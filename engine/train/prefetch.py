"""Batches drawn on a thread beside the step on CPUs; on an accelerator the step's own queue does the same."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Generic

import torch

from engine.train.task import BatchT, Draw, Moment

DrawAt = Callable[[Moment], Draw[BatchT]]


class Draws(Generic[BatchT]):
    """The batch of a moment; `ahead` says that the next one shall be drawn meanwhile.

    What is drawn depends on the moment alone, so that drawing early changes nothing.
    """

    def __init__(self, draw: DrawAt[BatchT], *, ahead: bool) -> None:
        self._draw = draw
        self._thread = ThreadPoolExecutor(1, initializer=_single) if ahead else None
        self._next: tuple[Moment, Future[Draw[BatchT]]] | None = None

    def at(self, moment: Moment, then: Moment) -> Draw[BatchT]:
        """The batch of `moment`; `then` is the moment asked for next."""
        if self._thread is None:
            return self._draw(moment)
        ready, self._next = self._next, None
        drawn = ready[1].result() if ready is not None and ready[0] == moment else self._draw(moment)
        self._next = (then, self._thread.submit(self._draw, then))
        return drawn

    def close(self) -> None:
        """Drop what was drawn ahead and end the thread."""
        self._next = None
        if self._thread is not None:
            self._thread.shutdown(cancel_futures=True)


def _single() -> None:
    # The step has the other cores; OpenMP counts threads for each thread that computes.
    torch.set_num_threads(1)
