"""Draws what lies behind: an arm before the chest has the chest behind its rim, not the background.

Ours: the network picks one part for each pixel; where the photo shows nothing of that part there, the next one shows.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.frame import HEIGHT
from engine.maps import Behind

Floats = NDArray[np.float32]
Read = Callable[[Floats, Floats], Floats]
# From front to back: forearms, upper arms, head, shins, thighs, pelvis, torso.
_ORDER = (4, 6, 3, 5, 1, 8, 10, 7, 9, 2, 0)
# How far from its axis, in radii, a part fills: less where it won the pixel itself, as there its outline is known.
_OWN_REACH, _MORE_BEHIND, _FADE = 1.0, 0.3, 4.0
# How surely the photo shows the part where its map leads: nothing counts up to the first, all from the second.
_AGREED = (0.5, 0.8)
_NOTHING = 0.02
# Keeps the colour where nothing covers: a smoothed outline may reach there.
_TRACE = 0.01


def layered(
    behind: Behind,
    affine: Floats,
    read: Read,
    x: Floats,
    y: Floats,
    *,
    rgb: Floats,
    coverage: Floats,
    weights: Mapping[int, Floats],
) -> tuple[Floats, Floats]:
    """Colours [h, w, 3] in 0..255 and coverage [h, w] with the parts behind drawn where nothing covers.

    read: the photo's person [h, w, 4] in 0..255 at canonical points. x [w], y [h, 1]: canonical pixels.
    affine: the parts' maps [11, 6]. weights: of parts [h, w], those that are left out have none.
    """
    clear = 1 - coverage
    mixed = rgb * (coverage + _TRACE)[..., None]
    for part in _near(behind, x, y):
        radii = _distance(behind.capsules[part], x, y) / max(float(behind.radii[part]), 1e-3)
        inside = clear * np.clip(
            (_OWN_REACH + _MORE_BEHIND * (1 - weights.get(part, 0.0)) - radii) * _FADE, 0, 1
        )
        if inside.max() < _NOTHING:
            continue
        a = affine[part]
        from_x, from_y = a[0] * x + a[1] * y + a[2], a[3] * x + a[4] * y + a[5]
        share = inside * _shown(behind.parts[part], from_x, from_y)
        if share.max() < _NOTHING:
            continue
        pixels = read(from_x, from_y)
        share *= np.clip(pixels[..., 3] * (1 / 255), 0, 1)
        mixed += share[..., None] * pixels[..., :3]
        clear -= share
    covered = 1 - clear
    return mixed / (covered + _TRACE)[..., None], covered


def _near(behind: Behind, x: Floats, y: Floats) -> Iterator[int]:
    """The parts that reach anywhere among the points, from front to back."""
    middle = np.array([x[len(x) // 2]], np.float32), np.array([y[len(y) // 2]], np.float32)
    half = math.hypot(float(x[-1] - x[0]), float(y[-1, 0] - y[0, 0])) / 2 + 1
    for part in _ORDER:
        reach = (_OWN_REACH + _MORE_BEHIND) * float(behind.radii[part])
        if float(_distance(behind.capsules[part], *middle).min()) < reach + half:
            yield part


def _distance(axis: Floats, x: Floats, y: Floats) -> Floats:
    """Of the points from the axis of a capsule, canonical pixels, [h, w]."""
    (ax, ay), (bx, by) = (tuple(map(float, end)) for end in axis)
    u, v = bx - ax, by - ay
    t = np.clip(((x - ax) * u + (y - ay) * v) / max(u * u + v * v, 1e-6), 0, 1)
    return np.hypot(x - ax - t * u, y - ay - t * v)


def _shown(part: Floats, x: Floats, y: Floats) -> Floats:
    """How surely the photo shows a part [h, w] of the part map at canonical points, 0..1."""
    unit = part.shape[0] / HEIGHT
    found = cv2.remap(part, x * unit - 0.5, y * unit - 0.5, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT)
    low, high = _AGREED
    return np.clip((found - low) * (1 / (high - low)), 0, 1)
