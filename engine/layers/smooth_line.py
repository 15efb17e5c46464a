"""A line through what is known of it that bends as little as it can: the sides of a body where nothing shows them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Line = NDArray[np.float64]

_NODES = 96
_STIFF = 0.3  # of bending, beside a weight of 1 at every row


def smooth_line(values: Line, weights: Line) -> Line:
    """The line [n] nearest to `values` [n] by their `weights` [n] of which 0 leaves it free, with little bending.

    A cubic smoothing spline on at most 96 nodes; straight beyond the first and last known value.
    """
    count = len(values)
    nodes = min(_NODES, count)
    place = np.linspace(0, nodes - 1, count)
    low = np.minimum(place.astype(np.intp), nodes - 2)
    share = place - low
    known = weights > 0
    rows = np.zeros((int(known.sum()), nodes))
    index = np.arange(len(rows))
    rows[index, low[known]] = 1 - share[known]
    rows[index, low[known] + 1] += share[known]
    bend = np.zeros((nodes - 2, nodes))
    for k, factor in enumerate((1.0, -2.0, 1.0)):
        bend[np.arange(nodes - 2), np.arange(nodes - 2) + k] = factor
    stiff = _STIFF * count / nodes
    weighed = rows * weights[known, None]
    # A trace of the mean keeps the system solvable where one value is known, or none.
    mean = float(np.average(values[known], weights=weights[known])) if known.any() else 0.0
    system = rows.T @ weighed + stiff * bend.T @ bend + 1e-9 * np.eye(nodes)
    found = np.linalg.solve(system, weighed.T @ values[known] + 1e-9 * mean)
    return np.asarray(found[low] * (1 - share) + found[low + 1] * share)
