"""Maps smoothed along a picture's edges, and filled where little is known of them; compiled.

Source: D. Min et al., "Fast Global Image Smoothing Based on Weighted Least Squares", IEEE Transactions on Image
Processing 2014: the least squares of a whole picture are solved by rows and columns in turn, whose systems are
tridiagonal, with less weight each time. Confidences as in its section on sparse data.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.imaging.compiling import compiled
from engine.imaging.pixels import Floats

_TURNS = 3
_LEAST = 1e-3


def smoothed(
    maps: Floats, confidence: Floats, guide: NDArray[np.uint8], *, strength: float, levels: float
) -> Floats:
    """Maps [h, w, C] that change where the guide [h, w, 3] does, and hold where their `confidence` [h, w] is high.

    strength: the weight of smoothness beside a confidence of 1, in squared pixels; levels: the difference of colour
    that divides it by e.
    """
    known = confidence + np.float32(_LEAST)
    field = np.ascontiguousarray(np.dstack([maps * known[..., None], known]), np.float32)
    colours = guide.astype(np.float32)
    across = _likeness(colours[:, 1:] - colours[:, :-1], levels)
    down = np.ascontiguousarray(_likeness(colours[1:] - colours[:-1], levels).T)
    for turn in range(1, _TURNS + 1):
        weight = np.float32(1.5 * 4.0 ** (_TURNS - turn) / (4.0**_TURNS - 1) * strength)
        smooth_rows(field, across, weight)
        turned = np.ascontiguousarray(field.transpose(1, 0, 2))
        smooth_rows(turned, down, weight)
        field = np.ascontiguousarray(turned.transpose(1, 0, 2))
    out: Floats = field[..., :-1] / np.maximum(field[..., -1:], np.float32(_LEAST**2))
    return out


def _likeness(difference: Floats, levels: float) -> Floats:
    distance = np.sqrt(np.square(difference).sum(-1))
    return np.exp(distance * np.float32(-1 / levels))


@compiled
def smooth_rows(field: Floats, likeness: Floats, weight: np.float32) -> None:
    """Solve each row of a field [h, w, C] in place: itself, and `weight` times likeness [h, w-1] to its neighbours."""
    height, width, channels = field.shape
    above = np.empty(width, np.float32)
    for y in range(height):
        before = np.float32(0)
        for x in range(width):
            left = before
            right = weight * likeness[y, x] if x < width - 1 else np.float32(0)
            under = left * above[x - 1] if x else np.float32(0)
            pivot = 1 / (1 + left + right + under)
            above[x] = -right * pivot
            for c in range(channels):
                told = field[y, x, c] + left * field[y, x - 1, c] if x else field[y, x, c]
                field[y, x, c] = told * pivot
            before = right
        for x in range(width - 2, -1, -1):
            for c in range(channels):
                field[y, x, c] -= above[x] * field[y, x + 1, c]
