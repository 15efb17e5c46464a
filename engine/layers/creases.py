"""A bent elbow or knee: flesh inside is pushed out to where both bones' outlines meet, outside it keeps its width.

Turned by their share of the angle alone, points stay as far from the joint as they were. Inside the bend the outlines
of the two bones meet farther out, and between both a notch would be left open; outside, what lags behind its bone
stands off from it, and both together would make a ball.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.layers.mesh import ELBOW, ramp
from engine.layers.skeleton import Points
from engine.layers.turning import angle_between, turn, wrapped

_LEAST = 0.45  # times as far from the joint
_SHARPEST = 2.1  # radians of a bend; what is sharper hides what is beyond
_PRESSED = 0.85  # of the room that there is along the bone, at most
_AT_ENDS = 32.0  # times their share, from which on points at the ends of that room are shifted wholly
_SOFT = 0.25  # of the limb's half width: depths below which nothing needs to move


def bent_at(
    points: Points,
    joint: Points,
    bones: tuple[Points, Points],
    by: float,
    share: NDArray[np.float64],
    radius: float,
) -> Points:
    """Points [n, 2] turned about a joint by their share [n] of an angle, radians, with the inside of the bend filled
    and the outside as far from the bones as it was.

    bones: the directions of the one that leads to the joint and of the one that leaves it, before. radius: the limb's
    half width, px.
    """
    out: Points = turn(points, joint, by * share)
    between = (share > 0) & (share < 1)  # all others lie as before beside their bone
    points, turned, share = points[between] - joint, out[between] - joint, share[between]
    before = angle_between(*bones)
    after = wrapped(before + by)
    side = np.sign(after if abs(after) > abs(before) else before)
    first, second = (bone / max(float(np.hypot(*bone)), 1.0) for bone in bones)
    (second_now,) = turn(second[None], np.zeros(2), by)
    lower = share > 0.5
    depth = side * np.where(lower, _depth(points, second), _depth(points, first))
    soft = _SOFT * radius
    off, off_now = (_off(each, (-first, way)) for each, way in ((points, second), (turned, second_now)))
    outer = ((off + soft) / (off_now + soft)).clip(_LEAST, 1)
    outside = turned * (1 + (outer - 1) * ramp(-depth, 0.0, soft))[:, None]
    # Inside each bone keeps its own, shifted along it to the line on which both outlines meet.
    met = (np.tan(np.clip(side * np.array([before, after]), -_SHARPEST, _SHARPEST) / 2) @ (-1, 1)) * depth
    # Evenly along the bone as far as points go with both: they are pressed together, and none passes another.
    reach = ELBOW * radius
    ends = np.sqrt(reach**2 + 2 * reach * depth.clip(0, None))
    far = np.where(lower, points @ second, -points @ first) / ends
    shift = np.minimum((1 - far).clip(0, 1), _AT_ENDS * np.minimum(share, 1 - share)) * np.minimum(
        met, _PRESSED * ends
    )
    with_first = points - shift[:, None] * first
    with_second = turn(points + shift[:, None] * second, np.zeros(2), by)
    inside = np.where(lower[:, None], with_second, with_first)
    out[between] = joint + outside + (inside - outside) * ramp(depth, 0.0, soft)[:, None]
    return out


def _off(points: Points, ways: tuple[Points, Points]) -> NDArray[np.float64]:
    """How far points [n, 2] lie from the nearer of two half lines that lead out of 0."""
    off = [np.linalg.norm(points - (points @ way).clip(0, None)[:, None] * way, axis=1) for way in ways]
    nearer: NDArray[np.float64] = np.minimum(*off)
    return nearer


def _depth(points: Points, bone: Points) -> NDArray[np.float64]:
    """How far points lie from a line through 0 on the side to which clockwise turns lead."""
    depth: NDArray[np.float64] = bone[0] * points[:, 1] - bone[1] * points[:, 0]
    return depth
