"""The inside of a bent elbow or knee: flesh is pushed out to where both bones' outlines meet.

Turned by their share of the angle alone, points inside the bend stay as far from the joint as they were; but there the
outlines of the two bones meet farther out, and between both a notch would be left open.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.layers.mesh import ramp
from engine.layers.skeleton import Points
from engine.layers.turning import angle_between, turn, wrapped

_LEAST, _MOST = 0.45, 2.4  # times as far from the joint; a fold that is sharper hides what is beyond
_SOFT = 0.25  # of the limb's half width: depths below which nothing needs to move


def bent_at(
    points: Points,
    joint: Points,
    bones: tuple[Points, Points],
    by: float,
    share: NDArray[np.float64],
    radius: float,
) -> Points:
    """Points [n, 2] turned about a joint by their share [n] of an angle, radians, with the inside of the bend filled.

    bones: the directions of the one that leads to the joint and of the one that leaves it, before. radius: the limb's
    half width, px.
    """
    turned: Points = turn(points, joint, by * share)
    before = angle_between(*bones)
    after = wrapped(before + by)
    side = np.sign(after if abs(after) > abs(before) else before)
    first, second = (bone / max(float(np.hypot(*bone)), 1.0) for bone in bones)
    (second_now,) = turn(second[None], np.zeros(2), by)
    lower = share > 0.5
    depth = side * np.where(lower, _depth(points - joint, second), _depth(points - joint, first))
    depth_now = side * np.where(lower, _depth(turned - joint, second_now), _depth(turned - joint, first))
    soft = _SOFT * radius
    factor = ((depth + soft) / (depth_now.clip(0, None) + soft)).clip(_LEAST, _MOST)
    inside = ramp(depth, 0.0, soft)
    return joint + (turned - joint) * (1 + (factor - 1) * inside)[:, None]


def _depth(points: Points, bone: Points) -> NDArray[np.float64]:
    """How far points lie from a line through 0 on the side to which clockwise turns lead."""
    depth: NDArray[np.float64] = bone[0] * points[:, 1] - bone[1] * points[:, 0]
    return depth
