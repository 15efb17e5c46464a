"""Things that are held or carried: each piece is rigid and follows a hand, the torso, or nothing."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.boxes import Box
from engine.imaging.pixels import Floats, disc
from engine.layers.layer import Layer, cropped
from engine.layers.mesh import mesh_over, weights_of
from engine.layers.regions import ARMS, CHAINS, Region
from engine.layers.skeleton import Skeleton

_LEAST_TORSO = 0.002  # squared torso lengths below which a piece is noise
_HAND_REACH = 0.22  # torso lengths between a hand's middle and a thing that it holds
_HAND_OUT = 0.25  # of the forearm: how far past the wrist a hand's middle lies


def things(
    texture: NDArray[np.uint8], made: NDArray[np.uint8], skeleton: Skeleton, *, shares: Floats, box: Box
) -> list[Layer]:
    """The separate pieces of a texture [H, W, 4], each with what it follows; shares: [9, h, w] over a photo box."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats((texture[..., 3] > 24).astype(np.uint8))
    found = []
    for k in range(1, count):
        if stats[k, cv2.CC_STAT_AREA] < _LEAST_TORSO * skeleton.torso**2:
            continue
        piece = cv2.dilate((labels == k).astype(np.uint8), disc(2)) > 0
        follows, anchor = _held_by(piece, skeleton, shares, box)
        own = np.where(piece[..., None], texture, 0).astype(np.uint8)
        mesh = mesh_over(Region.THING, own[..., 3], skeleton, hangs=False)
        weights = weights_of(follows, anchor[None], skeleton, hangs=False)
        layer = Layer(Region.THING, follows, own, made, (0, 0), mesh.rigid(weights[0]))
        found.append(cropped(layer))
    return found


def _held_by(
    piece: NDArray[np.bool_], skeleton: Skeleton, shares: Floats, box: Box
) -> tuple[Region, NDArray[np.float64]]:
    """The layer that carries a thing, and the place (x, y) where it hangs on it."""
    away = cv2.distanceTransform((~piece).astype(np.uint8), cv2.DIST_L2, 3)
    hands = []
    for region in ARMS:
        if not skeleton.has_limb(region):
            continue
        _, elbow, wrist = (skeleton.xy[j] for j in CHAINS[region])
        hand = wrist + _HAND_OUT * (wrist - elbow)
        x, y = (int(np.clip(v, 0, n - 1)) for v, n in zip(hand, piece.shape[::-1], strict=True))
        hands.append((float(away[y, x]), region, hand))
    if hands:
        distance, region, hand = min(hands, key=lambda each: each[0])
        if distance < _HAND_REACH * skeleton.torso:
            return region, hand
    inside = piece[box[1] : box[3], box[0] : box[2]]
    rim = (cv2.dilate(inside.astype(np.uint8), disc(max(2, round(0.02 * skeleton.torso)))) > 0) & ~inside
    beside = shares[:, rim].sum(1) if rim.any() else np.zeros(len(Region))
    beside[Region.THING] = 0
    rows, columns = np.nonzero(piece)
    return Region(int(beside.argmax())), np.array([columns.mean(), rows.min()], np.float64)
