"""Adds to a matte what of a carried bag it left out: a bag of many colours is half background to a matting network."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.grab_cut import from_middle, thing_in
from engine.imaging.pixels import Floats, disc, ramp
from engine.photo.bags import Bag
from engine.source.bags import Points
from engine.source.edges import along_edges

_WORK_PX = 200  # the longer side of what is parted
_AROUND = 0.35  # box sides around a box whose colours are the background's, where the matte holds nothing
_WITHIN = 1.06  # half sides from a box's middle up to which the bag may reach
_CORE = 0.45  # half sides around its middle, of which the matte must hold some
_CORNERS = 1.0  # of the rounded box that is the bag's at first
_STEPS = 4
_LEAST_PX = 8
_COLOURS, _LEVELS = 6, 12.0  # of the ground, and levels within which a pixel has one of them
_PERSON, _FAINT = 0.5, 0.05
_RIM_PX = 2
_BESIDE = 0.1  # of the rim of a piece of ground that is the bag's
_HANDLE = 0.25  # of a bag's height, above or below its top, where the hand is that it hangs from
_SURE = 0.45  # of a bag that nothing else says is the person's
_ANOTHER, _BOUNDED = 40.0, 0.8  # levels to what bounds a piece of ground, and how much of its rim that is


def with_bags(
    rgb: NDArray[np.uint8], matte: Floats, bags: Sequence[Bag], hands: Sequence[Points] = ()
) -> Floats:
    """A matte [H, W] of a photo [H, W, 3] with its person's bags whole.

    hands: those that hang down, [2] each. What neither hangs from one nor lies over the person is no one's.
    """
    out = matte
    for bag in bags:
        found = rows, columns = bag.around(_AROUND, matte.shape)
        if min(rows.stop - rows.start, columns.stop - columns.start) < _LEAST_PX:
            continue
        hangs = any(_hangs_from(bag, hand) for hand in hands)
        whole = _whole(rgb[found], matte[found], bag, (columns.start, rows.start), hangs=hangs)
        if whole is not None:
            out = out.copy()
            out[found] = np.maximum(out[found], whole)
            out[found] *= 1 - _ground(rgb[found], out[found], whole)
    return out


def _ground(rgb: NDArray[np.uint8], matte: Floats, bag: Floats) -> Floats:
    """Ground between legs and bag, and between straps, that a matte [h, w] holds, 0..1; bag: [h, w]."""
    outside = matte < _FAINT
    if outside.sum() < _LEAST_PX**2:
        return np.zeros_like(matte)
    like = _like(rgb, outside)
    held = like & (matte > _PERSON) & (bag < _PERSON)
    found = cv2.morphologyEx(held.astype(np.uint8), cv2.MORPH_OPEN, disc(_RIM_PX))
    _, pieces, stats, _ = cv2.connectedComponentsWithStats(found)
    areas, most = stats[:, cv2.CC_STAT_AREA], (bag > _PERSON).sum()
    ground = np.zeros(matte.shape, np.float32)
    for number in 1 + np.flatnonzero((areas[1:] >= _LEAST_PX**2) & (areas[1:] < most)):
        piece = (pieces == number).astype(np.uint8)
        near = cv2.dilate(piece, disc(_RIM_PX)) > 0
        ring = (cv2.dilate(piece, disc(2 * _RIM_PX)) > 0) & ~near & (matte > _PERSON)
        if not ring.any() or bag[ring].mean() <= _BESIDE:
            continue
        # Cloth in the ground's colours passes into more of its kind; ground ends at a leg or a bag.
        apart = np.abs(rgb[ring].astype(np.float32) - rgb[piece > 0].mean(0)).max(1)
        if np.mean(apart > _ANOTHER) > _BOUNDED:
            ground[near] = 1
    return cv2.blur(ground * like, (3, 3))


def _hangs_from(bag: Bag, hand: Points) -> bool:
    """Whether a hand [2] is over a box that surely holds a bag, no farther up than straps are long."""
    up = (bag.y0 - hand[1]) / (bag.y1 - bag.y0)
    return bool(bag.sure > _SURE and bag.x0 < hand[0] < bag.x1 and -_HANDLE < up < _HANDLE)


def _whole(
    rgb: NDArray[np.uint8], matte: Floats, bag: Bag, corner: tuple[int, int], *, hangs: bool
) -> Floats | None:
    """What a window shows of the person and the bag inside its box, 0..1 [h, w]; None where the bag is no one's."""
    height, width = matte.shape
    factor = min(1.0, _WORK_PX / max(height, width))
    size = (max(round(width * factor), 4), max(round(height * factor), 4))
    picture = cv2.resize(rgb, size, interpolation=cv2.INTER_AREA)
    held = cv2.resize(matte, size, interpolation=cv2.INTER_AREA)
    y, x = np.mgrid[: size[1], : size[0]] + 0.5
    x, y = x * width / size[0] + corner[0], y * height / size[1] + corner[1]
    across, down = from_middle(bag[:4], x, y)
    within = np.maximum(across, down) < _WITHIN
    core = across**2 + down**2 < _CORE**2
    if not (hangs or (core & (held > _PERSON)).any()):
        return None
    marks = np.where(within, cv2.GC_PR_BGD, cv2.GC_BGD).astype(np.uint8)
    marks[within & ((held > _PERSON) | (across**4 + down**4 < _CORNERS))] = cv2.GC_PR_FGD
    # Ground between straps, or between legs and bag, is the person's to many a matting network.
    marks[(marks == cv2.GC_PR_FGD) & _like(picture, (marks == cv2.GC_BGD) & (held < 1 - _PERSON))] = (
        cv2.GC_PR_BGD
    )
    # What else the matte holds around the box has no say: it may be the person, or ground between legs and bag.
    mask = thing_in(picture, marks, heard=within | (held <= _PERSON), steps=_STEPS)
    if mask is None:
        return None
    fine = along_edges(mask & within, rgb, scale=1 / factor)
    fade = ramp(np.maximum(across, down).astype(np.float32), _WITHIN + 0.05, _WITHIN)
    return fine * cv2.resize(fade, (width, height), interpolation=cv2.INTER_LINEAR)


def _like(picture: NDArray[np.uint8], ground: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Where a picture [h, w, 3] has the main colours of its `ground` [h, w]."""
    pixels = picture[ground].astype(np.float32)
    if len(pixels) < _COLOURS:
        return np.zeros(ground.shape, bool)
    cv2.setRNGSeed(0)
    criteria = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER, 10, 1.0)
    _, _, main = cv2.kmeans(pixels, _COLOURS, np.empty(0, np.int32), criteria, 1, cv2.KMEANS_PP_CENTERS)
    apart = ((picture[..., None, :].astype(np.float32) - main) ** 2).sum(-1).min(-1)
    return np.asarray(apart < _LEVELS**2)
