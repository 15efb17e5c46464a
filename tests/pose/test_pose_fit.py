"""A pose on another body, and poses between poses."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from engine.pose.edits import rotate, scale, swap_sides, translate
from engine.pose.fit import blend, fit, standing_height
from engine.pose.kinematics import lean, pelvis, rotate_limb
from engine.pose.pose import HEAD, LIMBS, Joint, Pose, subtree
from engine.system.errors import PoseError
from tests.pose.posing import FRONT, degrees, exact, length, poses, quick

HIPS = (Joint.R_HIP, Joint.L_HIP)
ARMS = [
    (Joint.R_SHOULDER, Joint.R_ELBOW),
    (Joint.R_ELBOW, Joint.R_WRIST),
    (Joint.L_SHOULDER, Joint.L_ELBOW),
    (Joint.L_ELBOW, Joint.L_WRIST),
]
RAISED = rotate_limb(rotate_limb(FRONT, Joint.R_ELBOW, 150), Joint.L_KNEE, -35)


def direction(pose: Pose, first: Joint, second: Joint) -> float:
    return math.atan2(*np.subtract(pose.at(second), pose.at(first)))


def longer_legs(pose: Pose) -> Pose:
    """`pose` with thighs and shins 1.12 times as long."""
    for side in "RL":
        hip = Joint[f"{side}_HIP"]
        pose = scale(pose, 1.12, joints=subtree(hip), pivot=pose.at(hip))
    return pose


def fits(pose: Pose) -> bool:
    try:
        fit(pose, to=pose)
    except PoseError:
        return False
    return True


@quick
@given(poses(missing=True))
def test_fitting_a_pose_to_itself_changes_nothing(pose) -> None:
    assume(fits(pose))
    fitted = fit(pose, to=pose, feet_on_ground=True)
    np.testing.assert_allclose(exact(fitted), exact(pose), atol=1e-6)
    np.testing.assert_array_equal(fitted.present(), pose.present())


@quick
@given(st.floats(0.1, 8), st.floats(-900, 900), degrees)
def test_size_and_place_of_the_pose_do_not_matter_only_its_shape(factor, shift, angle) -> None:
    shape = rotate(RAISED, angle)
    elsewhere = translate(scale(shape, factor), (shift, -shift))
    np.testing.assert_allclose(exact(fit(elsewhere, to=FRONT)), exact(fit(shape, to=FRONT)), atol=1e-6)


def test_a_fitted_pose_has_its_own_directions_and_the_other_bodys_lengths() -> None:
    body = translate(scale(longer_legs(FRONT), 1.7), (300, 40))
    fitted = fit(RAISED, to=body)
    assert pelvis(fitted) == pytest.approx(pelvis(body))
    for limb in LIMBS:
        if Joint.NECK in limb and limb[1] in HIPS:
            continue  # not a bone: its direction follows from the hips' width and the torso's length
        assert direction(fitted, *limb) == pytest.approx(direction(RAISED, *limb), abs=1e-6)
    for limb in [*ARMS, (Joint.R_HIP, Joint.R_KNEE), (Joint.L_KNEE, Joint.L_ANKLE)]:
        assert length(fitted, *limb) == pytest.approx(length(body, *limb), rel=1e-6)


def test_foreshortening_is_carried_over() -> None:
    toward_us = RAISED
    for joint in (Joint.R_WRIST, Joint.L_WRIST):
        elbow = Joint(joint - 1)
        toward_us = scale(toward_us, 0.3, joints=[joint], pivot=toward_us.at(elbow))
    fitted = fit(toward_us, to=scale(FRONT, 2))
    before = length(FRONT, Joint.R_ELBOW, Joint.R_WRIST) * 0.3
    assert length(fitted, Joint.R_ELBOW, Joint.R_WRIST) == pytest.approx(2 * before, rel=0.2)


def test_a_source_whose_arms_point_at_the_camera_still_gets_full_arms() -> None:
    body = FRONT
    for near, far in ARMS:
        body = scale(body, 0.2, joints=subtree(far), pivot=body.at(near))
    fitted = fit(RAISED, to=body)
    for limb in ARMS:
        assert length(fitted, *limb) > 0.7 * length(RAISED, *limb) > length(body, *limb)


def test_feet_stay_on_the_ground_when_asked() -> None:
    crouched = FRONT.replaced(exact(FRONT))
    for side in "RL":
        hip = Joint[f"{side}_HIP"]
        crouched = scale(crouched, 0.6, joints=subtree(hip), pivot=crouched.at(hip))
    fitted = fit(crouched, to=FRONT, feet_on_ground=True)
    assert max(fitted.at(Joint.R_ANKLE)[1], fitted.at(Joint.L_ANKLE)[1]) == pytest.approx(520)
    assert fitted.at(Joint.NECK)[1] > FRONT.at(Joint.NECK)[1] + 20
    assert pelvis(fit(crouched, to=FRONT)) == pytest.approx(pelvis(FRONT))


def test_a_limb_the_photo_does_not_show_stays_missing_but_gets_a_likely_place() -> None:
    cropped = FRONT.with_present([Joint.R_ANKLE, Joint.L_ANKLE], present=False)
    fitted = fit(RAISED, to=cropped)
    assert not fitted.has(Joint.R_ANKLE)
    assert fitted.has(Joint.R_KNEE, Joint.R_WRIST)
    np.testing.assert_allclose(fitted.at(Joint.R_ANKLE), fit(RAISED, to=FRONT).at(Joint.R_ANKLE), atol=12)


def test_a_joint_the_pose_lacks_stays_missing_and_hangs_as_in_the_photo() -> None:
    fitted = fit(RAISED.with_present(Joint.R_WRIST, present=False), to=FRONT)
    assert not fitted.has(Joint.R_WRIST)
    offset = np.subtract(fitted.at(Joint.R_WRIST), fitted.at(Joint.R_ELBOW))
    np.testing.assert_allclose(offset, np.subtract(FRONT.at(Joint.R_WRIST), FRONT.at(Joint.R_ELBOW)))


def head_of(pose: Pose) -> np.ndarray:
    return pose.xy()[sorted(HEAD)] - pose.xy()[Joint.NECK]


def test_the_head_stays_the_photos_own() -> None:
    in_profile = FRONT.with_present([Joint.L_EAR, Joint.L_EYE], present=False)
    turned = scale(in_profile, 0.8, joints=HEAD - {Joint.NOSE}, pivot=FRONT.at(Joint.NOSE))
    fitted = fit(RAISED, to=turned)
    shown = turned.present()[sorted(HEAD)]
    np.testing.assert_allclose(head_of(fitted)[shown], head_of(turned)[shown], atol=1e-3)
    assert not fitted.has(Joint.L_EAR)
    assert fit(in_profile, to=FRONT).has(*HEAD)
    assert fit(FRONT.with_present(HEAD, present=False), to=FRONT).has(*HEAD)
    headless = FRONT.with_present(HEAD, present=False)
    assert not fit(FRONT, to=headless).present()[list(HEAD)].any()


@pytest.mark.parametrize("missing", [[], [Joint.L_EAR, Joint.L_EYE]], ids=["by the eyes", "by the spine"])
def test_the_head_tilts_as_in_the_pose(missing) -> None:
    leaning = lean(FRONT, 20)
    fitted = fit(leaning.with_present(missing, present=False), to=FRONT)
    by = math.radians(20)
    turn = np.array([[math.cos(by), -math.sin(by)], [math.sin(by), math.cos(by)]])
    np.testing.assert_allclose(head_of(fitted), head_of(FRONT) @ turn.T, atol=0.5)


def test_eyes_without_a_body_to_measure_by_tell_no_tilt() -> None:
    few = {Joint.R_HIP, Joint.R_KNEE, Joint.R_EYE, Joint.L_EYE}
    legs_and_eyes = FRONT.with_present(set(Joint) - few, present=False)
    assert fit(FRONT, to=legs_and_eyes).has(Joint.R_EYE, Joint.L_EYE)


def test_a_pose_from_behind_does_not_turn_the_head_over() -> None:
    behind = swap_sides(FRONT)
    np.testing.assert_allclose(head_of(fit(behind, to=FRONT)), head_of(FRONT), atol=0.5)


def test_without_hips_a_pose_is_held_at_the_neck() -> None:
    bust = translate(FRONT.with_present(set(Joint) - subtree(Joint.NECK), present=False), (50, 60))
    fitted = fit(RAISED, to=bust)
    assert fitted.at(Joint.NECK) == (250, 210)
    assert not fitted.has(Joint.R_HIP)
    with pytest.raises(PoseError, match="neither hips nor a neck"):
        fit(RAISED, to=bust.with_present(Joint.NECK, present=False))


def test_standing_height_is_about_the_height_and_ignores_foreshortened_limbs() -> None:
    # Neck to ankles are 370 px here; the tables put that at about 0.78 of the height.
    assert standing_height(FRONT) == pytest.approx(370 / 0.78, rel=0.12)
    bent = scale(FRONT, 0.4, joints=subtree(Joint.R_KNEE), pivot=FRONT.at(Joint.R_HIP))
    assert standing_height(bent) == pytest.approx(standing_height(FRONT))
    with pytest.raises(PoseError, match="size"):
        standing_height(FRONT.with_present(set(Joint) - HEAD, present=False))


@quick
@given(poses(), poses(), st.floats(0.01, 0.99))
def test_a_blend_starts_at_one_pose_ends_at_the_other_and_moves_no_jumps(a, b, t) -> None:
    assert blend(a, b, 0) == a == blend(a, b, -1)
    assert blend(a, b, 1) == b == blend(a, b, 2)
    np.testing.assert_allclose(exact(blend(a, b, 1e-9)), exact(a), atol=1e-3)
    np.testing.assert_allclose(exact(blend(a, b, 1 - 1e-9)), exact(b), atol=1e-3)
    np.testing.assert_allclose(exact(blend(a, a, t)), exact(a), atol=1e-6)


@quick
@given(poses(), poses(), st.floats(0.01, 0.99))
def test_blended_limbs_have_interpolated_lengths(a, b, t) -> None:
    between = blend(a, b, t)
    for limb in ARMS:
        wanted = (1 - t) * length(a, *limb) + t * length(b, *limb)
        assert length(between, *limb) == pytest.approx(wanted, abs=1e-6)


@pytest.mark.parametrize("middle", range(0, 360, 30))
def test_a_blended_arm_swings_the_short_way_round(middle) -> None:
    before, after = (rotate_limb(FRONT, Joint.R_ELBOW, middle + step) for step in (-60, 60))
    halfway = rotate_limb(FRONT, Joint.R_ELBOW, middle)
    np.testing.assert_allclose(exact(blend(before, after, 0.5)), exact(halfway), atol=1e-6)


def test_turning_round_narrows_the_shoulders_instead_of_swinging_them() -> None:
    back = FRONT
    for right, left in ((Joint.R_SHOULDER, Joint.L_SHOULDER), (Joint.R_HIP, Joint.L_HIP)):
        back = back.moved(right, FRONT.at(left)).moved(left, FRONT.at(right))
    middle = blend(FRONT, back, 0.5)
    assert middle.at(Joint.R_SHOULDER) == middle.at(Joint.L_SHOULDER) == middle.at(Joint.NECK)


@quick
@given(poses(missing=True), poses(missing=True), st.floats(0, 1))
def test_blending_poses_with_gaps_keeps_to_their_joints(a, b, t) -> None:
    a, b = a.with_present(Joint.NECK), b.with_present(Joint.NECK)
    between = blend(a, b, t)
    assert np.isfinite(exact(between)).all()
    np.testing.assert_array_equal(between.present(), (a if t < 0.5 else b).present())
