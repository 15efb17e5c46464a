"""Plain cloth under what lay over it: one smooth surface per garment in place of the pieces' own lights and shadows.

Pieces of the same cloth differ by their place in the light, so where they meet stand steps, stripes and ghosts. Which
garment a piece shows is right; how light it is there is told by what shows around.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.harmonic import membrane
from engine.imaging.pixels import Floats, ramp, shrunk, square_norm, widened
from engine.system.giving_way import give_way

Mask = NDArray[np.bool_]

_LABELLED_PX = 540  # the longer side at which garments are told apart
_SURFACE_PX = 300  # the longer side at which surfaces are made: light changes slowly
_FINE = 0.012  # torso lengths: what is finer is a cloth's grain
_EDGE = 0.012  # the same beside where garments meet, which keeps its pieces
_SPECK = 0.04  # the same: what is narrower is no garment
_COLOURS = 5  # that a layer is told by
_APART = 60.0  # levels between two that are two garments, however they are lit
_LEAST, _RARE = 500, 0.03  # pixels, and share of them, that make a garment
_GRAIN = 2.0  # usual grains that are kept of a piece: more are a seam between two
_SHADED = 0.09  # torso lengths beside what lies over a layer that may be in its shadow still
_REACH = 0.125  # torso lengths over which a surface passes into what shows
_SEAM = 0.06  # torso lengths that a seam runs across at least
_ROOM = 0.3  # torso lengths around, whose light counts
_PLAIN, _PATTERNED = 4.0, 8.0  # levels of a garment's usual grain
_SAMPLES = 6000
_STEP = 7  # of pixels that are asked for their grain


def with_plain_cloth(made: Floats, known: Mask, over: Mask, torso_px: float) -> Floats:
    """Colours [h, w, 3] of a layer, with those under and beside what lies `over` it lit as what shows around.

    known: where the photo shows them.
    """
    away = cv2.distanceTransform((~over).astype(np.uint8), cv2.DIST_L2, 5)
    hole = away < _REACH * torso_px
    x, y, w, h = cv2.boundingRect(hole.astype(np.uint8))
    seen = known & (away > _SHADED * torso_px)
    garments = _garments(made, seen)
    if garments is None or not w:
        return made
    room = round(_ROOM * torso_px)
    inside = np.s_[max(y - room, 0) : y + h + room, max(x - room, 0) : x + w + room]
    out = made.copy()
    out[inside] = _lit(made[inside], seen[inside], hole[inside], garments, torso_px)
    return out


def _lit(made: Floats, seen: Mask, hole: Mask, garments: list[Floats], torso_px: float) -> Floats:
    """Colours [h, w, 3] with those of a `hole` on the surface of those that are `seen`."""
    label, edge = _labels(made, garments, torso_px)
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


def _garments(made: Floats, known: Mask) -> list[Floats] | None:
    """The colours [k, 3] of each garment; None where too little shows."""
    pixels = made[known]
    if len(pixels) < _LEAST:
        return None
    sample = np.ascontiguousarray(pixels[:: max(1, len(pixels) // _SAMPLES)], np.float32)
    criteria = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER, 12, 1.0)
    cv2.setRNGSeed(1)
    _, label, found = cv2.kmeans(sample, _COLOURS, np.empty(0, np.int32), criteria, 1, cv2.KMEANS_PP_CENTERS)
    found = found[np.bincount(label[:, 0], minlength=_COLOURS) > _RARE * len(sample)]
    groups: list[list[Floats]] = []
    for colour in found[np.argsort(found.sum(1))]:
        near = [g for g in groups if min(float(np.linalg.norm(colour - other)) for other in g) < _APART]
        groups = [g for g in groups if not any(g is n for n in near)]
        groups.append([colour, *(other for g in near for other in g)])
    return [np.stack(group) for group in groups]


def _labels(made: Floats, garments: list[Floats], torso_px: float) -> tuple[NDArray[np.intp], Mask]:
    """Each pixel's garment [h, w], without specks, and what lies beside where two meet."""
    if len(garments) == 1:
        return np.zeros(made.shape[:2], np.intp), np.zeros(made.shape[:2], bool)
    height, width = made.shape[:2]
    scale = min(1.0, _LABELLED_PX / max(height, width))
    size = (max(round(width * scale), 1), max(round(height * scale), 1))
    small = shrunk(made, size)
    far = np.stack([np.min([square_norm(small - c) for c in garment], 0) for garment in garments])
    side = 2 * max(1, round(_SPECK * torso_px * scale / 2)) + 1
    votes = np.stack([cv2.blur(plane, (side, side)) for plane in (far == far.min(0)).astype(np.float32)])
    found = cv2.resize(votes.argmax(0).astype(np.uint8), (width, height), interpolation=cv2.INTER_NEAREST)
    around = np.ones((3, 3), np.uint8)
    meet = cv2.dilate(found, around) != cv2.erode(found, around)
    return found.astype(np.intp), widened(meet, max(1, round(_EDGE * torso_px)))


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
            np.median(size[kind == k]) if (kind == k).sum() > _LEAST / _STEP else _PATTERNED
            for k in range(count)
        ],
        np.float32,
    )
    return usual, np.asarray(1 - ramp(usual, _PLAIN, _PATTERNED), np.float32)
