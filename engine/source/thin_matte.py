"""The matte of a long thin thing along a line: how far its pixels are of the line's colour and not the ground's."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.pixels import Floats
from engine.layers.skeleton import Points

# Torso lengths: how far beside the line its pixels may lie, and how far the ground reaches that they are told from;
# how far it goes on past what was seen of it; and along it, over which colours are alike.
_WIDEST, _GROUND, _PAST, _ALIKE = 0.07, 0.12, 0.08, 0.12
_SHAKES = 0.05  # torso lengths by which the line as it was found may lie beside the thing
_LEAST, _OWN = (
    0.15,
    0.4,
)  # of the matte: fainter is nothing, and stronger is the thing where it hangs together
_FAINT = 0.25  # of its squared contrast, below which it fades
_FITS = 3


def thin_matte(rgb: NDArray[np.uint8], matte: Floats, start: Points, end: Points, torso: float) -> Floats:
    """What a photo [H, W, 3] shows of the thing along a line from `start` to `end` [2], 0..1 [H, W].

    matte: [H, W] of the person without it.
    """
    for _ in range(_FITS):
        start, end = _moved(rgb, matte, start, end, torso)
    strip, matrix = _strip(rgb, matte, start, end, torso)
    alpha = _alpha(strip, torso)
    size = (rgb.shape[1], rgb.shape[0])
    out: Floats = cv2.warpAffine(alpha, matrix, size, flags=cv2.INTER_LINEAR).astype(np.float32, copy=False)
    return out


def _strip(
    rgb: NDArray[np.uint8], matte: Floats, start: Points, end: Points, torso: float
) -> tuple[Floats, NDArray[np.float64]]:
    """Colours and matte [h, w, 4] along a line, whose row is the middle one, and where the strip lies in the photo."""
    way = end - start
    length = max(float(np.hypot(*way)), 1.0)
    c, s = way / length
    half = max(round(_GROUND * torso), 4)
    matrix = np.array([[c, -s, start[0] + half * s], [s, c, start[1] - half * c]])
    size = (round(length + _PAST * torso), 2 * half + 1)
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    colours = cv2.warpAffine(rgb, matrix, size, flags=flags, borderMode=cv2.BORDER_REPLICATE)
    held = cv2.warpAffine(matte, matrix, size, flags=flags)
    return np.dstack([colours.astype(np.float32), held]).astype(np.float32), matrix


def _told(strip: Floats, torso: float) -> tuple[Floats, Floats]:
    """What a strip differs by from its ground, [h, w, 3], and the ground's share of what it shows [h, w]."""
    beside = np.abs(np.arange(len(strip)) - len(strip) // 2) > _WIDEST * torso
    weight = (1 - strip[..., 3]) * beside[:, None] + np.float32(1e-4)
    alike = (2 * round(_ALIKE * torso / 2) + 1, 1)
    sums = cv2.blur((strip[..., :3] * weight[..., None]).sum(0)[None], alike)
    ground = sums / cv2.blur(weight.sum(0)[None], alike)[..., None]
    return (strip[..., :3] - ground).astype(np.float32), (1 - strip[..., 3]).astype(np.float32)


def _moved(
    rgb: NDArray[np.uint8], matte: Floats, start: Points, end: Points, torso: float
) -> tuple[Points, Points]:
    """A line moved onto what differs most beside it."""
    strip, _ = _strip(rgb, matte, start, end, torso)
    apart, free = _told(strip, torso)
    middle = len(strip) // 2
    near = np.s_[middle - max(round(_SHAKES * torso), 2) : middle + max(round(_SHAKES * torso), 2) + 1]
    strength = (np.linalg.norm(apart, axis=2) * free)[near] ** 2
    total = strength.sum(0)
    rows = np.arange(near.start, near.stop)[:, None] - middle
    where = (strength * rows).sum(0) / np.maximum(total, 1e-3)
    x, weight = np.arange(strip.shape[1]), np.sqrt(total) + 1e-3
    slope, offset = np.polyfit(x, where, 1, w=weight)
    way = (end - start) / max(float(np.hypot(*(end - start))), 1.0)
    aside, length = np.array([-way[1], way[0]]), float(np.hypot(*(end - start)))
    return start + offset * aside, end + (offset + slope * length) * aside


def _alpha(strip: Floats, torso: float) -> Floats:
    """The matte [h, w] of a strip."""
    apart, free = _told(strip, torso)
    middle = len(strip) // 2
    alike = (2 * round(_ALIKE * torso / 4) + 1, 1)
    core = cv2.blur((apart * free[..., None])[middle - 1 : middle + 2].mean(0)[None], alike)
    core = core / np.maximum(cv2.blur(free[middle - 1 : middle + 2].mean(0)[None], alike), 0.1)[..., None]
    strength = (core**2).sum(2)
    # Past its end the ground's own grain is no thing.
    alpha = (apart * core).sum(2) / np.maximum(strength, _FAINT * np.median(strength) + 1)
    alpha = alpha.clip(0, 1)
    alpha[np.abs(np.arange(len(strip)) - middle) > _WIDEST * torso] = 0
    _, pieces = cv2.connectedComponents((alpha > _OWN).astype(np.uint8))
    own = np.isin(pieces, np.unique(pieces[middle])[1:]).astype(np.uint8)
    soft = cv2.dilate(own, np.ones((3, 3), np.uint8))
    return (((alpha - _LEAST) / (1 - _LEAST)).clip(0, 1) * soft * free).astype(np.float32)
