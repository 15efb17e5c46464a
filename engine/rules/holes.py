"""Holes in a person that are none: small ones in the outline, and what is closed with painted colours."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.frame import HEIGHT
from engine.imaging.pixels import Floats

# Holes in a body up to this many canonical pixels large are no gaps between its limbs.
_HOLE_PX = 300.0
# Canonical pixels within the photo's edge: there the person is cut off, and nobody is on the other side.
EDGE_PX = 4.0


def whole(alpha: Floats, read: Floats, inside: NDArray[np.bool_]) -> Floats:
    """alpha [h, w] with small holes filled where the photo's matte is solid at what would be read, read [h, w].

    Beside a hand that hung before a thigh the network is not sure of the thigh, which it never saw. The photo's edge
    cuts holes off, so they may be open to it.
    """
    unit = len(alpha) / HEIGHT
    count, label, stats, _ = cv2.connectedComponentsWithStats(
        ((alpha < 0.5) & inside).astype(np.uint8), connectivity=4
    )
    small = [i for i in range(1, count) if stats[i, cv2.CC_STAT_AREA] <= _HOLE_PX * unit**2]
    if not small:
        return alpha
    side = 2 * round(EDGE_PX * unit) + 1
    hole = cv2.dilate(np.isin(label, small).astype(np.uint8), np.ones((side, side), np.uint8))
    return np.maximum(alpha, hole * read)


def inner(alpha: Floats) -> Floats:
    """The predicted outline drawn in by a pixel: beyond it only what was gathered may reach."""
    inner: Floats = cv2.erode(alpha, np.ones((3, 3), np.uint8))
    return inner
