"""Boxes of pixels."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Box = tuple[int, int, int, int]  # x0, y0, x1, y1; the second corner is outside


def box_around(shape: NDArray[np.bool_]) -> Box | None:
    """The smallest box that holds all of a shape [H, W]; None where there is nothing of it."""
    x, y, width, height = cv2.boundingRect(shape.astype(np.uint8))
    return (x, y, x + width, y + height) if width else None
