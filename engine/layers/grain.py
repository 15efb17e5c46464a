"""Fine structure of cloth that was made: fur, denim and knit go on where pieces or a smooth surface are too flat.

Copies that are mixed and surfaces that are smooth lose what makes a cloth look like cloth. What is finer than a few
hundredths of a torso is laid over them in tiles of what shows of the same garment, after Efros and Freeman, "Image
Quilting for Texture Synthesis and Transfer" (SIGGRAPH 2001), but crossfaded in place of cut: squares of the weights
sum to 1, so that sums are as strong as what they are made of.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.pixels import Floats, ramp, shrunk, spread, square_norm
from engine.layers.garments import garments_of, labelled
from engine.system.giving_way import give_way

Mask = NDArray[np.bool_]

_TILE, _SMALLEST = 0.14, 0.05  # torso lengths of a tile's side, at most and at least
_FINE = 0.28  # of a tile's side: what is finer is laid anew
_CHOICE = 4.0  # so many tiles' areas of places to take one from, else tiles are smaller
_OVERLAP = 3  # tiles overlap by one part in so many
_DRAWN, _TRIED = 96, 24  # places drawn for a tile, and the nearest of them, from which it is chosen
_DOWN = 4.0  # so many times as far is up or down a layer as across: cloths lie above each other
_LOOKED = 14  # cells to a tile's side by which they are compared
# What is so many times as strong as what lies around it is a button, a pocket or a seam, and is not strewn; in parts of
# a tile, both. Dots of a print have others around.
_USUAL, _LOCAL, _WIDE = 1.5, 0.2, 1.5
_UNLIKE = 4.0  # tiles' sides that one e times as strong as is expected is farther off
_FLAT, _ALIKE = 0.6, 0.9  # strength of what was made to what shows: wholly laid anew, and left alone
_FAINT = 1.0  # levels that nobody sees
_LEAST = 0.01  # squared torso lengths that are worth it
_LEAST_PX = 6  # of a tile's side
_STEP = 7  # of pixels that are asked for their strength
_COARSE = 2  # cells to a mean's reach
_SPREAD_PX = 80  # the longer side at which strengths are expected where nothing shows


def with_grain(made: Floats, known: Mask, hole: Mask, torso_px: float) -> Floats:
    """Colours [h, w, 3] of a layer with its garments' fine structure in the `hole` [h, w], where that has too little.

    known: where the photo shows it.
    """
    garments = garments_of(made, known)
    if garments is None:
        return made
    label, edge = labelled(made, garments, torso_px)
    out = made
    for kind in range(len(garments)):
        give_way()
        own = label == kind
        if min((hole & own).sum(), (known & own).sum()) < _LEAST * torso_px**2:
            continue
        grain = _grain(made, known & own & ~edge, torso_px)
        if grain is not None:
            out = _laid(out, made, grain, hole & own, own & (hole | known))
    return out


@dataclass(frozen=True, eq=False)
class _Grain:
    """A garment's fine structure [h, w, 3] in levels where it shows, and the corners [n, 2] (y, x) of tiles of it.

    strength: [h, w] in levels, of what shows and of what is expected elsewhere.
    """

    fine: Floats
    shows: Mask
    strength: Floats
    side: int
    corners: NDArray[np.intp]


def _grain(made: Floats, shows: Mask, torso_px: float) -> _Grain | None:
    """What a garment has where it `shows`; None where that is too little or nothing to see."""
    side = _fitting(shows, torso_px)
    if side is None:
        return None
    fine = made - _around(made, shows, _FINE * side)
    local = _strength(fine, shows, side * _LOCAL)
    usual = shows & (local < _USUAL * _strength(fine, shows, side * _WIDE))
    side = _fitting(usual, torso_px)
    if side is None:
        return None
    fine = made - _around(made, shows, _FINE * side)
    strength = _strength(fine, shows, side)
    if np.median(strength[shows][::_STEP]) < _FAINT:
        return None
    corners = np.argwhere(_inside(usual) > side / 2) - side // 2
    return _Grain(fine, shows, _expected(strength, shows), side, corners)


def _expected(strength: Floats, shows: Mask) -> Floats:
    """A strength [h, w] where a garment `shows`, and what goes on from there, smooth, elsewhere."""
    height, width = shows.shape
    scale = min(1.0, _SPREAD_PX / max(height, width))
    size = (max(round(width * scale), 1), max(round(height * scale), 1))
    share = shrunk(shows.astype(np.float32), size)
    mean = shrunk(strength * shows, size) / np.maximum(share, 1e-3)
    smooth = spread(mean[..., None], (share > 0.5).astype(np.float32))
    return cv2.resize(smooth[..., 0], (width, height), interpolation=cv2.INTER_LINEAR)


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


def _laid(out: Floats, made: Floats, grain: _Grain, hole: Mask, cloth: Mask) -> Floats:
    """`out` [h, w, 3] with a garment's grain in its `hole`, as much as what was `made` lacks of it."""
    fine = made - _around(made, cloth, _FINE * grain.side)
    share = _strength(fine, cloth, grain.side) / np.maximum(grain.strength, _FAINT)
    lacks = (1 - ramp(share, _FLAT, _ALIKE)) * cv2.blur(hole.astype(np.float32), (3, 3))
    lacks *= hole
    if not (lacks > 0).any():
        return out
    keeps = 1 - lacks
    added = np.sqrt(1 - keeps * keeps)[..., None]
    return np.asarray(out - fine * lacks[..., None] + _quilt(grain, lacks > 0.05) * added, np.float32)


def _quilt(grain: _Grain, where: Mask) -> Floats:
    """Tiles of a grain over what lies `where` [h, w], each the one of some that goes on best what lies beside it."""
    side, (height, width) = grain.side, where.shape
    overlap = max(2, side // _OVERLAP)
    edge = np.minimum(np.arange(side) + 0.5, side - np.arange(side) - 0.5).clip(0, overlap) / overlap
    window = np.outer(edge, edge).astype(np.float32)
    deep, square = cv2.merge([window] * 3), window * window
    total, squares = np.zeros_like(grain.fine), np.zeros(where.shape, np.float32)
    # What is laid already, in grey, with room for tiles that reach over the border.
    grey = np.pad(cv2.cvtColor(grain.fine, cv2.COLOR_RGB2GRAY), side)
    laid, there = grey * np.pad(grain.shows, side), np.pad(grain.shows, side).astype(np.float32)
    cells = np.arange(0, side, max(1, side // _LOOKED))
    random, strength = np.random.default_rng(1), np.maximum(grain.strength, _FAINT)
    x, y, w, h = cv2.boundingRect(where.astype(np.uint8))
    for top in range(y - overlap, y + h, side - overlap):
        give_way()
        for left in range(x - overlap, x + w, side - overlap):
            y0, x0, y1, x1 = max(top, 0), max(left, 0), min(top + side, height), min(left + side, width)
            if not where[y0:y1, x0:x1].any():
                continue
            drawn = grain.corners[random.integers(len(grain.corners), size=_DRAWN)]
            unlike = np.log(strength[tuple((drawn + side // 2).T)]) - np.log(
                strength[min(max(top + side // 2, 0), height - 1), min(max(left + side // 2, 0), width - 1)]
            )
            far = (drawn - (top, left)) ** 2 @ np.array([_DOWN, 1.0]) + (unlike * _UNLIKE * side) ** 2
            tried = drawn[np.argpartition(far, _TRIED)[:_TRIED]] + side
            rows, columns = tried[:, :1] + cells, tried[:, 1:] + cells
            to = np.ix_(top + side + cells, left + side + cells)
            apart = (grey[rows[:, :, None], columns[:, None]] - laid[to]) ** 2 * there[to]
            v, u = tried[apart.sum((1, 2)).argmin()] - side
            part, inside = np.s_[y0:y1, x0:x1], np.s_[y0 - top : y1 - top, x0 - left : x1 - left]
            tile = grain.fine[v : v + side, u : u + side]
            total[part] += cv2.multiply(tile, deep)[inside]
            squares[part] += square[inside]
            over = np.s_[top + side : top + 2 * side, left + side : left + 2 * side]
            laid[over] = np.where(
                there[over] > 0, laid[over], grey[v + side : v + 2 * side, u + side : u + 2 * side]
            )
            there[over] = 1
    return np.asarray(total / np.sqrt(np.maximum(squares, 1e-4))[..., None], np.float32)


def _strength(fine: Floats, where: Mask, reach: float) -> Floats:
    """How strong a fine structure [h, w, 3] is around each pixel of what lies `where`, in levels [h, w]."""
    power = square_norm(fine)[..., None] / fine.shape[-1]
    return np.sqrt(np.maximum(_around(power, where, reach / 2), 0))[..., 0]


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
