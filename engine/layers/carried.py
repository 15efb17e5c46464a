"""Bags that were found as boxes, pixel by pixel: what a parsing learnt on rendered people takes for legs and coats.

The cut is that of `engine.imaging.grab_cut`; only the person's own pixels have a say, and a box's middle is the bag's.
"""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.boxes import Box
from engine.imaging.grab_cut import from_middle, thing_in
from engine.imaging.pixels import Floats
from engine.layers.regions import Region
from engine.photo.bags import Bag

# The share of what was found to be a thing's, and of what beside it was found not to be.
_SURELY, _HARDLY = 0.95, 0.05
_AROUND = 0.5  # box sides around a box that are told from it
_BEYOND = 1.35, 1.2  # half widths and heights from its middle up to which a thing may reach past its box
_CORE = 0.4  # the same, within which it is a thing for certain
_CORNERS = 1.3  # of the rounded box in which it is one at first
_HAND = 0.6  # the share of hand or head from which a pixel is no bag
_STEPS = 3
_LEAST_PX = 6


def on_grid(bags: tuple[Bag, ...], box: Box, size: tuple[int, int]) -> tuple[Bag, ...]:
    """Bags in photo pixels on a grid of a size (width, height) over a photo box."""
    x, y = np.array(size) / (box[2] - box[0], box[3] - box[1])
    return tuple(
        Bag((b.x0 - box[0]) * x, (b.y0 - box[1]) * y, (b.x1 - box[0]) * x, (b.y1 - box[1]) * y, b.sure)
        for b in bags
    )


def tell_bags(
    shares: Floats, bags: tuple[Bag, ...], rgb: NDArray[np.uint8], matte: Floats, flesh: Floats
) -> None:
    """Give what each box shows of a bag to things, in place, and take from things what lies beside it.

    shares: [h, w, 7] of the regions of a parsing. bags: on the same grid as those, rgb [h, w, 3], matte [h, w] and
    flesh [h, w], the share of hands and heads.
    """
    for bag, near in _windows(bags, matte.shape):
        of_person = matte[near] > 0.5
        found = _parted(bag, near, rgb[near], of_person, flesh[near] > _HAND)
        if found is None:
            continue
        mask, beside = found
        local = shares[near]
        local[mask] *= 1 - _SURELY
        local[mask, Region.THING] += _SURELY
        local[beside, Region.THING] *= _HARDLY
        local /= np.maximum(local.sum(-1, keepdims=True), np.float32(1e-6))


def _windows(bags: tuple[Bag, ...], size: tuple[int, ...]) -> Iterator[tuple[Bag, tuple[slice, slice]]]:
    """Each bag with the part of the grid around it."""
    for bag in bags:
        rows, columns = bag.around(_AROUND, size)
        sides = bag.x1 - bag.x0, bag.y1 - bag.y0, rows.stop - rows.start, columns.stop - columns.start
        if min(sides) >= _LEAST_PX:
            yield bag, (rows, columns)


def _parted(
    bag: Bag,
    near: tuple[slice, slice],
    rgb: NDArray[np.uint8],
    person: NDArray[np.bool_],
    flesh: NDArray[np.bool_],
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]] | None:
    """What a bag is and what around it is not, [h, w] over a part of the grid; None where it is nothing."""
    y, x = (places + 0.5 for places in np.mgrid[near])
    across, down = from_middle(bag[:4], x, y)
    within = person & (across < _BEYOND[0]) & (down < _BEYOND[1])
    marks = np.where(within, cv2.GC_PR_BGD, cv2.GC_BGD).astype(np.uint8)
    marks[person & (np.maximum(across, down) < 1) & (across**4 + down**4 < _CORNERS)] = cv2.GC_PR_FGD
    marks[person & (across**2 + down**2 < _CORE**2)] = cv2.GC_FGD
    marks[flesh] = cv2.GC_BGD
    sure = marks == cv2.GC_FGD
    mask = thing_in(rgb, marks, heard=person, steps=_STEPS) if sure.any() else None
    if mask is None:
        return None
    mask &= person
    _, pieces = cv2.connectedComponents(mask.astype(np.uint8))
    mask &= np.isin(pieces, np.unique(pieces[sure & mask]))
    return mask, within & ~mask
