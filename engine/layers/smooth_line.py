"""A line through what is known of it that bends as little as it can: the sides of a body where nothing shows them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Line = NDArray[np.float64]

_NODES = 96
_STIFF = 0.3  # of bending, beside a weight of 1 at every row
_TURNS = 3
_FIRM = 3.0  # the weight of an end that shows and would else lie outside, where one with background beside it has 1


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


def bridged(ends: Line, reach: int) -> Line:
    """The `ends` [n] (-inf: none), nowhere inside of a straight line between two of them up to `reach` rows apart.

    What an arm or a bag leaves of a body shows how far it goes at least: its notches are not the body's.
    """
    found = ends.copy()
    steps = 2 ** np.arange(max(int(np.log2(max(reach / 2, 1))), 0), -1, -1)
    for step in np.tile(steps, _TURNS).tolist():
        middle = (found[: -2 * step] + found[2 * step :]) / 2
        found[step:-step] = np.maximum(found[step:-step], middle)
    return found


def robust_line(values: Line, weights: Line, seen: NDArray[np.bool_], off: float) -> tuple[Line, Line]:
    """A line and the weights it ends with: rows beside a finger or a gap look `seen`, but lie `off` px away."""
    line = smooth_line(values, weights)
    for _ in range(_TURNS):
        weights = np.where(seen, 1 / (1 + ((values - line) / off) ** 2) ** 2, weights)
        line = smooth_line(values, weights)
    return line, weights


def kept_outside(
    line: Line,
    values: Line,
    weights: Line,
    ends: Line,
    *,
    heard: NDArray[np.bool_],
    seen: NDArray[np.bool_],
    reach: int,
) -> Line:
    """A line of `values` and `weights` [n] that no `ends` that are `heard` or `seen` lie outside of.

    reach: in rows, as of `bridged`.
    """
    firm = seen.copy()
    for _ in range(_TURNS):
        outside = heard & (ends - line > 0.5)
        if not outside.any():
            break
        firm |= outside
        bound = bridged(np.where(firm, ends, -np.inf), reach)
        outside |= heard & (bound > line)
        values, weights = np.where(outside, bound, values), np.where(outside, _FIRM, weights)
        line = smooth_line(values, weights)
    return line
