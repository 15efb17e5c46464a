"""How a photo's person was taken apart, for people to see: which layer each pixel shows, and what things follow."""

from __future__ import annotations

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
