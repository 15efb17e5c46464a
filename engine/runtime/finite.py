"""Refuses what a network answers where it is no number: from broken weights, or a card that computes wrongly."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from torch import Tensor

from engine.system.errors import WeightsError


def check_finite(maps: Iterable[Tensor | NDArray]) -> None:
    """Raise WeightsError where any of `maps` holds NaN or infinity."""
    if not all((each.isfinite() if isinstance(each, Tensor) else np.isfinite(each)).all() for each in maps):
        raise WeightsError(
            "The network answered with numbers that make no picture; choose the processor as device, or other weights."
        )
