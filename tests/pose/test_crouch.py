"""Knees of somebody who crouches: over the feet seen from the front, forward seen from the side, and back again."""

from __future__ import annotations

import math

import numpy as np
import pytest

from engine.pose.crouch import folded, unfolded
from engine.pose.edits import translate
from engine.pose.kinematics import CHAINS
from engine.pose.pins import held
from engine.pose.pose import UPPER_BODY, Joint, Pose
from tests.gui.fakes import standing

BODY = standing()
FEET = (Joint.R_ANKLE, Joint.L_ANKLE)
HIPS = (Joint.R_HIP, Joint.L_HIP)
KNEES = (Joint.R_KNEE, Joint.L_KNEE)
# The same seen from the side: shoulders and hips one behind the other.
ASIDE = Pose(
    tuple(
        point
        if joint.name[:2] not in ("R_", "L_")
        else BODY[joint].__class__(150 + (point.x - 150) / 8, point.y)
        for joint, point in zip(Joint, BODY.points, strict=True)
    )
)


def lowered(pose: Pose, by: float, *, body: Pose) -> Pose:
    """The body moved down by `by` px, with the feet where they are."""
    flat = unfolded(pose, body, feet=FEET)
    moved = held(translate(flat, (0.0, by)), flat, pins=FEET)
    return folded(moved, flat, pose, feet=FEET, body=body)


def aside(pose: Pose) -> list[float]:
    """How far each knee is from the line between hip and foot."""
    found = []
    for foot in FEET:
        hip, knee, end = (complex(*pose.at(joint)) for joint in (*CHAINS[foot], foot))
        found.append(abs(((end - hip).conjugate() * (knee - hip)).imag) / abs(end - hip))
    return found


def legs(pose: Pose) -> list[float]:
    return [
        math.dist(pose.at(a), pose.at(b)) for foot in FEET for a, b in ((CHAINS[foot][0], CHAINS[foot][1]),
                                                                    (CHAINS[foot][1], foot))
    ]  # fmt: skip


@pytest.mark.parametrize("by", [10.0, 30.0, 60.0])
def test_from_the_front_knees_go_out_a_little_and_stay_over_the_feet(by: float) -> None:
    flat = held(translate(BODY, (0.0, by)), BODY, pins=FEET)
    crouched = lowered(BODY, by, body=BODY)
    assert np.allclose(crouched.xy()[list(FEET)], BODY.xy()[list(FEET)])
    for now, out in zip(aside(crouched), aside(flat), strict=True):
        assert 0 < now < 0.35 * out
    assert crouched[Joint.R_KNEE].x < crouched[Joint.R_ANKLE].x + 1
    assert crouched[Joint.L_KNEE].x > crouched[Joint.L_ANKLE].x - 1
    assert all(now <= was + 0.5 for now, was in zip(legs(crouched), legs(BODY), strict=True))


def test_from_the_side_knees_go_forward_as_far_as_the_legs_are_long() -> None:
    crouched = lowered(ASIDE, 40.0, body=ASIDE)
    assert np.allclose(legs(crouched), legs(ASIDE), atol=0.5)


def test_what_was_lowered_is_raised_again_in_another_move_with_legs_as_long_as_ever() -> None:
    crouched = lowered(BODY, 50.0, body=BODY)
    risen = lowered(crouched, -50.0, body=BODY)
    assert np.allclose(risen.xy(), BODY.xy(), atol=2.5)
    again = lowered(crouched, 20.0, body=BODY)
    assert np.allclose(again.xy(), lowered(BODY, 70.0, body=BODY).xy(), atol=2.5)


def test_no_move_changes_nothing_and_small_ones_little() -> None:
    bent = BODY.moved(Joint.R_KNEE, (112.0, 282.0))
    for pose in (BODY, bent, lowered(BODY, 45.0, body=BODY)):
        assert np.allclose(lowered(pose, 0.0, body=BODY).xy(), pose.xy())
        small = lowered(pose, 1.0, body=BODY)
        assert np.abs(small.xy() - pose.xy()).max() < 8


def test_a_smaller_person_has_legs_to_match() -> None:
    small = BODY.replaced(BODY.xy() * 0.5)
    assert np.allclose(unfolded(small, BODY, feet=FEET).xy(), small.xy(), atol=1e-6)
    up = sorted(UPPER_BODY)
    crouched = lowered(small, 20.0, body=BODY)
    assert np.allclose(crouched.xy()[up], small.xy()[up] + (0, 20))
