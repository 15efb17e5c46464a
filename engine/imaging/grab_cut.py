"""A picture parted into a thing and what is around it, by colours and along edges, from a first guess.

Source: C. Rother, V. Kolmogorov, A. Blake, "GrabCut", SIGGRAPH 2004. Differs: some of a picture has no say.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.pixels import Floats

_NO_ONE = np.array((255, 0, 255), np.uint8)  # a colour that nobody wears, for what has no say

Corners = tuple[float, float, float, float]  # x0, y0, x1, y1


def from_middle(box: Corners, x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """How far places lie from a box's middle, across and down, in halves of its sides: 1 at its edges."""
    x0, y0, x1, y1 = box
    across = np.abs(x - (x0 + x1) / 2) / ((x1 - x0) / 2)
    down = np.abs(y - (y0 + y1) / 2) / ((y1 - y0) / 2)
    return across, down


def thing_in(
    picture: NDArray[np.uint8],
    marks: NDArray[np.uint8],
    *,
    heard: NDArray[np.bool_],
    steps: int,
) -> NDArray[np.bool_] | None:
    """What is the thing [h, w]; None where the marks leave nothing to tell apart.

    picture: [h, w, 3]. marks: [h, w] of OpenCV's `GC_` values. heard: what is neither heard nor marked as the thing
    teaches no colours.
    """
    is_thing = (marks & 1).astype(bool)
    if not is_thing.any() or is_thing.all():
        return None
    shown = np.where(heard[..., None], picture, _NO_ONE).astype(np.uint8)
    cv2.setRNGSeed(0)  # the same picture is parted in the same way each time
    told = marks.copy()
    cv2.grabCut(shown, told, None, np.zeros((1, 65)), np.zeros((1, 65)), steps, cv2.GC_INIT_WITH_MASK)
    return (told & 1).astype(bool)
