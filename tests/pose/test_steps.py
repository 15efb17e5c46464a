"""A step taken out of the middle of a pose's history: what is left, and where that would not be sound."""

from __future__ import annotations

import math

import numpy as np
import pytest

from engine.pose.edits import mirror
from engine.pose.kinematics import drag, lean, reach, rotate_limb
from engine.pose.pose import UPPER_BODY, Joint, Pose
from engine.pose.steps import Step, hindrance, is_undone_alone, without_step
from tests.pose.posing import FRONT

ARM = (Joint.R_ELBOW, Joint.R_WRIST)


def raised(pose: Pose) -> Pose:
    x, y = pose.at(Joint.R_SHOULDER)
    return reach(pose, Joint.R_WRIST, (x - 60.0, y - 70.0))


def kicked(pose: Pose) -> Pose:
    x, y = pose.at(Joint.L_ANKLE)
    return reach(pose, Joint.L_ANKLE, (x + 60.0, y - 50.0))


def done(*edits) -> tuple[Pose, list[Step]]:
    """The pose after all edits, and each edit's before and after."""
    pose, steps = FRONT, []
    for edit in edits:
        steps.append((pose, edit(pose)))
        pose = steps[-1][1]
    return pose, steps


def test_without_a_raised_arm_a_kick_and_a_lean_are_as_if_it_had_never_been_raised() -> None:
    now, (arm, *later) = done(raised, kicked, lambda pose: lean(pose, 12.0))
    assert is_undone_alone(arm)
    assert hindrance(arm, later) is None, "the lean turns the arm as a whole"
    never, _ = done(kicked, lambda pose: lean(pose, 12.0))
    assert np.allclose(without_step(now, arm).xy(), never.xy(), atol=1e-6)


def test_without_a_lean_the_body_is_upright_and_the_kick_after_it_stays() -> None:
    now, (leant, kick) = done(lambda pose: lean(pose, 12.0), kicked)
    assert hindrance(leant, [kick]) is None
    left = without_step(now, leant)
    assert all(left.at(joint) == pytest.approx(FRONT.at(joint)) for joint in UPPER_BODY)
    assert left.at(Joint.L_ANKLE) == now.at(Joint.L_ANKLE)


def test_joints_that_the_step_did_not_move_keep_their_places_to_the_bit() -> None:
    now, (arm, _) = done(raised, kicked)
    left = without_step(now, arm)
    assert all(left[joint] == now[joint] for joint in Joint if joint not in ARM)
    assert all(math.dist(left.at(joint), FRONT.at(joint)) < 1e-6 for joint in ARM)


@pytest.mark.parametrize("again", [lambda pose: drag(pose, Joint.R_ELBOW, (40.0, 200.0)), mirror])
def test_what_moved_the_same_limb_in_a_way_of_its_own_builds_on_it(again) -> None:
    _, (arm, *later) = done(raised, kicked, again)
    assert hindrance(arm, later) == 1


def test_a_turn_of_the_forearm_alone_builds_on_the_arm() -> None:
    _, (arm, turn) = done(raised, lambda pose: rotate_limb(pose, Joint.R_WRIST, 20.0))
    assert hindrance(arm, [turn]) == 0


def test_joints_shown_or_hidden_are_no_move() -> None:
    hidden = FRONT.with_present({Joint.R_WRIST}, present=False)
    assert not is_undone_alone((FRONT, hidden))
    _, (arm,) = done(raised)
    assert hindrance(arm, [(arm[1], arm[1].with_present({Joint.L_WRIST}, present=False))]) == 0
