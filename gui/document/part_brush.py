"""The brush that says what pixels belong to: a stroke names parts, and where it has to it changes the matte. No Qt."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.contract.messages import Source
from engine.imaging.tiles import TILE_PX, Tile, tiles_within
from engine.photo.mending.mending import Mending
from engine.photo.mending.painted import Codes, Painted
from engine.photo.mending.targets import Target
from engine.pose.pose import XY
from gui.document.matte_brush import Box, Brush, Floats, MattePatch, Stroke

_PERSON = 0.5  # of the matte: from here on a pixel is the person


class PartStroke:
    """A stroke under way on a source.

    target: None forgets what was painted. A stroke that begins on the person stays on them, so that one over their
    outline adds nothing of the background; one that begins beside them adds to them. BACKGROUND takes away.
    """

    def __init__(self, source: Source, target: Target | None, start: XY) -> None:
        self.source = source
        self.target = target
        self.painted = source.mending.painted or Painted(source.photo.size)
        self._tiles: dict[Tile, Codes] = {}
        takes_away = target is Target.BACKGROUND
        adds = target is not None and not takes_away and not _is_person(source, start)
        self._matte = Stroke(source, source.matte.copy()) if takes_away or adds else None

    @property
    def matte(self) -> Floats:
        """The matte as it is by now."""
        return self.source.matte if self._matte is None else self._matte.matte

    def pull(self, diameter: float, start: XY, end: XY) -> Box | None:
        """Paint from `start` to `end`, photo pixels; returns what changed."""
        brush, touched = Brush(diameter, 1.0), None
        if self._matte is not None:
            self._matte.pull(brush, start, end, adds=self.target is not Target.BACKGROUND)
        for box, coverage in brush.line(start, end, size=self.source.photo.size):
            covered = (coverage > 0.5) & ((self.matte[box.inside] > _PERSON) | self._forgets)
            for tile in tiles_within(box.inside):
                self._paint(tile, box, covered)
            touched = box.joined(touched)
        self.painted = self.painted.changed({tile: codes.copy() for tile, codes in self._tiles.items()})
        return touched

    def done(self) -> tuple[Mending, MattePatch | None, Source]:
        """What is said now, what changed in the matte, and the source with both."""
        mending = self.source.mending.with_painted(self.painted)
        stroke = self._matte
        patch = None if stroke is None else MattePatch.between(self.source.matte, stroke.matte, stroke.tiles)
        source = self.source
        if patch is not None and stroke is not None:
            source = source.touched_up(stroke.matte, changed=patch.tiles)
        return mending, patch, source.mended(mending)

    @property
    def _forgets(self) -> bool:
        return self.target is None or self.target is Target.BACKGROUND

    def _paint(self, tile: Tile, box: Box, covered: NDArray[np.bool_]) -> None:
        codes = self._tiles.get(tile)
        if codes is None:
            codes = self._tiles[tile] = self.painted.tile(tile)
        top, left = tile[0] * TILE_PX, tile[1] * TILE_PX
        y0, x0 = max(top, box.top), max(left, box.left)
        y1, x1 = min(top + codes.shape[0], box.bottom), min(left + codes.shape[1], box.right)
        part = covered[y0 - box.top : y1 - box.top, x0 - box.left : x1 - box.left]
        code = 0 if self._forgets or self.target is None else int(self.target)
        codes[y0 - top : y1 - top, x0 - left : x1 - left][part] = code


def _is_person(source: Source, at: XY) -> bool:
    width, height = source.photo.size
    x, y = int(at[0]), int(at[1])
    return 0 <= x < width and 0 <= y < height and bool(source.matte[y, x] > _PERSON)
