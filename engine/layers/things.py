"""Things that are held or carried: each piece is rigid and goes with a hand, the torso or the head, or stays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.boxes import Box
from engine.imaging.pixels import Floats, disc, opened, widened
from engine.layers.grips import grip_of, with_handles
from engine.layers.layer import Layer, cropped
from engine.layers.mesh import mesh_over, weights_of
from engine.layers.regions import ARMS, LEGS, N_PARSED, Region
from engine.layers.skeleton import Points, Skeleton
from engine.layers.sticks import is_stick, near_hands
from engine.photo.mending.mending import Attachment
from engine.photo.mending.targets import Follows
from engine.pose.pose import Joint

_SEEN, _OPAQUE = 24, 127  # of 255: the alpha from which a thing's pixels hang together, and hold
_KNOB = 0.05  # torso lengths: half as wide is what beside a stick is none of it
_LEAST_TORSO = 0.002  # squared torso lengths below which a piece is noise
_HAND_REACH = 0.25  # torso lengths between a hand's middle and a thing that it holds
_HANGS = 3.0  # so many times that far below a hand a bag's body may begin: its straps are narrow
# Torso lengths: what reaches no farther from the hand turns with it; beyond the second it must hang to be held.
_GRIPPED, _LARGE = 0.5, 0.7
_ASIDE = 0.27  # of how far its middle lies below the hand: no farther to a side does what hangs there
_SCRAP = 0.02  # squared torso lengths, below which a piece beside an arm alone is of its sleeve
_MOSTLY = 0.75  # the share of a thing's rim on the body that makes it that region's cloth
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
    found = []
    for piece in _pieces(texture[..., 3] > _SEEN, skeleton):
        rows, columns = (places.astype(np.float64) for places in np.nonzero(piece))
        wanted = _said_of(piece, said)
        follows = _carrier(piece, skeleton, shares, box) if wanted is None else _FOLLOWED[wanted]
        own, invented = np.where(piece[..., None], texture, 0).astype(np.uint8), made
        at, grip = np.array([columns.mean(), rows.mean() if follows in LEGS else rows.min()]), None
        hung: tuple[float, float] | None = None
        if follows in ARMS:
            at = skeleton.hand(follows)
            large = np.hypot(columns - at[0], rows - at[1]).max() > _GRIPPED * skeleton.torso
            # A pole that points down goes on doing so, one that points up turns with the hand.
            down = rows.mean() > at[1] and is_stick(columns, rows, skeleton.torso)
            if large and (wanted is not None or down or _hangs_below(columns, rows, at)):
                inside = own[box[1] : box[3], box[0] : box[2], 3] > _OPAQUE
                grip = grip_of(inside, shares[follows], box, skeleton, follows)
                x, y = at if grip is None else grip.at
                hung = float(x), float(y)
        if grip is not None:
            own, invented = with_handles(own, made, grip, box, skeleton.torso)
        mesh = mesh_over(Region.THING, own[..., 3], skeleton, hangs=False)
        if follows is not None:
            mesh = mesh.rigid(weights_of(follows, at[None], skeleton, hangs=hangs)[0])
        layer = Layer(
            Region.THING, follows, own, invented, (0, 0), mesh, hung_at=hung, held=grip is not None
        )
        found.append(cropped(layer))
    return found


def _pieces(seen: NDArray[np.bool_], skeleton: Skeleton) -> Iterator[NDArray[np.bool_]]:
    """What of a mask [H, W] hangs together, no specks; a stick without the half of a glove that holds it."""
    torso = skeleton.torso
    _, labels, stats, _ = cv2.connectedComponentsWithStats(seen.astype(np.uint8))
    for k in 1 + np.flatnonzero(stats[1:, cv2.CC_STAT_AREA] >= _LEAST_TORSO * torso**2):
        piece = labels == k
        rows, columns = (places.astype(np.float64) for places in np.nonzero(piece))
        if is_stick(columns, rows, torso):
            thick = opened(piece, round(_KNOB * torso)) & near_hands(piece.shape, skeleton)
            if thick.any():
                yield widened(thick, 1)
            piece &= ~widened(thick, 1)
        yield widened(piece, 2)


def _carrier(piece: NDArray[np.bool_], skeleton: Skeleton, shares: Floats, box: Box) -> Region | None:
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
    in_grip = reach < _LARGE * skeleton.torso or is_stick(columns, rows, skeleton.torso)
    return in_grip or _hangs_below(columns, rows, at)


def _hangs_below(columns: NDArray[np.float64], rows: NDArray[np.float64], at: Points) -> bool:
    """Whether the middle of pixels lies plumb below a place [2], as that of all that hangs there."""
    down = rows.mean() - at[1]
    return bool(down > 0 and abs(columns.mean() - at[0]) < _ASIDE * down)


def _cloth_of(beside: Floats) -> Region | None:
    """The region that most of a piece's rim [9] is, where it is most of it."""
    most = Region(int(beside[:N_PARSED].argmax()))
    return most if beside[most] > _MOSTLY * max(float(beside.sum()), 1e-6) and most is not Region.THING else None


def _said_of(piece: NDArray[np.bool_], said: Sequence[Attachment]) -> Follows | None:
    """What a person attached a piece to, last."""
    height, width = piece.shape
    for each in reversed(said):
        x, y = int(each.at[0]), int(each.at[1])
        if 0 <= x < width and 0 <= y < height and piece[y, x]:
            return each.follows
    return None


def _holding(
    columns: NDArray[np.float64], rows: NDArray[np.float64], skeleton: Skeleton, *, beneath: bool
) -> Region | None:
    """The arm whose hand is at a thing's pixels, or above them; beneath: farther above."""
    near = []
    for arm in ARMS:
        if skeleton.has_limb(arm):
            x, y = skeleton.hand(arm)
            below = np.where(rows > y, (rows - y) / (_HANGS if beneath else 1), y - rows)
            near.append((float(np.hypot(columns - x, below).min()), arm))
    return min(near)[1] if near and min(near)[0] < _HAND_REACH * skeleton.torso else None


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
