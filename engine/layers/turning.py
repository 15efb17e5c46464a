"""Turns of points about places, and the angles between directions, clockwise on the screen."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from engine.layers.skeleton import Points


def turn(points: Points, about: Points, by: NDArray[np.float64] | float) -> Points:
    """Points [n, 2] turned about a place, each by its own angle, clockwise on the screen."""
    if isinstance(by, float) and not by:
        return points
    cos, sin = np.cos(by), np.sin(by)
    x, y = points[:, 0] - about[0], points[:, 1] - about[1]
    out = np.empty((len(points), 2))
    out[:, 0] = x * cos - y * sin + about[0]
    out[:, 1] = x * sin + y * cos + about[1]
    return out


def length(vector: Points) -> float:
    """Of a vector [2]."""
    return float(np.hypot(vector[0], vector[1]))


def angle_between(before: Points, after: Points) -> float:
    """How far a direction has turned, radians, clockwise on the screen; 0 where one has none."""
    if length(before) < 1 or length(after) < 1:
        return 0.0
    return wrapped(math.atan2(after[1], after[0]) - math.atan2(before[1], before[0]))


def wrapped(angle: float) -> float:
    """An angle in -pi..pi."""
    return (angle + math.pi) % (2 * math.pi) - math.pi
