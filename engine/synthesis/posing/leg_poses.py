"""Random poses of the legs: standing, walking, kicking, crossed, seated."""

from __future__ import annotations

import numpy as np

from engine.synthesis.posing.limbs import LimbPose, turn
from engine.synthesis.posing.poses import SIDES, LegPose, X, Y, Z

# Ranges in degrees: flexion forwards, abduction, knee bend.
_LEG_FAMILIES = {
    "stand": ((-6, 8), (-1, 9), (1, 12)),
    "relaxed": ((4, 22), (0, 12), (10, 38)),
    "walk_front": ((10, 32), (-2, 5), (3, 25)),
    "walk_back": ((-26, -5), (-2, 5), (5, 45)),
    "wide": ((-4, 12), (9, 28), (1, 22)),
    "kick": ((25, 85), (-4, 20), (2, 50)),
    "kick_back": ((-22, 2), (-2, 8), (40, 115)),
    "raise": ((45, 100), (-2, 25), (55, 125)),
    "crossed": ((6, 14), (-13, -6), (4, 16)),
    "side": ((-4, 14), (18, 55), (1, 40)),
}
_LEG_BASE: dict[str, float] = {
    "stand": 42,
    "relaxed": 16,
    "walk": 16,
    "wide": 12,
    "kick": 3,
    "kick_back": 3,
    "raise": 2,
    "side": 3,
}
_LEG_BASE |= {"crossed": 3}
LEG_MOVES: dict[str, float] = {
    "stand": 8,
    "relaxed": 14,
    "walk_front": 12,
    "walk_back": 10,
    "wide": 18,
    "kick": 12,
    "kick_back": 9,
}
LEG_MOVES |= {"raise": 9, "side": 10}


def pick(rng: np.random.Generator, table: dict[str, float]) -> str:
    """A name from a table of weights."""
    weights = np.array(list(table.values()))
    return str(rng.choice(list(table), p=weights / weights.sum()))


class LegPoser:
    """Draws leg poses from a generator."""

    def __init__(self, rng: np.random.Generator) -> None:
        self._rng = rng

    def pair(self) -> tuple[LegPose, LegPose]:
        """Left and right leg of a new pose."""
        if self._rng.random() < 0.06:
            return self._seated()
        family = pick(self._rng, _LEG_BASE)
        if family == "walk":
            front, back = self.one("walk_front"), self.one("walk_back")
            return (front, back) if self._rng.random() < 0.5 else (back, front)
        left = self.one(family)
        same = self._rng.random() < 0.6 and not family.startswith(("kick", "raise"))
        right = self.one(family if same else "stand")
        return (left, right) if self._rng.random() < 0.5 else (right, left)

    def _seated(self) -> tuple[LegPose, LegPose]:
        flex, knee = self._rng.uniform(65, 95), self._rng.uniform(60, 105)
        legs = [
            self._leg(
                flex=flex + self._rng.uniform(-8, 8),
                abduct=self._rng.uniform(0, 22),
                bend=knee + self._rng.uniform(-15, 15),
            )
            for _ in SIDES
        ]
        return legs[0], legs[1]

    def one(self, family: str) -> LegPose:
        """A leg of one of the families."""
        flex, abduct, bend = (self._rng.uniform(*span) for span in _LEG_FAMILIES[family])
        return self._leg(flex=flex, abduct=abduct, bend=bend)

    def _leg(self, *, flex: float, abduct: float, bend: float) -> LegPose:
        direction = turn(Y, -abduct) @ turn(X, -(flex + 4)) @ -Z
        outward = self._rng.uniform(-6, 16)
        backward = turn(Z, -outward) @ turn(Y, -abduct) @ turn(X, -(flex + 4)) @ Y
        shin_pitch = bend - flex
        foot = float(np.clip(shin_pitch, -22, 40)) + float(self._rng.normal(0, 5))
        return LegPose(LimbPose(direction, backward, max(bend, 1.0)), foot)
