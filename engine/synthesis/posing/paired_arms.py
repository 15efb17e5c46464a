"""Poses of two arms that touch one another or the body: held, clasped, folded, on a thigh, in pockets."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from engine.synthesis.posing.hull import TorsoHull
from engine.synthesis.posing.leg_poses import pick
from engine.synthesis.posing.limbs import MIRROR, Vector, reach
from engine.synthesis.posing.poses import ArmPose, HandPose, Skeleton

Pair = tuple[ArmPose, ArmPose]

_FAMILIES: dict[str, float] = {
    "held": 34,
    "clasped": 14,
    "folded": 20,
    "thinking": 8,
    "thighs": 12,
    "pockets": 22,
}
# How far in front of a forearm's bone the wrist of a hand that holds it lies.
_GRIP_M = (0.035, 0.06)


class PairedArms:
    """Draws pairs of arms (each as if it were the left one) for one skeleton."""

    def __init__(self, skeleton: Skeleton, hull: TorsoHull, rng: np.random.Generator) -> None:
        self._skeleton, self._hull, self._rng = skeleton, hull, rng

    def draw(self, hanging: ArmPose) -> Pair:
        """(left, right); `hanging` is an arm that hangs, to be held by the other."""
        family = pick(self._rng, _FAMILIES)
        if family == "held":
            first, second = self._held(hanging)
        elif family == "thinking":
            first, second = self._thinking()
        elif family == "folded":
            first, second = self._folded()
        elif family == "pockets":
            first = self._in_pocket()
            second = self._in_pocket() if self._rng.random() < 0.7 else hanging
        else:
            hand = self._clasping() if family == "clasped" else self._on_thigh()
            other = self._clasping(near=hand) if family == "clasped" else self._on_thigh()
            first, second = hand, other if self._rng.random() < 0.8 else hanging
        return (first, second) if self._rng.random() < 0.5 else (second, first)

    def pockets(self) -> Pair:
        """Both hands in pockets."""
        return self._in_pocket(), self._in_pocket()

    def _u(self, low: float, high: float) -> float:
        return float(self._rng.uniform(low, high))

    def _reach(self, target: Vector, *, elbow_to: Vector, curl: float) -> ArmPose:
        limb = reach(self._skeleton.arm, self._skeleton.arm.upper, target=target, hinge_to=elbow_to)
        bends = (float(self._rng.normal(0, 14)), float(self._rng.normal(0, 8)))
        return ArmPose(limb, HandPose(curl, self._u(-2, 6) * (1 - curl), self._u(-55, 55), bends), 0.0)

    def _held(self, hanging: ArmPose) -> Pair:
        """A hand around the other arm's wrist, forearm, elbow or upper arm."""
        hinge, end = hanging.limb.points(self._skeleton.arm, self._skeleton.shoulder(hanging))
        along = self._u(-0.35, 0.95)
        start = self._skeleton.arm.upper
        point = hinge + (end - hinge) * along if along > 0 else hinge + (hinge - start) * along
        mine = point @ MIRROR
        # The wrist stops short of what the hand is around.
        target = mine + np.array([self._u(0.02, 0.09), -self._u(*_GRIP_M), self._u(-0.02, 0.03)])
        front = self._hull.front(float(target[2])) - self._u(0.03, 0.06)
        target[1] = min(target[1], front) if abs(target[0]) < 0.14 else target[1]
        holding = self._reach(target, elbow_to=self._elbow_out(), curl=self._u(0.15, 0.6))
        return holding, hanging

    def _elbow_out(self) -> Vector:
        return np.array([1, self._u(-0.3, 0.4), -self._u(0.4, 1.2)])

    def _before(self, across: float, height: float, depth: float) -> Vector:
        return np.array([across, self._hull.front(height) - depth, height])

    def _clasping(self, *, near: ArmPose | None = None) -> ArmPose:
        """A hand in the middle, anywhere from the crotch to the chest; with `near`, at that hand's height."""
        low, high = (float(self._skeleton.at[bone][2]) for bone in ("upperleg01.L", "spine02"))
        height = self._u(low - 0.08, high)
        depth = self._u(0.04, 0.08)
        if near is not None:
            _, end = near.limb.points(self._skeleton.arm, self._skeleton.shoulder(near))
            height, depth = float(end[2]) + self._u(-0.02, 0.02), depth + 0.03
        target = self._before(self._u(0.0, 0.07), height, depth)
        return self._reach(target, elbow_to=self._elbow_out(), curl=self._u(0.2, 0.9))

    def _folded(self) -> Pair:
        """Forearms across the belly or the chest, one before the other; hands on or under the other arm."""
        low, high = (float(self._skeleton.at[bone][2]) for bone in ("spine04", "spine01"))
        height = self._u(low, high)
        inner = self._before(-self._u(0.02, 0.13), height, self._u(0.03, 0.07))
        outer = self._before(-self._u(0.02, 0.13), height - self._u(-0.05, 0.06), self._u(0.09, 0.13))
        first = self._reach(inner, elbow_to=self._elbow_out(), curl=self._u(0.1, 0.6))
        return first, self._reach(outer, elbow_to=self._elbow_out(), curl=self._u(0.1, 0.6))

    def _thinking(self) -> Pair:
        """One forearm across the belly, the other's elbow on it and its hand at chin, cheek or shoulder."""
        height = float(self._skeleton.at["spine03"][2]) + self._u(-0.08, 0.08)
        across = self._reach(
            self._before(-self._u(0.03, 0.12), height, self._u(0.04, 0.08)),
            elbow_to=self._elbow_out(),
            curl=self._u(0.2, 0.8),
        )
        chin = self._skeleton.at["head"] + np.array(
            [self._u(-0.03, 0.14), -self._u(0.12, 0.2), self._u(-0.2, 0.0)]
        )
        up = self._reach(chin, elbow_to=np.array([self._u(0, 0.4), -0.3, -1]), curl=self._u(0.2, 1))
        return across, replace(up, lift_deg=3.0)

    def _in_pocket(self) -> ArmPose:
        """A hand in a pocket of the trousers, at the hip's side, or of a jacket, before the belly."""
        hip, jacket = self._skeleton.at["upperleg01.L"], self._rng.random() < 0.5
        if jacket:
            height = float(hip[2]) + self._u(0.02, 0.16)
            target = self._before(self._u(0.06, 0.15), height, self._u(-0.01, 0.03))
            elbow_to = np.array([1, self._u(0.3, 1.2), self._u(-0.4, 0.2)])
        else:
            height = float(hip[2]) + self._u(-0.02, 0.09)
            _, half = self._hull.waist()
            aside = half[0] - self._u(-0.03, 0.05)
            target = np.array([aside, float(hip[1]) - self._u(0.0, 0.08), height])
            elbow_to = np.array([self._u(0.4, 1), 1, 0])
        arm = self._reach(target, elbow_to=elbow_to, curl=0.2)
        return replace(arm, hand=replace(arm.hand, in_pocket=True))

    def _on_thigh(self) -> ArmPose:
        """A hand before the thigh or the crotch's side, as in front of trouser pockets."""
        hip = self._skeleton.at["upperleg01.L"]
        height = float(hip[2]) - self._u(-0.06, 0.16)
        target = self._before(float(hip[0]) + self._u(-0.05, 0.06), height, self._u(0.03, 0.07))
        return self._reach(
            target, elbow_to=np.array([self._u(0.5, 1), self._u(0.2, 1), 0]), curl=self._u(0.1, 0.9)
        )
