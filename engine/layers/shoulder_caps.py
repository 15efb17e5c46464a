"""The torso's shoulders under its arms: above the joints a trunk has no rows, and would end in a square corner."""

from __future__ import annotations

import numpy as np

from engine.imaging.pixels import Floats
from engine.layers.regions import ARMS
from engine.layers.scene import Scene

# In torso lengths: the corner's radius; above the joints, where the neck begins and where all ends; half a neck.
_ROUND, _NECK, _UP, _HALF_NECK = 0.10, 0.20, 0.35, 0.08


def shoulder_caps(near: Scene) -> Floats:
    """1 where an arm hides the torso above its trunk's first row, up to the slopes of both shoulders, [h, w]."""
    caps: Floats = np.zeros_like(near.matte)
    if near.trunk is None:
        return caps
    there = np.flatnonzero(~np.isnan(near.trunk.sides).any(0))
    if not len(there):
        return caps
    first, unit = int(there[0]), near.skeleton.torso
    rows = np.arange(max(0, first - round(_UP * unit)), first)
    rise = (first - rows) / unit
    left, right = near.trunk.sides[:, first]
    # From the corner straight to the neck: seen from the side that is steep.
    slope = max((right - left) / (2 * unit) - _ROUND - _HALF_NECK, 0) / (_NECK - _ROUND)
    corner = _ROUND - np.sqrt(_ROUND**2 - rise.clip(0, _ROUND) ** 2)
    inwards = (corner + (rise - _ROUND).clip(0, None) * slope) * unit
    columns = np.arange(caps.shape[1], dtype=np.float32)[None]
    within = np.minimum(columns - (left + inwards)[:, None], (right - inwards)[:, None] - columns)
    caps[rows] = (within + 0.5).clip(0, 1) * (near.shares[list(ARMS)].sum(0) * near.matte)[rows]
    return caps
