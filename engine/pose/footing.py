"""Which feet stand and which are lifted in a pose: a foot rises with its leg's bend, not with legs that are spread."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from engine.pose.pose import Joint

_HIPS = {Joint.R_ANKLE: Joint.R_HIP, Joint.L_ANKLE: Joint.L_HIP}
# Of a leg's length, by which its foot rises where the leg stands aside by 35 degrees: who does that still stands.
_SPREAD = 0.18

Places = Mapping[Joint, NDArray[np.float64]]


def lifted(before: Places, after: Places) -> dict[Joint, float]:
    """How far each ankle that both poses have is above where it would stand, in their pixels, at least 0.

    before, after: joints [2] of a body of one size. The ground is where the foot that fell most stands now.
    """
    ankles = [ankle for ankle in _HIPS if ankle in before and ankle in after]
    fell = {ankle: float(after[ankle][1] - before[ankle][1]) for ankle in ankles}
    ground = max(fell.values(), default=0.0)
    return {ankle: max(ground - fell[ankle] - _by_spreading(ankle, before, after), 0.0) for ankle in ankles}


def _by_spreading(ankle: Joint, before: Places, after: Places) -> float:
    """How far an ankle rises, px, because its leg stands aside more than before and no shorter."""
    hip = _HIPS[ankle]
    if hip not in before or hip not in after:
        return 0.0
    leg, leg_now = before[ankle] - before[hip], after[ankle] - after[hip]
    length, length_now = (float(np.hypot(*each)) for each in (leg, leg_now))
    rise = float(leg[1]) - length * float(leg_now[1]) / max(length_now, 1.0)
    return float(np.clip(rise, 0.0, _SPREAD * length))
