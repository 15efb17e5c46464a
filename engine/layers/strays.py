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
    return np.asarray(visible * (broad | foot | widened(kept[pieces] & narrow, _CORNER_PX)), np.float32)


def _beside(pieces: NDArray[np.int32], mask: NDArray[np.bool_]) -> NDArray[np.int32]:
    """The pieces of numbered ones [h, w] that touch a mask."""
    return np.unique(pieces[widened(mask, _CORNER_PX)])
