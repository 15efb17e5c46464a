"""Batches drawn on threads beside the step."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Generic

import torch

from engine.train.task import BatchT, Draw, Moment

DrawAt = Callable[[Moment], Draw[BatchT]]


class Draws(Generic[BatchT]):
    """The batch of a moment; as many as `ahead` are drawn meanwhile, each on a thread of its own.

    What is drawn depends on the moment alone, so that drawing early changes nothing.
    """

    def __init__(self, draw: DrawAt[BatchT], *, ahead: int) -> None:
        self._draw, self._ahead = draw, ahead
        self._threads = ThreadPoolExecutor(ahead, initializer=_single) if ahead else None
        self._waiting: deque[Future[Draw[BatchT]]] = deque()

    def at(self, step: int, moment: Callable[[int], Moment]) -> Draw[BatchT]:
        """The batch of a step; `moment` tells when a step is, those that will be asked for next as well."""
        if self._threads is None:
            return self._draw(moment(step))
        while len(self._waiting) <= self._ahead:
            self._waiting.append(self._threads.submit(self._draw, moment(step + len(self._waiting))))
        return self._waiting.popleft().result()

    def close(self) -> None:
        """Drop what was drawn ahead and end the threads."""
        self._waiting.clear()
        if self._threads is not None:
            self._threads.shutdown(cancel_futures=True)


def _single() -> None:
    # The step has the other cores; OpenMP counts threads for each thread that computes.
    torch.set_num_threads(1)
