"""What a pointer hits and what a drag does: lengths, locks, modifiers and the way back."""

from __future__ import annotations

import math

import pytest

from engine.pose.pose import HEAD, Joint, Pose, subtree
from gui.canvas.drag import Drag, Mode, nudged
from gui.canvas.pose_interaction import Hit, flipped_bend, hit, selection_scaled, selection_turned
from gui.canvas.view_transform import ViewTransform
from tests.gui.fakes import standing

VIEW = ViewTransform(2.0, 10.0, 20.0)
POSE = standing()


def length(pose: Pose, first: Joint, second: Joint) -> float:
    return math.dist(pose.at(first), pose.at(second))


def begun(joint: Joint | None, *, locked: frozenset[Joint] = frozenset(), pose: Pose = POSE) -> Drag:
    grip = pose.at(joint) if joint is not None else (150.0, 150.0)
    return Drag(pose, grip, Hit(joint), locked)


def moved_joints(after: Pose, before: Pose = POSE) -> set[Joint]:
    return {joint for joint in Joint if math.dist(before.at(joint), after.at(joint)) > 1e-6}


def test_the_nearest_joint_is_hit_within_twelve_pixels_of_the_screen() -> None:
    x, y = VIEW.to_canvas(POSE.at(Joint.R_WRIST))
    assert hit(POSE, (x - 12, y), view=VIEW) == Hit(Joint.R_WRIST)
    assert hit(POSE, (x - 40, y), view=VIEW) is None


def test_a_limb_is_grasped_by_the_joint_it_ends_in() -> None:
    middle = VIEW.to_canvas((112.5, 125.0))  # between right shoulder and elbow
    assert hit(POSE, middle, view=VIEW) == Hit(Joint.R_ELBOW)


def test_inside_the_torso_the_whole_body_is_grasped() -> None:
    assert hit(POSE, VIEW.to_canvas((142.0, 150.0)), view=VIEW) == Hit(None)


def test_a_hidden_joint_is_hit_only_when_it_is_to_be_placed() -> None:
    pose = POSE.with_present(Joint.R_WRIST, present=False)
    at = VIEW.to_canvas(pose.at(Joint.R_WRIST))
    assert hit(pose, at, view=VIEW) is None
    assert hit(pose, at, view=VIEW, placing=True) == Hit(Joint.R_WRIST)


def test_a_dragged_wrist_keeps_both_lengths() -> None:
    after = begun(Joint.R_WRIST).pose_at((60.0, 130.0), Mode.LOCKED)
    assert after.at(Joint.R_WRIST) == pytest.approx((60.0, 130.0))
    for pair in ((Joint.R_SHOULDER, Joint.R_ELBOW), (Joint.R_ELBOW, Joint.R_WRIST)):
        assert length(after, *pair) == pytest.approx(length(POSE, *pair))
    assert moved_joints(after) == {Joint.R_ELBOW, Joint.R_WRIST}


def test_a_free_drag_moves_one_joint_anywhere() -> None:
    after = begun(Joint.R_WRIST).pose_at((10.0, 380.0), Mode.FREE)
    assert after.at(Joint.R_WRIST) == (10.0, 380.0)
    assert moved_joints(after) == {Joint.R_WRIST}


@pytest.mark.parametrize("joint", [Joint.R_ELBOW, Joint.R_WRIST])
def test_a_whole_arm_turns_about_the_shoulder_without_bending(joint: Joint) -> None:
    after = begun(joint).pose_at((20.0, 100.0), Mode.WHOLE)
    assert moved_joints(after) == {Joint.R_ELBOW, Joint.R_WRIST}
    assert length(after, Joint.R_SHOULDER, Joint.R_WRIST) == pytest.approx(
        length(POSE, Joint.R_SHOULDER, Joint.R_WRIST)
    )
    assert after.at(joint)[1] == pytest.approx(100.0)


def test_the_torso_carries_the_body_and_with_the_modifier_leans_it() -> None:
    moved = begun(None).pose_at((170.0, 145.0), Mode.LOCKED)
    assert {(moved[j].x - POSE[j].x, moved[j].y - POSE[j].y) for j in Joint} == {(20.0, -5.0)}
    leaned = begun(None).pose_at((170.0, 150.0), Mode.WHOLE)
    assert moved_joints(leaned) == set(subtree(Joint.NECK))


def test_going_back_to_the_grip_restores_the_pose_exactly() -> None:
    drag = begun(Joint.L_ANKLE)
    drag.pose_at((300.0, 100.0), Mode.LOCKED)
    back = drag.pose_at(POSE.at(Joint.L_ANKLE), Mode.LOCKED)
    assert all(math.dist(back.at(j), POSE.at(j)) < 1e-3 for j in Joint)


def test_an_off_centre_grip_makes_no_jump() -> None:
    drag = Drag(POSE, (103.0, 204.0), Hit(Joint.R_WRIST))
    assert drag.pose_at((103.0, 204.0), Mode.FREE).at(Joint.R_WRIST) == POSE.at(Joint.R_WRIST)


def test_a_locked_joint_neither_moves_nor_is_carried() -> None:
    locked = frozenset({Joint.R_WRIST})
    assert begun(Joint.R_WRIST, locked=locked).pose_at((0.0, 0.0), Mode.FREE) == POSE
    carried = begun(None, locked=locked).pose_at((130.0, 170.0), Mode.LOCKED)
    assert carried.at(Joint.R_WRIST) == pytest.approx(POSE.at(Joint.R_WRIST))
    assert carried.at(Joint.L_WRIST) == pytest.approx((180.0, 220.0))
    assert length(carried, Joint.R_SHOULDER, Joint.R_ELBOW) == pytest.approx(
        length(POSE, Joint.R_SHOULDER, Joint.R_ELBOW)
    )


def test_with_the_hand_locked_the_elbow_chooses_its_side() -> None:
    locked = frozenset({Joint.R_WRIST})
    after = begun(Joint.R_ELBOW, locked=locked).pose_at((150.0, 150.0), Mode.LOCKED)
    assert after.at(Joint.R_WRIST) == pytest.approx(POSE.at(Joint.R_WRIST))
    # The line from shoulder to hand is crossed: the elbow was on the left of it.
    line_x = 110.0
    assert POSE.at(Joint.R_ELBOW)[0] < line_x < after.at(Joint.R_ELBOW)[0]


def test_with_the_elbow_locked_the_hand_turns_about_it() -> None:
    after = begun(Joint.R_WRIST, locked=frozenset({Joint.R_ELBOW})).pose_at((40.0, 150.0), Mode.LOCKED)
    assert moved_joints(after) == {Joint.R_WRIST}
    assert after.at(Joint.R_WRIST)[1] == pytest.approx(150.0)
    assert length(after, Joint.R_ELBOW, Joint.R_WRIST) == pytest.approx(
        length(POSE, Joint.R_ELBOW, Joint.R_WRIST)
    )


def test_a_hidden_joint_is_placed_where_it_is_dropped() -> None:
    pose = POSE.with_present(Joint.L_WRIST, present=False)
    after = begun(Joint.L_WRIST, pose=pose).pose_at((220.0, 90.0), Mode.LOCKED)
    assert after.at(Joint.L_WRIST) == (220.0, 90.0)
    assert after.has(Joint.L_WRIST)


def test_the_head_turns_as_one() -> None:
    after = begun(Joint.NOSE).pose_at((180.0, 65.0), Mode.LOCKED)
    assert moved_joints(after) == set(HEAD)


def test_what_is_shown_as_moving_moves() -> None:
    assert {Joint.R_ELBOW, Joint.R_WRIST} <= begun(Joint.R_WRIST).moving(Mode.LOCKED)
    assert begun(Joint.R_WRIST).moving(Mode.FREE) == {Joint.R_WRIST}
    assert begun(None).moving(Mode.LOCKED) == set(Joint)


def test_flipping_a_bend_twice_changes_nothing() -> None:
    once = flipped_bend(POSE, Joint.R_KNEE)
    assert moved_joints(once) == {Joint.R_KNEE}
    assert moved_joints(flipped_bend(once, Joint.R_ANKLE)) == set()


def test_a_selection_turns_and_scales_about_its_own_middle() -> None:
    arm = (Joint.R_ELBOW, Joint.R_WRIST)
    turned = selection_turned(POSE, arm, degrees=180)
    assert turned.at(Joint.R_ELBOW) == pytest.approx(POSE.at(Joint.R_WRIST))
    scaled = selection_scaled(POSE, arm, factor=2.0)
    assert length(scaled, *arm) == pytest.approx(2 * length(POSE, *arm))
    assert moved_joints(scaled) == set(arm)


def test_a_nudge_shifts_only_what_is_selected() -> None:
    after = nudged(POSE, {Joint.NOSE}, by=(0.0, -10.0))
    assert after.at(Joint.NOSE) == (150.0, 50.0)
    assert moved_joints(after) == {Joint.NOSE}
