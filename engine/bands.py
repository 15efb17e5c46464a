"""Limbs cut out of what they lie on, as bands of pixels below the cutout, in which drawing reads them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from engine.features import Pictures

Box = tuple[int, int, int, int]
# Which row of `Pictures.bands` tells of which limb: the right one of a pair, the left one follows.
FOREARM, SHIN, BANDS = 0, 2, 4


@dataclass(frozen=True)
class Band:
    """A limb's pixels [y1 - y0, x1 - x0, 4] in a box (x0, y0, x1, y1) of the picture; rows may lie beyond it."""

    box: Box
    pixels: NDArray[np.uint8]


def cut_out(cutout: NDArray[np.uint8], box: Box) -> NDArray[np.uint8]:
    """The cutout [H, W, 4] within a box, transparent where rows lie beyond it."""
    found = np.zeros((box[3] - box[1], box[2] - box[0], 4), np.uint8)
    top, bottom = max(0, box[1]), min(cutout.shape[0], box[3])
    if top < bottom:
        found[top - box[1] : bottom - box[1]] = cutout[top:bottom, box[0] : box[2]]
    return found


def with_bands(pictures: Pictures, bands: Mapping[int, Band]) -> Pictures:
    """Pictures with these bands, by row, below the cutout: the same columns, other rows."""
    atlas, rows = [pictures.cutout], np.zeros((BANDS, 5), np.int64)
    for number, band in bands.items():
        wide = np.zeros((len(band.pixels), *pictures.cutout.shape[1:]), np.uint8)
        wide[:, band.box[0] : band.box[2]] = band.pixels
        rows[number] = (*band.box, sum(len(each) for each in atlas) - band.box[1])
        atlas.append(wide)
    whole = np.concatenate(atlas)
    return replace(pictures, cutout=whole[: len(pictures.cutout)], atlas=whole, bands=rows)
