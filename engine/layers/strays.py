"""Narrow strips along a leg's edge that are no leg's: hairlines of the other one, of a hem, of the ground between."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.pixels import Floats, opened, widened
from engine.layers.limb import LimbField

NARROW = 0.022  # torso lengths: half as wide is no thigh and no shin
_CORNER_PX = 2  # that an edge keeps of what no disc covers
_FOOT = 0.9  # along the shin: heels, laces and straps are narrow
# Torso lengths: half as wide, and at least so tall, stands on a shoe what is a crack of the ground or a kerb's.
_THIN, _TALL = 0.03, 0.07


def without_strips(
    visible: Floats, over: Floats, torso: Floats, *, field: LimbField, torso_px: float
) -> Floats:
    """What shows of a leg [h, w] without what is too narrow for one, down to its foot.

    over: [h, w] arms and things, which may leave a narrow strip of a broad thigh. torso: [h, w]; where it meets the
    leg, that has corners.
    """
    foot = (field.bone == 1) & (field.along > _FOOT)
    broad = widened(opened(visible + over > 0.5, max(1, round(NARROW * torso_px))), _CORNER_PX)
    narrow = (visible > 0.5) & ~broad & ~foot
    count, pieces = cv2.connectedComponents(narrow.astype(np.uint8))
    corners = np.intersect1d(_beside(pieces, (visible > 0.5) & broad), _beside(pieces, torso > 0.5))
    kept = np.isin(np.arange(count), corners)
    foot &= ~_rising(visible > 0.5, foot, torso_px)
    return np.asarray(visible * (broad | foot | widened(kept[pieces] & narrow, _CORNER_PX)), np.float32)


def _rising(shown: NDArray[np.bool_], foot: NDArray[np.bool_], torso_px: float) -> NDArray[np.bool_]:
    """What stands upright and thin on a foot [h, w], held at its lower end alone: heels hang, straps are held twice."""
    broad = opened(shown, max(1, round(_THIN * torso_px)))
    thin = shown & foot & ~widened(broad, _CORNER_PX)
    count, pieces, boxes, _ = cv2.connectedComponentsWithStats(thin.astype(np.uint8))
    out = np.zeros_like(shown)
    for k in range(1, count):
        top, tall = boxes[k, cv2.CC_STAT_TOP], boxes[k, cv2.CC_STAT_HEIGHT]
        if tall < _TALL * torso_px:
            continue
        piece = pieces == k
        held = np.flatnonzero((widened(piece, 2 * _CORNER_PX) & broad).any(1))
        if len(held) and held[0] > top + tall / 2:
            out |= widened(piece, _CORNER_PX) & ~broad
    return out


def _beside(pieces: NDArray[np.int32], mask: NDArray[np.bool_]) -> NDArray[np.int32]:
    """The pieces of numbered ones [h, w] that touch a mask."""
    return np.unique(pieces[widened(mask, _CORNER_PX)])
