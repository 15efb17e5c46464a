"""The outlines of a mask as closed lines of points."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

_LEAST_SHARE = 1e-4  # of the mask's area: smaller islands are specks


def contours(mask: NDArray[np.float32], *, longest_px: int) -> tuple[NDArray[np.float32], ...]:
    """Where `mask` [H, W] in 0..1 crosses a half: closed lines [N, 2] of (x, y) in the mask's pixels, holes too.

    longest_px: the mask is looked at no larger than this. Specks are left out.
    """
    height, width = mask.shape
    share = min(1.0, longest_px / max(height, width))
    size = max(1, round(width * share)), max(1, round(height * share))
    small = mask if share == 1.0 else cv2.resize(mask, size, interpolation=cv2.INTER_AREA)
    binary = np.pad((small > 0.5).astype(np.uint8), 1)
    found, _ = cv2.findContours(binary, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    factor = np.array([width / size[0], height / size[1]], np.float32)
    lines = (line.reshape(-1, 2) for line in found if cv2.contourArea(line) > _LEAST_SHARE * small.size)
    # A pixel's middle is half a pixel on from its corner; the padding is one pixel.
    return tuple((line.astype(np.float32) - 0.5) * factor for line in lines)
