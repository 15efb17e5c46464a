"""A plain studio of our own making to put a rendered person into: a wall, a floor, soft shadows."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.synthesis.assets import Image

Floats = NDArray[np.float32]


def studio_wall(
    rng: np.random.Generator, size: tuple[int, int], *, wall: tuple[float, float, float], horizon: float
) -> Floats:
    """Linear-looking sRGB [H, W, 3] in 0..1: a lit wall, a floor below `horizon` (part of the height),
    plaster.
    """
    width, height = size
    x, y = np.meshgrid(
        np.linspace(-1, 1, width, dtype=np.float32), np.linspace(0, 1, height, dtype=np.float32)
    )
    lamp = np.exp(-(((x + 0.35) / 1.1) ** 2) - ((y - 0.3) / 0.75) ** 2)
    light = 0.86 + 0.16 * lamp
    # The wall runs into the floor in a curve, as paper does in a studio.
    floor = 1 / (1 + np.exp(-(y - horizon) * 42))
    light = light * (1 - 0.07 * np.exp(-(((y - horizon) / 0.06) ** 2))) * (1 - 0.04 * floor)
    warm = np.array([1.015, 1.0, 0.975], np.float32)
    base = np.array(wall, np.float32) * light[..., None]
    base = base * (1 + (warm - 1) * floor[..., None])
    return np.asarray(base * (1 + _plaster(rng, size) * (1 - 0.6 * floor))[..., None], np.float32)


def _plaster(rng: np.random.Generator, size: tuple[int, int]) -> Floats:
    total = np.zeros(size[::-1], np.float32)
    for cells, weight in ((6, 0.010), (24, 0.006), (110, 0.004)):
        grid = rng.normal(0, 1, (cells, cells)).astype(np.float32)
        total += weight * cv2.resize(grid, size, interpolation=cv2.INTER_CUBIC)
    return total + rng.normal(0, 0.006, size[::-1]).astype(np.float32)


def placed(rgba: Image, backdrop: Floats) -> Image:
    """A premultiplied person over a backdrop of the same size, with shadows on wall and floor, as RGB."""
    alpha = np.asarray(rgba[..., 3:], np.float32) / np.float32(255)
    shaded = backdrop * (1 - _shadow(np.asarray(alpha[..., 0], np.float32)))[..., None]
    mixed = rgba[..., :3].astype(np.float32) / 255 + shaded * (1 - alpha)
    return (np.clip(mixed, 0, 1) * 255 + 0.5).astype(np.uint8)


def _shadow(alpha: Floats) -> Floats:
    """Where the floor is dark under the feet, and the wall a little to the right of the person."""
    height, width = alpha.shape
    rows = np.flatnonzero(alpha.max(1) > 0.5)
    wall = cv2.GaussianBlur(alpha, (0, 0), height * 0.035)
    moved = np.array([[1, 0, width * 0.05], [0, 1, height * 0.012]], np.float32)
    wall = cv2.warpAffine(wall, moved, (width, height))
    result = 0.10 * wall
    if rows[-1] < height - 3:
        feet = alpha.copy()
        feet[: int(rows[-1] - height * 0.055)] = 0
        flat = np.array([[1, 0, 0], [0, 0.3, rows[-1] * 0.7 - height * 0.008]], np.float32)
        flattened = cv2.warpAffine(feet, flat, (width, height))
        for blur, weight in ((0.006, 0.35), (0.022, 0.3)):
            result = result + weight * cv2.GaussianBlur(flattened, (0, 0), height * blur)
    return np.asarray(np.clip(result, 0, 0.7), np.float32)
