"""Scraps of the photo that nothing moved, amid what did: they change too."""

from __future__ import annotations

import cv2
import numpy as np

from engine.render.compiled import Bytes


def fill_islands(changed: Bytes, bare: Bytes, across_px: float) -> None:
    """Mark as changed [h, w], in place, what of people lies amid changed pixels all around and is no wider than that.

    In the shadow of what has left, photo and layers differ: such a scrap would stand there alone. bare: 255 where
    nobody covers the ground.
    """
    # A frame of its own, from which all that is no island is reached.
    framed = cv2.copyMakeBorder(cv2.bitwise_not(changed), 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=255)
    cv2.floodFill(framed, None, (0, 0), 0)
    islands = framed[1:-1, 1:-1] & ~bare
    x, y, w, h = cv2.boundingRect(islands)
    if not w:
        return
    air = round(across_px / 2)
    inside = np.s_[max(0, y - air) : y + h + air, max(0, x - air) : x + w + air]
    square = np.ones((2 * air + 1, 2 * air + 1), np.uint8)
    narrow = cv2.morphologyEx(changed[inside], cv2.MORPH_CLOSE, square)
    changed[inside] |= islands[inside] & narrow
