"""Killed in the middle of a drag and started again, the program brings back all but the gesture under way."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.flow.killing import kill_and_recover

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="the settings are placed as on Linux"
)


# In the middle of the second, at the press of the fourth, and at the release of the third gesture.
@pytest.mark.parametrize(("gestures", "steps"), [(1, 7), (3, 0), (2, 13)])
def test_all_but_the_gesture_under_way_is_back(tmp_path: Path, gestures: int, steps: int) -> None:
    done = kill_and_recover(tmp_path, kind="quick", gestures=gestures, steps=steps)
    assert done.over >= gestures
    assert done.is_kept, done
