"""Puts carried things into hands, on forearms and shoulders of a posed body."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.synthesis.body.body import Body, BodyShape
from engine.synthesis.posing.poses import SIDES
from engine.synthesis.things.carried import Hold, Manner, hand_frame, upright

Floats = NDArray[np.float32]
Vector = NDArray[np.float64]
_UP = np.array([0.0, 0.0, 1.0])


@dataclass(frozen=True)
class Carried:
    """A thing of a person: its name and its vertices first..last of the person's mesh."""

    name: str
    first: int
    last: int


@dataclass(frozen=True)
class Bones:
    """Where a posed body's bones are: motions [B, 4, 4] from rest, and the rest shape."""

    body: Body
    shape: BodyShape
    motions: Floats

    def at(self, bone: str) -> Vector:
        """The head of a bone, [3]."""
        motion = self.motions[self.body.bones.index(bone)]
        return np.asarray(motion[:3, :3] @ self.body.head_of(self.shape, bone) + motion[:3, 3], np.float64)


def carry(
    points: Floats, linear: Floats, *, rest: Floats, carried: Carried, hold: Hold | None, bones: Bones
) -> None:
    """Move a thing's points [N, 3] and linear parts [N, 3, 3] to where it is carried, in place.

    Without a hold it is nowhere: a thing without size shows nothing.
    """
    own = slice(carried.first, carried.last)
    if hold is None:
        points[own] = bones.at("spine03")
        return
    turn, at = _place(hold, bones)
    points[own] = rest[own] @ turn.T + at
    linear[own] = turn


def _place(hold: Hold, bones: Bones) -> tuple[Vector, Vector]:
    """The thing's turn [3, 3] and the place of its origin [3]."""
    side = SIDES[hold.side]
    wrist, elbow, shoulder = (bones.at(f"{bone}.{side}") for bone in ("wrist", "lowerarm01", "upperarm01"))
    index, little = bones.at(f"finger2-1.{side}"), bones.at(f"finger5-1.{side}")
    knuckles = (index + little) / 2
    hand = hand_frame(little - index, knuckles - wrist, side=hold.side)
    if hold.manner is Manner.GRIPPED:
        return hand, knuckles + hand[:, 0] * 0.01
    across = bones.at("upperarm01.L") - bones.at("upperarm01.R")
    facing = float(np.degrees(np.arctan2(across[1], across[0])))
    turn = upright(facing + hold.turn_deg)
    if hold.manner is Manner.HANGING:
        return turn, knuckles + hand[:, 0] * 0.03 + hand[:, 1] * 0.02
    if hold.manner is Manner.FOREARM:
        return turn, elbow + 0.45 * (wrist - elbow) + 0.045 * _UP
    outward = across / max(float(np.linalg.norm(across)), 1e-6) * (1 if hold.side == 0 else -1)
    forward = np.cross(across, _UP) / max(float(np.linalg.norm(across)), 1e-6)
    return turn, shoulder + 0.05 * _UP + 0.03 * outward + hold.ahead_m * forward
