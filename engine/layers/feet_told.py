"""Which foot's a pixel is where two feet touch: told by where heels and toes were found."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.imaging.pixels import Floats, ramp
from engine.layers.regions import CHAINS, LEGS
from engine.pose.feet import Feet

# Torso lengths from a foot's bones from which, and up to which wholly, they tell whose a pixel is.
_NEAR = (0.3, 0.2)
_TELLS = 0.03  # torso lengths nearer to the one foot than to the other that make its odds e times as high
_MOST = 6.0
_PARSED: Final = 0.5  # how much of the logarithm of its odds the parsing keeps there
_ABOVE = 0.1  # torso lengths above an ankle over which the parsing has its say back
_LEAST = 1e-3
_ONE = 0.1  # torso lengths between the ankles, heels and toes of two feet that are one, found twice


def tell_feet(shares: Floats, sure: Floats, feet: Feet, torso: float) -> None:
    """Tell two feet apart, in place.

    shares: [h, w, 7] of the regions of a parsing. feet: on the same grid; torso: in its pixels.
    """
    if not all(CHAINS[leg].end in feet for leg in LEGS):
        return
    bones = [feet[CHAINS[leg].end] for leg in LEGS]
    if max(np.hypot(*(bones[0] - bones[1])[1:].T)) < _ONE * torso:
        return  # one foot found twice
    air = _NEAR[0] * torso
    low = (np.concatenate(bones).min(0) - air).astype(int).clip(0)
    high = (np.concatenate(bones).max(0) + air).astype(int).clip(1)
    near = np.s_[low[1] : high[1], low[0] : high[0]]
    local = shares[near]
    if not local.size:
        return
    y, x = np.mgrid[: local.shape[0], : local.shape[1]].astype(np.float32)
    at = np.stack([x, y], -1) + low.astype(np.float32)
    far = np.stack([_far(at, foot) for foot in bones]) / torso
    says = ramp(far.min(0), *_NEAR)
    top = min(float(foot[1, 1]) for foot in bones)
    says = says * ramp((at[..., 1] - top) / torso, -_ABOVE, 0.0)
    one, other = LEGS
    both = local[..., one] + local[..., other]
    odds = np.log((local[..., one] + _LEAST) / (local[..., other] + _LEAST))
    nearer = ((far[1] - far[0]) / _TELLS).clip(-_MOST, _MOST)
    odds = odds * (1 - says * (1 - _PARSED)) + nearer * says
    part = 1 / (1 + np.exp(-odds))
    sure[near] *= 1 - says * both * (1 - (2 * part - 1) ** 2)
    local[..., one] = both * part
    local[..., other] = both * (1 - part)


def _far(at: Floats, foot: NDArray[np.float64]) -> Floats:
    """How far places [h, w, 2] lie from a shin and its foot's lines, px [h, w]."""
    knee, ankle, heel, toes = foot
    lines = (knee, ankle), (ankle, heel), (heel, toes), (ankle, toes)
    return np.minimum.reduce([_to_line(at, a, b) for a, b in lines])


def _to_line(at: Floats, a: NDArray[np.float64], b: NDArray[np.float64]) -> Floats:
    along = ((at - a) @ (b - a) / max(float((b - a) @ (b - a)), 1.0)).clip(0, 1)
    away = at - a - along[..., None] * (b - a)
    return np.hypot(away[..., 0], away[..., 1]).astype(np.float32)
