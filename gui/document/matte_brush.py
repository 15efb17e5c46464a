"""The brush that touches up a matte: it works on the few pixels under a stroke, never on the whole photo. No Qt."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.contract.messages import Source
from engine.imaging.tiles import TILE_PX, Tile, all_tiles, part_of, tiles_within
from engine.pose.pose import XY

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Box:
    """Pixels `left` <= x < `right`, `top` <= y < `bottom`."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def inside(self) -> tuple[slice, slice]:
        """The index of these pixels in an array [H, W]."""
        return slice(self.top, self.bottom), slice(self.left, self.right)

    def joined(self, other: Box | None) -> Box:
        """The smallest box around both."""
        if other is None:
            return self
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )


@dataclass(frozen=True, slots=True)
class Brush:
    """A round brush: its diameter in photo pixels, and its hardness from 0 (soft to the middle) to 1."""

    diameter: float
    hardness: float

    def line(self, start: XY, end: XY, *, size: tuple[int, int]) -> Iterator[tuple[Box, Floats]]:
        """What a pull from `start` to `end` covers of a photo of `size` (width, height).

        Yields boxes with the coverage of their pixels, 0..1; long pulls come in pieces, so that no box is much
        larger than the brush.
        """
        pieces = max(1, math.ceil(math.dist(start, end) / max(self.diameter, 32.0)))
        points = [
            (start[0] + (end[0] - start[0]) * i / pieces, start[1] + (end[1] - start[1]) * i / pieces)
            for i in range(pieces + 1)
        ]
        for a, b in itertools.pairwise(points):
            box = _box_around(a, b, reach=self.diameter / 2 + 1, size=size)
            if box is not None:
                yield box, self._coverage(box, a, b)

    def _coverage(self, box: Box, a: XY, b: XY) -> Floats:
        distance = _distance(box, a, b)
        radius = self.diameter / 2
        # Even the hardest rim is a pixel wide, or it would be jagged.
        soft = max(radius * (1 - self.hardness), 1.0)
        share = ((radius + 0.5 - distance) / soft).clip(0, 1)
        return share * share * (3 - 2 * share)


def _box_around(a: XY, b: XY, *, reach: float, size: tuple[int, int]) -> Box | None:
    box = Box(
        max(math.floor(min(a[0], b[0]) - reach), 0),
        max(math.floor(min(a[1], b[1]) - reach), 0),
        min(math.ceil(max(a[0], b[0]) + reach), size[0]),
        min(math.ceil(max(a[1], b[1]) + reach), size[1]),
    )
    return box if box.left < box.right and box.top < box.bottom else None


def _distance(box: Box, a: XY, b: XY) -> Floats:
    """How far each pixel's middle is from the line between `a` and `b`, px."""
    x = (np.arange(box.left, box.right, dtype=np.float32) + 0.5 - a[0])[None]
    y = (np.arange(box.top, box.bottom, dtype=np.float32) + 0.5 - a[1])[:, None]
    along = b[0] - a[0], b[1] - a[1]
    squared = along[0] ** 2 + along[1] ** 2
    if squared == 0:
        return np.sqrt(x * x + y * y)
    share = ((x * along[0] + y * along[1]) / squared).clip(0, 1)
    off_x, off_y = x - share * along[0], y - share * along[1]
    return np.asarray(np.sqrt(off_x * off_x + off_y * off_y), np.float32)


class Stroke:
    """A stroke under way on `matte`, a copy of that of `source`; it does not build up where it crosses itself."""

    def __init__(self, source: Source, matte: Floats) -> None:
        self.source = source
        self.matte = matte
        self.tiles: set[Tile] = set()

    def pull(self, brush: Brush, start: XY, end: XY, *, adds: bool) -> Box | None:
        """Paint from `start` to `end`, photo pixels; returns what changed."""
        touched: Box | None = None
        for box, coverage in brush.line(start, end, size=self.source.photo.size):
            part = self.matte[box.inside]
            if adds:
                np.maximum(part, coverage, out=part)
            else:
                np.minimum(part, 1 - coverage, out=part)
            self.tiles.update(tiles_within(box.inside))
            touched = box.joined(touched)
        return touched


@dataclass(frozen=True, eq=False, slots=True)
class MattePatch:
    """The difference between two mattes of one photo, exact and no larger than what changed.

    places: indices into the flat matte. before, after: the values there. tiles: those that hold the places.
    """

    places: NDArray[np.uint32]
    before: Floats
    after: Floats
    tiles: tuple[Tile, ...]

    @staticmethod
    def between(old: Floats, new: Floats, tiles: Iterable[Tile] | None = None) -> MattePatch | None:
        """What makes `new` [H, W] of `old`, both the same outside of `tiles`; None where nothing changed."""
        changed = {
            tile: places
            for tile in (all_tiles(old) if tiles is None else tiles)
            if len(places := _places_that_differ(old, new, tile))
        }
        if not changed:
            return None
        places = np.concatenate(list(changed.values()))
        return MattePatch(places, old.reshape(-1)[places], new.reshape(-1)[places], tuple(changed))

    def applied(self, source: Source, *, forward: bool) -> Source:
        """`source` with the difference made in its matte, or with `forward` False undone."""
        changed = source.matte.copy()
        changed.reshape(-1)[self.places] = self.after if forward else self.before
        return source.touched_up(changed, changed=self.tiles)


def _places_that_differ(old: Floats, new: Floats, tile: Tile) -> NDArray[np.uint32]:
    differ = part_of(old, tile) != part_of(new, tile)
    rows, columns = np.divmod(np.flatnonzero(differ), differ.shape[1])
    top, left = tile[0] * TILE_PX, tile[1] * TILE_PX
    return ((rows + top) * old.shape[1] + columns + left).astype(np.uint32)
