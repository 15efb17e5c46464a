"""Scraps: small pieces that hang together with nothing of their layer and lie amid another, whose they are.

A sleeve's dark fold that the parsing calls torso would stay in the air once the arm has left, and a button that it
calls a thing would have cloth around it made anew.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.pixels import Floats, disc
from engine.layers.regions import ARMS, LEGS, Region
from engine.layers.scene import Scene

_SCRAP = 0.004  # squared torso lengths: smaller pieces are scraps
_AMID = 0.6  # share of what of a person lies around a scrap that is the other layer's
_RING_TORSO = 0.015  # torso lengths around it that are looked at
# Skin between strands of hair and cloth between straps are pieces of their own and stay.
_TAKERS = {
    Region.TORSO: (*ARMS, *LEGS),
    Region.RIGHT_LEG: (*ARMS, Region.TORSO),
    Region.LEFT_LEG: (*ARMS, Region.TORSO),
    Region.THING: (Region.TORSO, *LEGS),
}


def clear_scraps(scene: Scene) -> None:
    """Give scraps of torso, legs and things to the layer that they lie amid, in place."""
    torso = scene.skeleton.torso
    reach = max(2, round(_RING_TORSO * torso))
    for giver, takers in _TAKERS.items():
        own = (scene.shares[giver] * scene.matte > 0.5).astype(np.uint8)
        _, pieces, stats, _ = cv2.connectedComponentsWithStats(own)
        for piece in np.flatnonzero(stats[1:, cv2.CC_STAT_AREA] < _SCRAP * torso**2) + 1:
            x, y, w, h, _ = (int(value) for value in stats[piece])
            near = np.s_[max(y - reach, 0) : y + h + reach, max(x - reach, 0) : x + w + reach]
            shares = scene.shares[:, *near]
            taker = _amid(pieces[near] == piece, shares * scene.matte[near], reach)
            if taker in takers:
                _move(shares, giver, taker, pieces[near] == piece)


def _amid(own: NDArray[np.bool_], shares: Floats, reach: int) -> Region | None:
    """The layer that most of what lies around a piece is, by their shares [9, h, w] of the photo, if one is."""
    ring = (cv2.dilate(own.astype(np.uint8), disc(reach)) > 0) & ~own
    found = shares[:, ring].sum(1)
    return Region(int(found.argmax())) if found.max() > _AMID * found.sum() else None


def _move(shares: Floats, giver: Region, taker: Region, own: NDArray[np.bool_]) -> None:
    """Move all that one layer has of a piece and its soft edge to another, in place."""
    part = cv2.dilate(own.astype(np.uint8), disc(2)).astype(np.float32)
    taken = shares[giver] * part
    shares[giver] -= taken
    shares[taker] += taken
