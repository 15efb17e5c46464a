"""What a thing goes with: the hand that holds it, the cloth that it is, or the torso or head that it is worn on."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.boxes import Box
from engine.imaging.pixels import Floats, disc
from engine.layers.regions import ARMS, N_PARSED, Region
from engine.layers.skeleton import Points, Skeleton
from engine.layers.sticks import is_stick
from engine.pose.pose import Joint

_HAND_REACH = 0.25  # torso lengths between a hand's middle and a thing that it holds
_BENEATH = 0.22  # the same of what hangs below it
_HANGS = 3.0  # so many times that far below a hand a bag's body may begin: its straps are narrow
_ASIDE = 0.27  # of how far its middle lies below the hand: no farther to a side does what hangs there
_SCRAP = 0.02  # squared torso lengths, below which a piece beside an arm alone is of its sleeve
_MOSTLY = 0.75  # the share of a thing's rim on the body that makes it that region's cloth
_WORN = 0.12  # the least share of a thing's rim on what it is worn on
GRIPPED = 0.5  # torso lengths: what reaches no farther from the hand turns with it, larger things must hang


def carrier(piece: NDArray[np.bool_], skeleton: Skeleton, shares: Floats, box: Box) -> Region | None:
    """What a piece [H, W] goes with: the hand that holds it, else what it is worn on, else what it lies above."""
    rows, columns = (places.astype(np.float64) for places in np.nonzero(piece))
    beside = _beside(piece, shares, box)
    holding = _holding(columns, rows, skeleton, beneath=False)
    if holding is not None and _may_hold(columns, rows, skeleton, holding):
        return holding
    cloth = _cloth_of(beside)
    if cloth is not None and (holding is not None or len(rows) < _SCRAP * skeleton.torso**2):
        return cloth
    found = _wearing(beside)
    if found is None:
        found = _holding(columns, rows, skeleton, beneath=True)
    return _above(rows, skeleton) if found is None else found


def _may_hold(
    columns: NDArray[np.float64], rows: NDArray[np.float64], skeleton: Skeleton, arm: Region
) -> bool:
    """Whether a hand may hold a thing at it: in its grip, or hanging below it."""
    at = skeleton.hand(arm)
    reach = float(np.hypot(columns - at[0], rows - at[1]).max())
    in_grip = reach < GRIPPED * skeleton.torso or is_stick(columns, rows, skeleton.torso)
    return in_grip or hangs_below(columns, rows, at)


def hangs_below(columns: NDArray[np.float64], rows: NDArray[np.float64], at: Points) -> bool:
    """Whether the middle of pixels lies plumb below a place [2], as that of all that hangs there."""
    down = rows.mean() - at[1]
    return bool(down > 0 and abs(columns.mean() - at[0]) < _ASIDE * down)


def _cloth_of(beside: Floats) -> Region | None:
    """The region that most of a piece's rim [9] is, where it is most of it."""
    most = Region(int(beside[:N_PARSED].argmax()))
    return (
        most if beside[most] > _MOSTLY * max(float(beside.sum()), 1e-6) and most is not Region.THING else None
    )


def _holding(
    columns: NDArray[np.float64], rows: NDArray[np.float64], skeleton: Skeleton, *, beneath: bool
) -> Region | None:
    """The arm whose hand is at a thing's pixels, or above them; beneath: farther above."""
    near, reach = [], (_BENEATH if beneath else _HAND_REACH) * skeleton.torso
    for arm in ARMS:
        if skeleton.has_limb(arm):
            x, y = skeleton.hand(arm)
            below = np.where(rows > y, (rows - y) / (_HANGS if beneath else 1), y - rows)
            near.append((float(np.hypot(columns - x, below).min()), arm))
    return min(near)[1] if near and min(near)[0] < reach else None


def _above(rows: NDArray[np.float64], skeleton: Skeleton) -> Region | None:
    """The head, for what lies over the shoulders; None, and it stays, for what lies lower, as a bag on the ground."""
    return Region.HEAD if rows.mean() < skeleton.xy[Joint.NECK][1] else None


def _beside(piece: NDArray[np.bool_], shares: Floats, box: Box) -> Floats:
    """The mean shares [9] around a piece [H, W]."""
    inside = piece[box[1] : box[3], box[0] : box[2]]
    rim = (cv2.dilate(inside.astype(np.uint8), disc(3)) > 0) & ~inside
    return shares[:, rim].mean(1) if rim.any() else np.zeros(len(shares), np.float32)


def _wearing(beside: Floats) -> Region | None:
    """Torso or head, whichever a thing lies on; None where it is neither: no leg carries anything."""
    # A strap leads over an arm to the shoulder, which the torso moves.
    worn = {Region.TORSO: beside[[Region.TORSO, *ARMS]].sum(), Region.HEAD: beside[Region.HEAD]}
    on = max(worn, key=lambda region: worn[region])
    return on if worn[on] > _WORN else None
