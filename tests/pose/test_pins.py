"""Hands and feet that hold: limbs keep their lengths, and the body goes as far as all of them reach."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.pose.edits import translate
from engine.pose.kinematics import CHAINS
from engine.pose.pins import held, nearest_shift, out_of_reach, pins_among
from engine.pose.pose import Joint, Pose
from tests.gui.fakes import standing

POSE = standing()
ALL = frozenset(CHAINS)
SHIFTS = st.complex_numbers(max_magnitude=600, allow_nan=False)


def lengths(pose: Pose) -> list[float]:
    pairs = [pair for end, (root, middle) in CHAINS.items() for pair in ((root, middle), (middle, end))]
    return [math.dist(pose.at(a), pose.at(b)) for a, b in pairs]


@given(SHIFTS, st.sets(st.sampled_from(sorted(ALL)), min_size=1))
def test_however_far_the_body_is_pulled_pins_hold_and_lengths_stay(by: complex, pins: set[Joint]) -> None:
    shift = nearest_shift(POSE, by, pins=pins)
    moved = translate(POSE, (shift.real, shift.imag))
    assert not out_of_reach(moved, POSE, pins=pins)
    after = held(moved, POSE, pins=pins)
    for pin in pins:
        assert math.dist(after.at(pin), POSE.at(pin)) < 0.01
    assert np.allclose(lengths(after), lengths(POSE), atol=0.01)


def test_a_shift_within_reach_is_taken_as_it_is_and_one_beyond_slides_along() -> None:
    feet = {Joint.R_ANKLE, Joint.L_ANKLE}
    assert nearest_shift(POSE, 3 + 20j, pins=feet) == 3 + 20j
    beyond = nearest_shift(POSE, 40 - 20j, pins=feet)
    assert beyond.real > 5, "sideways it goes on, as far as straight legs let it"
    assert beyond.imag > -1


def test_knees_that_were_found_a_little_inwards_do_not_cross() -> None:
    inwards = POSE.moved(Joint.R_KNEE, (132.0, 280.0)).moved(Joint.L_KNEE, (168.0, 280.0))
    after = held(translate(inwards, (0.0, 60.0)), inwards, pins={Joint.R_ANKLE, Joint.L_ANKLE})
    assert after[Joint.R_KNEE].x < after[Joint.R_ANKLE].x < after[Joint.L_ANKLE].x < after[Joint.L_KNEE].x
    bent = held(translate(after, (0.0, 5.0)), after, pins={Joint.R_ANKLE})
    assert bent[Joint.R_KNEE].x < after[Joint.R_ANKLE].x, "a limb that is bent keeps its side"


def test_only_whole_limbs_that_can_bend_are_pins() -> None:
    assert pins_among(POSE, {Joint.R_ANKLE, Joint.R_KNEE, Joint.L_ANKLE, Joint.NOSE}) == {Joint.L_ANKLE}
    without = POSE.with_present(Joint.L_KNEE, present=False)
    assert pins_among(without, ALL) == ALL - {Joint.L_ANKLE}


def test_a_pin_out_of_reach_is_come_as_near_to_as_the_limb_allows() -> None:
    moved = translate(POSE, (0.0, -50.0))
    after = held(moved, POSE, pins={Joint.R_ANKLE})
    assert after[Joint.R_ANKLE].y == pytest.approx(POSE[Joint.R_ANKLE].y - 50, abs=1)
    assert np.allclose(lengths(after), lengths(POSE))
