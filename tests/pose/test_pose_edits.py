"""Whole-pose edits: turning, scaling, mirroring and copying a side."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.pose.edits import anchor, copy_side, mirror, rotate, scale, swap_sides, translate
from engine.pose.pose import HEAD, MIRROR, Joint, subtree
from engine.system.errors import PoseError
from tests.pose.posing import FRONT, degrees, exact, length, poses, quick, unmoved

ARM = subtree(Joint.R_SHOULDER)
HIPS = (Joint.R_HIP, Joint.L_HIP)


@quick
@given(poses(), degrees)
def test_turning_the_whole_pose_keeps_all_distances_and_its_anchor(pose, angle) -> None:
    turned = rotate(pose, angle)
    assert anchor(turned) == pytest.approx(anchor(pose), abs=1e-6)
    for first, second in zip(list(Joint)[1:], Joint, strict=False):
        assert length(turned, first, second) == pytest.approx(length(pose, first, second), abs=1e-6)


def test_a_selection_turns_about_the_pivot_given() -> None:
    turned = rotate(FRONT, 90, joints=ARM, pivot=(160, 150))
    assert turned.at(Joint.R_WRIST) == pytest.approx((10, 140))
    assert unmoved(FRONT, turned) == (set(Joint) - ARM) | {Joint.R_SHOULDER}


def test_scaling_works_about_the_pelvis_or_a_pivot() -> None:
    assert scale(FRONT, 2).at(Joint.NECK) == (200, 0)
    halved = scale(FRONT, 0.5, joints=HEAD, pivot=(200, 150))
    assert halved.at(Joint.NOSE) == (200, 125)
    assert unmoved(FRONT, halved) == set(Joint) - HEAD
    assert scale(FRONT, 2, pivot=(0, 0)).at(Joint.NECK) == (400, 300)


@pytest.mark.parametrize("factor", [0, -1, float("nan"), float("inf")])
def test_scaling_by_nonsense_is_an_error(factor) -> None:
    with pytest.raises(PoseError, match="above 0"):
        scale(FRONT, factor)


def test_translating_shifts_every_joint() -> None:
    np.testing.assert_allclose(exact(translate(FRONT, (3, -4))) - exact(FRONT), np.tile([3, -4], (18, 1)))


def test_the_anchor_falls_back_from_pelvis_to_neck_to_box() -> None:
    assert anchor(FRONT) == (200, 300)
    hipless = FRONT.with_present(HIPS, present=False)
    assert anchor(hipless) == (200, 150)
    assert anchor(hipless.with_present(Joint.NECK, present=False)) == (201, 305)
    with pytest.raises(PoseError, match="no joints"):
        anchor(FRONT.with_present(Joint, present=False))


@quick
@given(poses(missing=True).filter(lambda pose: pose.present().any()))
def test_mirroring_twice_is_the_pose_again(pose) -> None:
    twice = mirror(mirror(pose))
    np.testing.assert_allclose(exact(twice), exact(pose), atol=1e-9)
    np.testing.assert_array_equal(twice.present(), pose.present())


def test_a_mirrored_raised_right_arm_is_a_raised_left_arm_of_a_person_still_facing_us() -> None:
    raised = FRONT.moved(Joint.R_WRIST, (130, 20))
    mirrored = mirror(raised)
    assert mirrored.at(Joint.L_WRIST) == (270, 20)
    assert mirrored.at(Joint.R_SHOULDER)[0] < mirrored.at(Joint.L_SHOULDER)[0]


@quick
@given(poses(missing=True))
def test_swapping_sides_moves_no_point_and_undoes_itself(pose) -> None:
    swapped = swap_sides(pose)
    assert all(swapped[joint] == pose[MIRROR[joint]] for joint in Joint)
    assert swap_sides(swapped) == pose


@quick
@given(poses(), st.sampled_from(["left", "right"]))
def test_copying_a_side_gives_equal_lengths_and_leaves_the_rest(pose, to) -> None:
    copied = copy_side(pose, to=to)
    letter = to[0].upper()
    limbs = {Joint[f"{letter}_{name}"] for name in ("ELBOW", "WRIST", "KNEE", "ANKLE")}
    assert unmoved(pose, copied) >= set(Joint) - limbs
    for lower, upper in (("ELBOW", "SHOULDER"), ("WRIST", "ELBOW"), ("KNEE", "HIP"), ("ANKLE", "KNEE")):
        ours, theirs = (length(copied, Joint[f"{s}_{lower}"], Joint[f"{s}_{upper}"]) for s in "LR")
        assert ours == pytest.approx(theirs, abs=1e-6)
    np.testing.assert_allclose(exact(copy_side(copied, to=to)), exact(copied), atol=1e-6)


def test_a_copied_side_is_the_mirror_image_about_the_torso() -> None:
    copied = copy_side(FRONT, to="left")
    assert copied.at(Joint.L_WRIST) == pytest.approx((250, 300))
    assert copied.at(Joint.L_ELBOW) == pytest.approx((260, 230))
    back = copy_side(FRONT, to="right")
    assert back.at(Joint.R_ELBOW) == pytest.approx((138, 230))
    leant = rotate(FRONT, 30)
    np.testing.assert_allclose(exact(copy_side(leant, to="left")), exact(rotate(copied, 30)), atol=1e-9)


def test_copying_carries_missing_joints_and_skips_limbs_without_a_root() -> None:
    hidden = FRONT.with_present([Joint.R_WRIST, Joint.L_HIP], present=False)
    copied = copy_side(hidden, to="left")
    assert not copied.has(Joint.L_WRIST)
    assert copied.has(Joint.L_ELBOW)
    assert copied[Joint.L_KNEE] == hidden[Joint.L_KNEE]


def test_copying_needs_a_middle_line() -> None:
    with pytest.raises(PoseError, match="neck and a hip"):
        copy_side(FRONT.with_present(Joint.NECK, present=False), to="left")
