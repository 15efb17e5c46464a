"""The 21 points of a hand, in the order of MediaPipe Hands: the wrist, then four of each finger from the thumb."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.pose.pose import Joint

HandPoints = NDArray[np.float64]
"""Points [21, 2], in pixels."""
Hands = Mapping[Joint, HandPoints]
"""Those of a person that were found, by their wrists."""

WRIST: Final = 0
KNUCKLES: Final = (5, 9, 13, 17)  # of the four fingers
FINGERS: Final = ((1, 2, 3, 4), (5, 6, 7, 8), (9, 10, 11, 12), (13, 14, 15, 16), (17, 18, 19, 20))
PALM: Final = (WRIST, 1, *KNUCKLES)
