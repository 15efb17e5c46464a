"""A thread for long work: it rests where it is told to, and ends at its next pause when nobody waits for it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest

from engine.service.beside import Beside
from engine.system.errors import GivenUpError
from engine.system.giving_way import give_way

PATIENCE_S = 10.0


@pytest.fixture
def beside() -> Iterator[Beside]:
    made = Beside("long work", begins=lambda: None, ended=lambda: None)
    yield made
    made.close()
    assert made.join(PATIENCE_S)


def test_work_rests_at_its_next_pause_until_others_are_done(beside: Beside) -> None:
    told: list[str] = []
    begun, goes_on = threading.Event(), threading.Event()

    def work(_: Callable[[], bool]) -> str:
        begun.set()
        assert goes_on.wait(PATIENCE_S)
        give_way()
        told.append("went on")
        return "made"

    job = beside.begin(work)
    assert begun.wait(PATIENCE_S)
    with beside.resting():
        goes_on.set()
        told.append("drawn")
    assert job.result() == "made"
    assert told == ["drawn", "went on"]


def test_what_nobody_waits_for_ends_at_its_next_pause_or_is_not_begun(beside: Beside) -> None:
    begun, goes_on, made = threading.Event(), threading.Event(), []

    def work(_: Callable[[], bool]) -> None:
        begun.set()
        assert goes_on.wait(PATIENCE_S)
        give_way()
        made.append("never")

    first, second = beside.begin(work), beside.begin(work)
    assert begun.wait(PATIENCE_S)
    first.abandon()
    second.abandon()
    goes_on.set()
    for job in (first, second):
        with pytest.raises(GivenUpError):
            job.result()
    assert not made


def test_what_work_raises_is_raised_where_its_result_is_asked_for_and_the_next_is_done(
    beside: Beside,
) -> None:
    def fails(_: Callable[[], bool]) -> None:
        raise SystemExit("from a library")

    failed, done = beside.begin(fails), beside.begin(lambda _: 3)
    with pytest.raises(SystemExit, match="from a library"):
        failed.result()
    assert done.result() == 3


def test_closed_while_it_rests_it_ends() -> None:
    beside = Beside("long work", begins=lambda: None, ended=lambda: None)
    begun = threading.Event()

    def work(is_unwanted: Callable[[], bool]) -> None:
        begun.set()
        while True:
            give_way()

    with beside.resting():
        job = beside.begin(work)
        assert begun.wait(PATIENCE_S)
        beside.close()
        assert beside.join(PATIENCE_S)
    with pytest.raises(GivenUpError):
        job.result()
