"""Things that are held or carried: each piece is rigid and goes with a hand, the torso or the head, or stays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.boxes import Box
from engine.imaging.pixels import Floats, opened, widened
from engine.layers.carriers import GRIPPED, carrier, hangs_below
from engine.layers.grips import grip_of, with_handles
from engine.layers.layer import Layer, cropped
from engine.layers.mesh import mesh_over, weights_of
from engine.layers.regions import ARMS, LEGS, Region
from engine.layers.skeleton import Skeleton
from engine.layers.sticks import is_stick, near_hands
from engine.photo.mending.mending import Attachment
from engine.photo.mending.targets import Follows

_SEEN, _OPAQUE = 24, 127  # of 255: the alpha from which a thing's pixels hang together, and hold
_KNOB = 0.05  # torso lengths: half as wide is what beside a stick is none of it
_LEAST_TORSO = 0.002  # squared torso lengths below which a piece is noise
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
        follows = carrier(piece, skeleton, shares, box) if wanted is None else _FOLLOWED[wanted]
        own, invented = np.where(piece[..., None], texture, 0).astype(np.uint8), made
        at, grip = np.array([columns.mean(), rows.mean() if follows in LEGS else rows.min()]), None
        hung: tuple[float, float] | None = None
        if follows in ARMS:
            at = skeleton.hand(follows)
            large = np.hypot(columns - at[0], rows - at[1]).max() > GRIPPED * skeleton.torso
            # A pole that points down goes on doing so, one that points up turns with the hand.
            down = rows.mean() > at[1] and is_stick(columns, rows, skeleton.torso)
            if large and (wanted is not None or down or hangs_below(columns, rows, at)):
                inside = own[box[1] : box[3], box[0] : box[2], 3] > _OPAQUE
                grip = grip_of(inside, shares[follows], box, skeleton, follows)
                x, y = at if grip is None else grip.at
                hung = float(x), float(y)
        if grip is not None:
            own, invented = with_handles(own, made, grip, box, skeleton.torso)
        mesh = mesh_over(Region.THING, own[..., 3], skeleton, hangs=False)
        if follows is not None:
            mesh = mesh.rigid(weights_of(follows, at[None], skeleton, hangs=hangs)[0])
        layer = Layer(Region.THING, follows, own, invented, (0, 0), mesh, hung_at=hung, held=grip is not None)
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


def _said_of(piece: NDArray[np.bool_], said: Sequence[Attachment]) -> Follows | None:
    """What a person attached a piece to, last."""
    height, width = piece.shape
    for each in reversed(said):
        x, y = int(each.at[0]), int(each.at[1])
        if 0 <= x < width and 0 <= y < height and piece[y, x]:
            return each.follows
    return None
