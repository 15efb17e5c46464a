"""How near to the truth maps of whole body parts could come at best: what no joint in the picture's plane can tell."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from engine.imaging.pixels import Floats
from engine.synthesis.samples import Sample

_ROUNDS, _LEAST_PX = 15, 0.3  # of reweighted least squares, which come to the least sum of distances
_LEAST_PIXELS = 8


def shifted(places: Floats, sample: Sample) -> NDArray[np.float64]:
    """Distances [H, W] to the true place, px, once each part's places [H, W, 2] are shifted as one as is best for it.

    What becomes right by that went with its joints in the plane, and its surface otherwise: it turned out of the plane.
    """
    off = (places - sample.flow).astype(np.float64)
    for part in _parts(sample):
        told = part & ~np.isnan(off[..., 0])
        if told.any():
            off[part] -= np.median(off[told], axis=0)
    return np.asarray(np.linalg.norm(off, axis=2))


def best_affine(sample: Sample) -> NDArray[np.float64]:
    """Distances [H, W] to the true place, px, of one affine map a part, fitted to the truth itself; NaN elsewhere."""
    height, width = sample.seen.shape
    away = np.full((height, width), np.nan)
    rows, columns = np.mgrid[:height, :width] + 0.5
    for part in _parts(sample):
        terms = np.stack([columns[part], rows[part], np.ones(int(part.sum()))], 1)
        away[part] = _fitted(terms, sample.flow[part].astype(np.float64))
    return away


def _parts(sample: Sample) -> Iterator[NDArray[np.bool_]]:
    """The pixels of each part that the source shows."""
    for number in range(1, int(sample.target_part.max()) + 1):
        part = (sample.target_part == number) & (sample.seen == 2)
        if part.any():
            yield part


def _fitted(terms: NDArray[np.float64], wanted: NDArray[np.float64]) -> NDArray[np.float64]:
    """What is left between the best linear map of terms [n, 3] and places [n, 2]; few pixels can be met exactly."""
    left = np.zeros(len(terms))
    if len(terms) < _LEAST_PIXELS:
        return left
    weight = np.ones(len(terms))
    for _ in range(_ROUNDS):
        root = np.sqrt(weight)[:, None]
        found = np.linalg.lstsq(terms * root, wanted * root, rcond=None)[0]
        left = np.asarray(np.linalg.norm(terms @ found - wanted, axis=1))
        weight = 1 / np.maximum(left, _LEAST_PX)
    return left
