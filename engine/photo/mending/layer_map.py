"""How a photo's person was taken apart, for people to see: which layer each pixel shows, and what things follow."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from engine.imaging.boxes import Box
from engine.photo.mending.targets import Follows, Target
from engine.pose.pose import XY

FIRST_THING = 100  # the code of the first thing


@dataclass(frozen=True, eq=False)
class LayerMap:
    """codes: uint8 [h, w] over the photo's `box`, coarser than the photo: of `Target`, things from `FIRST_THING` on.

    0 shows nothing of the person. follows: of each thing in turn. order: layers from back to front, of `ORDERED`.
    """

    codes: NDArray[np.uint8] = field(repr=False)
    box: Box
    follows: tuple[Follows, ...]
    order: tuple[Target, ...]

    def code_at(self, xy: XY) -> int:
        """What shows at a photo pixel."""
        x0, y0, x1, y1 = self.box
        if not (x0 <= xy[0] < x1 and y0 <= xy[1] < y1):
            return 0
        height, width = self.codes.shape
        row, column = (xy[1] - y0) * height / (y1 - y0), (xy[0] - x0) * width / (x1 - x0)
        return int(self.codes[int(row), int(column)])

    def shows(self, thing: int, places: NDArray[np.floating]) -> NDArray[np.bool_]:
        """Which of photo pixels `places` [..., 2] as (x, y) show a thing; those that are NaN or outside do not."""
        x0, y0, x1, y1 = self.box
        height, width = self.codes.shape
        with np.errstate(invalid="ignore"):
            column = np.floor((places[..., 0] - x0) * width / (x1 - x0))
            row = np.floor((places[..., 1] - y0) * height / (y1 - y0))
            inside = (column >= 0) & (column < width) & (row >= 0) & (row < height)
        found = np.zeros(inside.shape, bool)
        rows, columns = (each[inside].astype(np.intp) for each in (row, column))
        found[inside] = self.codes[rows, columns] == FIRST_THING + thing
        return found

    def box_of(self, thing: int) -> Box | None:
        """The part of the photo that holds a thing, px; None where it is too small to be told."""
        rows, columns = np.nonzero(self.codes == FIRST_THING + thing)
        if not len(rows):
            return None
        x0, y0, x1, y1 = self.box
        height, width = self.codes.shape
        across, down = (x1 - x0) / width, (y1 - y0) / height
        return (
            x0 + int(columns.min() * across), y0 + int(rows.min() * down),
            x0 + math.ceil((columns.max() + 1) * across), y0 + math.ceil((rows.max() + 1) * down),
        )  # fmt: skip

    def thing_at(self, xy: XY) -> int | None:
        """The number of the thing at a photo pixel, from 0."""
        code = self.code_at(xy)
        return code - FIRST_THING if code >= FIRST_THING else None

    def place_of(self, thing: int) -> XY | None:
        """A photo pixel that shows a thing, well inside; None where it is too small to be told."""
        rows, columns = np.nonzero(self.codes == FIRST_THING + thing)
        if not len(rows):
            return None
        middle = int(np.argmin((rows - rows.mean()) ** 2 + (columns - columns.mean()) ** 2))
        x0, y0, x1, y1 = self.box
        height, width = self.codes.shape
        return (
            float(x0 + (columns[middle] + 0.5) * (x1 - x0) / width),
            float(y0 + (rows[middle] + 0.5) * (y1 - y0) / height),
        )

    def lies_in_front(self, layer: Target, of: Target) -> bool:
        """Whether one layer lies in front of another."""
        return self.order.index(layer) > self.order.index(of)
