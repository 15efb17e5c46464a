"""The sides of torso and thighs, and the torso's hem: what completion keeps to where arms hide them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.imaging.pixels import Floats, opened, widened

_SLIVER_TORSO = 0.012  # torso lengths: half the width of what is too thin for cloth
_CORNER_PX = 2  # that a corner of cloth keeps of what no disc covers


@dataclass(frozen=True, eq=False)
class Trunk:
    """The sides of torso and thighs as if no arm lay over them, in pixels of a scene's box.

    sides: [2, h] x of the left and of the right one in the picture; NaN in rows that have none. shows: [2, h] the rows
    in which the photo shows them. bottom: [w] the
    torso's lowest row by column. middle: [h] x between the legs in the rows in which they touch, NaN elsewhere.
    """

    sides: NDArray[np.float32]
    shows: NDArray[np.bool_]
    bottom: NDArray[np.float32]
    middle: NDArray[np.float32]

    def within(self, side: int) -> Floats:
        """1 inside of the left (0) or right (1) side, [h, w] in 0..1; 1 in rows without one."""
        columns = np.arange(len(self.bottom), dtype=np.float32)[None]
        line = self.sides[side][:, None]
        inner = columns - line if side == 0 else line - columns
        return np.nan_to_num(inner + 0.5, nan=1.0).clip(0, 1).astype(np.float32)

    def beyond(self, side: int) -> Floats:
        """1 outside of the left (0) or right (1) side in rows in which something hides that, [h, w] in 0..1."""
        hidden: Floats = (1 - self.within(side)) * ~self.shows[side][:, None]
        return hidden

    def line(self, side: int) -> NDArray[np.float64]:
        """The left (0) or right (1) side from top to bottom, [n, 2]."""
        rows = np.flatnonzero(~np.isnan(self.sides[side]))
        return np.stack([self.sides[side][rows], rows], 1).astype(np.float64)

    def torso(self) -> Floats:
        """1 inside of the torso, down to its hem, [h, w] in 0..1."""
        rows = np.arange(self.sides.shape[1], dtype=np.float32)[:, None]
        there = np.asarray(~np.isnan(self.sides).any(0))[:, None]
        above = (self.bottom[None] - rows + 0.5).clip(0, 1)
        return (self.within(0) * self.within(1) * above * there).astype(np.float32)

    def inner(self, axis: NDArray[np.floating], side: int) -> Floats:
        """1 between a leg's axis [h] and the other leg, on its right (1) or its left (-1), where both touch, [h, w]."""
        columns = np.arange(len(self.bottom), dtype=np.float32)[None]
        inner = np.minimum(side * (columns - axis[:, None]), side * (self.middle[:, None] - columns)) + 1
        return np.nan_to_num(inner, nan=0.0).clip(0, 1).astype(np.float32)

    def part(self, rows: slice, columns: slice) -> Trunk:
        """The same over a part of the box."""
        return Trunk(
            self.sides[:, rows] - columns.start,
            self.shows[:, rows],
            self.bottom[columns] - rows.start,
            self.middle[rows] - columns.start,
        )


def axis_of(
    rows: NDArray[np.integer], start: NDArray[np.float64], end: NDArray[np.float64]
) -> NDArray[np.float32]:
    """The x of a bone's line in each of some rows."""
    fall = max(float(end[1] - start[1]), 1.0)
    return (start[0] + (rows - start[1]) * ((end[0] - start[0]) / fall)).astype(np.float32)


def without_slivers(visible: Floats, hidden: Floats, torso_px: float) -> Floats:
    """What is `hidden` of a layer [h, w] without what sticks out thinly of all that is `visible` or hidden of it.

    Where the lines that an outline is put together from meet, as a hip's and a shirt's beside a hem, they leave spikes.
    """
    whole = opened(visible + hidden > 0.5, max(1, round(_SLIVER_TORSO * torso_px)))
    return np.asarray(hidden * widened(whole, _CORNER_PX), np.float32)
