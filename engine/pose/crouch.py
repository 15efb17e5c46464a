"""Legs of somebody who crouches: seen from the front knees come towards the viewer, not out to the sides."""

from __future__ import annotations

import math
from collections.abc import Iterable

from engine.pose.kinematics import CHAINS, as_complex, from_complex, outward_bend, pelvis
from engine.pose.pose import Joint, Pose

# Shoulders' width in torso lengths: from the first on somebody is seen from the front or the back, up to the second
# from the side.
_FROM_FRONT, _FROM_SIDE = 0.5, 0.25
_OUT = 0.25  # of a knee's way aside in the picture's plane, how much of it is seen from the front
_MOVED_PX = 1e-6


def unfolded(pose: Pose, body: Pose, *, feet: Iterable[Joint]) -> Pose:
    """`pose` with the knees of `feet` where they are with legs in the picture's plane, as long as those of `body`.

    Legs that come towards the viewer are shorter in the picture; hips and feet stay. A body that is larger or smaller
    in `pose` has legs to match.
    """
    scale = _scale(pose, body)
    positions = as_complex(pose)
    for foot in feet:
        hip, knee = CHAINS[foot]
        if not body.has(hip, knee, foot):
            continue
        a, k, e = (complex(positions[joint]) for joint in (hip, knee, foot))
        upper, lower = (
            max(abs(one - two), scale * math.dist(body.at(first), body.at(second)))
            for one, two, first, second in ((a, k, hip, knee), (k, e, knee, foot))
        )
        along, aside = _bent(upper, lower, abs(e - a))
        side = _side(a, k, e) or outward_bend(pose, foot)
        if upper + lower > abs(k - a) + abs(e - k) + _MOVED_PX and abs(e - a):
            positions[knee] = a + (e - a) / abs(e - a) * complex(along, side * aside)
    return from_complex(pose, positions)


def folded(pose: Pose, before: Pose, start: Pose, *, feet: Iterable[Joint], body: Pose) -> Pose:
    """`pose`, with legs in the picture's plane, with its knees as far aside as the view of `body` lets them go.

    before: the pose that the move began with, unfolded; start: the same as it was shown. Hips and feet stay; no leg
    gets longer in the picture.
    """
    share = _share(body)
    positions, flat, shown = as_complex(pose), as_complex(before), as_complex(start)
    for foot in feet:
        leg = (*CHAINS[foot], foot)
        now, was, seen = (tuple(complex(each[joint]) for joint in leg) for each in (positions, flat, shown))
        if abs(now[0] - was[0]) < _MOVED_PX and abs(now[2] - was[2]) < _MOVED_PX:
            positions[leg[1]] = seen[1]
            continue
        far = abs(now[2] - now[0])
        if not far:
            continue
        (along, aside), (along_before, aside_before) = _knee(now), _knee(was)
        at, out = _knee(seen)
        along = at + _turned(now, share, along) - _turned(was, share, along_before)
        if aside * aside_before < 0:  # a leg that was nearly straight, to whichever side
            out = share * aside
        elif abs(aside) >= abs(aside_before):
            out += share * (aside - aside_before)
        else:  # it gets straight again
            out *= aside / aside_before
        positions[leg[1]] = now[0] + (now[2] - now[0]) / far * complex(along, out)
    return from_complex(pose, positions)


def _knee(leg: tuple[complex, ...]) -> tuple[float, float]:
    """How far a knee lies along the line from hip to foot, and beside it."""
    line = leg[2] - leg[0]
    turned = (leg[1] - leg[0]) * (line / abs(line)).conjugate() if abs(line) else 0j
    return turned.real, turned.imag


def _turned(leg: tuple[complex, ...], share: float, along: float) -> float:
    """How far along its line a knee lies that goes only a `share` of its way aside."""
    upper, lower, far = abs(leg[1] - leg[0]), abs(leg[2] - leg[1]), abs(leg[2] - leg[0])
    straight = far * upper / (upper + lower) if upper + lower else 0.0
    return straight + share * (along - straight)


def _bent(upper: float, lower: float, far: float) -> tuple[float, float]:
    """Where the knee of a leg with its foot so `far` from the hip is: along the line between, and beside it."""
    if not far:
        return 0.0, upper
    far = min(max(far, abs(upper - lower)), upper + lower)
    along = (upper**2 - lower**2 + far**2) / (2 * far)
    return along, math.sqrt(max(upper**2 - along**2, 0.0))


def _side(hip: complex, knee: complex, foot: complex) -> int:
    aside = ((foot - hip).conjugate() * (knee - hip)).imag
    return 0 if abs(aside) < _MOVED_PX else 1 if aside > 0 else -1


def _share(body: Pose) -> float:
    """Of the way aside in the plane, what a knee goes: all of it seen from the side, little from the front."""
    torso = _torso(body)
    if not torso or not body.has(Joint.R_SHOULDER, Joint.L_SHOULDER):
        return 1.0
    wide = math.dist(body.at(Joint.R_SHOULDER), body.at(Joint.L_SHOULDER)) / torso
    front = min(max((wide - _FROM_SIDE) / (_FROM_FRONT - _FROM_SIDE), 0.0), 1.0)
    return 1.0 - (1.0 - _OUT) * front


def _scale(pose: Pose, body: Pose) -> float:
    """How much larger a person is in `pose`."""
    here, there = _torso(pose), _torso(body)
    return here / there if here and there else 0.0


def _torso(pose: Pose) -> float:
    base = pelvis(pose)
    return 0.0 if base is None or not pose.has(Joint.NECK) else abs(complex(*pose.at(Joint.NECK)) - base)
