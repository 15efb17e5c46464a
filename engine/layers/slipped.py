"""What of a sleeve lies behind a body's cloth though the arm hangs in front: told by how wide the other arm is."""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.pixels import Floats, ramp
from engine.layers.ends import is_bare
from engine.layers.limb import LimbField
from engine.layers.regions import CHAINS, LEGS, Region
from engine.layers.scene import Scene
from engine.layers.skeleton import Points
from engine.layers.turning import angle_between
from engine.layers.widths import BINS, Widths

_NARROW = 0.78  # of the twin's width, below which some of an arm is hidden
_RIM = 0.25  # usual half widths beside an arm in which the body is looked for
_BODY, _SOLID = (
    0.5,
    0.9,
)  # the share of it there, and of the matte: background beside an arm shows where it ends
# Along the upper arm: above that sleeve and shoulder are one cloth.
_FROM, _WHOLLY = 0.1, 0.35
_ALIKE = math.radians(40)  # by so much two elbows may differ whose arms are seen equally wide
_SHADOWED = 0.15  # of an arm's width, beside what hides its side
_SMOOTHED_OVER = 9  # bins
_FLARE = 1.1  # times as wide as below its elbow a forearm may be elsewhere
_EVEN, _END = (
    2.0,
    0.25,
)  # bins over which a line is even, and the share of them at which a stretch begins and ends
_BEYOND = 5  # bins over both ends of a stretch
_RUN = 7  # bins, below which a stretch or a gap of one is an error of reading


def hidden_side(
    near: Scene, field: LimbField, visible: Floats, own: Widths, twin: Widths
) -> tuple[Floats, NDArray[np.bool_]]:
    """What of an arm lies behind what it hangs before, 0..1, and where that throws its shadow on the arm; [h, w]."""
    body = near.shares[[Region.TORSO, *LEGS]].sum(0) * near.matte
    hidden = slipped(field, own, twin, body, near.matte)
    if hidden.any():
        # Skin has no folds: a bare arm that is narrow is turned.
        hidden *= np.array([not is_bare(near, field, visible, bone) for bone in (0, 1)])[field.bone]
    total = np.nan_to_num(own.half).sum(0)
    reach = _SHADOWED * float(np.median(total[total > 0])) / near.skeleton.torso if hidden.any() else 0.0
    return hidden * near.matte, near.around(hidden, reach)


def slipped(field: LimbField, own: Widths, twin: Widths, body: Floats, matte: Floats) -> Floats:
    """The hidden part of an arm [h, w] in 0..1, beyond the side on which it borders the body and not the background.

    own, twin: by the sides of this arm. body, matte: the shares [h, w] of what the arm hangs before, and of the person.
    """
    half = np.nan_to_num(own.half)
    total, other = half.sum(0), _twin_total(twin)
    lack = np.where((total > 0) & (total < _NARROW * other), other - total, 0.0)
    borders = np.stack([_borders(field, own, (body, matte), side) for side in range(2)])
    only = _settled(borders & ~borders[::-1] & (lack > 0))
    lack = np.stack([_even(row, lack, each) for row, each in zip(only, half, strict=True)])
    lack *= ramp((np.arange(2 * BINS) + 0.5) / BINS, _FROM, _WHOLLY)
    if not lack.any():
        return np.zeros_like(matte)
    place = (field.whole * BINS - 0.5).clip(0, 2 * BINS - 1)
    side = (field.across > 0).astype(np.intp)
    reach = _between((half + lack), side, place)
    there = (_between(lack, side, place) > 0.5) & (field.along > 0) & (field.along < 1)
    return ((reach - np.abs(field.across) + 0.5).clip(0, 1) * there).astype(np.float32)


def _twin_total(twin: Widths) -> NDArray[np.float64]:
    """How wide another arm is [2 * BINS], px, where both of its sides show; a forearm no wider than below its elbow."""
    total = np.where(twin.seen.all(0), np.nan_to_num(twin.half.sum(0)), 0.0)
    total = _median(total)
    below = total[BINS : BINS + BINS // 2]
    if (below > 0).any():
        total[BINS:] = np.minimum(total[BINS:], _FLARE * np.median(below[below > 0]))
    return total


def _even(
    only: NDArray[np.bool_], lack: NDArray[np.float64], half: NDArray[np.float64]
) -> NDArray[np.float64]:
    """What an arm lacks beyond its half width [n] on one side, so that both together are one even line."""
    if not only.any():
        return np.zeros_like(lack)
    places = np.arange(len(lack))
    edge = np.interp(places, places[only], (half + lack)[only])
    edge = _soft(_median(edge))
    near = cv2.dilate(only[None].astype(np.uint8), np.ones((1, _BEYOND), np.uint8))[0]
    inside = ramp(_soft(near.astype(np.float64)), _END, 1 - _END)
    return np.asarray((edge - half).clip(0, None) * inside)


def _median(line: NDArray[np.float64]) -> NDArray[np.float64]:
    """Of each bin's neighbours."""
    padded = np.pad(line, _SMOOTHED_OVER // 2, mode="edge")
    return np.asarray(np.median(np.lib.stride_tricks.sliding_window_view(padded, _SMOOTHED_OVER), 1))


def _soft(line: NDArray[np.float64]) -> NDArray[np.float64]:
    return cv2.GaussianBlur(line[None], (0, 0), _EVEN, borderType=cv2.BORDER_REPLICATE)[0].astype(np.float64)


def _between(values: NDArray[np.float64], side: NDArray[np.intp], place: Floats) -> Floats:
    """Values [2, n] at places [h, w] between their bins, on each pixel's side."""
    low = place.astype(np.intp)
    part = place - low
    high = np.minimum(low + 1, values.shape[1] - 1)
    return (values[side, low] * (1 - part) + values[side, high] * part).astype(np.float32)


def bent_alike(xy: Points, one: Region, other: Region) -> bool:
    """Whether two limbs of joints [18, 2] are seen so alike that they are equally wide."""
    bends = [abs(angle_between(*np.diff(xy[list(CHAINS[limb])], axis=0))) for limb in (one, other)]
    return abs(bends[0] - bends[1]) < _ALIKE


def _settled(rows: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Rows [2, n] without short gaps and short stretches."""
    run = np.ones((1, _RUN), np.uint8)
    closed = cv2.morphologyEx(rows.astype(np.uint8), cv2.MORPH_CLOSE, run)
    return np.asarray(cv2.morphologyEx(closed, cv2.MORPH_OPEN, run) > 0)


def _borders(field: LimbField, own: Widths, seen: tuple[Floats, Floats], side: int) -> NDArray[np.bool_]:
    """In which bins [2 * BINS] the body, and no background, lies beside an arm on a side; seen: both shares [h, w]."""
    inside = (field.along > 0) & (field.along < 1) & ((field.across > 0) == bool(side))
    bins = np.minimum((field.whole[inside] * BINS).astype(np.intp), 2 * BINS - 1)
    away = np.abs(field.across[inside]) - np.nan_to_num(own.half[side])[bins]
    rim = (away > 1) & (away < 2 + _RIM * own.usual[bins])
    count, body, matte = (
        np.bincount(bins[rim], weights, 2 * BINS)
        for weights in (None, *(plane[inside][rim] for plane in seen))
    )
    return np.asarray((body > _BODY * count) & (matte > _SOLID * count) & (count > 0))
