"""What the last batch took is what the next estimate says; nothing depends on it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from engine.batch.control import Control
from engine.batch.estimate import Rates, estimate
from engine.batch.rates import remember, remembered_rates
from engine.batch.ready import sizes_of
from tests.batch.material import a_plan, ready_for, run


def test_a_batch_that_ran_through_sets_the_next_estimate(tmp_path: Path) -> None:
    file, ready = tmp_path / "cache" / "rates.json", ready_for(a_plan(tmp_path / "in"), tmp_path / "out")
    assert remembered_rates(file) == Rates()
    summary = replace(run(ready), seconds=123.0)
    remember(summary, ready, file)
    foretold = estimate(ready.plan, sizes_of(ready.plan), rates=remembered_rates(file))
    assert foretold.seconds == pytest.approx(123)


def test_a_batch_that_was_stopped_or_partly_there_teaches_nothing(tmp_path: Path) -> None:
    file, ready = tmp_path / "rates.json", ready_for(a_plan(tmp_path / "in"), tmp_path / "out")
    control = Control()
    control.cancel()
    remember(run(ready, control=control), ready, file)
    remember(run(ready, only=[1]), ready, file)
    remember(run(ready.resumed()), ready, file)
    assert not file.exists()


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", '{"version": 2}', '{"times_as_long": -1}', '{"times_as_long": 1e9}']
)
def test_a_damaged_memory_is_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "rates.json").write_text(text)
    assert remembered_rates(tmp_path / "rates.json") == Rates()


def test_a_memory_that_cannot_be_kept_is_no_fault(tmp_path: Path) -> None:
    ready = ready_for(a_plan(tmp_path / "in"), tmp_path / "out")
    (tmp_path / "cache").write_text("a file in the way")
    remember(run(ready), ready, tmp_path / "cache" / "rates.json")
    assert (tmp_path / "cache").read_text() == "a file in the way"
