"""Feet of which one hides the other, cut apart at photo size, the hidden one made whole with what the other shows."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.bands import SHIN, Band, Box, cut_out
from engine.features import Pictures
from engine.frame import HEIGHT, WIDTH, Frame
from engine.hidden_foot import HiddenFoot
from engine.pixels import disc, nearest, ramp
from engine.shins import along_shin, leg_zone

Floats = NDArray[np.float32]
# Where two feet meet, this many canonical pixels to both sides edges in the photo decide; where a foot is so narrow
# that nothing of it would be left, this share of its depth.
_RING, _NARROW = 2.0, 0.6
_TIP = 0.25  # tips that stick out of a foot by less than twice this many rings belong to what is around them
# A hidden foot is made whole from here on along the shin (0 knee, 1 ankle): above there are the trousers.
_BELOW = (1.03, 1.09)
# Canonical pixels that are taken around the feet.
_MARGIN = 6
# Labels; what is in doubt has 0, and -1 on the line that a watershed draws. The left leg follows the right one.
_NOBODY, _ELSE, _RIGHT = 1, 2, 3


def foot_bands(pictures: Pictures, hidden: HiddenFoot, joints: Floats, frame: Frame) -> dict[int, Band]:
    """Bands of both feet; joints [18, 2] canonical, frame in pixels of these pictures."""
    box = _box(joints, frame, pictures.cutout.shape[1])
    found = cut_out(pictures.cutout, box)
    owner = _owner(found, hidden.shins, frame, box)
    # What is neither shin may belong to either leg, as thighs do.
    feet = [_alone(found, owner != _RIGHT + 1 - side) for side in (0, 1)]
    other = 1 - hidden.side
    matrix = _in_box(hidden.to_other, frame, box)
    flags = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
    size = (found.shape[1], found.shape[0])
    same = cv2.warpAffine(feet[other], matrix, size, flags=flags).astype(np.float32)
    hides = _soft(owner == _RIGHT + other) * _below(joints, hidden.side, frame, box)
    feet[hidden.side] = _joined(feet[hidden.side].astype(np.float32), same, hides)
    return {SHIN + side: Band(box, feet[side]) for side in (0, 1)}


def _box(joints: Floats, frame: Frame, width: int) -> Box:
    """Around both shins and feet, in pixels of the picture: rows may lie beyond it, columns not."""
    zone = leg_zone(joints, (HEIGHT, WIDTH))
    rows, columns = np.flatnonzero(zone.any(1)), np.flatnonzero(zone.any(0))
    at = lambda index, corner: round(corner + index / frame.scale)  # noqa: E731
    left = int(np.clip(at(columns[0] - _MARGIN, frame.x), 0, width - 1))
    right = int(np.clip(at(columns[-1] + 1 + _MARGIN, frame.x), left + 1, width))
    return left, at(rows[0] - _MARGIN, frame.y), right, at(rows[-1] + 1 + _MARGIN, frame.y)


def _owner(found: NDArray[np.uint8], shins: Floats, frame: Frame, box: Box) -> NDArray[np.int32]:
    """Whose each pixel is, [h, w]: somebody's label; where it is in doubt the photo's edges part them."""
    size = (found.shape[1], found.shape[0])
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    window = frame.window_of(box, shins.shape[:2])
    legs = cv2.warpAffine(shins, window, size, flags=flags)
    person = found[..., 3] > 127
    ring = _RING / frame.scale
    marks = np.where(person, 0, _NOBODY).astype(np.int32)
    shares = [1 - legs.sum(-1), legs[..., 0], legs[..., 1]]
    for label, share in enumerate(shares, _ELSE):
        # The outline of the person is known: only what borders on another part of it is in doubt.
        mine = (share > 0.5) & person
        deep = cv2.distanceTransform((mine | ~person).astype(np.uint8), cv2.DIST_L2, 3)
        deepest = float(deep[mine].max(initial=0.0))
        marks[mine & (deep > min(ring, _NARROW * deepest))] = label
    if (marks == 0).any():
        marks = cv2.watershed(np.ascontiguousarray(found[..., :3]), marks)
    for label in (_RIGHT, _RIGHT + 1):
        tips = (marks == label) & ~_opened(marks == label, _TIP * ring)
        marks[tips] = 0
    # The rim of the person belongs to whoever is inside of it.
    owner, _ = nearest(marks[..., None].astype(np.float32), marks > _NOBODY)
    return owner[..., 0].astype(np.int32)


def _opened(inside: NDArray[np.bool_], radius: float) -> NDArray[np.bool_]:
    opened = cv2.morphologyEx(inside.astype(np.uint8), cv2.MORPH_OPEN, disc(max(1, round(radius))))
    return np.asarray(opened > 0)


def _alone(found: NDArray[np.uint8], mine: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """The pixels [h, w, 4] of one leg, its colours spread past its rim."""
    alone = found.copy()
    inside = cv2.erode((mine & (found[..., 3] > 127)).astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    if not inside.any():
        alone[..., 3] = 0
        return alone
    spread, far = nearest(found[..., :3].astype(np.float32), inside)
    rim = (found[..., 3] > 127) & ~inside & _soft(~mine).astype(bool) & (far < 4)
    alone[..., :3] = np.where(rim[..., None], spread, found[..., :3]).astype(np.uint8)
    alone[..., 3] = (found[..., 3] * _soft(mine) + 0.5).astype(np.uint8)
    return alone


def _soft(inside: NDArray[np.bool_]) -> Floats:
    """1 inside and 0 outside with an edge as soft as those of photos."""
    soft: Floats = cv2.GaussianBlur(inside.astype(np.float32), (0, 0), 0.7)
    return soft


def _below(joints: Floats, side: int, frame: Frame, box: Box) -> Floats:
    """[h, w] in 0..1: how far pixels of a box lie below the ankle of a shin, where its foot may be."""
    x = (np.arange(box[0], box[2], dtype=np.float32) + 0.5 - frame.x) * frame.scale
    y = (np.arange(box[1], box[3], dtype=np.float32) + 0.5 - frame.y) * frame.scale
    return np.asarray(ramp(along_shin(joints, side, x, y), *_BELOW), np.float32)


def _in_box(to_other: NDArray[np.float64], frame: Frame, box: Box) -> NDArray[np.float64]:
    """A map of canonical points as one of the pixels of a box, counted from pixel centres."""
    linear, corner = to_other[:, :2], np.array([frame.x - box[0] - 0.5, frame.y - box[1] - 0.5])
    return np.column_stack([linear, to_other[:, 2] / frame.scale + corner - linear @ corner])


def _joined(own: Floats, same: Floats, hides: Floats) -> NDArray[np.uint8]:
    """A foot's own pixels [h, w, 4] and behind them, where the other hides it, those of the same on that one."""
    alpha = own[..., 3] / 255
    more = np.clip(same[..., 3] / 255, 0, 1) * hides * (1 - alpha)
    whole = alpha + more
    share = (more / np.maximum(whole, 1e-3))[..., None]
    colour = own[..., :3] + (np.clip(same[..., :3], 0, 255) - own[..., :3]) * share
    return np.dstack([colour, whole * 255]).round().clip(0, 255).astype(np.uint8)
