"""Where in a photo the pixels of a picture come from, as a frozen value."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Origins:
    """Where in the photo the person's pixels were taken from, coarsely.

    points: float32 [h, w, 2], (x, y) in photo pixels for each cell of the model frame, NaN where nothing was
    taken. corner: the frame's top left in photo pixels; cell: photo pixels a cell.
    """

    points: NDArray[np.float32] = field(repr=False)
    corner: tuple[float, float]
    cell: float

    def at(self, xy: tuple[float, float]) -> tuple[float, float] | None:
        """Where the picture's pixel at `xy`, in photo pixels, comes from; None where it is from nowhere."""
        column, row = (
            int((value - start) // self.cell) for value, start in zip(xy, self.corner, strict=True)
        )
        if not (0 <= row < self.points.shape[0] and 0 <= column < self.points.shape[1]):
            return None
        x, y = (float(value) for value in self.points[row, column])
        # Within its cell a pixel is off the middle, and so is its origin, near enough.
        off = [v - s - (c + 0.5) * self.cell for v, s, c in zip(xy, self.corner, (column, row), strict=True)]
        return None if math.isnan(x) else (x + off[0], y + off[1])
