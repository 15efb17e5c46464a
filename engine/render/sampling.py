"""Reads maps and photo at places between their pixels; compiled."""

from __future__ import annotations

import math

import numpy as np

from engine.imaging.bands import BANDS, FOREARM, SHIN
from engine.imaging.compiling import inlined
from engine.render.compiled import Bytes, Floats, Integers, Real, View

# The cubic kernel's slope at 1, as OpenCV has it: crisper than Catmull and Rom's.
_SLOPE = np.float32(-0.75)
# Parts that have bands of their own in the atlas, and which row of `bands` tells of them; the last is the photo itself.
FOREARMS, SHINS, NO_PART = (4, 6), (8, 10), -1
_EDGE = 3  # pixels that a bicubic look reaches beyond its place


@inlined
def clip(value: Real) -> Real:
    """`value` within 0..1."""
    return min(max(value, 0.0), 1.0)


@inlined
def cell(at: Real, count: int) -> tuple[int, Real]:
    """The cell of a row of pixels that a place lies in, and how far along; the outermost pixels go on for ever."""
    at = min(max(at, 0.0), count - 1.0)
    low = max(0, min(int(at), count - 2))
    return low, at - low


@inlined
def row_between(image: Floats, at: Real, first: int, last: int, out: Floats) -> None:
    """The pixels first..last (with it) of image [h, w, C] at a height between its rows, into out [w, C]."""
    row, down = cell(at, image.shape[0])
    below, under = min(row + 1, image.shape[0] - 1), np.float32(down)
    for i in range(first, last + 1):
        for k in range(image.shape[2]):
            out[i, k] = image[row, i, k] + (image[below, i, k] - image[row, i, k]) * under


@inlined
def cubic(t: Real) -> tuple[Real, Real, Real, Real]:
    """The weights of four pixels around a place that lies t behind the second."""
    s = np.float32(t)
    one, two, three = np.float32(1), np.float32(2), np.float32(3)
    far, near = s + one, one - s
    five, eight, four = np.float32(5) * _SLOPE, np.float32(8) * _SLOPE, np.float32(4) * _SLOPE
    a = ((_SLOPE * far - five) * far + eight) * far - four
    b = ((_SLOPE + two) * s - (_SLOPE + three)) * s * s + one
    c = ((_SLOPE + two) * near - (_SLOPE + three)) * near * near + one
    return a, b, c, one - a - b - c


@inlined
def read(atlas: Bytes, first: int, last: int, x: Real, y: Real) -> tuple[Real, Real, Real, Real]:
    """Rows first..last (without it) of an atlas [H, W, 4] at a place, bicubic, 0..255; nothing beyond them.

    Pixel centres are whole numbers.
    """
    width = atlas.shape[1]
    left, top = math.floor(x) - 1, math.floor(y) - 1
    r = g = b = a = np.float32(0)
    if left < -3 or top < first - 3 or left >= width or top >= last:
        return r, g, b, a
    across, down = cubic(x - (left + 1)), cubic(y - (top + 1))
    inside = left >= 0 and top >= first and left + 3 < width and top + 3 < last
    for j in range(4):
        for i in range(4):
            if inside or (first <= top + j < last and 0 <= left + i < width):
                weight = down[j] * across[i]
                r += weight * np.float32(atlas[top + j, left + i, 0])
                g += weight * np.float32(atlas[top + j, left + i, 1])
                b += weight * np.float32(atlas[top + j, left + i, 2])
                a += weight * np.float32(atlas[top + j, left + i, 3])
    low, high = np.float32(0), np.float32(255)
    return min(max(r, low), high), min(max(g, low), high), min(max(b, low), high), min(max(a, low), high)


@inlined
def _band(part: int) -> int:
    """The row of `bands` that tells of a part, in the order of engine.imaging.bands."""
    for side in range(2):
        if part == FOREARMS[side]:
            return FOREARM + side
        if part == SHINS[side]:
            return SHIN + side
    return BANDS


@inlined
def read_at(
    atlas: Bytes, bands: Integers, view: View, part: int, x: Real, y: Real
) -> tuple[Real, Real, Real, Real]:
    """The same for a part at a canonical point: some limbs are read in their own bands, where those reach."""
    column, row = x / view.scale + view.left - 0.5, y / view.scale + view.top - 0.5
    first, last = 0, bands[BANDS, 3]
    band = _band(part)
    left, top, right, bottom = bands[band, 0], bands[band, 1], bands[band, 2], bands[band, 3]
    if band != BANDS and left <= column < right and top + _EDGE <= row < bottom - _EDGE:
        shift = bands[band, 4]
        first, last, row = top + shift, bottom + shift, row + shift
    return read(atlas, first, last, column, row)


@inlined
def between(line: Floats, i: int, channel: int, t: Real) -> Real:
    """A channel of a row of pixels [w, C], between pixel i and the next."""
    here = line[i, channel]
    return here + (line[min(i + 1, line.shape[0] - 1), channel] - here) * t
