"""Poses as values: the joint tree, moving, hiding, measuring."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from engine.pose.pose import HEAD, LIMBS, MIRROR, PARENT, Box, Joint, Pose, children, subtree
from engine.system.errors import PoseError
from tests.pose.posing import FRONT, exact, unmoved


def test_limbs_are_a_tree_from_the_neck_over_all_joints() -> None:
    assert len(LIMBS) == 17
    reached = {Joint.NECK}
    for near, far in LIMBS:
        assert near in reached
        assert far not in reached
        reached.add(far)
    assert reached == set(Joint)


def test_the_editing_tree_lists_parents_before_children() -> None:
    assert set(PARENT) == set(Joint)
    order = list(PARENT)
    for joint, parent in PARENT.items():
        assert parent is None or order.index(parent) < order.index(joint)


def test_subtrees_are_what_a_designer_would_turn() -> None:
    assert subtree(Joint.R_SHOULDER) == {Joint.R_SHOULDER, Joint.R_ELBOW, Joint.R_WRIST}
    assert subtree(Joint.L_WRIST) == {Joint.L_WRIST}
    legs = subtree(Joint.R_HIP) | subtree(Joint.L_HIP)
    assert subtree(Joint.NECK) == set(Joint) - legs
    assert HEAD.issubset(subtree(Joint.NECK))
    assert set(children(Joint.NECK)) == {Joint.R_SHOULDER, Joint.L_SHOULDER, Joint.NOSE}


def test_mirror_pairs_right_with_left() -> None:
    assert MIRROR[Joint.R_WRIST] is Joint.L_WRIST
    assert MIRROR[Joint.L_EAR] is Joint.R_EAR
    own = [joint for joint in Joint if MIRROR[joint] is joint]
    assert own == [Joint.NOSE, Joint.NECK]
    assert all(MIRROR[MIRROR[joint]] is joint for joint in Joint)


def test_labels_are_for_people() -> None:
    assert Joint.R_WRIST.label == "right wrist"
    assert Joint.L_EAR.label == "left ear"
    assert Joint.NOSE.label == "nose"


def test_moved_changes_one_joint_and_leaves_the_original_alone() -> None:
    moved = FRONT.moved(Joint.R_WRIST, (11, 12))
    assert moved.at(Joint.R_WRIST) == (11.0, 12.0)
    assert unmoved(FRONT, moved) == set(Joint) - {Joint.R_WRIST}
    assert FRONT.at(Joint.R_WRIST) == (150.0, 300.0)


def test_moving_a_missing_joint_does_not_show_it() -> None:
    hidden = FRONT.with_present(Joint.R_WRIST, present=False)
    assert not hidden.moved(Joint.R_WRIST, (1, 2)).has(Joint.R_WRIST)


def test_replaced_takes_positions_and_keeps_the_rest() -> None:
    hidden = FRONT.with_present([Joint.NOSE, Joint.R_EYE], present=False)
    shifted = hidden.replaced(exact(hidden) + 10)
    assert shifted.at(Joint.NECK) == (210.0, 160.0)
    np.testing.assert_array_equal(shifted.present(), hidden.present())
    assert shifted.has(Joint.NECK, Joint.L_EYE)
    assert not shifted.has(Joint.NECK, Joint.NOSE)


def test_equal_poses_compare_equal_and_hash() -> None:
    again = FRONT.moved(Joint.NOSE, (1, 2)).moved(Joint.NOSE, FRONT.at(Joint.NOSE))
    assert again == FRONT
    assert len({again, FRONT}) == 1


def test_a_pose_of_another_size_is_refused() -> None:
    with pytest.raises(PoseError, match="18 joints, but 17"):
        Pose(FRONT.points[:17])
    with pytest.raises(PoseError, match="positions of shape"):
        FRONT.replaced(np.zeros((17, 2)))


def test_poses_are_frozen() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        FRONT[Joint.NOSE].x = 3  # type: ignore[misc]


def test_the_bounding_box_holds_present_joints_only() -> None:
    assert FRONT.bounding_box() == Box(140, 90, 262, 520)
    assert FRONT.with_present(Joint.L_ELBOW, present=False).bounding_box() == Box(140, 90, 250, 520)
    assert FRONT.with_present(Joint, present=False).bounding_box() is None


def test_head_size_is_steady_from_front_behind_and_with_bowed_head() -> None:
    front = FRONT.head_size()
    behind = FRONT.with_present([Joint.NOSE, Joint.R_EYE, Joint.L_EYE], present=False).head_size()
    bowed = FRONT.moved(Joint.NOSE, (200, 140)).head_size()
    headless = FRONT.with_present(HEAD, present=False).head_size()
    assert front == pytest.approx(66)  # 1.5 x 44 px from ear to ear
    for other in (behind, bowed, headless):
        assert other == pytest.approx(front, rel=0.25)


def test_head_size_without_head_or_torso_is_an_error() -> None:
    legs = subtree(Joint.R_HIP) | subtree(Joint.L_HIP)
    with pytest.raises(PoseError, match="size of the head"):
        FRONT.with_present(set(Joint) - legs, present=False).head_size()
