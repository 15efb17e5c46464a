"""Poses as values, and how they turn the bones of a body."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.synthesis.body.body import Body, BodyShape
from engine.synthesis.posing.limbs import MIRROR, LimbPose, Matrix, RestLimb, Vector, split_twist, turn, unit

Floats = NDArray[np.float32]
X, Y, Z = np.eye(3)
SIDES = ("L", "R")


@dataclass(frozen=True)
class HandPose:
    """Finger curl 0 (straight) .. 1 (fist), spread in degrees, forearm twist and wrist bends in degrees.

    A hand in a pocket is not drawn: what it lies in hides it.
    """

    curl: float
    spread_deg: float
    twist_deg: float
    wrist_deg: tuple[float, float]
    in_pocket: bool = False


@dataclass(frozen=True)
class ArmPose:
    """An arm as if it were the left one, in the chest's axes, and how far the shoulder is lifted in
    degrees.
    """

    limb: LimbPose
    hand: HandPose
    lift_deg: float


@dataclass(frozen=True)
class LegPose:
    """A leg as if it were the left one, in the pelvis' axes, and the foot's own pitch in degrees."""

    limb: LimbPose
    foot_deg: float


@dataclass(frozen=True)
class TrunkPose:
    """Bends of the spine, neck and head as (forward, sideways, twist) in degrees."""

    spine: tuple[float, float, float]
    neck: tuple[float, float, float]


@dataclass(frozen=True)
class BodyPose:
    """A whole pose; arms and legs are (left, right)."""

    arms: tuple[ArmPose, ArmPose]
    legs: tuple[LegPose, LegPose]
    trunk: TrunkPose


class Skeleton:
    """A body shape's rest joints, which turn poses into bone rotations."""

    def __init__(self, body: Body, shape: BodyShape) -> None:
        self.at = {bone: shape.heads[i].astype(float) for i, bone in enumerate(body.bones)}
        self.arm = RestLimb(self.at["upperarm01.L"], self.at["lowerarm01.L"], self.at["wrist.L"])
        self.leg = RestLimb(self.at["upperleg01.L"], self.at["lowerleg01.L"], self.at["foot.L"])

    def turns(self, pose: BodyPose) -> dict[str, Floats]:
        """Rotation of every posed bone, for Body.bone_motion."""
        result = self._trunk_turns(pose.trunk)
        for index, side in enumerate(SIDES):
            left = self._arm_turns(pose.arms[index]) | self._leg_turns(pose.legs[index])
            for bone, rotation in left.items():
                result[f"{bone}.{side}"] = rotation if side == "L" else MIRROR @ rotation @ MIRROR
        return {bone: rotation.astype(np.float32) for bone, rotation in result.items()}

    def _trunk_turns(self, trunk: TrunkPose) -> dict[str, Matrix]:
        shares = {"spine05": 0.2, "spine04": 0.2, "spine03": 0.2, "spine02": 0.2, "spine01": 0.2}
        result = {bone: _bend(trunk.spine, share) for bone, share in shares.items()}
        for bone, share in {"neck01": 0.2, "neck02": 0.2, "neck03": 0.2, "head": 0.4}.items():
            result[bone] = _bend(trunk.neck, share)
        return result

    def shoulder(self, arm: ArmPose) -> Vector:
        """Where a left arm starts when its shoulder is lifted, [3]."""
        centre = self.at["clavicle.L"]
        return np.asarray(centre + turn(Y, -arm.lift_deg) @ (self.arm.upper - centre))

    def _arm_turns(self, arm: ArmPose) -> dict[str, Matrix]:
        lift = turn(Y, -arm.lift_deg)
        upper, lower = arm.limb.turns(self.arm)
        along = unit(self.arm.hinge - self.arm.upper)
        first, second = split_twist(np.asarray(lift.T @ upper), along)
        forearm = unit(self.arm.end - self.arm.hinge)
        half_twist = turn(forearm, arm.hand.twist_deg / 2)
        across = unit(self.at["finger5-1.L"] - self.at["finger2-1.L"])
        palm = unit(np.cross(across, forearm))
        wrist = turn(across, arm.hand.wrist_deg[0]) @ turn(palm, arm.hand.wrist_deg[1])
        result = {
            "clavicle": lift,
            "upperarm01": first,
            "upperarm02": second,
            "lowerarm01": lower,
            "lowerarm02": half_twist,
            "wrist": half_twist @ wrist,
        }
        return result | self._finger_turns(arm.hand, across, palm)

    def _finger_turns(self, hand: HandPose, across: Vector, palm: Vector) -> dict[str, Matrix]:
        result = {}
        for finger in range(2, 6):
            more = 0.85 + 0.06 * finger
            spread = turn(palm, (3.5 - finger) * hand.spread_deg)
            for bone, degrees in ((1, 62.0), (2, 85.0), (3, 50.0)):
                bend = turn(across, -hand.curl * degrees * more)
                result[f"finger{finger}-{bone}"] = bend @ spread if bone == 1 else bend
        thumb = unit(self.at["finger1-3.L"] - self.at["finger1-1.L"])
        thumb_axis = unit(np.cross(thumb, palm))
        for bone, degrees in ((1, 10.0), (2, 25.0), (3, 35.0)):
            result[f"finger1-{bone}"] = turn(thumb_axis, hand.curl * degrees)
        return result

    def _leg_turns(self, leg: LegPose) -> dict[str, Matrix]:
        upper, lower = leg.limb.turns(self.leg)
        along = unit(self.leg.hinge - self.leg.upper)
        first, second = split_twist(upper, along)
        return {
            "upperleg01": first,
            "upperleg02": second,
            "lowerleg01": lower,
            "foot": turn(self.leg.axis, -leg.foot_deg),
        }


def _bend(degrees: tuple[float, float, float], share: float) -> Matrix:
    forward, sideways, twist = (value * share for value in degrees)
    return np.asarray(turn(Z, twist) @ turn(Y, sideways) @ turn(X, forward))
