"""Colours of an arm carried on along its bones: each place across goes on as it is, with its folds and its light."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.pixels import Floats, nearest, ramp
from engine.layers.limb import LimbField

Mask = NDArray[np.bool_]

_DEEP = 0.03, 0.08  # torso lengths from all that is known, over which colours come from along the arm
_LEAST_DEEP = 0.002  # squared torso lengths, below which there is no need
_ACROSS = 1.15  # times its half width, to which an arm is rolled out
_HAND_FROM = 0.94  # along the forearm: a hand tells nothing of a sleeve
_LEAST = 0.06  # of its rolled-out area, that an arm must show
_OWN = 0.15  # the same of a bone whose sides are as each other where one shows nowhere, and not as the other bone
_NARROWEST_PX = 8
_BOTH = 0.35  # of a gap, around its middle, over which what comes from both ends is mixed


def carried_along(
    colours: Floats, seen: tuple[Floats, Mask], field: LimbField, half: Floats, there: Floats, torso: float
) -> Floats:
    """Colours [h, w, 3] of an arm with those far from all that is known of it taken from elsewhere along it.

    seen: what is known of it, [h, w, 3], and where, [h, w]. half: [h, w] the arm's half width, px, on each pixel's own
    side. there: [h, w] where colours are wanted. torso: px.
    """
    shown, known = seen
    sleeve = (field.bone == 0) | (field.along < 1)
    if not known.any():
        return colours
    away = cv2.distanceTransform((~known).astype(np.uint8), cv2.DIST_L2, 5)
    deep = ramp(away / torso, *_DEEP) * sleeve * (there > 0)
    if deep.sum() < _LEAST_DEEP * torso**2:
        return colours
    carried = _carried(shown, known, field, half)
    return colours if carried is None else colours + (carried - colours) * deep[..., None]


def _carried(rgb: Floats, known: Mask, field: LimbField, half: Floats) -> Floats | None:
    """The colours [h, w, 3] all over an arm's field by what is known [h, w] above and below along the bones."""
    inside = (field.along > 0) & (field.along < 1)
    lengths = field.length(0), field.length(1)
    down = np.where(field.bone == 0, field.along * lengths[0], lengths[0] + field.along * lengths[1])
    aside = field.across / np.maximum(half, 1)
    width = max(_NARROWEST_PX, int(2 * float(np.median(half[inside])))) if inside.any() else _NARROWEST_PX
    columns = (aside / _ACROSS + 1) * (width / 2) - 0.5
    told = known & inside & ((field.bone == 0) | (field.along < _HAND_FROM)) & (np.abs(aside) < _ACROSS)
    rows, cols = (
        np.round(at[told]).astype(np.intp).clip(0, most)
        for at, most in ((down, int(sum(lengths))), (columns, width - 1))
    )
    shape = int(sum(lengths)) + 1, width
    place = rows * width + cols
    count = np.bincount(place, minlength=shape[0] * width).reshape(shape)
    if (count > 0).mean() < _LEAST:
        return None
    sums = np.stack(
        [np.bincount(place, rgb[..., k][told], shape[0] * width).reshape(shape) for k in range(3)], -1
    )
    rolled: Floats = (sums / np.maximum(count, 1)[..., None]).astype(np.float32)
    seen = cv2.morphologyEx((count > 0).astype(np.uint8), cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8)) > 0
    rolled = np.where((count > 0)[..., None], rolled, nearest(rolled, count > 0)[0])
    elbow = int(lengths[0])
    for bone in (np.s_[:elbow], np.s_[elbow:]):
        if seen[bone].mean() > _OWN:
            rolled[bone], seen[bone] = _columns(rolled[bone], seen[bone])
    whole = _filled(*_columns(rolled, seen))
    at = columns.astype(np.float32), down.astype(np.float32)
    return cv2.remap(whole, *at, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE).astype(np.float32)


def _filled(rolled: Floats, seen: Mask) -> Floats:
    """A rolled-out arm [n, m, 3] with every column mirrored at the ends of what is seen of it [n, m]."""
    from_above, above = _mirrored(rolled, seen)
    from_below, below = (each[::-1] for each in _mirrored(rolled[::-1], seen[::-1]))
    # Each end's own, mixed in the middle between both.
    far = len(seen) * 9.0  # nothing is seen on that side
    above, below = np.minimum(above, far), np.minimum(below, far)
    lower = ((above / np.maximum(above + below, 1) - 0.5) / _BOTH + 0.5).clip(0, 1)[..., None]
    return np.where(seen[..., None], rolled, from_above * (1 - lower) + from_below * lower).astype(np.float32)


def _columns(rolled: Floats, seen: Mask) -> tuple[Floats, Mask]:
    """The same where columns that show nothing are those that do, mirrored at the nearest."""
    there = np.flatnonzero(seen.any(0))
    columns = np.arange(seen.shape[1])[:, None]
    rim = there[np.abs(columns - there).argmin(1)]
    mirrored = there[np.abs(2 * rim[:, None] - columns - there).argmin(1)]
    take = np.where(seen.any(0), columns[:, 0], mirrored)
    return rolled[:, take], seen[:, take]


def _mirrored(rolled: Floats, seen: Mask) -> tuple[Floats, NDArray[np.float64]]:
    """What is seen last above each place, mirrored there to and fro, and how far off that is; inf without any."""
    rows = np.arange(len(seen))[:, None]
    last = np.maximum.accumulate(np.where(seen, rows, -1), 0)
    # How far what is seen reaches up from there without a gap.
    start = np.maximum.accumulate(np.where(seen, -1, rows), 0)
    run = np.take_along_axis(rows - start, last.clip(0), 0).clip(1)
    off = (rows - last - 1) % (2 * run)
    back = np.where(off < run, off, 2 * run - 1 - off)
    source = (last - back).clip(0)
    out = np.take_along_axis(rolled, source[..., None], 0)
    away = np.where(last < 0, np.inf, rows - last)
    return out, away
