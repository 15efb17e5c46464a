"""Hips that shift, shoulders and hips that tilt, and limbs that do the same on both sides."""

from __future__ import annotations

import cmath
import math

import pytest

from engine.pose.kinematics import pelvis, reach
from engine.pose.pose import MIRROR, UPPER_BODY, Joint, Pose
from engine.pose.symmetry import limb_of, mirrored
from engine.pose.trunk import chest, shift_hips, tilt_hips, tilt_shoulders
from tests.pose.posing import FRONT
from tests.sure import sure


def length(pose: Pose, *ends: Joint) -> float:
    return sure(pose.distance(*ends))


def spine(pose: Pose) -> complex:
    return complex(*pose.at(Joint.NECK)) - sure(pelvis(pose))


def test_hips_shifted_aside_leave_the_neck_on_its_line_and_keep_the_spine() -> None:
    after = shift_hips(FRONT, (25.0, 10.0))
    assert sure(pelvis(after)) == pytest.approx(sure(pelvis(FRONT)) + 25 + 10j)
    up = spine(FRONT) / abs(spine(FRONT))
    moved = (complex(*after.at(Joint.NECK)) - complex(*FRONT.at(Joint.NECK))) / up
    assert moved.imag == pytest.approx(0.0, abs=1e-6)
    assert abs(spine(after)) == pytest.approx(abs(spine(FRONT)))


def test_hips_shifted_along_the_spine_carry_everything_and_far_aside_the_neck_as_well() -> None:
    up = spine(FRONT) / abs(spine(FRONT))
    down = shift_hips(FRONT, ((-12 * up).real, (-12 * up).imag))
    assert all(complex(*down.at(j)) == pytest.approx(complex(*FRONT.at(j)) - 12 * up) for j in Joint)
    aside = 1j * up * 5 * abs(spine(FRONT))
    far = shift_hips(FRONT, (aside.real, aside.imag))
    assert abs(spine(far)) == pytest.approx(abs(spine(FRONT)))
    assert abs(complex(*far.at(Joint.NECK)) - complex(*FRONT.at(Joint.NECK))) > 2 * abs(spine(FRONT))


def test_shoulders_tilt_about_the_neck_and_arms_hang_as_they_did() -> None:
    turn = cmath.rect(1, math.radians(12))
    after = tilt_shoulders(FRONT, turn)
    for shoulder, elbow in ((Joint.R_SHOULDER, Joint.R_ELBOW), (Joint.L_SHOULDER, Joint.L_ELBOW)):
        assert length(after, Joint.NECK, shoulder) == pytest.approx(length(FRONT, Joint.NECK, shoulder))
        arms = [complex(*pose.at(elbow)) - complex(*pose.at(shoulder)) for pose in (FRONT, after)]
        assert arms[0] == pytest.approx(arms[1])
    still = set(Joint) - {j for s in (Joint.R_SHOULDER, Joint.L_SHOULDER) for j in (s, s + 1, s + 2)}
    assert all(after.at(joint) == pytest.approx(FRONT.at(joint)) for joint in still)


@pytest.mark.parametrize(("degrees", "standing"), [(8, Joint.R_HIP), (-8, Joint.L_HIP)])
def test_of_tilted_hips_the_one_that_would_rise_stands_and_the_other_drops(
    degrees: int, standing: Joint
) -> None:
    after = tilt_hips(FRONT, cmath.rect(1, math.radians(degrees)), standing=True)
    assert after.at(standing) == pytest.approx(FRONT.at(standing))
    assert after[MIRROR[standing]].y > FRONT[MIRROR[standing]].y
    assert {j: after.at(j)[1] - FRONT.at(j)[1] for j in UPPER_BODY}[Joint.NOSE] == pytest.approx(
        (after[MIRROR[standing]].y - FRONT[MIRROR[standing]].y) / 2
    )


def test_the_chest_is_between_hips_and_neck_and_nowhere_without_them() -> None:
    _, y = sure(chest(FRONT))
    assert FRONT[Joint.NECK].y < y < sure(pelvis(FRONT)).imag
    assert chest(FRONT.with_present(Joint.NECK, present=False)) is None


def test_the_other_arm_points_as_in_a_looking_glass_with_lengths_of_its_own() -> None:
    short = reach(FRONT, Joint.L_WRIST, FRONT.at(Joint.L_SHOULDER))
    raised = reach(short, Joint.R_WRIST, (60.0, 60.0))
    after = mirrored(raised, short, joint=Joint.R_WRIST)
    axis = spine(short) / abs(spine(short))
    for upper, lower in ((Joint.R_SHOULDER, Joint.R_ELBOW), (Joint.R_ELBOW, Joint.R_WRIST)):
        bone = complex(*after.at(lower)) - complex(*after.at(upper))
        other = complex(*after.at(MIRROR[lower])) - complex(*after.at(MIRROR[upper]))
        assert other / abs(other) == pytest.approx(axis * (bone / abs(bone) / axis).conjugate())
        assert abs(other) == pytest.approx(length(short, MIRROR[upper], MIRROR[lower]))
    assert after.at(Joint.R_WRIST) == raised.at(Joint.R_WRIST)


def test_limbs_are_told_from_the_body_outwards() -> None:
    assert limb_of(Joint.L_ANKLE) == limb_of(Joint.L_KNEE) == (Joint.L_KNEE, Joint.L_ANKLE)
    assert limb_of(Joint.R_SHOULDER) == (Joint.R_SHOULDER, Joint.R_ELBOW, Joint.R_WRIST)
    assert limb_of(Joint.NECK) == limb_of(Joint.L_EYE) == ()


def test_a_limb_with_a_joint_missing_stays_from_there_on() -> None:
    lacking = FRONT.with_present(Joint.L_WRIST, present=False)
    raised = reach(lacking, Joint.R_WRIST, (60.0, 60.0))
    after = mirrored(raised, lacking, joint=Joint.R_WRIST)
    assert after.at(Joint.L_ELBOW) != lacking.at(Joint.L_ELBOW)
    assert after.at(Joint.L_WRIST) == lacking.at(Joint.L_WRIST)
