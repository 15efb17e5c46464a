"""FID: how far apart the features of two sets of pictures lie, as two Gaussians.

Source: M. Heusel et al., "GANs Trained by a Two Time-Scale Update Rule" (NIPS 2017).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Features = NDArray[np.floating]  # [N, F], one row a picture


def frechet_distance(made: Features, truth: Features) -> float:
    """The distance of two sets of at least two features each; with few pictures it comes out far too large.

    Raises ValueError for fewer.
    """
    if min(len(made), len(truth)) < 2:
        raise ValueError("a covariance needs two pictures or more")
    a, b = made.astype(np.float64), truth.astype(np.float64)
    apart = a.mean(0) - b.mean(0)
    one, two = np.cov(a, rowvar=False), np.cov(b, rowvar=False)
    # The trace of the root of a product of two covariances is that of a symmetric matrix with the same eigenvalues.
    values, vectors = np.linalg.eigh(one)
    root = (vectors * np.sqrt(values.clip(min=0))) @ vectors.T
    shared = np.sqrt(np.linalg.eigvalsh(root @ two @ root).clip(min=0)).sum()
    return float(apart @ apart + np.trace(one) + np.trace(two) - 2 * shared)
