"""Where in a photo the pixels of a picture come from, as a frozen value."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

NO_LAYER = 255


@dataclass(frozen=True, slots=True, eq=False)
class Origins:
    """Where in the photo the person's pixels were taken from, coarsely.

    points: float32 [h, w, 2], (x, y) in photo pixels for each cell of the model frame, NaN where nothing was
    taken. corner: the frame's top left in photo pixels; cell: photo pixels a cell. layers: uint8 [h, w], which layer
    of the person each cell shows, `NO_LAYER` for none; None where the picture was not made of layers.
    """

    points: NDArray[np.float32] = field(repr=False)
    corner: tuple[float, float]
    cell: float
    layers: NDArray[np.uint8] | None = field(default=None, repr=False)

    def at(self, xy: tuple[float, float]) -> tuple[float, float] | None:
        """Where the picture's pixel at `xy`, in photo pixels, comes from; None where it is from nowhere."""
        found = self._cell(xy)
        if found is None:
            return None
        row, column = found
        x, y = (float(value) for value in self.points[row, column])
        # Within its cell a pixel is off the middle, and so is its origin, near enough.
        off = [v - s - (c + 0.5) * self.cell for v, s, c in zip(xy, self.corner, (column, row), strict=True)]
        return None if math.isnan(x) else (x + off[0], y + off[1])

    def of_all(self, places: NDArray[np.floating]) -> NDArray[np.float64]:
        """As `at`, of picture pixels `places` [..., 2] as (x, y); NaN where one is from nowhere."""
        cells = np.floor((places - self.corner) / self.cell)
        rows, columns = self.points.shape[:2]
        inside = ((cells >= 0) & (cells < (columns, rows))).all(-1)
        found = np.full(places.shape, np.nan)
        at = cells[inside].astype(np.intp)
        off = places[inside] - self.corner - (at + 0.5) * self.cell
        found[inside] = self.points[at[:, 1], at[:, 0]] + off
        return found

    def layer_at(self, xy: tuple[float, float]) -> int | None:
        """The layer that the picture shows at `xy`, in photo pixels; None where there is none, or it is not known."""
        found = self._cell(xy)
        if found is None or self.layers is None or self.layers[found] == NO_LAYER:
            return None
        return int(self.layers[found])

    def _cell(self, xy: tuple[float, float]) -> tuple[int, int] | None:
        """Row and column of the cell at `xy`; None outside."""
        column, row = (
            int((value - start) // self.cell) for value, start in zip(xy, self.corner, strict=True)
        )
        inside = 0 <= row < self.points.shape[0] and 0 <= column < self.points.shape[1]
        return (row, column) if inside else None
