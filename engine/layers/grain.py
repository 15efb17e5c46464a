"""Fine structure of cloth that was made: fur, denim and knit go on where pieces or a smooth surface are too flat.

Copies that are mixed and surfaces that are smooth lose what makes a cloth look like cloth. What is finer than a few
hundredths of a torso is laid over them in tiles of what shows of the same garment.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.patches.quilt import Texture, quilted
from engine.imaging.pixels import Floats, ramp, shrunk, spread, square_norm
from engine.layers.garments import garments_of, labelled
from engine.system.giving_way import give_way

Mask = NDArray[np.bool_]

_TILE, _SMALLEST = 0.14, 0.04  # torso lengths of a tile's side, at most and at least
_FINE = 0.28  # of a tile's side: what is finer is laid anew
_CHOICE = 4.0  # so many tiles' areas of places to take one from, else tiles are smaller
# What is so many times as strong as what lies around it is a button, a pocket or a seam, and is not strewn; in parts of
# a tile, both. Dots of a print have others around.
_USUAL, _LOCAL, _WIDE = 1.5, 0.2, 1.5
_FLAT, _ALIKE = 0.6, 0.9  # strength of what was made to what shows: wholly laid anew, and left alone
_HARDLY = 0.05  # of a lack
_FAINT = 1.0  # levels that nobody sees
_LEAST = 0.01  # squared torso lengths that are worth it
_LEAST_PX = 6  # of a tile's side
_CELLS = 12  # to a tile's side, by which strengths are told
_COARSE = 2  # cells to a mean's reach


def with_grain(made: Floats, known: Mask, hole: Mask, torso_px: float) -> Floats:
    """Colours [h, w, 3] of a layer with its garments' fine structure in the `hole` [h, w], where that has too little.

    known: where the photo shows it.
    """
    least = _LEAST * torso_px**2
    garments = garments_of(made, known) if hole.sum() > least else None
    if garments is None:
        return made
    label, edge = labelled(made, garments, torso_px)
    out = made.copy()
    for kind in range(len(garments)):
        give_way()
        own = label == kind
        if min((hole & own).sum(), (known & own).sum()) < least:
            continue
        cloth = own & (hole | known)
        x, y, w, h = cv2.boundingRect(cloth.astype(np.uint8))
        near = np.s_[y : y + h, x : x + w]
        grain = _grain(made[near], (known & own & ~edge)[near], torso_px)
        if grain is not None:
            out[near] = _laid(out[near], made[near], grain, (hole & own)[near], cloth[near])
    return out


def _grain(made: Floats, shows: Mask, torso_px: float) -> Texture | None:
    """What a garment has where it `shows`; None where that is too little or nothing to see."""
    side = _fitting(shows, torso_px)
    if side is None:
        return None
    fine = made - _around(made, shows, _FINE * side)
    power = _power(fine, shows, side)
    common = power.around(_LOCAL) < _USUAL**2 * power.around(_WIDE)
    usual = shows & (
        cv2.resize(common.astype(np.uint8), shows.shape[::-1], interpolation=cv2.INTER_NEAREST) > 0
    )
    smaller = _fitting(usual, torso_px)
    if smaller is None:
        return None
    if smaller != side:
        side, fine = smaller, made - _around(made, shows, _FINE * smaller)
        power = _power(fine, shows, side)
    strength, there = np.sqrt(power.around(1.0)), power.weight > 0.5
    if not there.any() or np.median(strength[there]) < _FAINT:
        return None
    corners = np.argwhere(_inside(usual) > side / 2) - side // 2
    # What goes on from where it shows is expected elsewhere.
    expected = np.log(np.maximum(spread(strength[..., None], there.astype(np.float32)), _FAINT))
    return Texture(
        np.ascontiguousarray(fine, np.float32),
        shows,
        cv2.resize(expected, shows.shape[::-1], interpolation=cv2.INTER_LINEAR),
        corners.astype(np.int32),
        side,
    )


@dataclass(frozen=True, eq=False)
class _Power:
    """Squares of a fine structure, on a grid of 1 / `cells` of a tile's side: sums and their weights [h, w]."""

    total: Floats
    weight: Floats
    cells: float

    def around(self, sides: float) -> Floats:
        """The mean [h, w] over about so many tiles' sides."""
        side = 2 * max(1, round(sides * self.cells / 2)) + 1
        total, weight = (cv2.blur(plane, (side, side)) for plane in (self.total, self.weight))
        return np.asarray(np.maximum(total, 0) / np.maximum(weight, 1e-3), np.float32)


def _power(fine: Floats, where: Mask, side: int) -> _Power:
    """How strong a fine structure [h, w, 3] is where a cloth lies."""
    height, width = where.shape
    scale = min(1.0, _CELLS / side)
    size = (max(round(width * scale), 1), max(round(height * scale), 1))
    weight = where.astype(np.float32)
    return _Power(shrunk(square_norm(fine) / 3 * weight, size), shrunk(weight, size), side * scale)


def _fitting(where: Mask, torso_px: float) -> int | None:
    """The side of the largest tile that enough places of what lies `where` have."""
    side, inside = _TILE * torso_px, _inside(where)
    while side >= max(_SMALLEST * torso_px, _LEAST_PX):
        if (inside > side / 2).sum() > _CHOICE * side * side:
            return round(side)
        side *= 0.85
    return None


def _inside(where: Mask) -> Floats:
    """How far each pixel of what lies `where` is from its edge, as the king moves in chess."""
    far = cv2.distanceTransform(np.pad(where, 1).astype(np.uint8), cv2.DIST_C, 3)
    return np.asarray(far[1:-1, 1:-1], np.float32)


def _laid(out: Floats, made: Floats, grain: Texture, hole: Mask, cloth: Mask) -> Floats:
    """`out` [h, w, 3] with a garment's grain in its `hole`, as much as what was `made` lacks of it."""
    fine = made - _around(made, cloth, _FINE * grain.side)
    found = np.sqrt(_power(fine, cloth, grain.side).around(1.0))
    expected = np.exp(shrunk(grain.strength, found.shape[::-1]))
    lacks = 1 - ramp(found / expected, _FLAT, _ALIKE)
    lacks = cv2.resize(lacks.astype(np.float32), hole.shape[::-1], interpolation=cv2.INTER_LINEAR)
    lacks *= cv2.blur(hole.astype(np.float32), (3, 3))
    lacks *= hole
    if not (lacks > 0).any():
        return out
    keeps = 1 - lacks
    added = np.sqrt(1 - keeps * keeps)[..., None]
    return np.asarray(out - fine * lacks[..., None] + quilted(grain, lacks > _HARDLY) * added, np.float32)


def _around(values: Floats, where: Mask, reach: float) -> Floats:
    """The mean of `values` [h, w, C] around each pixel of what lies `where`, made on a grid of parts of its `reach`."""
    height, width = where.shape
    scale = min(1.0, _COARSE / max(reach, 1.0))
    size = (max(round(width * scale), 1), max(round(height * scale), 1))
    give_way()
    weight = where.astype(np.float32)
    planes = np.dstack([shrunk(values * weight[..., None], size), shrunk(weight, size)])
    side = 2 * max(1, round(reach * scale)) + 1
    for _ in range(2):  # nearly as round as a bell, in a fifth of the time
        planes = cv2.blur(planes, (side, side))
    mean = planes[..., :-1] / np.maximum(planes[..., -1:], 1e-3)
    found = cv2.resize(mean, (width, height), interpolation=cv2.INTER_LINEAR)
    return found.reshape(height, width, -1)
