"""Which parts may show behind others, and where: an arm before the chest has the chest behind its rim.

Decided once a picture, on the network's own small maps: most parts have nothing to offer to most of a picture, and
asking each at every pixel would cost more than all the rest of drawing.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.drawing import AGREED, MORE_BEHIND, ORDER, OWN_REACH
from engine.frame import HEIGHT
from engine.maps import Behind

Floats = NDArray[np.float32]
_NOTHING = 0.02
_AROUND = np.ones((3, 3), np.uint8)


def offered(behind: Behind) -> NDArray[np.uint16]:
    """Which parts may show behind others, a bit each, [h, w] over the model frame; too many rather than too few."""
    height, width = behind.parts.shape[1:]
    unit = height / HEIGHT
    x = (np.arange(width, dtype=np.float32) + 0.5) * (1 / unit)
    y = ((np.arange(height, dtype=np.float32) + 0.5) * (1 / unit))[:, None]
    offers = np.zeros((height, width), np.uint16)
    bare = cv2.dilate((behind.coverage < 1 - _NOTHING).astype(np.uint8), _AROUND)
    for part in ORDER:
        reach = (OWN_REACH + MORE_BEHIND) * float(behind.radii[part]) + 1 / unit
        inside = bare * (_distance(behind.capsules[part], x, y) < reach)
        if not inside.any():
            continue
        a = behind.affine[part]
        from_x, from_y = a[0] * x + a[1] * y + a[2], a[3] * x + a[4] * y + a[5]
        shown = (_at(behind.parts[part], from_x, from_y) > AGREED[0]) & (
            _at(behind.matte, from_x, from_y) > 0
        )
        # What lies between the points asked may differ from all of them: a pixel more to each side.
        offers |= cv2.dilate(inside * shown, _AROUND).astype(np.uint16) << part
    return offers


def _distance(axis: Floats, x: Floats, y: Floats) -> Floats:
    """Of the points from the axis of a capsule, canonical pixels, [h, w]."""
    (ax, ay), (bx, by) = (tuple(map(float, end)) for end in axis)
    u, v = bx - ax, by - ay
    long = max(u * u + v * v, 1e-6)
    dx, dy = x - ax, y - ay
    t = np.clip(dx * (u / long) + dy * (v / long), 0, 1)
    return np.sqrt((dx - t * u) ** 2 + (dy - t * v) ** 2)


def _at(part: Floats, x: Floats, y: Floats) -> Floats:
    """A small map [h, w] of the frame at canonical points; 0 beyond it."""
    unit = part.shape[0] / HEIGHT
    return cv2.remap(part, x * unit - 0.5, y * unit - 0.5, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT)
