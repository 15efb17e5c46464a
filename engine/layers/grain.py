"""Fine structure of cloth that was made: fur, denim and knit go on where pieces or a smooth surface are too flat.

Copies that are mixed and surfaces that are smooth lose what makes a cloth look like cloth. What is finer than a few
hundredths of a torso is laid over them in tiles of what shows of the same garment.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.patches.quilt import Texture, quilted
from engine.imaging.pixels import Floats, ramp, shrunk, spread, square_norm
from engine.layers.garments import garments_of, labelled
from engine.system.giving_way import give_way

Mask = NDArray[np.bool_]

_TILE, _SMALLEST = 0.14, 0.05  # torso lengths of a tile's side, at most and at least
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
_STEP = 7  # of pixels that are asked for their strength
_COARSE = 2  # cells to a mean's reach
_SPREAD_PX = 80  # the longer side at which strengths are expected where nothing shows


def with_grain(made: Floats, known: Mask, hole: Mask, torso_px: float) -> Floats:
    """Colours [h, w, 3] of a layer with its garments' fine structure in the `hole` [h, w], where that has too little.

    known: where the photo shows it.
    """
    least = _LEAST * torso_px**2
    garments = garments_of(made, known) if hole.sum() > least else None
    if garments is None:
        return made
    label, edge = labelled(made, garments, torso_px)
    out = made
    for kind in range(len(garments)):
        give_way()
        own = label == kind
        if min((hole & own).sum(), (known & own).sum()) < least:
            continue
        grain = _grain(made, known & own & ~edge, torso_px)
        if grain is not None:
            out = _laid(out, made, grain, hole & own, own & (hole | known))
    return out


def _grain(made: Floats, shows: Mask, torso_px: float) -> Texture | None:
    """What a garment has where it `shows`; None where that is too little or nothing to see."""
    side = _fitting(shows, torso_px)
    if side is None:
        return None
    fine = made - _around(made, shows, _FINE * side)
    local = _strength(fine, shows, side * _LOCAL)
    usual = shows & (local < _USUAL * _strength(fine, shows, side * _WIDE))
    smaller = _fitting(usual, torso_px)
    if smaller is None:
        return None
    if smaller != side:
        side, fine = smaller, made - _around(made, shows, _FINE * smaller)
    strength = _strength(fine, shows, side)
    if np.median(strength[shows][::_STEP]) < _FAINT:
        return None
    corners = np.argwhere(_inside(usual) > side / 2) - side // 2
    expected = np.log(np.maximum(_expected(strength, shows), _FAINT))
    return Texture(
        np.ascontiguousarray(fine, np.float32),
        shows,
        expected.astype(np.float32),
        corners.astype(np.int32),
        side,
    )


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


def _laid(out: Floats, made: Floats, grain: Texture, hole: Mask, cloth: Mask) -> Floats:
    """`out` [h, w, 3] with a garment's grain in its `hole`, as much as what was `made` lacks of it."""
    fine = made - _around(made, cloth, _FINE * grain.side)
    share = _strength(fine, cloth, grain.side) / np.exp(grain.strength)
    lacks = (1 - ramp(share, _FLAT, _ALIKE)) * cv2.blur(hole.astype(np.float32), (3, 3))
    lacks *= hole
    if not (lacks > 0).any():
        return out
    keeps = 1 - lacks
    added = np.sqrt(1 - keeps * keeps)[..., None]
    return np.asarray(out - fine * lacks[..., None] + quilted(grain, lacks > _HARDLY) * added, np.float32)


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
