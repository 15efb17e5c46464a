"""Bones turned about the line of sight: what an edit of joints in the picture asks of a body in space."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.pose.pose import Joint
from engine.synthesis.body.body import Body, BodyShape
from engine.synthesis.posing.limbs import turn

Floats = NDArray[np.float32]
# Bones that share a turn, from the trunk outwards, and which two places of the picture show it.
_SPINE = tuple((f"spine0{k}", 0.2) for k in (5, 4, 3, 2, 1))
_NECK = (("neck01", 0.2), ("neck02", 0.2), ("neck03", 0.2), ("head", 0.4))
_LEAST_DEG = 0.5  # joints of a detector's kind lie in flesh, and wander by less when others turn


@dataclass(frozen=True)
class PlaneTurn:
    """A bone and all beyond it, turned about the line of sight through its head; clockwise in the picture."""

    bone: str
    degrees: float


def plane_turns(before: NDArray[np.float64], after: NDArray[np.float64]) -> tuple[PlaneTurn, ...]:
    """The turns of spine, head and limbs that take joints [18, 2] of a picture to others, outer bones last.

    Lengths are left as they are: what only moved or grew stays.
    """
    pelvis = [(xy[Joint.R_HIP] + xy[Joint.L_HIP]) / 2 for xy in (before, after)]
    up = [xy[Joint.NECK] - middle for xy, middle in zip((before, after), pelvis, strict=True)]
    spine = _between(*up)
    made = [*_shared(_SPINE, spine), *_shared(_NECK, _turned(before, after, (1, 0)) - spine)]
    for side, arm, leg in (("R", (2, 3, 4), (8, 9, 10)), ("L", (5, 6, 7), (11, 12, 13))):
        for bones, chain, base in (
            (("upperarm01", "lowerarm01"), arm, spine),
            (("upperleg01", "lowerleg01"), leg, 0.0),
        ):
            first, second = (_turned(before, after, chain[k : k + 2]) for k in (0, 1))
            made += [
                PlaneTurn(f"{bones[0]}.{side}", _wrapped(first - base)),
                PlaneTurn(f"{bones[1]}.{side}", _wrapped(second - first)),
            ]
    return tuple(each for each in made if abs(each.degrees) > _LEAST_DEG * _share_of(each.bone))


def turned_in_plane(
    body: Body, shape: BodyShape, motions: Floats, turns: Iterable[PlaneTurn], eye: Floats
) -> Floats:
    """Motions [B, 4, 4] of all bones from the rest pose, with some bones turned as a camera at eye [3] sees them."""
    out = motions.astype(np.float64)
    for each in turns:
        index = body.bones.index(each.bone)
        pivot = out[index] @ np.append(shape.heads[index], 1.0)
        # Right-handed about what points away from who looks is clockwise to them.
        by = np.eye(4)
        by[:3, :3] = turn(pivot[:3] - eye, each.degrees)
        by[:3, 3] = pivot[:3] - by[:3, :3] @ pivot[:3]
        beyond = body.beyond(each.bone)
        out[beyond] = by @ out[beyond]
    return out.astype(np.float32)


def _shared(bones: tuple[tuple[str, float], ...], degrees: float) -> list[PlaneTurn]:
    return [PlaneTurn(bone, _wrapped(degrees) * share) for bone, share in bones]


def _share_of(bone: str) -> float:
    return dict(_SPINE + _NECK).get(bone, 1.0)


def _turned(before: NDArray[np.float64], after: NDArray[np.float64], bone: tuple[int, ...]) -> float:
    start, end = bone
    return _between(before[end] - before[start], after[end] - after[start])


def _between(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    """The angle from one direction to another, degrees, clockwise where y points down."""
    across, along = one[0] * other[1] - one[1] * other[0], one @ other
    return math.degrees(math.atan2(float(across), float(along)))


def _wrapped(degrees: float) -> float:
    return (degrees + 180) % 360 - 180
