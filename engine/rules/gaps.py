"""Narrow gaps between limbs, through which a plain background shows: too narrow for the matting network to see."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.pixels import Floats, disc, grown, mean_around, shrunk, spread, square_norm
from engine.system.giving_way import give_way

# Colours this near to the background beside (root of the square over three channels of 0..1) are the background's; and
# that is plain where it differs from its own mean by less than the second.
_SAME, _PLAIN = 0.1, 0.015
# So near it is along the middle of a gap, while white stripes on cloth have shades.
_EQUAL = 0.03
# A gap is at most this wide and at least this long, as shares of the person's height.
_WIDEST, _SHORTEST = 0.022, 0.012
# How much of what lies along a gap must be person, and clearly unlike the background.
_UNLIKE, _BORDERED = 0.25, 0.6
_SOFT = 0.8  # pixels that the edge of a gap is blurred by


def with_gaps(rgb: NDArray[np.uint8], matte: Floats) -> Floats:
    """`matte` [H, W] without the gaps in it that show a plain background; rgb [H, W, 3].

    White shirts before white walls stay: a gap is narrow and lies between what is unlike the background.
    """
    x, y, w, h = cv2.boundingRect((matte > 0.5).astype(np.uint8))
    if not w or not h:
        return matte
    air = max(4, h // 12)
    rows = slice(max(y - air, 0), min(y + h + air, matte.shape[0]))
    columns = slice(max(x - air, 0), min(x + w + air, matte.shape[1]))
    give_way()
    photo, near = rgb[rows, columns].astype(np.float32), matte[rows, columns]
    photo /= 255
    give_way()
    background, plain = _background(photo, near)
    give_way()
    apart = np.sqrt(square_norm(photo - background))
    give_way()
    same = (apart < _SAME) & plain & (near > 0.3)
    gaps = _narrow(same, near, apart, h)
    if not gaps.any():
        return matte
    give_way()
    soft = cv2.GaussianBlur(gaps.astype(np.float32), (0, 0), _SOFT)
    out = matte.copy()
    out[rows, columns] = near * (1 - np.maximum(soft, gaps))
    return out


def _background(photo: Floats, matte: Floats) -> tuple[Floats, NDArray[np.bool_]]:
    """The background's colour, continued behind the person, and where it is plain; at a quarter of the size."""
    size = (max(matte.shape[1] // 4, 1), max(matte.shape[0] // 4, 1))
    small = shrunk(photo, size)
    outside = (cv2.dilate(shrunk(matte, size), disc(1)) < 0.02).astype(np.float32)
    colour = spread(small, outside)
    mean = mean_around(small, outside, (5, 5))
    rough = spread(np.sqrt(square_norm(small - mean))[..., None], outside)[..., 0]
    return grown(colour, matte), grown(rough, matte) < _PLAIN


def _narrow(same: NDArray[np.bool_], matte: Floats, apart: Floats, height: int) -> NDArray[np.bool_]:
    """Of pixels like the background those that form narrow gaps between what is clearly unlike it."""
    count, label, stats, _ = cv2.connectedComponentsWithStats(same.astype(np.uint8), connectivity=8)
    give_way()
    depth = cv2.distanceTransform(same.astype(np.uint8), cv2.DIST_L2, 3)
    give_way()
    person = (matte > 0.5) & (apart > _UNLIKE)
    gaps = np.zeros_like(same)
    for i in range(1, count):
        left, top, width, tall = stats[i, :4]
        if max(width, tall) < _SHORTEST * height:
            continue
        window = (
            slice(max(top - 4, 0), top + tall + 4),
            slice(max(left - 4, 0), left + width + 4),
        )
        mine = label[window] == i
        deepest = float(depth[window][mine].max())
        middle = mine & (depth[window] > deepest / 2)
        if 2 * deepest > _WIDEST * height or np.median(apart[window][middle]) > _EQUAL:
            continue
        around = cv2.dilate(mine.astype(np.uint8), disc(3)).astype(bool) & ~mine
        inner = around & (matte[window] > 0.5)
        if inner.any() and person[window][inner].mean() > _BORDERED:
            gaps[window] |= mine
    return gaps
