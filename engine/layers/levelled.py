"""A layer laid level: what runs into a hole at a slant runs into it along its rows, so that pieces of it go on there.

Pieces are copied from about their own height. A belt, a hem or a pocket that is seen to rise towards the arm that
hides the rest would go on in stairs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.pixels import Floats, ramp, shrunk

Mask = NDArray[np.bool_]
Kind = TypeVar("Kind", bound=np.generic)

_CELLS = 300  # to a layer's longer side, on which slants are read
_NEAR, _BESIDE = 14.0, 40.0  # cells from a hole: what tells of its slant, and what is laid level with it
_ALONG, _ACROSS = 12.0, 30.0  # cells up and down, and to the sides, over which a slant is one
_STEEPEST = 0.7
_LIES = 0.3  # how much of a picture's steps are up and down, from which on its lines lie
_FAINT = 4.0  # levels a cell: fainter lines tell little
_EVEN = 3.0  # cells over which the shift is smooth
_WHOLE = 0.95  # share of a cell
_TURNS = 4  # by which a shift is inverted


@dataclass(frozen=True, eq=False)
class Levelled:
    """Shifts of rows [h, w] in pixels: a levelled picture shows at (x, y) what a picture has at (x, y + to)."""

    to: Floats
    back: Floats

    def laid(self, picture: NDArray[Kind], *, sharp: bool = False) -> NDArray[Kind]:
        """A picture [h, w, ...] laid level. sharp: for masks."""
        return _shifted(picture, self.to, sharp=sharp)

    def unlaid(self, picture: Floats) -> Floats:
        """A levelled picture [h, w, ...] as it was."""
        return np.asarray(_shifted(picture, self.back, sharp=False), np.float32)


def levelled(rgb: NDArray[np.uint8], known: Mask, hole: Mask) -> Levelled | None:
    """How what lies around a `hole` [h, w] is laid level, by what is `known` of `rgb`; None where nothing slants."""
    height, width = known.shape
    scale = min(1.0, _CELLS / max(height, width))
    size = (max(round(width * scale), 1), max(round(height * scale), 1))
    share = shrunk(known.astype(np.float32), size)
    grey = cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY).astype(np.float32) * known
    mean = shrunk(grey, size) / np.maximum(share, 1e-3)
    inside = cv2.erode((share > _WHOLE).astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    asked = shrunk(hole.astype(np.float32), size) > 0.5
    if not asked.any() or not inside.any():
        return None
    far = cv2.distanceTransform((~asked).astype(np.uint8), cv2.DIST_L2, 5)
    slope = _slope(mean, inside * np.exp(-((far / _NEAR) ** 2)))
    to = slope * _beyond(asked, share > 0.4) * ramp(far, _BESIDE, _BESIDE / 2)
    to = cv2.GaussianBlur(to.astype(np.float32), (0, 0), _EVEN)
    if np.abs(to[asked]).max() < 1:
        return None
    back = np.zeros_like(to)
    for _ in range(_TURNS):
        back = -np.asarray(_shifted(to, back, sharp=False))
    return Levelled(*(cv2.resize(each, (width, height)) / np.float32(scale) for each in (to, back)))


def _slope(grey: Floats, weight: Floats) -> Floats:
    """How far lines of a picture [h, w] fall to a step to the right, by what around each place has a `weight`."""
    across, down = (cv2.Sobel(grey, cv2.CV_32F, *step, scale=1 / 8) for step in ((1, 0), (0, 1)))
    xx, xy, yy, total = (
        cv2.GaussianBlur((plane * weight).astype(np.float32), (0, 0), _ACROSS, sigmaY=_ALONG)
        for plane in (across * across, across * down, down * down, np.ones_like(grey))
    )
    # What runs up and down is no line that goes on.
    lies = ramp((yy - xx) / (yy + xx + 1e-6), 0.0, _LIES)
    return (-xy / (yy + _FAINT**2 * total + 1e-6) * lies).clip(-_STEEPEST, _STEEPEST)


def _beyond(asked: Mask, shows: Mask) -> Floats:
    """How many cells each place of a row lies to the right of the nearest rim of what `shows` and is `asked` [h, w]."""
    width = asked.shape[1]
    columns = np.broadcast_to(np.arange(width, dtype=np.float32), asked.shape)
    rim = np.zeros(asked.shape, bool)
    rim[:, 1:] = (asked[:, 1:] & shows[:, :-1]) | (asked[:, :-1] & shows[:, 1:])
    left = np.maximum.accumulate(np.where(rim, columns, -np.inf), 1)
    right = np.minimum.accumulate(np.where(rim, columns, np.inf)[:, ::-1], 1)[:, ::-1]
    nearest = np.where(columns - left <= right - columns, left, right)
    beyond = np.where(np.isfinite(nearest), columns - nearest, 0)
    return beyond.clip(-_BESIDE, _BESIDE).astype(np.float32)


def _shifted(picture: NDArray[Kind], shift: Floats, *, sharp: bool) -> NDArray[Kind]:
    y, x = np.mgrid[: shift.shape[0], : shift.shape[1]].astype(np.float32)
    how = cv2.INTER_NEAREST if sharp else cv2.INTER_LINEAR
    return np.asarray(cv2.remap(picture, x, y + shift, how, borderMode=cv2.BORDER_REPLICATE), picture.dtype)
