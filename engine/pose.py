"""Poses as frozen values: the 18 OpenPose joints, the limbs between them, and nothing that needs torch."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray


class Joint(IntEnum):
    """The 18 OpenPose (COCO) joints in file order; R and L are the person's own right and left."""

    NOSE = 0
    NECK = 1
    R_SHOULDER = 2
    R_ELBOW = 3
    R_WRIST = 4
    L_SHOULDER = 5
    L_ELBOW = 6
    L_WRIST = 7
    R_HIP = 8
    R_KNEE = 9
    R_ANKLE = 10
    L_HIP = 11
    L_KNEE = 12
    L_ANKLE = 13
    R_EYE = 14
    L_EYE = 15
    R_EAR = 16
    L_EAR = 17


@dataclass(frozen=True, slots=True)
class Point:
    """One joint in a photo: position in photo pixels, the detector's confidence 0..1, and whether it counts."""

    x: float
    y: float
    confidence: float = 1.0
    present: bool = True


@dataclass(frozen=True, slots=True)
class Pose:
    """The 18 joints of one person, in `Joint` order; a joint that is not `present` takes no part in rendering."""

    points: tuple[Point, ...]

    def xy(self) -> NDArray[np.float32]:
        """Positions [18, 2] as (x, y) in photo pixels, missing joints included."""
        return np.array([(p.x, p.y) for p in self.points], dtype=np.float32)

    def present(self) -> NDArray[np.bool_]:
        """Which joints count, [18]."""
        return np.array([p.present for p in self.points], dtype=bool)
