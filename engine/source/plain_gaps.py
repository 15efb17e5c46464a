"""Gaps that a matte has filled, between fingers or an arm and the body, told by the plain ground that shows in them.

A matting network sees three photo pixels as one. Before a studio's paper a gap shows the very colour of the paper, to a
level or two; what of a person has that colour all the same is not missed there.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.pixels import Floats, disc, shrunk, spread

_WORK_PX = 600  # the longer side at which the ground is looked at
_AIR_PX = 4  # of those beside the person, where its rim may be
_AROUND = 31  # of those, over which the ground is plain
_PLAIN = 2.0  # levels by which plain ground differs from its mean around
_LIKE = 4.0  # levels by which what shows in a gap differs from the ground
_HELD = 0.3  # of the matte, less than which a gap is none of the person's anyway
_NARROW = 1 / 400  # of the photo's longer side: half of what a gap is wide at least,
_CORNERS = 4  # times that: how far beyond it goes on into corners


def without_plain_gaps(rgb: NDArray[np.uint8], matte: Floats) -> Floats:
    """A matte [H, W] in 0..1 of a photo [H, W, 3] without what shows plain ground."""
    x, y, w, h = cv2.boundingRect((matte > _HELD).astype(np.uint8))
    if not w:
        return matte
    room = round(_AROUND * max(matte.shape) / _WORK_PX)
    inside = np.s_[max(y - room, 0) : y + h + room, max(x - room, 0) : x + w + room]
    gaps = _gaps(rgb[inside], matte[inside], max(1, round(_NARROW * max(matte.shape))))
    if gaps is None:
        return matte
    out = matte.copy()
    out[inside] *= 1 - gaps
    return out


def _gaps(rgb: NDArray[np.uint8], matte: Floats, narrow: int) -> Floats | None:
    """Where a cut-out [h, w] shows plain ground, 0..1; None for nowhere."""
    height, width = matte.shape
    scale = min(1.0, _WORK_PX / max(height, width))
    size = (max(round(width * scale), 1), max(round(height * scale), 1))
    small, held = shrunk(rgb.astype(np.float32), size), shrunk(matte, size)
    outside = 1 - cv2.dilate((held > 0.02).astype(np.uint8), disc(_AIR_PX)).astype(np.float32)
    if not outside.any():
        return None
    share = cv2.blur(outside, (_AROUND, _AROUND))
    mean = cv2.blur(small * outside[..., None], (_AROUND, _AROUND)) / np.maximum(share, 1e-3)[..., None]
    uneven = spread(np.abs(small - mean).max(-1)[..., None], outside)[..., 0]
    plain = (cv2.blur(uneven, (_AROUND, _AROUND)) < _PLAIN).astype(np.float32)
    if not plain.any():
        return None
    ground, even = (
        cv2.resize(plane, (width, height), interpolation=cv2.INTER_LINEAR)
        for plane in (spread(small, outside), plain)
    )
    like = (np.abs(rgb - ground).max(-1) < _LIKE) & (even > 0.99) & (matte > _HELD)
    core = cv2.morphologyEx(like.astype(np.uint8), cv2.MORPH_OPEN, disc(narrow))
    if not core.any():
        return None
    around = np.ones((3, 3), np.uint8)
    for _ in range(_CORNERS * narrow):
        core = cv2.dilate(core, around) & like
    # Their rims are mixed with the person: the next step tells those by their own colours.
    return cv2.dilate(core, around).astype(np.float32)
