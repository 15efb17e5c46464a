"""A skirt over a thigh that comes out: its cloth goes along, covers it, and its corners do not rise to wings."""

from __future__ import annotations

import numpy as np
import pytest

from engine.layers.skirt_slack import with_thigh

LEG = np.array([(100.0, 100.0), (100.0, 260.0), (100.0, 420.0)])
OTHER_HIP, BESIDE = np.array((160.0, 100.0)), 25.0
HEM = np.stack(
    [np.arange(20.0, 76.0), np.full(56, 250.0)], 1
)  # outwards from the thigh's side, the last at it
OUT = 0.45  # radians to the left, where the leg hangs on the right hip


def steps(points: np.ndarray, by: float = OUT) -> np.ndarray:
    return with_thigh(points, by, np.ones(len(points)), LEG, other_hip=OTHER_HIP, beside=BESIDE)


def test_cloth_before_a_thigh_turns_with_it() -> None:
    before = np.array([(100.0, 250.0), (85.0, 200.0)])
    c, s = np.cos(OUT), np.sin(OUT)
    turned = LEG[0] + (before - LEG[0]) @ np.array([[c, s], [-s, c]])
    assert before + steps(before) == pytest.approx(turned)


def test_the_hem_beside_it_stays_level_and_covers_it() -> None:
    goes = steps(HEM)
    moved = HEM + goes
    assert np.ptp(moved[:, 1]) < 1, "no wing"
    assert (np.diff(moved[:, 0]) > 0).all(), "no fold"
    assert goes[0, 0] > goes[-1, 0] + 8, "what stands off is pushed less"
    assert moved[0, 0] < moved[-1, 0] - 10


def test_a_thigh_that_stays_moves_nothing() -> None:
    assert np.abs(steps(HEM, 0.0)).max() < 1e-9
