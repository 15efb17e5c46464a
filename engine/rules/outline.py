"""Smooths the outline of a re-posed person at the seams of body parts, where what was gathered frays."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
# In canonical pixels, a 256th of the frame's height: what is narrower frays, what is wider is a finger.
_SIGMA = 0.6
_AROUND = np.ones((3, 3), np.uint8)


def seams(part_logits: Floats) -> Floats:
    """How near a seam between two parts is, 0..1, [h, w], from the logits of parts [h, w, P]."""
    part = part_logits.argmax(-1).astype(np.uint8)
    seam = np.zeros_like(part)
    for here, there in ((np.s_[:, 1:], np.s_[:, :-1]), (np.s_[1:], np.s_[:-1])):
        differs = part[here] != part[there]
        seam[here] |= differs
        seam[there] |= differs
    near: Floats = cv2.blur(cv2.dilate(seam, _AROUND).astype(np.float32), (3, 3))
    return near


def margin(unit: float) -> int:
    """How far around a pixel `smoothed` looks, px. unit: picture pixels per canonical pixel."""
    return max(1, round(2.5 * _SIGMA * unit))


def smoothed(coverage: Floats, near: Floats, *, unit: float) -> Floats:
    """`coverage` [h, w] in 0..1 with its outline drawn smooth and no softer near seams.

    A fringe of hair or wool that one part carries along stays as the photo has it.
    near: [h, w] in 0..1, how much of that is wanted. unit: picture pixels per canonical pixel.
    """
    if not (near.max() > 0 and coverage.min() < 1 and coverage.max() > 0):
        return coverage
    sigma, wide = _SIGMA * unit, 2 * margin(unit) + 1
    soft = cv2.GaussianBlur(coverage, (wide, wide), sigma)
    # A straight edge blurred by sigma rises by 0.4 / sigma a pixel: steepen it to a rise over two pixels.
    smooth = np.clip((soft - 0.5) * max(1.0, sigma * 1.25) + 0.5, 0, 1)
    return coverage + (smooth - coverage) * near
