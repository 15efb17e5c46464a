"""The background gone on with beyond the photo's edges, for pictures that are larger than their photo."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.extension import Extension
from engine.plate.plate import filled, is_plain_around


def continued(plate: NDArray[np.uint8], extension: Extension) -> NDArray[np.uint8]:
    """A plate [H, W, 3] with `extension`, in its own pixels, around it; what was there stays to the bit."""
    padded = bordered(plate, extension)
    beyond = np.ones(padded.shape[:2], bool)
    height, width = plate.shape[:2]
    inside = np.s_[extension.top : extension.top + height, extension.left : extension.left + width]
    beyond[inside] = False
    wide = filled(padded, beyond, plain=is_plain_around(padded, beyond))
    wide[inside] = plate
    return wide


def bordered(picture: NDArray[np.uint8], extension: Extension) -> NDArray[np.uint8]:
    """A picture [H, W, C] with zeros around it."""
    left, top, right, bottom = extension.sides
    return cv2.copyMakeBorder(picture, top, bottom, left, right, cv2.BORDER_CONSTANT)
