"""Colours of an arm carried on along its bones: each place across goes on as it is, with its folds and its light."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.pixels import Floats, nearest, ramp
from engine.layers.ends import is_bare
from engine.layers.limb import LimbField
from engine.layers.regions import Region
from engine.layers.scene import Scene

Mask = NDArray[np.bool_]

_FADE = 0.03  # torso lengths from all that is known, where colours begin to come from along an arm
_DEEP = 1.0, 2.7  # times that distance, over which they do
_LEAST_DEEP = 40.0  # pixels, below which there is no need
_MOSTLY = 0.5  # of an upper arm or forearm
_ACROSS = 1.15  # times its half width, to which an arm is rolled out
_HAND_FROM = 0.94  # along the forearm: a hand tells nothing of a sleeve
_LEAST = 0.06  # of its rolled-out area, that an arm must show
_OWN = 0.15  # the same of a bone whose sides are as each other where one shows nowhere, and not as the other bone
_NARROWEST_PX = 8
_BOTH = 0.35  # of a gap, around its middle, over which what comes from both ends is mixed


def carried_along(
    near: Scene,
    arm: Region,
    colours: Floats,
    looks: tuple[Floats, Floats, Mask],
    half: Floats,
    shown: tuple[Floats, Floats, Mask],
) -> Floats:
    """Colours [h, w, 3] of an arm with those far from all that is known of it taken from elsewhere along it.

    looks: its own and the other's colours [h, w, 3], and where either is known [h, w]. half: [h, w] its half width, px,
    on each pixel's own side. shown: what shows of it, where it is at all, and where its own colours are known, [h, w].
    """
    (own, others, known), (visible, alpha, sure) = looks, shown
    field, fade = near.field(arm), 0.0 if near.straight else _FADE * near.skeleton.torso
    if not known.any():
        return colours
    away = cv2.distanceTransform((~known).astype(np.uint8), cv2.DIST_L2, 5)
    deep = ramp(away / max(fade, 1.0), *_DEEP) * ((field.bone == 0) | (field.along < 1)) * (alpha > 0)
    if deep.sum() < _LEAST_DEEP:
        return colours
    if not near.straight:
        deep *= np.array([_teaches(near, field, (visible, alpha, known), bone) for bone in (0, 1)])[
            field.bone
        ]
    carried = _carried(np.where(sure[..., None], own, others), known, field, half) if deep.any() else None
    return colours if carried is None else colours + (carried - colours) * deep[..., None]


def _teaches(near: Scene, field: LimbField, shown: tuple[Floats, Floats, Mask], bone: int) -> bool:
    """Whether a bone's cloth tells what goes on under what lies over it: most of it shows, and skin has no folds."""
    visible, alpha, known = shown
    there = alpha * (field.bone == bone) * (field.along < 1)
    mostly = float((there * known).sum()) > _MOSTLY * float(there.sum())
    return mostly and not is_bare(near, field, visible, bone)


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
