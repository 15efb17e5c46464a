"""Bones turned about the line of sight: what an edit of joints in the picture asks of a body in space."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from engine.pose.pose import Joint
from engine.synthesis.body.body import Body, BodyShape
from engine.synthesis.posing.limbs import Matrix, Vector, turn, unit
from engine.synthesis.posing.poses import SIDES, Y, Z

Floats = NDArray[np.float32]
# A trunk leans about the middle of the hips, as the editor has it; other bones turn about where they begin.
_ABOUT = {"spine05": ("upperleg01.L", "upperleg01.R")}
_LIFTS, _LIFTS_FROM_DEG = 0.25, 60.0  # of how far an arm is raised, and from where on
_LEAST_DEG = 0.5  # joints of a detector's kind lie in flesh, and wander by less when others turn


@dataclass(frozen=True)
class PlaneTurn:
    """A bone and all beyond it, turned about the line of sight through its head; clockwise in the picture."""

    bone: str
    degrees: float


def plane_turns(before: Floats, after: Floats) -> tuple[PlaneTurn, ...]:
    """The turns of spine, head and limbs that take joints [18, 2] of a picture to others, outer bones last.

    Lengths are left as they are: what only moved or grew stays.
    """
    pelvis = [(xy[Joint.R_HIP] + xy[Joint.L_HIP]) / 2 for xy in (before, after)]
    up = [xy[Joint.NECK] - middle for xy, middle in zip((before, after), pelvis, strict=True)]
    spine = _between(*up)
    head = _wrapped(_turned(before, after, (1, 0)) - spine)
    made = [PlaneTurn("spine05", spine), PlaneTurn("neck01", head)]
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
        # Who stands, does so on flat feet.
        made.append(PlaneTurn(f"foot.{side}", -_wrapped(_turned(before, after, leg[1:]))))
    return tuple(each for each in made if abs(each.degrees) > _LEAST_DEG)


def turned_in_plane(
    body: Body, shape: BodyShape, motions: Floats, turns: Iterable[PlaneTurn], eye: Floats
) -> Floats:
    """Motions [B, 4, 4] of all bones from the rest pose, with some bones turned as a camera at eye [3] sees them."""
    out = motions.astype(np.float64)
    was = [_raised_deg(body, shape, out, side) for side in SIDES]
    for each in turns:
        # Right-handed about what points away from who looks is clockwise to them.
        _turn_at(body, shape, out, each.bone, partial(_in_sight, eye, each.degrees))
    for side, before in zip(SIDES, was, strict=True):
        _lift(body, shape, out, side, _raised_deg(body, shape, out, side) - before)
    return out.astype(np.float32)


def _in_sight(eye: Floats, degrees: float, pivot: Vector) -> Matrix:
    return turn(pivot - eye, degrees)


def _lift(body: Body, shape: BodyShape, out: Matrix, side: str, degrees: float) -> None:
    """Let a collar bone go up as its arm does, which keeps its direction."""
    chest = out[body.bones.index("spine01"), :3, :3] @ Y
    by = turn(chest, -degrees if side == "L" else degrees)
    _turn_at(body, shape, out, f"clavicle.{side}", lambda _: by)
    _turn_at(body, shape, out, f"upperarm01.{side}", lambda _: by.T)


def _raised_deg(body: Body, shape: BodyShape, motions: Matrix, side: str) -> float:
    """How far the collar bone of an arm goes up that is raised beyond so much; as the poses of people have it."""
    spine, arm = (body.bones.index(bone) for bone in ("spine01", f"upperarm01.{side}"))
    rest = shape.heads[body.bones.index(f"lowerarm01.{side}")] - shape.heads[arm]
    bone = unit(motions[arm, :3, :3] @ rest)
    down = unit(motions[spine, :3, :3] @ -Z)
    return _LIFTS * max(0.0, math.degrees(math.acos(float(np.clip(bone @ down, -1, 1)))) - _LIFTS_FROM_DEG)


def _turn_at(
    body: Body, shape: BodyShape, motions: Matrix, bone: str, by: Callable[[Vector], Matrix]
) -> None:
    """Turn a bone and all beyond it about its head, in place; by: the rotation for where that lies."""
    places = []
    for name in _ABOUT.get(bone, (bone,)):
        index = body.bones.index(name)
        places.append((motions[index] @ np.append(shape.heads[index], 1.0))[:3])
    pivot = np.mean(places, axis=0)
    whole = np.eye(4)
    whole[:3, :3] = by(pivot)
    whole[:3, 3] = pivot - whole[:3, :3] @ pivot
    beyond = body.beyond(bone)
    motions[beyond] = whole @ motions[beyond]


def _turned(before: Floats, after: Floats, bone: tuple[int, ...]) -> float:
    start, end = bone
    return _between(before[end] - before[start], after[end] - after[start])


def _between(one: Floats, other: Floats) -> float:
    """The angle from one direction to another, degrees, clockwise where y points down."""
    across, along = one[0] * other[1] - one[1] * other[0], one @ other
    return math.degrees(math.atan2(float(across), float(along)))


def _wrapped(degrees: float) -> float:
    return (degrees + 180) % 360 - 180
