"""Limb directions and hand targets become rotations that put joints where they were asked to be."""

from __future__ import annotations

import numpy as np
import pytest

from engine.synthesis.posing.limbs import LimbPose, RestLimb, reach, split_twist, turn, unit

ARM = RestLimb(np.array([0.17, -0.03, 0.6]), np.array([0.36, -0.04, 0.4]), np.array([0.48, -0.19, 0.27]))


def posed(limb: LimbPose) -> tuple[np.ndarray, np.ndarray]:
    """Hinge and end after applying the limb's two rotations the way a skeleton does."""
    upper, lower = limb.turns(ARM)
    hinge = ARM.upper + upper @ (ARM.hinge - ARM.upper)
    return hinge, hinge + upper @ lower @ (ARM.end - ARM.hinge)


@pytest.mark.parametrize("bend_deg", [2.0, 45.0, 130.0])
def test_rotations_put_the_joints_where_the_pose_says(bend_deg: float):
    limb = LimbPose(np.array([0.2, -0.3, -1.0]), np.array([0.0, -1.0, 0.3]), bend_deg)
    np.testing.assert_allclose(posed(limb), limb.points(ARM, ARM.upper), atol=1e-9)


def test_a_hand_reaches_its_target():
    target = np.array([0.05, -0.25, 0.45])
    limb = reach(ARM, ARM.upper, target=target, hinge_to=np.array([1.0, 0.0, -0.5]))
    np.testing.assert_allclose(posed(limb)[1], target, atol=1e-9)


def test_a_target_out_of_reach_is_pointed_at():
    far = np.array([3.0, 0.0, 0.6])
    limb = reach(ARM, ARM.upper, target=far, hinge_to=np.array([0.0, 0.0, -1.0]))
    end = posed(limb)[1]
    np.testing.assert_allclose(unit(end - ARM.upper), unit(far - ARM.upper), atol=1e-6)


def test_twist_is_shared_by_two_bones():
    along = unit(ARM.hinge - ARM.upper)
    rotation = turn(np.array([0.3, 1.0, 0.2]), 50) @ turn(along, 80)
    first, second = split_twist(rotation, along)
    np.testing.assert_allclose(first @ second, rotation, atol=1e-9)
    np.testing.assert_allclose(
        second, turn(along, np.degrees(np.arccos((np.trace(second) - 1) / 2))), atol=1e-9
    )
