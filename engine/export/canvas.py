"""A rendered picture brought onto its canvas: background, scale, crop and padding, in 8 or 16 bits a channel."""

from __future__ import annotations

from functools import cache
from typing import Any, TypeAlias

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from engine.export.geometry import Layout
from engine.export.settings import Background, OutputSettings

# uint8 or uint16, which numpy's types cannot follow through arithmetic.
Levels: TypeAlias = NDArray[Any]
Floats: TypeAlias = NDArray[np.floating]
_FAINT = 1 / 1024  # below this alpha a colour divided by it is noise


def on_canvas(pixels: NDArray[np.uint8], layout: Layout, settings: OutputSettings) -> Levels:
    """sRGB [H, W, 3], or [H, W, 4] with straight alpha, as the file has it: uint8, or uint16 for depth 16.

    pixels: uint8, as rendered; [H, W, 4] unless the background is the plate. Where nothing is scaled the
    rendered levels stay to the bit.
    """
    levels: Levels = pixels.astype(np.uint16) * np.uint16(257) if settings.depth == 16 else pixels
    if settings.background is Background.COLOUR:
        levels = over_colour(levels, settings.rgb)
    if (levels.shape[1], levels.shape[0]) != layout.inside:
        levels = resized(levels, layout.inside)
    if layout.canvas == layout.inside and not (layout.left or layout.top):
        return levels
    return _padded(levels, layout, settings)


def over_colour(levels: Levels, rgb: tuple[int, int, int]) -> Levels:
    """[H, W, 4] with straight alpha laid over one colour (0..255), as the engine lays it over the plate."""
    top = _top(levels)
    alpha = levels[..., 3:].astype(np.uint32)
    ground = np.array(rgb, np.uint32) * (top // 255)
    # At 16 bits the sum just fits: 65535 * 65535 + 32767 < 2 ** 32.
    mixed = (levels[..., :3] * alpha + ground * (top - alpha) + top // 2) // top
    return mixed.astype(levels.dtype)


def resized(levels: Levels, size: tuple[int, int]) -> Levels:
    """`levels` at `size` (width, height), in linear light, colours weighted by alpha.

    Reducing uses a kernel without negative lobes: in linear light those leave dark rims beside bright cloth.
    """
    top = _top(levels)
    table = _to_light(top)
    if levels.shape[2] == 3:
        return _to_levels(np.dstack([_scaled(table[levels[..., k]], size) for k in range(3)]), top)
    alpha = levels[..., 3].astype(np.float32) / top
    covered = np.clip(_scaled(alpha, size), 0, 1)
    weighted = [_scaled(table[levels[..., k]] * alpha, size) for k in range(3)]
    straight = np.dstack(weighted) / np.maximum(covered, _FAINT)[..., None]
    colours = _to_levels(straight, top)
    # Where nothing covers, the colours that lie beneath go on: a viewer that blends neighbours shows no rim.
    beneath = cv2.resize(levels[..., :3], size, interpolation=cv2.INTER_AREA)
    np.copyto(colours, beneath, where=(covered < _FAINT)[..., None])
    return np.dstack([colours, _rounded(covered, top)])


def _padded(levels: Levels, layout: Layout, settings: OutputSettings) -> Levels:
    width, height = layout.canvas
    scale = _top(levels) // 255
    ground = [value * scale for value in settings.rgb] + [0]
    canvas: Levels = np.empty((height, width, levels.shape[2]), levels.dtype)
    canvas[:] = ground[: levels.shape[2]]
    x0, y0, x1, y1 = layout.window
    canvas[y0:y1, x0:x1] = levels[y0 - layout.top : y1 - layout.top, x0 - layout.left : x1 - layout.left]
    return canvas


def _scaled(plane: Floats, size: tuple[int, int]) -> Floats:
    reduces = size[0] <= plane.shape[1] and size[1] <= plane.shape[0]
    kernel = Image.Resampling.HAMMING if reduces else Image.Resampling.BICUBIC
    return np.asarray(Image.fromarray(plane).resize(size, kernel))


def _top(levels: Levels) -> int:
    return int(np.iinfo(levels.dtype).max)


@cache
def _to_light(top: int) -> Floats:
    """Linear light 0..1 by sRGB level 0..top."""
    share = np.arange(top + 1) / top
    return np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4).astype(np.float32)


def _to_levels(light: Floats, top: int) -> Levels:
    light = np.clip(light, 0, 1)
    share = np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** np.float32(1 / 2.4) - 0.055)
    return _rounded(share, top)


def _rounded(share: Floats, top: int) -> Levels:
    return (share * top + 0.5).astype(np.uint8 if top == 255 else np.uint16)
