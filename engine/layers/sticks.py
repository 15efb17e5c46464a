"""Long thin things in a hand: what of a matte is thin, straight and begins in a hand is neither limb nor cloth."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.pixels import Floats, opened, widened
from engine.layers.regions import ARMS, Region
from engine.layers.skeleton import Skeleton

# Torso lengths: half as wide as the thickest, as long as the shortest, and as far from a hand's middle as it may begin.
_HALF_WIDTH, _LEAST, _HAND = 0.03, 0.5, 0.3
_SLENDER = 0.15  # the most of its length that a straight one is wide, with all that it is not
_STICK = 0.1  # of its squared length, the most of its area
_HELD = 0.3  # of the matte


def tell_sticks(shares: Floats, matte: Floats, skeleton: Skeleton) -> None:
    """Give things what is a stick in a hand, in place; shares: [7, h, w] over the grid that the skeleton is on."""
    held = matte > _HELD
    thick = opened(held, max(2, round(_HALF_WIDTH * skeleton.torso)))
    thin = held & ~widened(thick, 1)
    _, pieces, stats, _ = cv2.connectedComponentsWithStats(thin.astype(np.uint8))
    long = stats[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]].max(1) > _LEAST * skeleton.torso / 2
    long[0] = False
    if not long.any():
        return
    for k in np.intersect1d(np.flatnonzero(long), pieces[near_hands(matte.shape, skeleton)]):
        piece = pieces == k
        rows, columns = np.nonzero(piece)
        sides = cv2.minAreaRect(np.stack([columns, rows], 1).astype(np.float32))[1]
        straight = max(sides) > _LEAST * skeleton.torso and min(sides) < _SLENDER * max(sides)
        if straight:
            own = widened(piece, 2) & held & ~thick
            shares[:, own] = 0
            shares[Region.THING, own] = 1


def is_stick(columns: NDArray[np.float64], rows: NDArray[np.float64], torso: float) -> bool:
    """Whether pixels are long and thin."""
    length = float(np.hypot(np.ptp(columns), np.ptp(rows)))
    return length > _LEAST * torso and len(rows) < _STICK * length**2


def near_hands(size: tuple[int, ...], skeleton: Skeleton) -> NDArray[np.bool_]:
    """What of a picture of a size (height, width) lies around the hands, [H, W]."""
    y, x = np.ogrid[: size[0], : size[1]]
    found = np.zeros(size[:2], bool)
    for arm in ARMS:
        if skeleton.has_limb(arm):
            at = skeleton.hand(arm)
            found |= np.hypot(x - at[0], y - at[1]) < _HAND * skeleton.torso
    return found
