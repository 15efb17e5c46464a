"""Plain surroundings, such as studio walls: a smooth surface that meets them, and the photo's own grain on it."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.harmonic import membrane
from engine.imaging.pixels import Floats, disc, dot, known_average, square_norm, widened
from engine.system.giving_way import give_way

Mask = NDArray[np.bool_]
_SIDE_PX = 320  # longer side at which the surface is solved
_RING = 20  # cells of it around the hole that tell how textured the surroundings are
_STAINED_LEVELS = 5.0  # a pixel this far off a plain surface belongs to whoever stands beside it
_STAINED_NOISES = 6.0  # and this many times the photo's grain
_STAIN_REACH = 40  # of the photo's longer side, how far beyond the hole stains are looked for
_GAP = 70  # of the photo's longer side: half the width of a gap in which the wall is shaded
_ROW_CELLS, _ROW_BLUR = (
    8,
    3,
)  # known cells of a row that tell what it looks like, and over how many rows that is averaged
_GRAIN_PX = 200_000  # pixels from which grain is taken


def texture(rgb: NDArray[np.uint8], hole: Mask) -> float:
    """How textured a hole's surroundings are: their strong local deviations, in grey levels."""
    small, missing = known_average(rgb, hole, _fitting(hole))
    grey = cv2.cvtColor(membrane(small, missing), cv2.COLOR_RGB2GRAY)
    holes = missing.astype(np.uint8)
    wide, close = (cv2.dilate(holes, np.ones((side, side), np.uint8)) for side in (2 * _RING + 1, 5))
    fine = np.abs(grey - cv2.GaussianBlur(grey, (0, 0), 3.0))[(wide > 0) & (close == 0)]
    return float(np.quantile(fine, 0.9)) if fine.size else 0.0


def surface(rgb: NDArray, hole: Mask) -> Floats:
    """A smooth surface [H, W, 3] that continues `rgb` [H, W, 3] (0..255) over its `hole` [H, W]."""
    small, missing = known_average(rgb, hole, _fitting(hole))
    rows = _rows(small, missing)
    size = (hole.shape[1], hole.shape[0])
    smooth = cv2.resize(membrane(small / rows, missing) * rows, size, interpolation=cv2.INTER_CUBIC)
    return smooth + _seam(rgb, smooth, hole)


def _rows(small: Floats, missing: Mask) -> Floats:
    """What each row of a small picture looks like, [h, 1, 3]: a wall meets its floor at the same height all along.

    A membrane alone would draw that transition out, most where the hole is widest.
    """
    known = np.flatnonzero((~missing).sum(axis=1) >= _ROW_CELLS)
    if not len(known):
        return np.ones((len(small), 1, 3), np.float32)
    middle = np.stack([np.median(small[row][~missing[row]], axis=0) for row in known])
    every = np.arange(len(small))
    rows = np.stack([np.interp(every, known, middle[:, k]) for k in range(3)], axis=1)
    # A bump of a few rows is some thing beside the person, which does not go on behind them.
    taps = cv2.getGaussianKernel(4 * _ROW_BLUR + 1, _ROW_BLUR)
    return (
        cv2.sepFilter2D(
            rows.astype(np.float32)[:, None], -1, np.ones(1), taps, borderType=cv2.BORDER_REPLICATE
        )
        + 1
    )


def stains(rgb: NDArray[np.uint8], hole: Mask) -> Mask:
    """What beside a `hole` [H, W] is unlike the plain surroundings and hangs together with it.

    There a matte was too narrow: hair, a sleeve's edge.
    """
    reach = max(3, max(hole.shape) // _STAIN_REACH)
    wide = widened(hole, reach)
    if wide.all():
        return np.zeros_like(hole)
    limit = max(_STAINED_LEVELS, _STAINED_NOISES * noise_level(rgb, wide))
    off = square_norm(cv2.blur(rgb, (3, 3)).astype(np.float32) - surface(rgb, wide)) / 3 > limit**2
    _, label = cv2.connectedComponents((off & wide | hole).astype(np.uint8))
    touching = np.isin(label, np.unique(label[hole])) & wide & ~hole
    return (cv2.dilate(touching.astype(np.uint8), disc(2)) > 0) & wide & ~hole


def gaps(hole: Mask) -> Mask:
    """What lies in narrow gaps of a `hole` [H, W], as between legs: in the person's shade, and unlike the wall."""
    side = 2 * max(2, max(hole.shape) // _GAP) + 1
    edge = side // 2
    # At the photo's border nothing closes a gap.
    wide = np.pad(hole, edge).astype(np.uint8)
    closed = cv2.morphologyEx(wide, cv2.MORPH_CLOSE, np.ones((side, side), np.uint8))
    return (closed[edge:-edge, edge:-edge] > 0) & ~hole


def noise(rgb: NDArray[np.uint8], hole: Mask) -> Floats:
    """The photo's own grain [n, 3], in levels, from outside a `hole` [H, W]."""
    apart = cv2.dilate(hole.astype(np.uint8), np.ones((9, 9), np.uint8)) == 0
    fine = (rgb.astype(np.float32) - cv2.GaussianBlur(rgb, (0, 0), 2.0))[apart]
    return fine[:: max(1, len(fine) // _GRAIN_PX)]


def noise_level(rgb: NDArray[np.uint8], hole: Mask) -> float:
    """The standard deviation of the photo's own grain, in levels; 0 where there is nothing but the hole."""
    fine = noise(rgb, hole)
    return float(fine.std()) if len(fine) else 0.0


def grain(rgb: NDArray[np.uint8], hole: Mask) -> Floats:
    """Noise [H, W, 3] as strong and as correlated between colours as the photo's; the same for the same photo."""
    give_way()
    fine = noise(rgb, hole)
    if not len(fine):
        return np.zeros((*hole.shape, 3), np.float32)
    give_way()
    # Edges of other things are no grain: the middle of the distribution tells its width.
    calm = np.abs(fine).max(axis=1) <= 4 * np.median(np.abs(fine)) + 1
    covariance = np.cov(fine[calm].T) if calm.sum() > 3 else np.zeros((3, 3))
    values, axes = np.linalg.eigh(covariance)
    mix = (axes * np.sqrt(np.maximum(values, 0))).astype(np.float32)
    give_way()
    strewn = np.random.default_rng(1).standard_normal((*hole.shape, 3), dtype=np.float32)
    give_way()
    # Summed by hand: a matrix product would start threads of its own.
    return np.dstack([dot(strewn, mix[k][None, None]) for k in range(3)])


def _seam(rgb: NDArray, smooth: Floats, hole: Mask) -> Floats:
    """What the small surface misses of the full-size surroundings just outside the hole, fading inwards."""
    give_way()
    known = (~hole).astype(np.float32)
    radius = max(5, max(hole.shape) // 150) | 1
    error = cv2.blur((rgb - smooth) * known[..., None], (radius, radius))
    give_way()
    share = cv2.blur(known, (radius, radius))
    return error / np.maximum(share, 0.05)[..., None] * np.minimum(share * 2, 1)[..., None]


def _fitting(hole: Mask) -> tuple[int, int]:
    scale = min(_SIDE_PX / max(hole.shape), 1.0)
    return max(round(hole.shape[1] * scale), 1), max(round(hole.shape[0] * scale), 1)
