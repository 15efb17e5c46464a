"""Colours of cloth under what lies over it, at equal height: hems, belts and stripes run around a body."""

from __future__ import annotations

import cv2
import numpy as np

from engine.imaging.pixels import Floats
from engine.layers.colours import Mask, continued

_EVEN = 0.02  # torso lengths up and down over which the rim that is mirrored at is one line
_STRAY = 4  # times that, beyond which the rim of a row is left where it is
_BLENDED_PX = 2.0  # over which what is found across passes into what is found at the nearest rim
_INSIDE_PX = 9  # so that nothing of what was not found is blended in


def continued_across(rgb: np.ndarray, known: Mask, torso_px: float, *, lean: float) -> Floats:
    """`rgb` [h, w, 3] where `known` [h, w]; elsewhere mirrored along lines at right angles to a layer's axis.

    Between two rims either is the more heard the nearer it is; where no line meets one, as `continued` has it. lean: of
    the axis, how far to the right it runs a pixel down.
    """
    height, width = known.shape
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    level = y - (x - width / 2) * np.float32(lean)  # rows of the grid lie across the axis
    seen = cv2.remap(known.astype(np.uint8), x, level, cv2.INTER_NEAREST) > 0
    picture = cv2.remap(rgb, x, level, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    found, share = _mirrored(picture.astype(np.float32), seen, max(3, round(_EVEN * torso_px)))
    back = x, 2 * y - level
    found = cv2.remap(found, *back, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    share = cv2.remap(share.astype(np.float32), *back, cv2.INTER_LINEAR)
    share = cv2.GaussianBlur(
        cv2.erode(share, np.ones((_INSIDE_PX, _INSIDE_PX), np.uint8)), (0, 0), _BLENDED_PX
    )
    other = continued(rgb, known, torso_px)
    mixed = other + (found - other) * share[..., None]
    return np.where(known[..., None], rgb, mixed).astype(np.float32)


def _mirrored(picture: Floats, known: Mask, over: int) -> tuple[Floats, Mask]:
    """The rows of a picture [h, w, 3] mirrored at the rims of what is `known`, and where there was one."""
    height, width = known.shape
    rows, columns = np.arange(height)[:, None], np.arange(width)
    right = width - 1 - _left_rim(known[:, ::-1], over)[:, ::-1]
    total, weight = np.zeros_like(picture), np.zeros((height, width), np.float32)
    for rim in (_left_rim(known, over), right):
        there = np.nan_to_num(2 * rim - columns, nan=-1).round().astype(np.intp)
        inside = (there >= 0) & (there < width)
        there = there.clip(0, width - 1)
        near = 1 / (np.nan_to_num(np.abs(rim - columns)) + 1) ** 2
        share = np.where(inside & known[rows, there], near, 0).astype(np.float32)
        total += picture[rows, there] * share[..., None]
        weight += share
    return total / np.maximum(weight, 1e-9)[..., None], weight > 0


def _left_rim(known: Mask, over: int) -> Floats:
    """For each pixel the column of the nearest known one to its left, one line over `over` rows; NaN without one."""
    columns = np.arange(known.shape[1], dtype=np.float32)
    rim = np.maximum.accumulate(np.where(known, columns, np.float32(-np.inf)), axis=1)
    there = np.isfinite(rim)
    # The farthest in: single rows whose rim lies farther out would be streaks.
    even = cv2.erode(np.where(there, rim, np.float32(np.inf)), np.ones((2 * over + 1, 1), np.uint8))
    stray = ~np.isfinite(even) | (np.abs(even - rim) >= _STRAY * over)
    return np.where(there, np.where(stray, rim, even), np.float32(np.nan)).astype(np.float32)
