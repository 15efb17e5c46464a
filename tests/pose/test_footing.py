"""Which feet stand: legs that are spread do, a leg that bends lifts its foot."""

from __future__ import annotations

import math

import numpy as np
import pytest

from engine.pose.footing import Places, lifted
from engine.pose.pose import Joint

LEG = 200.0
HIPS = {Joint.R_HIP: np.array([180.0, 300.0]), Joint.L_HIP: np.array([220.0, 300.0])}
ANKLES = {Joint.R_ANKLE: Joint.R_HIP, Joint.L_ANKLE: Joint.L_HIP}


def standing(right: float = 0.0, left: float = 0.0, *, left_leg: float = LEG) -> Places:
    """Legs that stand aside by angles in degrees, outwards; left_leg: how long the left one is, px."""
    out = dict(HIPS)
    for ankle, angle, length in ((Joint.R_ANKLE, -right, LEG), (Joint.L_ANKLE, left, left_leg)):
        turn = math.radians(angle)
        out[ankle] = HIPS[ANKLES[ankle]] + length * np.array([math.sin(turn), math.cos(turn)])
    return out


def test_feet_of_spread_legs_stand() -> None:
    both = lifted(standing(), standing(28, 28))
    assert list(both.values()) == pytest.approx([0, 0])
    one = lifted(standing(), standing(0, 28))
    assert list(one.values()) == pytest.approx([0, 0])


def test_a_leg_that_bends_lifts_its_foot() -> None:
    found = lifted(standing(), standing(left_leg=0.8 * LEG))
    assert found[Joint.R_ANKLE] == 0
    assert found[Joint.L_ANKLE] == pytest.approx(0.2 * LEG)


def test_who_squats_or_goes_back_stands() -> None:
    before = standing()
    squatting = {joint: xy + ([0, 60] if joint in HIPS else [0, 0]) for joint, xy in before.items()}
    farther = {joint: xy - [0, 40] for joint, xy in before.items()}
    for after in (squatting, farther):
        assert set(lifted(before, after).values()) == {0.0}


def test_a_leg_swung_high_lifts_its_foot() -> None:
    found = lifted(standing(), standing(0, 80))
    assert found[Joint.L_ANKLE] > 0.5 * LEG


def test_an_ankle_that_is_not_there_is_left_out() -> None:
    alone = dict(standing())
    del alone[Joint.L_ANKLE]
    assert lifted(alone, standing()) == {Joint.R_ANKLE: 0.0}
