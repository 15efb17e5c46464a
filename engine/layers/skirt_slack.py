"""How cloth that hangs over a thigh goes along with it: wholly before it, beside it as far as it is pushed."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from engine.layers.skeleton import Points
from engine.layers.turning import length, turn

_LOOSE = 0.8  # of the cloth beside a thigh, how far it does not go along


def with_thigh(
    points: Points, by: float, share: NDArray[np.float64], leg: Points, *, other_hip: Points, beside: float
) -> Points:
    """The steps [n, 2] of a skirt's points with a leg whose thigh turns `by` radians, by their share [n] of it.

    leg: [3, 2] where hip, knee and ankle lay. beside: px from its bones, beyond which cloth stands off it. That is
    pushed aside no farther than the leg comes, and does not turn: turned, hems would rise to stiff wings.
    """
    hip, knee, ankle = leg
    thigh, shin = length(knee - hip), ankle - knee
    down = (knee - hip) / max(thigh, 1.0)
    aside = np.array([-down[1], down[0]])
    aside *= -np.sign((other_hip - hip) @ aside)
    along = ((points - hip) @ down).clip(0, None)
    # Past the knee the leg is the shin.
    slope = float(np.clip(shin @ aside / max(float(shin @ down), 1.0), -1, 1))
    off = ((points - hip) @ aside - slope * (along - thigh).clip(0, None) - beside).clip(0, None)
    start = points - off[:, None] * aside
    step = turn(start, hip, by * share) - start
    held = _LOOSE * off / np.maximum(along * abs(math.sin(by)) + off, 1e-6)
    out: Points = step - (held * (step @ aside))[:, None] * aside
    return out
