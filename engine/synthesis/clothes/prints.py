"""Cloth sheets for own garments: a pattern, wrinkles, and sometimes a print on the chest."""

from __future__ import annotations

import math
from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.synthesis.assets import Image
from engine.synthesis.body.textures import cloth_colour, random_pattern
from engine.synthesis.clothes.shells import SHEET, TRUNK_WIDTH

Floats = NDArray[np.float32]
_LETTERS = "ABCDEFGHIKLMNOPRSTUVWXYZ"
_SYLLABLES = ("NOR", "LA", "VE", "SUN", "MO", "RI", "TA", "KO", "LUM", "EN", "AR", "PO", "SEL", "BY", "ZA")


def cloth_sheet(
    rng: np.random.Generator, pixels_per_metre: float, *, plain: float = 0.6, printed: float = 0.0
) -> Image:
    """A random sheet, RGBA; `plain` and `printed` are the chances of one colour and of a print on the
    chest.
    """
    size = (int(SHEET[0] * pixels_per_metre), int(SHEET[1] * pixels_per_metre))
    cloth = np.array(random_pattern(rng, size, metres=SHEET, plain=plain), np.float32)
    if rng.random() < printed:
        place_print(rng, cloth, pixels_per_metre)
    return finished(rng, cloth, strength=float(rng.uniform(0.005, 0.05)))


def finished(rng: np.random.Generator, cloth: Floats, *, strength: float) -> Image:
    """A sheet's colours [H, W, 3] with wrinkles of a strength, as RGBA."""
    rgb = np.clip(cloth * (1 + strength * wrinkles(rng, cloth.shape[1::-1])[..., None]), 0, 1)
    alpha = np.full(cloth.shape[:2], 255, np.uint8)
    return np.dstack([(rgb * 255 + 0.5).astype(np.uint8), alpha])


def wrinkles(rng: np.random.Generator, size: tuple[int, int]) -> Floats:
    """Creases about -1..1 over a sheet of size (width, height): sharp ridges in soft noise."""
    total = np.zeros(size[::-1], np.float32)
    for cells, weight in ((7, 1.0), (15, 0.6), (34, 0.3)):
        grid = rng.normal(0, 1, (cells, int(cells * SHEET[0] / SHEET[1]))).astype(np.float32)
        noise = cv2.resize(grid, size, interpolation=cv2.INTER_CUBIC)
        total += weight * (1 - 2 * np.sqrt(np.abs(noise) + 0.02))
    return np.asarray(total - total.mean(), np.float32)


def place_print(rng: np.random.Generator, cloth: Floats, pixels_per_metre: float) -> None:
    """Paint a random print onto the chest of a sheet [H, W, 3], in place."""
    side = float(rng.uniform(0.13, 0.27))
    centre_v = 0.06 + float(rng.uniform(0.17, 0.3))
    centre_u = TRUNK_WIDTH / 2
    if rng.random() < 0.2:
        # A small badge over the heart; the person's left is to the right of the sheet.
        side, centre_u, centre_v = 0.075, centre_u + 0.075, 0.06 + 0.15
    extent = int(side * pixels_per_metre)
    mask = _PRINTS[int(rng.integers(len(_PRINTS)))](rng, extent)
    paint_mask(
        cloth, mask, cloth_colour(rng), centre=(centre_u * pixels_per_metre, centre_v * pixels_per_metre)
    )


def paint_mask(cloth: Floats, mask: Floats, colour: Floats, *, centre: tuple[float, float]) -> None:
    """Lay a colour [3] or colours [h, w, 3] through a mask [h, w] around a point of a sheet, in place."""
    height, width = mask.shape
    left, top = int(centre[0] - width / 2), int(centre[1] - height / 2)
    window = cloth[top : top + height, left : left + width]
    window[:] = window * (1 - mask[..., None]) + colour * mask[..., None]


def _text(rng: np.random.Generator, extent: int) -> Floats:
    """One to three lines of made-up words."""
    canvas = np.zeros((256, 256), np.uint8)
    lines = int(rng.integers(1, 4))
    for line in range(lines):
        word = "".join(rng.choice(_SYLLABLES, int(rng.integers(1, 4))))
        face = int(
            rng.choice([cv2.FONT_HERSHEY_DUPLEX, cv2.FONT_HERSHEY_TRIPLEX, cv2.FONT_HERSHEY_SCRIPT_COMPLEX])
        )
        (width, _), _ = cv2.getTextSize(word, face, 1, 1)
        scale = min(240 / width, 170 / lines / 22)
        thick = max(1, int(scale * rng.uniform(1.5, 3.5)))
        at = (int(128 - width * scale / 2), int(256 * (line + 0.62) / lines))
        cv2.putText(canvas, word, at, face, scale, 255, thick, cv2.LINE_AA)
    return _fitted(canvas, extent)


def _badge(rng: np.random.Generator, extent: int) -> Floats:
    """A ring with a polygon star inside."""
    canvas = np.zeros((256, 256), np.uint8)
    cv2.circle(canvas, (128, 128), 118, 255, int(rng.integers(4, 18)), cv2.LINE_AA)
    points, inner = int(rng.integers(3, 9)), float(rng.uniform(0.35, 1.0))
    angles = np.arange(2 * points) * math.pi / points - math.pi / 2
    radii = np.where(np.arange(2 * points) % 2, 85 * inner, 85)
    shape = np.stack([128 + radii * np.cos(angles), 128 + radii * np.sin(angles)], 1).astype(np.int32)
    cv2.fillPoly(canvas, [shape], 255, cv2.LINE_AA)
    if rng.random() < 0.5:
        letter = str(rng.choice(list(_LETTERS)))
        cv2.putText(canvas, letter, (92, 160), cv2.FONT_HERSHEY_DUPLEX, 3, 0, 8, cv2.LINE_AA)
    return _fitted(canvas, extent)


def _number(rng: np.random.Generator, extent: int) -> Floats:
    canvas = np.zeros((256, 256), np.uint8)
    cv2.putText(
        canvas, f"{int(rng.integers(10, 100))}", (10, 210), cv2.FONT_HERSHEY_DUPLEX, 6, 255, 22, cv2.LINE_AA
    )
    return _fitted(canvas, extent)


def _picture(rng: np.random.Generator, extent: int) -> Floats:
    """A block of hills and a sun, in halftones."""
    x, y = np.meshgrid(np.linspace(0, 1, 256, dtype=np.float32), np.linspace(0, 1, 256, dtype=np.float32))
    canvas = np.full((256, 256), 0.15, np.float32)
    canvas[np.hypot(x - rng.uniform(0.2, 0.8), y - 0.3) < rng.uniform(0.1, 0.2)] = 1.0
    for layer in range(4):
        ridge = 0.4 + 0.14 * layer + 0.08 * np.sin(x * rng.uniform(5, 20) + rng.uniform(0, 6))
        canvas = np.where(y > ridge, 0.35 + 0.2 * layer, canvas)
    return np.asarray(cv2.resize(canvas, (extent, extent), interpolation=cv2.INTER_AREA), np.float32)


def _bars(rng: np.random.Generator, extent: int) -> Floats:
    """A block of bars across the chest."""
    y = np.linspace(0, 1, 256, dtype=np.float32)[:, None]
    canvas = ((y * int(rng.integers(2, 7))) % 1 < 0.55).astype(np.float32) * np.ones((1, 256), np.float32)
    return np.asarray(
        cv2.resize(canvas, (int(extent * 1.6), extent // 2), interpolation=cv2.INTER_AREA), np.float32
    )


def _fitted(canvas: NDArray[np.uint8], extent: int) -> Floats:
    return cv2.resize(canvas, (extent, extent), interpolation=cv2.INTER_AREA).astype(np.float32) / 255


_PRINTS: tuple[Callable[[np.random.Generator, int], Floats], ...] = (
    _text,
    _text,
    _badge,
    _number,
    _picture,
    _bars,
)
