"""Plain cloth under what lay over it: one smooth surface per garment in place of the pieces' own lights and shadows.

Pieces of the same cloth differ by their place in the light, so where they meet stand steps, stripes and ghosts. Which
garment a piece shows is right; how light it is there is told by what shows around.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.harmonic import membrane
from engine.imaging.pixels import Floats, ramp, shrunk
from engine.layers.garments import LEAST, garments_of, labelled
from engine.system.giving_way import give_way

Mask = NDArray[np.bool_]

_SURFACE_PX = 300  # the longer side at which surfaces are made: light changes slowly
_FINE = 0.012  # torso lengths: what is finer is a cloth's grain
_GRAIN = 2.0  # usual grains that are kept of a piece: more are a seam between two
_SHADED = 0.09  # torso lengths beside what lies over a layer that may be in its shadow still
_REACH = 0.125  # torso lengths over which a surface passes into what shows
_SEAM = 0.06  # torso lengths that a seam runs across at least
_ROOM = 0.3  # torso lengths around, whose light counts
_PLAIN, _PATTERNED = 4.0, 8.0  # levels of a garment's usual grain
_STEP = 7  # of pixels that are asked for their grain


def with_plain_cloth(made: Floats, known: Mask, over: Mask, torso_px: float) -> Floats:
    """Colours [h, w, 3] of a layer, with those under and beside what lies `over` it lit as what shows around.

    known: where the photo shows them.
    """
    away = cv2.distanceTransform((~over).astype(np.uint8), cv2.DIST_L2, 5)
    hole = away < _REACH * torso_px
    x, y, w, h = cv2.boundingRect(hole.astype(np.uint8))
    seen = known & (away > _SHADED * torso_px)
    garments = garments_of(made, seen)
    if garments is None or not w:
        return made
    room = round(_ROOM * torso_px)
    inside = np.s_[max(y - room, 0) : y + h + room, max(x - room, 0) : x + w + room]
    out = made.copy()
    out[inside] = _lit(made[inside], seen[inside], hole[inside], garments, torso_px)
    return out


def _lit(made: Floats, seen: Mask, hole: Mask, garments: list[Floats], torso_px: float) -> Floats:
    """Colours [h, w, 3] with those of a `hole` on the surface of those that are `seen`."""
    label, edge = labelled(made, garments, torso_px)
    own = np.stack([garment.mean(0) for garment in garments])[label]
    side = 2 * max(1, round(_FINE * torso_px)) + 1
    grain = made - cv2.blur(made, (side, side))
    give_way()
    seen = seen & ~edge
    surface = _surface(made - own, seen, _FINE * torso_px)
    usual, plain = _grains(grain, label, seen, len(garments))
    # Seams and hems run across a layer and go on; what runs along it is where two pieces meet.
    across = cv2.blur(grain, (2 * max(1, round(_SEAM * torso_px / 2)) + 1, 1))
    give_way()
    most = _GRAIN * usual[label][..., None]
    even = own + surface + across + (grain - across).clip(-most, most)
    inner = cv2.blur((hole & ~edge).astype(np.float32), (3, 3)) * plain[label]
    return np.asarray(made + (even - made) * inner[..., None], np.float32)


def _surface(light: Floats, seen: Mask, fine: float) -> Floats:
    """How a layer is lit [h, w, 3], smooth where it is not `seen`."""
    height, width = seen.shape
    scale = min(1.0, _SURFACE_PX / max(seen.shape))
    size = (max(round(width * scale), 1), max(round(height * scale), 1))
    weight = shrunk(seen.astype(np.float32), size)
    total = shrunk(light * seen[..., None], size)
    soft = max(fine * scale, 0.5)
    share = cv2.GaussianBlur(weight, (0, 0), soft)
    mean = cv2.GaussianBlur(total, (0, 0), soft) / np.maximum(share, 1e-3)[..., None]
    give_way()
    found = membrane(mean.astype(np.float32), weight < 0.5)
    return cv2.resize(found, (width, height), interpolation=cv2.INTER_LINEAR)


def _grains(grain: Floats, label: NDArray[np.intp], seen: Mask, count: int) -> tuple[Floats, Floats]:
    """Each garment's usual grain in levels [n], and whether it is plain, 0..1 [n]."""
    size = np.abs(grain[seen][::_STEP]).mean(-1)
    kind = label[seen][::_STEP]
    usual = np.array(
        [
            np.median(size[kind == k]) if (kind == k).sum() > LEAST / _STEP else _PATTERNED
            for k in range(count)
        ],
        np.float32,
    )
    return usual, np.asarray(1 - ramp(usual, _PLAIN, _PATTERNED), np.float32)
