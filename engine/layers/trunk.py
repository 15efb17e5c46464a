"""The sides of torso and thighs, and the torso's hem: what completion keeps to where arms hide them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.imaging.pixels import Floats


@dataclass(frozen=True, eq=False)
class Trunk:
    """The sides of torso and thighs as if no arm lay over them, in pixels of a scene's box.

    sides: [2, h] x of the left and of the right one in the picture; NaN in rows that have none. bottom: [w] the
    torso's lowest row by column.
    """

    sides: NDArray[np.float32]
    bottom: NDArray[np.float32]

    def within(self, side: int) -> Floats:
        """1 inside of the left (0) or right (1) side, [h, w] in 0..1; 1 in rows without one."""
        columns = np.arange(len(self.bottom), dtype=np.float32)[None]
        line = self.sides[side][:, None]
        inner = columns - line if side == 0 else line - columns
        return np.nan_to_num(inner + 0.5, nan=1.0).clip(0, 1).astype(np.float32)

    def torso(self) -> Floats:
        """1 inside of the torso, down to its hem, [h, w] in 0..1."""
        rows = np.arange(self.sides.shape[1], dtype=np.float32)[:, None]
        there = np.asarray(~np.isnan(self.sides).any(0))[:, None]
        above = (self.bottom[None] - rows + 0.5).clip(0, 1)
        return (self.within(0) * self.within(1) * above * there).astype(np.float32)

    def part(self, rows: slice, columns: slice) -> Trunk:
        """The same over a part of the box."""
        return Trunk(self.sides[:, rows] - columns.start, self.bottom[columns] - rows.start)
