"""Feet that another leg hides, wholly or in part: the other one, mirrored or not, laid where it fits what shows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.pixels import Floats, disc
from engine.layers.ends import TwinLook
from engine.layers.limb import LimbField
from engine.layers.regions import LEGS, TWIN, Region
from engine.layers.scene import Scene

_FROM = 0.97  # along the shin, where the foot begins
_SHOWN = 0.6  # of the other foot that must show of a foot, else it is made anew
_UNLIKE = 80.0  # levels by which two looks at a foot differ that speak neither for nor against it
_MOVES = (-0.09, -0.06, -0.03, 0.0, 0.03, 0.06, 0.09)  # torso lengths by which a look is moved to fit better
_LEFT_OUT = 0.5  # of what a look adds that fits, what it leaves out of what shows
_CUT = 0.05  # of the other foot that must be hidden of a foot to be added
_LIKE = 0.8  # of what shows that a look must cover to make a cut foot whole
_SEAM_PX = 2


class _Fit(NamedTuple):
    score: float
    share: Floats
    colours: Floats


def hidden_foot(
    near: Scene, region: Region, visible: Floats, looks: Sequence[TwinLook]
) -> tuple[Floats, Floats] | None:
    """Colours [h, w, 3] and alpha [h, w] of what a photo hides of a foot, made of the other one; None where it shows.

    visible: what shows of the leg. looks: what the other leg shows, mirrored and not. Feet point to two sides or to
    one, and ankles are found a little off: the look serves, and where, that lies more over what shows and is like it,
    and less where the photo shows that none is.
    """
    end = _past_ankle(near.field(region))
    lacks = bool(visible[end].sum() < _SHOWN * looks[0][0][end].sum())
    over = near.shares[TWIN[region]] * near.matte
    if not lacks and not (over[end] > 0.5).any():
        return None
    best = max((_fitted(near, region, visible, look, end) for look in looks), key=lambda fit: fit.score)
    if lacks:
        return best.colours, best.share * end
    whole, found = (float(plane[end].sum()) for plane in (best.share, visible))
    shown, hidden = (float((best.share * plane)[end].sum()) for plane in (visible, over))
    if hidden < _CUT * whole or shown < max(_LIKE * found, _SHOWN * whole):
        return None
    return best.colours, (best.share * cv2.dilate(over, disc(_SEAM_PX)) * end).astype(np.float32)


def _fitted(
    near: Scene, region: Region, visible: Floats, look: TwinLook, end: NDArray[np.bool_]
) -> _Fit:
    """A look moved by little to where it fits best."""
    x, y, w, h = cv2.boundingRect(end.astype(np.uint8))
    part = np.s_[y : y + h, x : x + w]
    there = end[part]
    shown = visible[part] * there
    bare = (1 - np.maximum(near.above(region) * near.matte, visible))[part] * there
    rgb = near.rgb[part].astype(np.float32)
    best, torso = None, near.skeleton.torso
    for down in _MOVES:
        for across in _MOVES:
            matrix = np.array([[1, 0, across * torso], [0, 1, down * torso]], np.float32)
            share, colours = (_moved(plane[part], matrix) for plane in look)
            unlike = np.abs(colours - rgb).mean(-1) / _UNLIKE
            fits = share * (shown * (1 - unlike) - bare) - _LEFT_OUT * (1 - share) * shown
            score = float(fits.sum())
            if best is None or score > best[0]:
                best = score, matrix
    assert best is not None
    share, colours = (_moved(plane, best[1]) for plane in look)
    return _Fit(best[0], share, colours)


def _moved(plane: Floats, matrix: NDArray[np.float32]) -> Floats:
    size = (plane.shape[1], plane.shape[0])
    return np.asarray(cv2.warpAffine(plane, matrix, size, borderMode=cv2.BORDER_REPLICATE), np.float32)


def _past_ankle(field: LimbField) -> NDArray[np.bool_]:
    return (field.bone == 1) & (field.along > _FROM)
