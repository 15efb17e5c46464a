"""Whose a pixel of two touching feet is: the lines of heels and toes say it where a parsing errs."""

from __future__ import annotations

import numpy as np

from engine.imaging.pixels import Floats
from engine.layers.feet_told import tell_feet
from engine.layers.regions import LEGS, Region
from engine.pose.pose import Joint

TORSO = 200.0
SIZE = (260, 240)  # rows, columns
# The right foot points to the picture's left, the left one to its right; they touch in the middle.
FEET = {
    Joint.R_ANKLE: np.array([(90, 40), (100, 180), (108, 200), (60, 215)], np.float64),
    Joint.L_ANKLE: np.array([(150, 40), (140, 180), (132, 200), (180, 215)], np.float64),
}


def parsed(right: float) -> tuple[Floats, Floats]:
    """A parsing that gives all to legs, so much of it to the right one; and how sure it is."""
    shares = np.zeros((*SIZE, 7), np.float32)
    shares[..., Region.RIGHT_LEG], shares[..., Region.LEFT_LEG] = right, 1 - right
    return shares, np.ones(SIZE, np.float32)


def test_toes_are_their_own_foots_though_a_parsing_takes_both_for_one_legs() -> None:
    shares, sure = parsed(0.95)
    tell_feet(shares, sure, FEET, TORSO)
    assert shares[212, 66, Region.RIGHT_LEG] > 0.95
    assert shares[212, 174, Region.LEFT_LEG] > 0.8
    assert np.allclose(shares[..., list(LEGS)].sum(-1), 1)


def test_midway_between_two_feet_little_is_sure() -> None:
    shares, sure = parsed(0.5)
    tell_feet(shares, sure, FEET, TORSO)
    assert sure[212, 120] < 0.1
    assert sure[212, 70] > 0.9


def test_above_the_ankles_and_far_from_feet_the_parsing_is_left_alone() -> None:
    shares, sure = parsed(0.95)
    tell_feet(shares, sure, FEET, TORSO)
    assert np.allclose(shares[:150, :, Region.RIGHT_LEG], 0.95, atol=2e-3)
    assert np.allclose(shares[220:, 239, Region.RIGHT_LEG], 0.95, atol=0.06)
    assert np.allclose(sure[:150], 1)


def test_a_foot_alone_tells_nothing() -> None:
    shares, sure = parsed(0.95)
    tell_feet(shares, sure, {Joint.R_ANKLE: FEET[Joint.R_ANKLE]}, TORSO)
    assert np.allclose(shares[..., Region.RIGHT_LEG], 0.95)


def test_one_foot_found_twice_tells_nothing() -> None:
    shares, sure = parsed(0.7)
    twice = {Joint.R_ANKLE: FEET[Joint.R_ANKLE], Joint.L_ANKLE: FEET[Joint.R_ANKLE] + (6, 4)}
    tell_feet(shares, sure, twice, TORSO)
    assert np.allclose(shares[..., Region.RIGHT_LEG], 0.7)
    assert np.allclose(sure, 1)
