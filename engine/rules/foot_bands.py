"""Feet of which one hides the other, cut apart at photo size, the hidden one made whole with what the other shows."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.bands import SHIN, Band, box_around, cut_out
from engine.imaging.boxes import Box
from engine.imaging.frame import HEIGHT, WIDTH, Frame
from engine.imaging.pictures import Pictures
from engine.imaging.pixels import disc, nearest, ramp
from engine.rules.hidden_foot import HiddenFoot
from engine.rules.shins import SHIN_JOINTS, along_shin, leg_zone

Floats = NDArray[np.float32]
# Where two feet meet, this many canonical pixels to both sides edges in the photo decide; where a foot is so narrow
# that nothing of it would be left, this share of its depth.
_RING, _NARROW = 2.0, 0.6
_TIP = 0.25  # tips that stick out of a foot by less than twice this many rings belong to what is around them
# Along the shin (0 knee, 1 ankle): from where on a hidden foot is made whole, and from where on the other shows its
# foot and no trousers.
_BELOW, _FOOT = (0.96, 0.99), 1.06
# Canonical pixels that are taken around the feet.
_MARGIN = 6
# Labels; what is in doubt has 0, and -1 on the line that a watershed draws. The left leg follows the right one.
_NOBODY, _ELSE, _RIGHT = 1, 2, 3


def foot_bands(pictures: Pictures, hidden: HiddenFoot, joints: Floats, frame: Frame) -> dict[int, Band]:
    """Bands of both feet; joints [18, 2] canonical, frame in pixels of these pictures."""
    box = box_around(leg_zone(joints, (HEIGHT, WIDTH)), _MARGIN, frame, pictures.cutout.shape[1])
    if box is None:
        return {}
    found = cut_out(pictures.cutout, box)
    owner = _owner(found, hidden.shins, frame, box)
    # What is neither shin may belong to either leg, as thighs do.
    feet = [_alone(found, owner != _RIGHT + 1 - side) for side in (0, 1)]
    other = 1 - hidden.side
    places, below = _places(hidden, joints, frame, box)
    same = cv2.remap(feet[other], places, None, cv2.INTER_CUBIC).astype(np.float32)
    hides = _soft(owner == _RIGHT + other) * below
    feet[hidden.side] = _joined(feet[hidden.side].astype(np.float32), same, hides)
    return {SHIN + side: Band(box, feet[side]) for side in (0, 1)}


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
    rim = (found[..., 3] > 127) & ~inside & (_soft(~mine) > 0) & (far < 4)
    alone[..., :3] = np.where(rim[..., None], spread, found[..., :3]).astype(np.uint8)
    alone[..., 3] = (found[..., 3] * _soft(mine) + 0.5).astype(np.uint8)
    return alone


def _soft(inside: NDArray[np.bool_]) -> Floats:
    """1 inside and 0 outside with an edge as soft as those of photos."""
    soft: Floats = cv2.GaussianBlur(inside.astype(np.float32), (0, 0), 0.7)
    return soft


def _places(hidden: HiddenFoot, joints: Floats, frame: Frame, box: Box) -> tuple[Floats, Floats]:
    """Where in a box the other foot shows the same as the hidden one, [h, w, 2] from pixel centres, and how far that
    may count, [h, w] in 0..1.

    Between the ankle and where the other's trousers end for sure its ankle goes on.
    """
    x = (np.arange(box[0], box[2], dtype=np.float32) + 0.5 - frame.x) * frame.scale
    y = (np.arange(box[1], box[3], dtype=np.float32) + 0.5 - frame.y) * frame.scale
    along = along_shin(joints, hidden.side, x, y)
    knee, ankle = (joints[joint] for joint in SHIN_JOINTS[hidden.side])
    points = np.stack(np.broadcast_arrays(x[None], y[:, None]), -1)
    points = points + np.maximum(_FOOT - along, 0)[..., None] * (ankle - knee)
    there = points @ hidden.to_other[:, :2].T + hidden.to_other[:, 2]
    corner = np.array([frame.x - box[0], frame.y - box[1]]) - 0.5
    return (there / frame.scale + corner).astype(np.float32), ramp(along, *_BELOW).astype(np.float32)


def _joined(own: Floats, same: Floats, hides: Floats) -> NDArray[np.uint8]:
    """A foot's own pixels [h, w, 4] and behind them, where the other hides it, those of the same on that one."""
    alpha = own[..., 3] / 255
    more = np.clip(same[..., 3] / 255, 0, 1) * hides * (1 - alpha)
    whole = alpha + more
    share = (more / np.maximum(whole, 1e-3))[..., None]
    colour = own[..., :3] + (np.clip(same[..., :3], 0, 255) - own[..., :3]) * share
    return np.dstack([colour, whole * 255]).round().clip(0, 255).astype(np.uint8)
