"""Carries known pixels smoothly into unknown ones by pulling averages up a pyramid and pushing them back down."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


def spread(values: Floats, weight: Floats) -> Floats:
    """`values` [H, W, C] where `weight` [H, W] (0..1) is 1, and a smooth continuation where it is 0."""
    known = values * weight[..., None]
    return _pull_push(known, weight)


def _pull_push(known: Floats, weight: Floats) -> Floats:
    """`known` is premultiplied by `weight`; returns plain values."""
    h, w = weight.shape
    mean = known / np.maximum(weight, 1e-6)[..., None]
    if min(h, w) <= 1 or weight.min() >= 1:
        return mean
    size = ((w + 1) // 2, (h + 1) // 2)
    small = _resized(known, size, cv2.INTER_AREA)
    small_weight = _resized(weight[..., None], size, cv2.INTER_AREA)[..., 0]
    gain = np.minimum(small_weight * 4, 1) / np.maximum(small_weight, 1e-6)
    below = _pull_push(small * gain[..., None], small_weight * gain)
    return known + _resized(below, (w, h), cv2.INTER_LINEAR) * (1 - weight)[..., None]


def _resized(values: Floats, size: tuple[int, int], how: int) -> Floats:
    """`cv2.resize` that keeps a single channel's axis."""
    out = cv2.resize(values, size, interpolation=how).astype(np.float32, copy=False)
    return out.reshape(size[1], size[0], values.shape[2])
