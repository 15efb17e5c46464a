"""How much of each pixel on a clear edge is the person's, told by its own colour between both sides'.

A line says where an edge runs, to half a pixel at best; turned by a few degrees such an edge shows its steps. The photo
itself has it finer: where person and background are plain beside it, a pixel's colour lies between theirs by as much as
it holds of either.
"""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.pixels import Floats, dot, ramp, square_norm
from engine.system.giving_way import give_way

_LARGE_PX = 1600  # the longer edge of a photo from which its edges are as much softer as it is larger
# Pixels, of a photo that is not:
_REACH, _FADE = 2.5, 1.0  # on both sides of an edge, where pixels may be mixed, and over which that ends,
_BESIDE = 3.0  # how far beyond colours are those of one side alone,
_WINDOW = 15  # and around a pixel, whose sides are looked at.
_PURE = 0.02  # of the matte, less than which the other side has there
_APART = 0.012  # squared distance of both sides' colours, 0..1, at which a pixel is believed by half,
_NOISY = 6.0  # what their own spreads weigh against that,
_OFF = 0.12  # and how far off the line between both, in shares of their distance, squared, a colour may lie
_LEAST = 0.05  # of a window that must be one side


def with_mixed_pixels(rgb: NDArray[np.uint8], matte: Floats) -> Floats:
    """A matte [H, W] in 0..1 of a photo [H, W, 3] with the pixels on its clear edges told by their own colours."""
    unit = max(1.0, max(matte.shape) / _LARGE_PX)
    x, y, w, h = cv2.boundingRect((matte > 0).astype(np.uint8))
    air = round((_REACH + _BESIDE) * unit) + 1
    rows, columns = slice(max(y - air, 0), y + h + air), slice(max(x - air, 0), x + w + air)
    out = matte.copy()
    if w and h:
        out[rows, columns] = _mixed(rgb[rows, columns], matte[rows, columns], unit)
    return out


def _mixed(rgb: NDArray[np.uint8], matte: Floats, unit: float) -> Floats:
    depth = _depth(matte > 0.5) / np.float32(unit)
    give_way()
    at = np.nonzero(np.abs(depth) < _REACH)
    size = (max(round(matte.shape[1] / unit), 1), max(round(matte.shape[0] / unit), 1))
    photo, held, deep = (_reduced(plane, size) for plane in (rgb, matte, depth))
    pure = ((held > 1 - _PURE) | (held < _PURE)) & (np.abs(deep) > _REACH) & (np.abs(deep) < _REACH + _BESIDE)
    near = tuple((k / unit).astype(np.intp).clip(0, n - 1) for k, n in zip(at, pure.shape, strict=True))
    give_way()
    colours = photo.astype(np.float32) / 255
    person, own, there = (plane[near] for plane in _side(colours, pure & (deep > 0)))
    give_way()
    ground, other, beside = (plane[near] for plane in _side(colours, pure & (deep < 0)))
    off, step = rgb[at].astype(np.float32) / 255 - ground, person - ground
    apart = square_norm(step)
    mix = dot(off, step) / np.maximum(apart, 1e-4)
    astray = square_norm(off - mix[..., None] * step) / np.maximum(apart, 1e-4)
    trust = apart / (apart + _APART + _NOISY * (own + other)) * np.exp(-astray / _OFF)
    trust *= ramp(np.abs(depth[at]), _REACH, _REACH - _FADE) * (np.minimum(there, beside) > _LEAST)
    out = matte.copy()
    out[at] += (mix.clip(0, 1) - matte[at]) * trust
    return out


def _depth(inside: NDArray[np.bool_]) -> Floats:
    """How far inside of an edge pixels lie, px; below 0 outside."""
    within, without = (
        cv2.distanceTransform(side.astype(np.uint8), cv2.DIST_L2, 5) for side in (inside, ~inside)
    )
    return within - without - np.where(inside, np.float32(0.5), np.float32(-0.5))


def _reduced(plane: NDArray[Any], size: tuple[int, int]) -> NDArray[Any]:
    same = (plane.shape[1], plane.shape[0]) == size
    return plane if same else cv2.resize(plane, size, interpolation=cv2.INTER_AREA)


def _side(colours: Floats, where: NDArray[np.bool_]) -> tuple[Floats, Floats, Floats]:
    """The mean colour [h, w, 3] of one side around each pixel, its spread, squared, and its share of the window."""
    there = where.astype(np.float32)

    def mean(plane: Floats) -> Floats:
        return cv2.blur(plane, (_WINDOW, _WINDOW))

    share = mean(there)
    total = np.maximum(share, 1e-4)
    colour = mean(colours * there[..., None]) / total[..., None]
    spread = mean(square_norm(colours) * there) / total - square_norm(colour)
    return colour, spread.clip(0, None), share
