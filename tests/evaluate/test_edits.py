"""Edits turn what they say, keep every length, and leave out what a photo does not show."""

from __future__ import annotations

import math

import pytest

from engine.evaluate.edits import Edit, gentle_edits, six_edits
from engine.pose.edits import swap_sides, translate
from engine.pose.pose import PARENT, Joint, Pose
from tests.pose import posing
from tests.pose.posing import length

# Far from every edge of the picture.
ROOM = (10_000, 10_000)
FRONT = translate(posing.FRONT, (3000.0, 3000.0))
LEGS = (Joint.R_KNEE, Joint.L_KNEE, Joint.R_ANKLE, Joint.L_ANKLE)


def named(edits: tuple[Edit, ...], name: str) -> Edit:
    return next(edit for edit in edits if edit.name == name)


def direction_deg(pose: Pose, start: Joint, end: Joint) -> float:
    (x0, y0), (x1, y1) = pose.at(start), pose.at(end)
    return math.degrees(math.atan2(y1 - y0, x1 - x0))


@pytest.mark.parametrize("make", [six_edits, gentle_edits])
def test_every_limb_keeps_its_length(make):
    for edit in make(FRONT, ROOM):
        for joint, parent in PARENT.items():
            if parent is not None:
                assert length(edit.pose, joint, parent) == pytest.approx(length(FRONT, joint, parent)), (
                    edit.name
                )


def test_a_whole_body_has_six_edits_and_moves_what_they_name():
    edits = six_edits(FRONT, ROOM)
    assert len(edits) == 6
    assert named(edits, "arm raised").moved == {Joint.R_ELBOW, Joint.R_WRIST}
    assert named(edits, "wide step").moved == set(LEGS)
    assert Joint.R_HIP not in named(edits, "lean").moved


def test_a_shot_without_legs_has_six_edits_of_arms_and_body():
    cropped = FRONT.with_present(LEGS, present=False)
    edits = six_edits(cropped, ROOM)
    assert len(edits) == 6
    assert not any(edit.moved & set(LEGS) for edit in edits)
    assert {edit.name for edit in edits}.isdisjoint({"wide step", "leg lifted"})


def test_a_narrow_shot_whose_arms_hang_at_the_edge_has_six_edits():
    cropped = translate(posing.FRONT, (-posing.FRONT[Joint.R_WRIST].x + 60, 20.0)).with_present(
        LEGS, present=False
    )
    width = int(cropped[Joint.L_WRIST].x + 60)
    height = int(cropped[Joint.R_WRIST].y + 60)
    edits = six_edits(cropped, (width, height))
    assert len(edits) == 6
    tilted = named(edits, "head tilted")
    assert tilted.moved == {Joint.NOSE, Joint.R_EYE, Joint.L_EYE, Joint.R_EAR, Joint.L_EAR}


def test_a_joint_that_is_missing_is_never_asked_for():
    one_arm = FRONT.with_present(Joint.R_WRIST, present=False)
    for edit in six_edits(one_arm, ROOM):
        assert Joint.R_WRIST not in edit.moved
    assert named(six_edits(one_arm, ROOM), "arm raised").moved == {Joint.L_ELBOW, Joint.L_WRIST}


@pytest.mark.parametrize("pose", [FRONT, swap_sides(FRONT)])
def test_a_raised_arm_turns_by_a_right_angle_away_from_the_body(pose):
    raised = named(six_edits(pose, ROOM), "arm raised").pose
    before = direction_deg(pose, Joint.R_SHOULDER, Joint.R_ELBOW)
    turn = (direction_deg(raised, Joint.R_SHOULDER, Joint.R_ELBOW) - before + 180) % 360 - 180
    assert abs(turn) == pytest.approx(90)
    neck = pose.at(Joint.NECK)[0]
    assert abs(raised.at(Joint.R_WRIST)[0] - neck) > abs(pose.at(Joint.R_WRIST)[0] - neck) + 50


def test_an_arm_that_is_up_comes_down():
    up = named(six_edits(FRONT, ROOM), "arm raised").pose
    down = named(six_edits(up, ROOM), "arm raised").pose
    assert down.at(Joint.R_WRIST) == pytest.approx(FRONT.at(Joint.R_WRIST))


def test_hands_come_to_the_hips_with_elbows_out():
    pose = named(six_edits(FRONT, ROOM), "hands on hips").pose
    for wrist, elbow, hip, out in (
        (Joint.R_WRIST, Joint.R_ELBOW, Joint.R_HIP, -1),
        (Joint.L_WRIST, Joint.L_ELBOW, Joint.L_HIP, 1),
    ):
        assert length(pose, wrist, hip) < 30
        assert out * (pose.at(elbow)[0] - FRONT.at(elbow)[0]) > 10


def test_gentle_edits_turn_no_limb_further_than_45_degrees():
    for edit in gentle_edits(FRONT, ROOM):
        for joint, parent in PARENT.items():
            if parent is None:
                continue
            turn = direction_deg(edit.pose, parent, joint) - direction_deg(FRONT, parent, joint)
            assert abs((turn + 180) % 360 - 180) <= 45 + 1e-6, (edit.name, joint)


def test_without_hips_nothing_leans():
    bust = FRONT.with_present([*LEGS, Joint.R_HIP, Joint.L_HIP], present=False)
    assert not any(edit.name == "lean" for edit in six_edits(bust, ROOM))


@pytest.mark.parametrize("make", [six_edits, gentle_edits])
def test_nothing_is_moved_out_of_a_narrow_picture(make):
    box = FRONT.bounding_box()
    assert box is not None
    narrow = (round(box.right + 30), round(box.bottom + 30))
    edits = make(FRONT, narrow)
    assert len(edits) >= 3
    for edit in edits:
        for joint in edit.moved:
            assert 0 < edit.pose.at(joint)[0] < narrow[0], edit.name
    assert {e.name for e in make(FRONT, ROOM)} != {e.name for e in edits}
