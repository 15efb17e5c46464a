"""Bags that were found as boxes, pixel by pixel: what a parsing learnt on rendered people takes for legs and coats.

A box says about how far a bag goes; the colours around it, as they are mixed nearby, say what in it is cloth or skin,
and a cut (`engine.imaging.grab_cut`) begins from both. Only the person's own pixels have a say.
"""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.boxes import Box
from engine.imaging.grab_cut import from_middle, thing_in
from engine.imaging.pixels import Floats, ramp
from engine.layers.colour_models import mixed_in, nearby
from engine.layers.regions import ARMS, Region
from engine.photo.bags import Bag

Mask = NDArray[np.bool_]

# The share of what was found to be a thing's, and of what beside it was found not to be.
_SURELY, _HARDLY = 0.95, 0.05
_AROUND = 0.6  # box sides around a box that are told from it
# Half sides from its middle: where nothing of a thing is expected, and how far it may reach past its box.
_OUTSIDE, _BEYOND = 1.2, 1.35
_CORE = 0.4, 0.8  # the same of a rounded box: where it most likely is, and where it may be for certain
_MIDDLE, _EDGE = 0.75, 0.3  # the share of things at a box's middle and at its edge, whatever their colours
_AN_ARM = 3.0  # how far the logarithm of that falls where the parsing sees an arm: sleeves have many colours
_CERTAIN, _NONE = 0.8, 0.02  # the probability from which it is one for certain, and below which it is none
_MIXED = 0.12  # longer sides of a box over which the colours around it are mixed
_MOST = 5.0  # the largest difference of log-likelihoods that counts
_SMOOTH_PX = 1.5
_INSIDE = 0.9  # half sides of the rounded box whose colours are the bag's at first
_GAP = 0.1  # box sides from its edge beyond which something of the bag was missed
# How far that raises the logarithm, and the share of arms from which it does not.
_TIGHT, _HARDLY_ARM = 3.0, 0.3
_HAND = 0.6  # the share of hand or head from which a pixel is no bag
_STEPS = 2
_LEAST_PX = 6
_LEAST_PIECE = 0.15  # of the largest piece's area at a box's middle


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
        person, local = matte[near] > 0.5, shares[near]
        own = person & (flesh[near] <= _HAND)
        found = _parted(bag, near, rgb[near], person, own, local[..., list(ARMS)].sum(-1))
        if found is None:
            continue
        mask, beside = found
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
    bag: Bag, near: tuple[slice, slice], rgb: NDArray[np.uint8], person: Mask, own: Mask, arms: Floats
) -> tuple[Mask, Mask] | None:
    """What a bag is and what around it is not, [h, w] over a part of the grid; None where it is nothing.

    person: what the person's pixels are; own: those of them that may be a bag's; arms: the share of arms.
    """
    y, x = (places + 0.5 for places in np.mgrid[near])
    across, down = (each.astype(np.float32) for each in from_middle(bag[:4], x, y))
    far, rounded = np.maximum(across, down), (across**4 + down**4) ** 0.25
    within, middle = own & (far < _BEYOND), rounded < _CORE[1]
    likely = _MIDDLE - (_MIDDLE - _EDGE) * ramp(rounded, _CORE[0], 1.0)
    likely = (likely * ramp(far, _BEYOND, 1.0)).clip(1e-3, 1)
    logits = np.log(likely / (1 - likely)) - _AN_ARM * arms
    around, inside = person & (far > _OUTSIDE), own & (rounded < _INSIDE)
    if around.any() and inside.any():
        picture = rgb.astype(np.float32)
        _, cloth = nearby(picture, around, max(_MIXED * max(bag.x1 - bag.x0, bag.y1 - bag.y0), 1.0))
        logits += (mixed_in(picture, inside) - cloth).clip(-_MOST, _MOST)
    mask = _cut(rgb, logits, person=person, own=own, within=within, middle=middle)
    if mask is None:
        return None
    lacking = _lacking(mask, bag, (x, y)) & own & (arms < _HARDLY_ARM)
    if lacking.any():
        mask = _cut(rgb, logits + _TIGHT * lacking, person=person, own=own, within=within, middle=middle)
    return None if mask is None else (mask, within & ~mask)


def _cut(
    rgb: NDArray[np.uint8], logits: Floats, *, person: Mask, own: Mask, within: Mask, middle: Mask
) -> Mask | None:
    """What a bag is [h, w], begun from how likely each pixel is one; None where it is nothing."""
    told = _smooth(1 / (1 + np.exp(-logits)), own)
    marks = np.where(within, cv2.GC_PR_BGD, cv2.GC_BGD).astype(np.uint8)
    marks[told > 0.5] = cv2.GC_PR_FGD
    marks[(told > _CERTAIN) & middle] = cv2.GC_FGD
    marks[told < _NONE] = cv2.GC_BGD
    mask = thing_in(rgb, marks, heard=person, steps=_STEPS)
    mask = None if mask is None else _main_pieces(mask & person, middle)
    return mask if mask is not None and mask.any() else None


def _lacking(mask: Mask, bag: Bag, at: tuple[Floats, Floats]) -> Mask:
    """Where a box goes on past what was found in it, to the sides and down, [h, w].

    Source: V. Lempitsky et al., "Image segmentation with a bounding box prior", ICCV 2009: a thing reaches all sides of
    its box. Differs: not the upper one, where handles, hands and sleeves are.
    """
    x, y = at
    left, right, low = x[mask].min(), x[mask].max(), y[mask].max()
    gap, deep = _GAP * (bag.x1 - bag.x0), _GAP * (bag.y1 - bag.y0)
    past = (x < left) & (left - bag.x0 > gap) | (x > right) & (bag.x1 - right > gap)
    past |= (y > low) & (bag.y1 - low > deep)
    return np.asarray(past & (x > bag.x0) & (x < bag.x1) & (y > bag.y0) & (y < bag.y1))


def _smooth(told: Floats, own: Mask) -> Floats:
    """Probabilities [h, w] averaged over neighbours among what may be a bag's; none elsewhere."""
    sums, weight = (
        cv2.GaussianBlur(plane.astype(np.float32), (0, 0), _SMOOTH_PX) for plane in (told * own, own)
    )
    return np.where(own, sums / np.maximum(weight, np.float32(0.05)), 0).astype(np.float32)


def _main_pieces(mask: Mask, middle: Mask) -> Mask:
    """The pieces of a mask [h, w] that hold much of a box's middle: a bag is one, or parted by the hand before it."""
    count, pieces = cv2.connectedComponents(mask.astype(np.uint8))
    sizes = np.bincount(pieces[mask & middle], minlength=count)
    return np.isin(pieces, np.flatnonzero((sizes > _LEAST_PIECE * sizes.max()) & (np.arange(count) > 0)))
