"""Work beside the window: results and reasons come back on the window's thread, in order."""

from __future__ import annotations

import threading
import weakref
from functools import partial
from typing import Any

from engine.system.errors import OutputError
from gui.link.background import Background, Worker

PATIENCE_S = 10.0


def test_results_come_back_in_order_on_the_windows_thread(qtbot):
    background = Background()
    heard: list[Any] = []
    for number in range(5):
        background.run(
            partial(lambda number: (number, threading.current_thread()), number),
            lambda result: heard.append((result, threading.current_thread())),
            otherwise=heard.append,
        )
    qtbot.waitUntil(lambda: len(heard) == 5, timeout=10_000)
    assert [result[0] for result, _ in heard] == list(range(5))
    assert {thread for _, thread in heard} == {threading.main_thread()}
    assert threading.main_thread() not in {result[1] for result, _ in heard}


def test_the_reason_for_a_failure_comes_back_and_work_goes_on(qtbot):
    background = Background()
    heard: list[Any] = []

    def fail(error: Exception) -> str:
        raise error

    for error in (OutputError("No room."), MemoryError(), ZeroDivisionError()):
        background.run(partial(fail, error), heard.append, otherwise=heard.append)
    background.run(lambda: "done", heard.append, otherwise=heard.append)
    qtbot.waitUntil(lambda: len(heard) == 4, timeout=10_000)
    assert heard[0] == "No room."
    assert "memory" in heard[1]
    assert "Something went wrong" in heard[2]
    assert heard[3] == "done"


def test_finish_waits_for_all_work(qtbot):
    background, gate = Background(), threading.Event()
    done: list[Any] = []
    background.run(lambda: done.append(gate.wait(10)), done.append, otherwise=done.append)
    assert not background.finish(0.01)
    gate.set()
    assert background.finish(10)
    assert done == [True]


def test_a_closed_worker_drops_what_waits():
    worker, gate, begun = Worker("test"), threading.Event(), threading.Event()
    done: list[str] = []

    def first() -> None:
        begun.set()
        gate.wait(10)

    worker.put(first)
    worker.put(lambda: done.append("second"))
    assert begun.wait(10)
    assert not worker.close(0.01)
    gate.set()
    assert worker.close(10)
    assert done == []


class Large:
    """Something that is not to be held for longer than need be."""


def test_what_was_done_is_held_no_longer() -> None:
    large, gone = Large(), threading.Event()
    weakref.finalize(large, gone.set)
    worker = Worker("background")
    worker.put(partial(repr, large))
    del large
    assert gone.wait(PATIENCE_S)
    assert worker.close(PATIENCE_S)
