"""A bag, case or umbrella that was found in a photo: where it lies."""

from __future__ import annotations

from typing import NamedTuple


class Bag(NamedTuple):
    """The box around one, in photo pixels, and how surely there is one, 0..1."""

    x0: float
    y0: float
    x1: float
    y1: float
    sure: float

    @property
    def area(self) -> float:
        """Of its box, px²; none where it is empty."""
        return max(self.x1 - self.x0, 0.0) * max(self.y1 - self.y0, 0.0)

    def scaled(self, scale: float) -> Bag:
        """The same in a photo `scale` times as large."""
        return Bag(self.x0 * scale, self.y0 * scale, self.x1 * scale, self.y1 * scale, self.sure)

    def around(self, air: float, size: tuple[int, ...]) -> tuple[slice, slice]:
        """Rows and columns of a plane of a size (height, width, ...): its box with `air` times its sides around."""
        air_x, air_y = air * (self.x1 - self.x0), air * (self.y1 - self.y0)
        rows = slice(max(int(self.y0 - air_y), 0), min(int(self.y1 + air_y), size[0]))
        return rows, slice(max(int(self.x0 - air_x), 0), min(int(self.x1 + air_x), size[1]))

    def common(self, other: Bag) -> float:
        """The share of the smaller of two boxes that lies in the other."""
        x0, y0 = max(self.x0, other.x0), max(self.y0, other.y0)
        both = Bag(x0, y0, min(self.x1, other.x1), min(self.y1, other.y1), 1.0)
        return both.area / max(min(self.area, other.area), 1e-6)
