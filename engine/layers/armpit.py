"""How a torso's side runs under an arm: from the shoulder into the outline that shows below, without a bend."""

from __future__ import annotations

import numpy as np

from engine.layers.smooth_line import Line

# In torso lengths below the shoulder: from where on it runs to the side, and by where at most it is there,
_ARMPIT, _SIDE = 0.10, 0.75
_SLOPE = 0.05  # and over which a side's slope is measured.


def below_armpit(line: Line, at_shoulder: float, below: Line, first: float) -> Line:
    """A side [n], as px to its outside, that begins at the shoulder and runs into `line` without a bend.

    Under a hanging arm the body lies farther out than a raised one leaves it. below, first: each row [n], and the first
    that shows its end, in torso lengths below the shoulder.
    """
    narrow = np.minimum(line, at_shoulder)
    end = min(_SIDE, first)
    start = min(_ARMPIT, end / 2)
    low, high = (int(np.searchsorted(below, place).clip(0, len(below) - 1)) for place in (start, end))
    before, after = (_slope(each, at, below) * (end - start) for each, at in ((narrow, low), (line, high)))
    t = ((below - start) / (end - start)).clip(0, 1)
    # Hermite's cubic between both ends.
    run = (
        narrow[low] * (1 + 2 * t) * (1 - t) ** 2
        + line[high] * t**2 * (3 - 2 * t)
        + before * t * (1 - t) ** 2
        - after * t**2 * (1 - t)
    )
    return np.asarray(np.where(below < start, narrow, np.where(below < end, run, line)), np.float64)


def _slope(line: Line, at: int, below: Line) -> float:
    """Px a torso length by which a line [n] runs outwards around a row."""
    low, high = np.searchsorted(below, (below[at] - _SLOPE, below[at] + _SLOPE)).clip(0, len(below) - 1)
    return float((line[high] - line[low]) / max(below[high] - below[low], 1e-6))
