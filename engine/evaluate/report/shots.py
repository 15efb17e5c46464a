"""Pictures small enough to lie inside a page."""

from __future__ import annotations

import io

import numpy as np
from numpy.typing import NDArray
from PIL import Image

_EDGE_PX = (
    480,
    640,
)  # (width, height) at most: three times what a page shows on paper, so that faults can be seen
_QUALITY = 80


def shot(pixels: NDArray[np.uint8]) -> bytes:
    """A JPEG file of a picture [H, W, 3], scaled down. JPEG, as both browsers and Qt read it everywhere."""
    small = Image.fromarray(pixels)
    small.thumbnail(_EDGE_PX, Image.Resampling.LANCZOS)
    file = io.BytesIO()
    small.save(file, "JPEG", quality=_QUALITY, optimize=True)
    return file.getvalue()
