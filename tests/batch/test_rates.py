"""What the last batch took is what the next estimate says; nothing depends on it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from engine.batch.control import Control
from engine.batch.estimate import Estimate, Pace, Rates, estimate
from engine.batch.rates import remember, remembered_rates
from engine.batch.ready import sizes_of
from tests.batch.material import a_plan, ready_for, run


def test_a_batch_that_ran_through_sets_the_next_estimate(tmp_path: Path) -> None:
    file, ready = tmp_path / "cache" / "rates.json", ready_for(a_plan(tmp_path / "in"), tmp_path / "out")
    assert remembered_rates(file) == Rates()
    summary = replace(run(ready), seconds=123.0, preparing_seconds=100.0, finding_seconds=(10.0, 14.0))
    remember(summary, ready, file)
    foretold = estimate(ready.plan, sizes_of(ready.plan), rates=remembered_rates(file))
    parts = foretold.finding_seconds, foretold.photo_seconds, foretold.picture_seconds
    assert parts == pytest.approx((24, 76, 23))
    # One where all persons were known says nothing of finding them.
    remember(replace(summary, seconds=60.0, preparing_seconds=50.0, finding_seconds=()), ready, file)
    known = estimate(ready.plan, sizes_of(ready.plan), rates=remembered_rates(file), found={0, 1})
    assert known.seconds == pytest.approx(60)
    again = estimate(ready.plan, sizes_of(ready.plan), rates=remembered_rates(file))
    assert again.finding_seconds == pytest.approx(24)


def test_a_batch_that_was_stopped_or_partly_there_teaches_nothing(tmp_path: Path) -> None:
    file, ready = tmp_path / "rates.json", ready_for(a_plan(tmp_path / "in"), tmp_path / "out")
    control = Control()
    control.cancel()
    remember(run(ready, control=control), ready, file)
    remember(run(ready, only=[1]), ready, file)
    remember(run(ready.resumed()), ready, file)
    assert not file.exists()


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", '{"version": 3}', '{"photo": -1}', '{"photo": 1e9}', '{"times_as_long": 4}']
)
def test_a_damaged_memory_is_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "rates.json").write_text(text)
    assert remembered_rates(tmp_path / "rates.json") == Rates()


def test_a_memory_that_cannot_be_kept_is_no_fault(tmp_path: Path) -> None:
    ready = ready_for(a_plan(tmp_path / "in"), tmp_path / "out")
    (tmp_path / "cache").write_text("a file in the way")
    remember(run(ready), ready, tmp_path / "cache" / "rates.json")
    assert (tmp_path / "cache").read_text() == "a file in the way"


def test_what_is_left_is_foretold_at_first_and_then_as_it_goes() -> None:
    pace = Pace(Estimate(4, 2, finding_seconds=2.0, photo_seconds=10.0, picture_seconds=2.0, bytes=0))
    assert pace.seconds_left(2, 4) == pytest.approx(14)
    pace.begin_photo()
    assert pace.seconds_left(1, 4) == pytest.approx(14), "the photo in hand is still to be worked on"
    pace.opened(5.0, is_found=False)
    pace.made(1.5, once=25.0)
    assert pace.seconds_left(1, 3) == pytest.approx(30 + 3 * 1.5)
    pace.made(0.5, once=0.0)
    pace.begin_photo()
    assert pace.seconds_left(0, 2) == pytest.approx(30 + 2 * 1.0)
    assert pace.seconds_left(0, 0) == 0
    assert Pace().seconds_left(2, 4) is None
