"""A bag painted into a photo: two panels of different cloth, two handles, a clasp."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Corners = tuple[int, int, int, int]


def with_bag(rgb: NDArray[np.uint8], at: tuple[float, float], size: int) -> tuple[NDArray[np.uint8], Corners]:
    """A photo [H, W, 3] with a bag whose handle is at a place, and the box of the bag's body."""
    out, (x, y) = rgb.copy(), (round(at[0]), round(at[1]))
    top, bottom, half = y + round(0.42 * size), y + round(1.25 * size), round(0.5 * size)
    cv2.ellipse(out, (x, top), (round(0.3 * size), round(0.42 * size)), 0, 180, 360, (70, 30, 20), size // 14)
    cv2.fillConvexPoly(
        out, np.array([[x - half, top], [x, top], [x, bottom], [x - half, bottom]]), (90, 40, 30)
    )
    cv2.fillConvexPoly(
        out, np.array([[x, top], [x + half, top], [x + half, bottom], [x, bottom]]), (170, 120, 60)
    )
    cv2.line(out, (x - half, top), (x + half, top), (50, 20, 15), 3)
    cv2.rectangle(
        out, (x - size // 10, top + size // 8), (x + size // 10, top + size // 4), (200, 170, 80), -1
    )
    return out, (x - half, top, x + half, bottom)
