"""Shares work that is numbered among processes of one core each."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable

from engine.system.errors import EngineError


def share(work: Callable[[list[int]], None], count: int, workers: int) -> None:
    """Call work with all numbers below `count`, here or, for more than one worker, shared among new processes.

    `work` must be picklable. Raises EngineError when a worker stopped early.
    """
    # Mesa's software renderer takes every core it sees; a worker is to have one.
    os.environ["LP_NUM_THREADS"] = "0"
    if workers == 1:
        work(list(range(count)))
        return
    context = multiprocessing.get_context("spawn")
    running = [
        context.Process(target=work, args=(list(range(first, count, workers)),)) for first in range(workers)
    ]
    for process in running:
        process.start()
    for process in running:
        process.join()
    if any(process.exitcode for process in running):
        raise EngineError("A worker stopped before its people were rendered; start again to render the rest.")
