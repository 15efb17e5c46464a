"""What was painted on a photo as belonging to a part: a map by tiles, kept where they hold something."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from engine.imaging.boxes import Box
from engine.imaging.tiles import TILE_PX, Tile, tiles_within
from engine.photo.mending.targets import MIRROR_TARGETS, PARTS, Target

Codes = NDArray[np.uint8]
PackedTile = tuple[int, int, bytes]  # row, column, zlib

_CODES = np.array([code if code in set(PARTS) else 0 for code in range(256)], np.uint8)
_MIRRORED = np.array([MIRROR_TARGETS[Target(c)] if c in set(PARTS) else c for c in range(256)], np.uint8)


@dataclass(frozen=True, eq=False)
class Painted:
    """Codes of `Target` over a photo of `size` (width, height), 0 where nothing was said.

    tiles: uint8 [h, w] each, read-only and shared between versions; see `engine.imaging.tiles`. A new version costs
    what changed, so that undo can keep them all.
    """

    size: tuple[int, int]
    tiles: Mapping[Tile, Codes] = field(default_factory=dict, repr=False)
    _known: dict[Tile, bytes] = field(default_factory=dict, repr=False)  # tiles that were packed already

    @cached_property
    def key(self) -> str:
        """The identity of what was painted; empty where nothing was."""
        if not self.tiles:
            return ""
        content = hashlib.blake2b(repr(self.size).encode(), digest_size=16)
        for tile in sorted(self.tiles):
            content.update(repr(tile).encode() + self.tiles[tile].tobytes())
        return content.hexdigest()

    def tile(self, tile: Tile) -> Codes:
        """The codes of a tile, a copy where it is to be painted on."""
        return self.tiles[tile].copy() if tile in self.tiles else np.zeros(self._shape(tile), np.uint8)

    def changed(self, tiles: Mapping[Tile, Codes]) -> Painted:
        """The same with these tiles in place of its own."""
        kept = {**self.tiles, **tiles}
        for codes in tiles.values():
            codes.flags.writeable = False
        known = {tile: data for tile, data in self._known.items() if tile not in tiles}
        return Painted(self.size, {tile: codes for tile, codes in kept.items() if codes.any()}, known)

    def over(self, box: Box) -> Codes:
        """The codes [h, w] within (x0, y0, x1, y1), a box inside the photo."""
        x0, y0, x1, y1 = box
        out = np.zeros((y1 - y0, x1 - x0), np.uint8)
        for tile in tiles_within((slice(y0, y1), slice(x0, x1))):
            codes = self.tiles.get(tile)
            if codes is None:
                continue
            top, left = tile[0] * TILE_PX, tile[1] * TILE_PX
            y, x = max(top, y0), max(left, x0)
            part = codes[y - top : y1 - top, x - left : x1 - left]
            out[y - y0 : y - y0 + part.shape[0], x - x0 : x - x0 + part.shape[1]] = part
        return out

    def mirrored(self) -> Painted:
        """The same with left and right exchanged; nothing moves."""
        return Painted(self.size, {tile: _MIRRORED[codes] for tile, codes in self.tiles.items()})

    def packed(self) -> tuple[PackedTile, ...]:
        """The tiles as bytes for a file: a stroke takes some hundred. Each is packed once, also for later versions."""
        for tile in self.tiles.keys() - self._known.keys():
            self._known[tile] = zlib.compress(self.tiles[tile].tobytes(), 6)
        return tuple((*tile, self._known[tile]) for tile in sorted(self.tiles))

    @staticmethod
    def unpacked(size: tuple[int, int], tiles: Iterable[PackedTile]) -> Painted:
        """What `packed` has packed; unknown codes are passed over. Raises ValueError for what is damaged."""
        empty, found = Painted(size), {}
        for row, column, data in tiles:
            tile = row, column
            shape = empty._shape(tile)
            wanted = shape[0] * shape[1]
            try:
                content = zlib.decompressobj().decompress(data, wanted + 1)
            except zlib.error as error:
                raise ValueError("a tile of what was painted is damaged") from error
            if wanted <= 0 or len(content) != wanted:
                raise ValueError("a tile of what was painted has another size")
            found[tile] = _CODES[np.frombuffer(content, np.uint8)].reshape(shape)
        return empty.changed(found)

    def _shape(self, tile: Tile) -> tuple[int, int]:
        """(height, width); those at the right and the bottom of the photo are smaller."""
        width, height = self.size
        top, left = tile[0] * TILE_PX, tile[1] * TILE_PX
        return max(0, min(TILE_PX, height - top)), max(0, min(TILE_PX, width - left))
