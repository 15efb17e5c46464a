"""Compares two looks at people: whether they show the same one, and with the same sides."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from engine.source.blazepose import Look

SEEN = 0.5  # a joint less visible than this is missing
_DENIED = 0.35  # of a mask; less is ground
_SIDES = np.array([(11, 12), (23, 24), (25, 26), (27, 28)])  # shoulders, hips, knees and ankles


def same_person(a: Look, b: Look) -> bool:
    """Whether two looks ended on one person: their visible joints coincide, measured in windows."""
    both = (a.seen[:33] > SEEN) & (b.seen[:33] > SEEN)
    if not both.any():
        return math.hypot(a.window.x - b.window.x, a.window.y - b.window.y) < 0.2 * a.window.side
    apart = np.linalg.norm(a.landmarks[:33] - b.landmarks[:33], axis=1)[both]
    return float(np.median(apart)) < 0.06 * max(a.window.side, b.window.side)


def agreed(look: Look, other: Look) -> NDArray[np.float32]:
    """A look's mask without what another network denies in the same window: ground by the root of both's product."""
    both = np.sqrt(look.mask * other.mask)
    return np.where(both < _DENIED, both, look.mask)


def exchanged(a: Look, b: Look) -> bool:
    """Whether what is right for one look is left for another, from the shoulders down."""
    own, other = (
        np.linalg.norm(a.landmarks[_SIDES] - b.landmarks[sides], axis=-1).sum()
        for sides in (_SIDES, _SIDES[:, ::-1])
    )
    return bool(own > other)
