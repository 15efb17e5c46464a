"""Which photo pixels the screen pixels of a part of the canvas show, for maps that are painted over the photo."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gui.canvas.view_transform import ViewTransform


class Places:
    """Where, along one axis, the screen pixels of an area lie on the photo."""

    def __init__(self, places: NDArray[np.intp], first: int, *, finer: int) -> None:
        self.places = places  # `finer` of them a screen pixel
        self.first = first  # the first screen pixel of the area that is on the photo
        self.finer = finer

    @property
    def size(self) -> int:
        """How many screen pixels."""
        return len(self.places) // self.finer


def places_along(
    start: int,
    length: int,
    *,
    offset: float,
    view: ViewTransform,
    ratio: float,
    limit: int,
    smooth: bool = True,
) -> Places:
    """The places of `length` canvas pixels from `start` on, of a photo that begins at `offset` and has `limit` pixels.

    smooth: two places a screen pixel where the photo is shown smaller than it is, else rims would be jagged.
    """
    finer = 2 if smooth and view.scale * ratio < 1 else 1
    count = round(length * ratio) * finer
    at = (start + (np.arange(count) + 0.5) / (finer * ratio) - offset) / view.scale
    inside = np.flatnonzero((at >= 0) & (at < limit))
    if not len(inside):
        return Places(np.empty(0, np.intp), 0, finer=finer)
    first, last = int(inside[0]) // finer, int(inside[-1]) // finer + 1
    places = at[first * finer : last * finer].clip(0, limit - 1).astype(np.intp)
    return Places(places, first, finer=finer)
