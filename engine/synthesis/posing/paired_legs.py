"""Poses of two legs whose feet are close: side by side, one before the other, crossed."""

from __future__ import annotations

import math

import numpy as np

from engine.synthesis.posing.leg_poses import pick
from engine.synthesis.posing.limbs import LimbPose, reach, turn
from engine.synthesis.posing.poses import LegPose, Skeleton, Y, Z

# Ranges in metres: from ankle to ankle sideways (below 0 the legs cross), and how far one foot is before the other.
_FAMILIES = {
    "beside": ((0.08, 0.13), (-0.06, 0.06)),
    "before": ((0.03, 0.11), (0.08, 0.26)),
    "crossed": ((-0.1, 0.02), (0.18, 0.32)),
    "crossed walk": ((-0.12, 0.03), (0.3, 0.6)),
}
_CHANCES: dict[str, float] = {"beside": 42, "before": 40, "crossed": 18}


class PairedLegs:
    """Draws pairs of legs (each as if it were the left one) for one skeleton."""

    def __init__(self, skeleton: Skeleton, rng: np.random.Generator) -> None:
        self._skeleton, self._rng = skeleton, rng

    def draw(self) -> tuple[LegPose, LegPose]:
        """(left, right)."""
        return self._pair(pick(self._rng, _CHANCES))

    def crossed_walk(self) -> tuple[LegPose, LegPose]:
        """(left, right), crossed in a step."""
        return self._pair("crossed walk")

    def _pair(self, family: str) -> tuple[LegPose, LegPose]:
        apart, ahead = (self._u(*span) for span in _FAMILIES[family])
        aside, turned = self._u(-0.05, 0.05), self._u(-12, 12)
        left = self._leg(across=apart / 2 + aside, ahead=ahead / 2, outward=self._u(-4, 18) + turned)
        right = self._leg(across=apart / 2 - aside, ahead=-ahead / 2, outward=self._u(-4, 18) - turned)
        return (left, right) if self._rng.random() < 0.5 else (right, left)

    def _u(self, low: float, high: float) -> float:
        return float(self._rng.uniform(low, high))

    def _leg(self, *, across: float, ahead: float, outward: float) -> LegPose:
        """A leg whose ankle lies `across` metres from the middle and `ahead`, its toes turned out in degrees."""
        rest = self._skeleton.leg
        # The hips stay where they are: a leg is as straight as its foot is far, a knee now and then bent more.
        up = self._u(0.0, 0.012) if self._rng.random() < 0.7 else self._u(0.01, 0.06)
        target = np.array([across, float(rest.end[1]) - ahead, float(rest.end[2]) + up])
        limb = reach(rest, rest.upper, target=target, hinge_to=turn(Z, outward) @ -Y)
        return LegPose(limb, _flat(limb) + float(self._rng.normal(0, 4)))


def _flat(limb: LimbPose) -> float:
    """The foot's pitch in degrees at which its sole is level, as in the rest pose, within what ankles can."""
    shin = limb.lower_direction()
    return float(np.clip(math.degrees(math.atan2(float(shin[1]), -float(shin[2]))), -22, 40))
