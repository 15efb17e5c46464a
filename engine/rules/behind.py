"""What lies behind: which parts may show behind others, and where, as the chest does behind the rim of an arm.

Decided once a picture, on the network's own small maps: most parts have nothing to offer to most of a picture, and
asking each at every pixel would cost more than all the rest of drawing.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import torch.nn.functional as F
from numpy.typing import NDArray

from engine.imaging.frame import HEIGHT
from engine.imaging.pixels import Floats
from engine.model.decoded import Decoded
from engine.model.geometry.part_transforms import N_PARTS
from engine.model.geometry.tensors import plain

# From front to back: forearms, upper arms, head, shins, thighs, pelvis, torso.
ORDER = (4, 6, 3, 5, 1, 8, 10, 7, 9, 2, 0)
# How far from its axis, in radii, a part fills: less where it won the pixel itself, as there its outline is known.
OWN_REACH, MORE_BEHIND = 1.0, 0.3
# How surely the photo shows the part where its map leads: nothing counts up to the first, all from the second.
AGREED = (0.5, 0.8)
_NOTHING = 0.02
_AROUND = np.ones((3, 3), np.uint8)


@dataclass(frozen=True)
class Behind:
    """What may lie behind a pixel: where each part is in the picture, and where in the photo."""

    affine: Floats  # [11, 6] the parts' maps, from the picture to the photo
    capsules: Floats  # [11, 2, 2] the parts' axes, canonical pixels
    radii: Floats  # [11]
    parts: Floats  # [11, h, w] which part the photo shows, given that it is the person
    matte: Floats  # [h, w] the photo's, the most within each pixel of this map
    coverage: Floats  # [h, w] of the new picture, the least within each pixel of this map


def behind_of(out: Decoded) -> Behind:
    """What may lie behind a decoded batch of one."""
    return Behind(
        affine=plain(out.affine[0].reshape(N_PARTS, 6)),
        capsules=plain(out.capsules[0]),
        radii=plain(out.radii[0]),
        parts=plain(out.photo_parts[0]),
        matte=plain(F.max_pool2d(out.photo_matte, 2)[0, 0]),
        coverage=plain(-F.max_pool2d(-out.coverage, 2)[0, 0]),
    )


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
