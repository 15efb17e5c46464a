"""Pictures of nobody, made from numbers alone: paper, a wall, bricks, a landscape, and a crowd of coloured shapes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Pixels = NDArray[np.uint8]
_GRAIN = 2.5  # levels
_BRICKS = 14  # rows of them
_SHAPES = 60


@dataclass(frozen=True, eq=False)
class _Ground:
    """What a ground is painted on: places [H, W] in 0..1 across and down, its colour [3] in levels, and chance."""

    x: Floats
    y: Floats
    colour: Floats
    rng: np.random.Generator


def ground(kind: str, size: tuple[int, int], rng: np.random.Generator) -> Pixels:
    """A picture [H, W, 3] of one of `GROUNDS` and a size (width, height)."""
    x, y = np.meshgrid(np.linspace(0, 1, size[0]), np.linspace(0, 1, size[1]))
    made = _PAINTERS[kind](_Ground(x, y, rng.uniform(60, 235, 3), rng))
    return np.asarray((made + rng.normal(0, _GRAIN, (*x.shape, 1))).clip(0, 255), np.uint8)


def _paper(on: _Ground) -> Floats:
    return np.broadcast_to(on.colour, (*on.x.shape, 3)).astype(np.float64)


def _wall(on: _Ground) -> Floats:
    lamp = np.exp(-(((on.x - 0.3) / 0.7) ** 2) - ((on.y - 0.3) / 0.7) ** 2)
    floor = 1 / (1 + np.exp((0.85 - on.y) * 40))
    return on.colour * (0.7 + 0.35 * lamp - 0.2 * floor)[..., None]


def _bricks(on: _Ground) -> Floats:
    row = on.y * _BRICKS
    along = on.x * _BRICKS / 2.5 + (row.astype(int) % 2) / 2
    joint = (row % 1 < 0.12) | (along % 1 < 0.05)
    shades = on.rng.normal(0, 14, (64, 64))[row.astype(int) % 64, along.astype(int) % 64]
    return np.where(joint[..., None], 200.0, on.colour * 0.7 + shades[..., None])


def _landscape(on: _Ground) -> Floats:
    """Sky, two ranges of hills and a meadow with trees."""
    out = np.array([120.0, 165, 225]) + (on.y * 90)[..., None]
    for number, colour in enumerate(([110, 130, 150], [80, 115, 85], [95, 130, 60])):
        waves = [on.rng.uniform(0.01, 0.05) * np.sin(on.x * k + on.rng.uniform(0, 6)) for k in (3, 8, 21)]
        out[on.y > 0.4 + 0.15 * number + np.sum(waves, 0)] = colour
    for _ in range(int(on.rng.integers(2, 6))):
        x, y, size = on.rng.uniform(0, 1), on.rng.uniform(0.6, 0.85), on.rng.uniform(0.05, 0.16)
        out[(abs(on.x - x) < size * 0.12) & (abs(on.y - y) < size)] = (70, 50, 35)
        out[((on.x - x) / 0.8) ** 2 + (on.y - y + size) ** 2 < size**2] = (45, 85 + 300 * size, 40)
    return out


def _crowded(on: _Ground) -> Floats:
    """Blurred shapes in many colours, as what lies far behind a person looks."""
    height, width = on.x.shape
    out = np.ascontiguousarray(_paper(on))
    for _ in range(_SHAPES):
        at = on.rng.uniform(0, 1, 2) * (width, height)
        extent = on.rng.uniform(0.02, 0.18, 2) * (width, height)
        colour = on.rng.uniform(20, 240, 3).tolist()
        turn = on.rng.uniform(0, 180)
        box = cv2.boxPoints((at.tolist(), extent.tolist(), turn)).astype(np.int32)
        if on.rng.random() < 0.5:
            cv2.fillPoly(out, [box], colour, cv2.LINE_AA)
        else:
            cv2.ellipse(out, (at.tolist(), extent.tolist(), turn), colour, -1, cv2.LINE_AA)
    return np.asarray(cv2.GaussianBlur(out, (0, 0), height / 250), np.float64)


_PAINTERS: Final[dict[str, Callable[[_Ground], Floats]]] = {
    "paper": _paper,
    "wall": _wall,
    "bricks": _bricks,
    "landscape": _landscape,
    "crowd of shapes": _crowded,
}
GROUNDS: Final = tuple(_PAINTERS)
