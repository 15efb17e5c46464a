"""Where a shirt or jacket ends and trousers begin: the parsing calls both thigh, their colours tell them apart."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.boxes import Box
from engine.imaging.pixels import Floats
from engine.layers.regions import LEGS, Region
from engine.layers.skeleton import Skeleton
from engine.pose.pose import Joint

# In torso lengths below the line of the hips.
_BAND = (-0.25, 0.75)
_SHIRT = (-0.45, 0.05)
_LEGS_FROM, _LOWEST = 0.35, 0.08
_LEAST_PIXELS = 300
_COLOURS = 4  # that a cloth is told by
_NOISE = 14.0  # levels
_APART = 30.0  # levels between two cloths that can be told apart
_CLEAR = 0.75  # share of pixels that agree with the hem found, else there is none
_SMOOTHED = 0.22  # torso lengths along the hem


def with_hem(shares: Floats, rgb: NDArray[np.uint8], matte: Floats, skeleton: Skeleton, box: Box) -> Floats:
    """Shares [7, h, w] in which what hangs below the hips in the shirt's colours belongs to the torso.

    All over a photo box. In each column the hem lies where colours above are best the shirt's and below the legs'.
    """
    hip = (skeleton.xy[Joint.R_HIP, 1] + skeleton.xy[Joint.L_HIP, 1]) / 2 - box[1]
    legs = shares[list(LEGS)].sum(0)
    shirt = _palette(rgb, (shares[Region.TORSO] > 0.9) & (matte > 0.95), _rows(hip, _SHIRT, skeleton, matte))
    trousers = _palette(rgb, (legs > 0.9) & (matte > 0.95), _leg_rows(legs * matte, hip, skeleton))
    band = _rows(hip, _BAND, skeleton, matte)
    if shirt is None or trousers is None or band.stop - band.start < 8 or _distance(shirt, trousers) < _APART:
        return shares
    body = (legs + shares[Region.TORSO])[band] * matte[band] > 0.5
    lab = rgb[band].astype(np.float32)
    odds = np.where(body, (_nearest(lab, trousers) - _nearest(lab, shirt)) / (2 * _NOISE**2), 0).clip(-4, 4)
    ends, agree = _hem_rows(odds, body, max(3, round(_SMOOTHED * skeleton.torso)))
    if agree < _CLEAR:
        return shares
    y = np.arange(band.stop - band.start, dtype=np.float32)[:, None]
    above = (ends[None] - y + 0.5).clip(0, 1)
    out = shares.copy()
    for leg in LEGS:
        taken = out[leg, band] * above
        out[leg, band] -= taken
        out[Region.TORSO, band] += taken
    return out


def _leg_rows(legs: Floats, hip: float, skeleton: Skeleton) -> slice:
    """Rows that show legs and no shirt: well below the hips, in half-body photos the lowest there are."""
    shown = np.flatnonzero((legs > 0.9).sum(1) > 0.1 * skeleton.torso)
    last = int(shown[-1]) + 1 if len(shown) else 0
    first = hip + _LEGS_FROM * skeleton.torso
    return slice(int(max(min(first, last - _LOWEST * skeleton.torso), 0)), last)


def _rows(hip: float, span: tuple[float, float], skeleton: Skeleton, matte: Floats) -> slice:
    """The rows of a span in torso lengths below the hips."""
    low, high = (int(np.clip(hip + v * skeleton.torso, 0, len(matte))) for v in span)
    return slice(low, high)


def _palette(rgb: NDArray[np.uint8], where: NDArray[np.bool_], rows: slice) -> Floats | None:
    """The main colours [k, 3] of a cloth in some rows of a picture; None for too few pixels."""
    pixels = rgb[rows][where[rows]]
    if len(pixels) < _LEAST_PIXELS:
        return None
    sample = pixels[:: max(1, len(pixels) // 4000)].astype(np.float32)
    criteria = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER, 12, 1.0)
    cv2.setRNGSeed(1)
    _, labels, centres = cv2.kmeans(
        sample, _COLOURS, np.empty(0, np.int32), criteria, 1, cv2.KMEANS_PP_CENTERS
    )
    counts = np.bincount(labels[:, 0], minlength=_COLOURS)
    return centres[counts > 0.08 * len(sample)]


def _distance(a: Floats, b: Floats) -> float:
    return float(np.sqrt(((a[:, None] - b[None]) ** 2).sum(-1)).min())


def _nearest(colours: Floats, palette: Floats) -> Floats:
    """The squared distance [h, w] of each colour to the nearest of a palette."""
    return np.min([((colours - colour) ** 2).sum(-1) for colour in palette], axis=0)


def _hem_rows(odds: Floats, body: NDArray[np.bool_], over: int) -> tuple[Floats, float]:
    """The row of the hem in each column [w], smooth along it, and the share of pixels on their side of it."""
    gain = np.vstack([np.zeros((1, odds.shape[1]), np.float32), odds.cumsum(0)])
    side = over | 1
    # Columns vote together with their neighbours: folds and prints are narrower than a hem is straight.
    gain = cv2.blur(gain.astype(np.float32), (side, 1))
    ends = gain.argmax(0).astype(np.float32)
    seen = body.any(0)
    if not seen.any():
        return ends, 0.0
    ends = np.interp(np.arange(len(ends)), np.flatnonzero(seen), ends[seen])
    ends = np.convolve(np.pad(ends, side // 2, mode="edge"), np.ones(side) / side, "valid").astype(np.float32)
    above = np.arange(len(odds))[:, None] < ends[None]
    right = np.where(above, odds > 0, odds < 0)[body & (np.abs(odds) > 1)]
    return ends, float(right.mean()) if right.size else 0.0
