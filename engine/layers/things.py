"""Things that are held or carried: each piece is rigid and goes with a hand, the torso or the head, or stays."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.boxes import Box
from engine.imaging.pixels import Floats, disc
from engine.layers.layer import Layer, cropped
from engine.layers.mesh import mesh_over, weights_of
from engine.layers.regions import ARMS, LEGS, Region
from engine.layers.skeleton import Skeleton
from engine.photo.mending.mending import Attachment
from engine.photo.mending.targets import Follows
from engine.pose.pose import Joint

_LEAST_TORSO = 0.002  # squared torso lengths below which a piece is noise
_HAND_REACH = 0.22  # torso lengths between a hand's middle and a thing that it holds
_HANGS = 3.0  # so many times that far below a hand a bag's body may begin: its straps are narrow
_GRIPPED = 0.5  # torso lengths: what reaches no farther from the hand turns with it, larger things hang
_WORN = 0.12  # the least share of a thing's rim on what it is worn on
_FOLLOWED = {
    Follows.RIGHT_HAND: Region.RIGHT_ARM,
    Follows.LEFT_HAND: Region.LEFT_ARM,
    Follows.TORSO: Region.TORSO,
    Follows.HEAD: Region.HEAD,
    Follows.RIGHT_LEG: Region.RIGHT_LEG,
    Follows.LEFT_LEG: Region.LEFT_LEG,
    Follows.STAYS: None,
}
FOLLOWS_OF = {region: follows for follows, region in _FOLLOWED.items()}


def things(
    texture: NDArray[np.uint8],
    made: NDArray[np.uint8],
    skeleton: Skeleton,
    *,
    shares: Floats,
    box: Box,
    hangs: bool = False,
    said: Sequence[Attachment] = (),
) -> list[Layer]:
    """The separate pieces of a texture [H, W, 4], each with what it follows.

    shares: [9, h, w] of what shows over a photo box. A piece that nothing seems to carry stays in place. hangs:
    whether the torso's cloth hangs over the thighs. said: what a person attached some of them to.
    """
    count, labels, stats, _ = cv2.connectedComponentsWithStats((texture[..., 3] > 24).astype(np.uint8))
    found = []
    for k in range(1, count):
        if stats[k, cv2.CC_STAT_AREA] < _LEAST_TORSO * skeleton.torso**2:
            continue
        piece = cv2.dilate((labels == k).astype(np.uint8), disc(2)) > 0
        rows, columns = (places.astype(np.float64) for places in np.nonzero(piece))
        wanted = _said_of(piece, said)
        follows = _carrier(piece, skeleton, shares, box) if wanted is None else _FOLLOWED[wanted]
        own = np.where(piece[..., None], texture, 0).astype(np.uint8)
        mesh = mesh_over(Region.THING, own[..., 3], skeleton, hangs=False)
        hung = None
        if follows is not None:
            top = rows.mean() if follows in LEGS else rows.min()
            at = skeleton.hand(follows) if follows in ARMS else np.array([columns.mean(), top])
            mesh = mesh.rigid(weights_of(follows, at[None], skeleton, hangs=hangs)[0])
            if follows in ARMS and np.hypot(columns - at[0], rows - at[1]).max() > _GRIPPED * skeleton.torso:
                hung = (float(at[0]), float(at[1]))
        found.append(cropped(Layer(Region.THING, follows, own, made, (0, 0), mesh, hung_at=hung)))
    return found


def _carrier(piece: NDArray[np.bool_], skeleton: Skeleton, shares: Floats, box: Box) -> Region | None:
    """What a piece [H, W] goes with: the hand that holds it, else what it is worn on, else what it lies above."""
    rows, columns = (places.astype(np.float64) for places in np.nonzero(piece))
    found = _holding(columns, rows, skeleton)
    if found is None:
        found = _wearing(piece, shares, box)
    return _above(rows, skeleton) if found is None else found


def _said_of(piece: NDArray[np.bool_], said: Sequence[Attachment]) -> Follows | None:
    """What a person attached a piece to, last."""
    height, width = piece.shape
    for each in reversed(said):
        x, y = int(each.at[0]), int(each.at[1])
        if 0 <= x < width and 0 <= y < height and piece[y, x]:
            return each.follows
    return None


def _holding(columns: NDArray[np.float64], rows: NDArray[np.float64], skeleton: Skeleton) -> Region | None:
    """The arm whose hand is at a thing's pixels, or above them."""
    near = []
    for arm in ARMS:
        if skeleton.has_limb(arm):
            x, y = skeleton.hand(arm)
            below = np.where(rows > y, (rows - y) / _HANGS, y - rows)
            near.append((float(np.hypot(columns - x, below).min()), arm))
    return min(near)[1] if near and min(near)[0] < _HAND_REACH * skeleton.torso else None


def _above(rows: NDArray[np.float64], skeleton: Skeleton) -> Region | None:
    """The head, for what lies over the shoulders; None, and it stays, for what lies lower, as a bag on the ground."""
    return Region.HEAD if rows.mean() < skeleton.xy[Joint.NECK][1] else None


def _wearing(piece: NDArray[np.bool_], shares: Floats, box: Box) -> Region | None:
    """Torso or head, whichever a thing lies on; None where it is neither: no leg carries anything."""
    inside = piece[box[1] : box[3], box[0] : box[2]]
    rim = (cv2.dilate(inside.astype(np.uint8), disc(3)) > 0) & ~inside
    if not rim.any():
        return None
    beside = shares[:, rim].mean(1)
    # A strap leads over an arm to the shoulder, which the torso moves.
    worn = {Region.TORSO: beside[[Region.TORSO, *ARMS]].sum(), Region.HEAD: beside[Region.HEAD]}
    on = max(worn, key=lambda region: worn[region])
    return on if worn[on] > _WORN else None
