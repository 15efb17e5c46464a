"""Tiles of a texture laid over each other so that they go on well and their sum is as strong as they are; compiled.

After Efros and Freeman, "Image Quilting for Texture Synthesis and Transfer" (SIGGRAPH 2001), but crossfaded in place of
cut: the squares of the weights sum to 1.
"""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.compiling import compiled, inlined
from engine.imaging.pixels import Floats

Mask = NDArray[np.bool_]

_OVERLAP = 3  # tiles overlap by one part in so many
# Places that a tile is chosen from, and those drawn for each, of which the nearest is tried.
_TRIED, _DRAWN = 24, 4
_LOOKED = 14  # cells to a tile's side by which they are compared
_DOWN = 4.0  # so many times as far is up or down as across: cloths lie above each other
_UNLIKE = 4.0  # tiles' sides that one e times as strong as is expected is farther off


class Texture(NamedTuple):
    """Something that varies around 0, where it `shows`, and the corners [n, 2] (y, x) of squares that may be copied.

    values: [h, w, 3]; shows: [h, w]; strength: [h, w] logarithms, of what shows and of what is expected elsewhere.
    """

    values: NDArray[np.float32]
    shows: Mask
    strength: NDArray[np.float32]
    corners: NDArray[np.int32]
    side: int


class _Laid(NamedTuple):
    """What lies already: the sum of tiles [h, w, 3], of their squared weights, and in grey, each pixel's first one."""

    total: NDArray[np.float32]
    squares: NDArray[np.float32]
    grey: NDArray[np.float32]
    there: Mask


def quilted(texture: Texture, where: Mask) -> Floats:
    """A texture over what lies `where` [h, w], [h, w, 3]; each tile goes on what shows or lies beside it."""
    grey = cv2.cvtColor(texture.values, cv2.COLOR_RGB2GRAY)
    laid = _Laid(
        np.zeros_like(texture.values), np.zeros(where.shape, np.float32), grey.copy(), texture.shows.copy()
    )
    x, y, w, h = cv2.boundingRect(where.astype(np.uint8))
    lay(texture, grey, where, laid, (x, y, x + w, y + h))
    return laid.total / np.sqrt(np.maximum(laid.squares, np.float32(1e-4)))[..., None]


@compiled
def lay(
    texture: Texture, grey: NDArray[np.float32], where: Mask, laid: _Laid, box: tuple[int, int, int, int]
) -> None:
    """Lay tiles over a box (left, top, right, bottom), in place; grey: the texture without colour [h, w]."""
    height, width = where.shape
    side = texture.side
    overlap = max(2, side // _OVERLAP)
    for top in range(box[1] - overlap, box[3], side - overlap):
        for left in range(box[0] - overlap, box[2], side - overlap):
            y0, y1, x0, x1 = max(top, 0), min(top + side, height), max(left, 0), min(left + side, width)
            if y0 < y1 and x0 < x1 and where[y0:y1, x0:x1].any():
                _put(texture, grey, laid, _chosen(texture, grey, laid, top, left), top, left)


@inlined
def _put(texture: Texture, grey: NDArray[np.float32], laid: _Laid, number: int, top: int, left: int) -> None:
    """Add a tile, the weaker the nearer to its rim."""
    height, width = texture.shows.shape
    side = texture.side
    overlap = max(2, side // _OVERLAP)
    v, u = texture.corners[number, 0] - top, texture.corners[number, 1] - left
    for y in range(max(top, 0), min(top + side, height)):
        down = min(y - top + 0.5, top + side - y - 0.5, overlap) / overlap
        for x in range(max(left, 0), min(left + side, width)):
            weight = np.float32(down * min(x - left + 0.5, left + side - x - 0.5, overlap) / overlap)
            for k in range(3):
                laid.total[y, x, k] += weight * texture.values[v + y, u + x, k]
            laid.squares[y, x] += weight * weight
            if not laid.there[y, x]:
                laid.grey[y, x] = grey[v + y, u + x]
                laid.there[y, x] = True


@inlined
def _chosen(texture: Texture, grey: NDArray[np.float32], laid: _Laid, top: int, left: int) -> int:
    """The source that goes on best what lies where a tile goes, of some that are drawn, nearer ones rather."""
    seed = np.uint32(top * 73856093 + left * 19349663 + 17)
    best, least = 0, 1e30
    for _ in range(_TRIED):
        near, way = 0, 1e30
        for _ in range(_DRAWN):
            seed = np.uint32(seed * np.uint32(1664525) + np.uint32(1013904223))
            drawn = int(seed >> np.uint32(8)) % len(texture.corners)
            far = _way(texture, drawn, top, left)
            if far < way:
                near, way = drawn, far
        apart = _apart(texture, grey, laid, near, top, left)
        if apart < least:
            best, least = near, apart
    return best


@inlined
def _way(texture: Texture, number: int, top: int, left: int) -> float:
    """The squared way from a tile's place to that of a source, and how unlike their strengths are."""
    height, width = texture.shows.shape
    half = texture.side // 2
    v, u = texture.corners[number, 0], texture.corners[number, 1]
    here = texture.strength[min(max(top + half, 0), height - 1), min(max(left + half, 0), width - 1)]
    unlike = (texture.strength[v + half, u + half] - here) * _UNLIKE * texture.side
    return float(_DOWN * (v - top) ** 2 + (u - left) ** 2 + unlike * unlike)


@inlined
def _apart(
    texture: Texture, grey: NDArray[np.float32], laid: _Laid, number: int, top: int, left: int
) -> float:
    """Squared differences of a source and what lies where the tile goes, looked at in some cells."""
    height, width = texture.shows.shape
    v, u = texture.corners[number, 0] - top, texture.corners[number, 1] - left
    step, total = max(1, texture.side // _LOOKED), 0.0
    for y in range(max(top, 0), min(top + texture.side, height), step):
        for x in range(max(left, 0), min(left + texture.side, width), step):
            if laid.there[y, x]:
                total += (grey[v + y, u + x] - laid.grey[y, x]) ** 2
    return total
