"""Smooth surfaces that meet their surroundings: Laplace's and Poisson's equations, solved coarse to fine.

Source: the membrane of P. Perez et al., "Poisson Image Editing" (SIGGRAPH 2003), by relaxation in a pyramid.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.pixels import Floats, resized
from engine.system.giving_way import give_way

_STEPS = 24  # relaxation steps a level
_CROSS = np.array([[0, 1, 0], [1, 0, 1], [0, 1, 0]], np.float32) / 4


def membrane(picture: Floats, hole: NDArray[np.bool_]) -> Floats:
    """`picture` [H, W, C] with `hole` [H, W] filled harmonically; at the photo's border it ends flat."""
    known = (~hole).astype(np.float32)[..., None]
    return _solved(picture * known, known)


def _solved(known: Floats, weight: Floats) -> Floats:
    """`known` premultiplied by `weight` [H, W, 1]; each pixel keeps its known part and relaxes the rest."""
    h, w = weight.shape[:2]
    if min(h, w) <= 2 or weight.min() >= 1:
        return _mean(known, weight)
    size = ((w + 1) // 2, (h + 1) // 2)
    below = _solved(resized(known, size, cv2.INTER_AREA), resized(weight, size, cv2.INTER_AREA))
    surface = np.where(weight > 0.5, _mean(known, weight), resized(below, (w, h), cv2.INTER_LINEAR))
    free = weight <= 0.5
    for _ in range(_STEPS):
        give_way()
        relaxed = cv2.filter2D(surface, -1, _CROSS, borderType=cv2.BORDER_REPLICATE)
        surface = np.where(free, relaxed.reshape(surface.shape), surface)
    return surface


def _mean(known: Floats, weight: Floats) -> Floats:
    total = known.sum(axis=(0, 1)) / max(float(weight.sum()), 1e-6)
    return np.where(weight > 1e-3, known / np.maximum(weight, 1e-3), total).astype(np.float32)


def poisson(right: Floats, free: NDArray[np.bool_], stiffness: Floats) -> Floats:
    """The surface [H, W, C] whose Laplacian is `right` where `free` [H, W], and which is 0 elsewhere.

    `stiffness` [H, W] pulls it back to 0, within about its inverse root in pixels.
    """
    return _sprung(right, free.astype(np.float32)[..., None], stiffness[..., None])


def _sprung(right: Floats, loose: Floats, stiffness: Floats) -> Floats:
    h, w = loose.shape[:2]
    right = right * loose
    surface = np.zeros_like(right)
    if min(h, w) > 4:
        size = ((w + 1) // 2, (h + 1) // 2)
        # A pixel twice as wide sees four times the curvature.
        coarse, springs = (4 * resized(field, size, cv2.INTER_AREA) for field in (right, stiffness))
        share = (resized(loose, size, cv2.INTER_AREA) > 0.5).astype(np.float32)
        surface = resized(_sprung(coarse, share, springs), (w, h), cv2.INTER_LINEAR) * loose
    for _ in range(_STEPS):
        give_way()
        around = cv2.filter2D(surface, -1, _CROSS, borderType=cv2.BORDER_REPLICATE).reshape(surface.shape)
        surface = (4 * around - right) / (4 + stiffness) * loose
    return surface
