"""Long work that gives way: to what is wanted in its place, or to something that is done meanwhile."""

from __future__ import annotations

import numpy as np
import pytest

from engine.imaging.pixels import grown
from engine.system.errors import GivenUpError
from engine.system.giving_way import give_way, giving_way, pausing


def test_work_that_nobody_wants_any_more_ends_wherever_it_is() -> None:
    stale = False
    picture = np.zeros((4, 4), np.float32)
    with giving_way(lambda: stale):
        grown(picture, picture)
        stale = True
        with pytest.raises(GivenUpError):
            grown(picture, picture)
    grown(picture, picture)


def test_a_pause_is_of_the_innermost_work() -> None:
    paused: list[str] = []
    with pausing(lambda: paused.append("outer")):
        give_way()
        with giving_way(None):
            give_way()
        give_way()
    give_way()
    assert paused == ["outer", "outer"]
