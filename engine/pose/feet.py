"""Feet of a photo: knee, ankle, heel and toes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from engine.pose.pose import Joint

Foot: TypeAlias = NDArray[np.float64]
"""Knee, ankle, heel and toes, [4, 2] photo pixels."""
Feet: TypeAlias = Mapping[Joint, Foot]
"""By ankle."""
