"""Mattes by tiles: what a change costs depends on what it covers, not on the size of the photo."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

TILE_PX = 256

Scalar = TypeVar("Scalar", bound=np.generic)
Tile = tuple[int, int]  # row and column among the tiles


def all_tiles(matte: NDArray[np.generic]) -> list[Tile]:
    """Every tile of a matte [H, W]; those at the right and the bottom may be smaller."""
    return tiles_within((slice(0, matte.shape[0]), slice(0, matte.shape[1])))


def tiles_within(pixels: tuple[slice, slice]) -> list[Tile]:
    """The tiles that hold the pixels of a part [top:bottom, left:right] of a matte."""
    rows, columns = (range(each.start // TILE_PX, -(-each.stop // TILE_PX)) for each in pixels)
    return [(row, column) for row in rows for column in columns]


def part_of(matte: NDArray[Scalar], tile: Tile) -> NDArray[Scalar]:
    """The pixels of a tile, a view of `matte` [H, W], or of another map."""
    top, left = tile[0] * TILE_PX, tile[1] * TILE_PX
    return matte[top : top + TILE_PX, left : left + TILE_PX]


def digests(
    matte: NDArray[np.float32],
    *,
    earlier: Mapping[Tile, bytes] | None = None,
    changed: Iterable[Tile] | None = None,
) -> dict[Tile, bytes]:
    """A digest of each tile of `matte` [H, W].

    earlier: the digests of a matte that differs in the tiles `changed` and nowhere else; only those are read.
    """
    known = dict(earlier or {})
    for tile in all_tiles(matte) if earlier is None or changed is None else changed:
        content = np.ascontiguousarray(part_of(matte, tile))
        known[tile] = hashlib.blake2b(content.data, digest_size=16).digest()
    return known


def content_key(before: str, digests: Mapping[Tile, bytes], after: str = "") -> str:
    """The identity of what two words and the digests of a matte name together, 32 hexadecimal digits."""
    content = hashlib.blake2b(before.encode(), digest_size=16)
    content.update(b"".join(digests[tile] for tile in sorted(digests)))
    content.update(after.encode())
    return content.hexdigest()
