"""Smooths the outline of a re-posed person where body parts meet and what was gathered frays."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
# In canonical pixels, a 256th of the frame's height: what is narrower frays, what is wider is a finger.
_SIGMA = 0.6
_REACH = 1.0
# Of the mixing of parts, 0 where one part alone decides: the first counts nothing, the last in full.
_MIXED = (0.05, 0.25)


def margin(unit: float) -> int:
    """How far around a pixel `smoothed` looks, px. unit: picture pixels per canonical pixel."""
    return 2 * max(_radius(_SIGMA * unit), _radius(_REACH * unit))


def smoothed(coverage: Floats, mixing: Floats, *, unit: float) -> Floats:
    """`coverage` [h, w] in 0..1 with its outline drawn smooth and no softer where parts mix.

    A fringe of hair or wool that one part carries along stays as the photo has it.
    mixing: [h, w], 1 - sum of squared weights of the parts. unit: picture pixels per canonical pixel.
    """
    if not (mixing.max() > _MIXED[0] and coverage.min() < 1 and coverage.max() > 0):
        return coverage
    low, high = _MIXED
    much = np.clip((mixing - low) * (1 / (high - low)), 0, 1)
    size = 2 * _radius(_REACH * unit) + 1
    much = cv2.blur(
        cv2.dilate(much, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size))), (size, size)
    )
    sigma = _SIGMA * unit
    wide = 2 * _radius(sigma) + 1
    soft = cv2.GaussianBlur(coverage, (wide, wide), sigma)
    # A straight edge blurred by sigma rises by 0.4 / sigma a pixel: steepen it to a rise over two pixels.
    smooth = np.clip((soft - 0.5) * max(1.0, sigma * 1.25) + 0.5, 0, 1)
    return coverage + (smooth - coverage) * much


def _radius(sigma: float) -> int:
    return max(1, round(2.5 * sigma))
