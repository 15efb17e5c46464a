"""Limbs cut out of what they lie on, as bands of pixels below the cutout, in which drawing reads them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from engine.imaging.boxes import Box
from engine.imaging.frame import HEIGHT, Frame
from engine.imaging.pictures import Pictures

# Which row of `Pictures.bands` tells of which limb: the right one of a pair, the left one follows.
FOREARM, SHIN, BANDS = 0, 2, 4


@dataclass(frozen=True)
class Band:
    """A limb's pixels [y1 - y0, x1 - x0, 4] in a box (x0, y0, x1, y1) of the picture; rows may lie beyond it."""

    box: Box
    pixels: NDArray[np.uint8]


def box_around(inside: NDArray[np.bool_], margin: int, frame: Frame, width: int) -> Box | None:
    """Around what lies inside a map [h, w] over the model frame, and `margin` of its pixels more.

    In pixels of a picture that is `width` wide: rows may lie beyond it, columns not. None where nothing is left.
    """
    rows, columns = np.flatnonzero(inside.any(1)), np.flatnonzero(inside.any(0))
    if not len(rows):
        return None
    cell = HEIGHT / inside.shape[0] / frame.scale
    at = lambda index, corner: round(corner + index * cell)  # noqa: E731
    left = max(0, at(columns[0] - margin, frame.x))
    right = min(width, at(columns[-1] + 1 + margin, frame.x))
    if right <= left:
        return None
    return left, at(rows[0] - margin, frame.y), right, at(rows[-1] + 1 + margin, frame.y)


def cut_out(cutout: NDArray[np.uint8], box: Box) -> NDArray[np.uint8]:
    """The cutout [H, W, 4] within a box, transparent where rows lie beyond it."""
    found = np.zeros((box[3] - box[1], box[2] - box[0], 4), np.uint8)
    top, bottom = max(0, box[1]), min(cutout.shape[0], box[3])
    if top < bottom:
        found[top - box[1] : bottom - box[1]] = cutout[top:bottom, box[0] : box[2]]
    return found


def with_bands(pictures: Pictures, bands: Mapping[int, Band]) -> Pictures:
    """Pictures with these bands, by row, below the cutout: the same columns, other rows."""
    if not bands:
        return pictures
    atlas, rows = [pictures.cutout], np.zeros((BANDS, 5), np.int64)
    for number, band in bands.items():
        wide = np.zeros((len(band.pixels), *pictures.cutout.shape[1:]), np.uint8)
        wide[:, band.box[0] : band.box[2]] = band.pixels
        rows[number] = (*band.box, sum(len(each) for each in atlas) - band.box[1])
        atlas.append(wide)
    whole = np.concatenate(atlas)
    return replace(pictures, cutout=whole[: len(pictures.cutout)], atlas=whole, bands=rows)
