"""Where feet may be: beyond the ankle, along the line of the shin."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.imaging.frame import HEIGHT
from engine.pose.pose import Joint

Floats = NDArray[np.float32]
# Knee and ankle of the right and of the left leg.
SHIN_JOINTS = ((Joint.R_KNEE, Joint.R_ANKLE), (Joint.L_KNEE, Joint.L_ANKLE))
LEG_JOINTS = tuple(joint for shin in SHIN_JOINTS for joint in shin)
# A foot begins here along its shin (0 knee, 1 ankle), and reaches this far from the ankle, in lengths of the shin.
_FROM, REACH = 0.92, 0.75
# Where legs are told apart with their feet: from here on along the shin, and so far from it, in its lengths.
_LEG_FROM, _LEG_WIDE = 0.25, 0.4


def shin_length(joints: Floats, side: int) -> float:
    """Of the right (0) or left (1) shin; joints [18, 2]."""
    knee, ankle = (joints[joint] for joint in SHIN_JOINTS[side])
    return float(np.linalg.norm(ankle - knee))


def along_shin(joints: Floats, side: int, x: Floats, y: Floats) -> Floats:
    """[h, w]: how far along a shin (0 knee, 1 ankle) points of the canonical columns x [w] and rows y [h] lie."""
    knee, ankle = (joints[joint] for joint in SHIN_JOINTS[side])
    bone = ankle - knee
    across, down = (x[None] - knee[0]) * bone[0], (y[:, None] - knee[1]) * bone[1]
    return np.asarray((across + down) / max(float(bone @ bone), 1.0))


def foot_zone(joints: Floats, side: int, shape: tuple[int, int]) -> Floats:
    """[h, w] over the model frame: 1 where a shin's foot may be, from its ankle on."""
    unit = HEIGHT / shape[0]
    x, y = ((np.arange(n, dtype=np.float32) + 0.5) * unit for n in shape[::-1])
    _, ankle = (joints[joint] for joint in SHIN_JOINTS[side])
    away = (x[None] - ankle[0]) ** 2 + (y[:, None] - ankle[1]) ** 2
    far = (REACH * shin_length(joints, side)) ** 2
    return np.asarray((along_shin(joints, side, x, y) > _FROM) & (away < far), np.float32)


def leg_zone(joints: Floats, shape: tuple[int, int]) -> NDArray[np.bool_]:
    """[h, w] over the model frame: where the two shins, from a bit below the knee on, and their feet may be."""
    zone = np.maximum(*(foot_zone(joints, side, shape) for side in (0, 1))) > 0
    unit = HEIGHT / shape[0]
    x, y = ((np.arange(n, dtype=np.float32) + 0.5) * unit for n in shape[::-1])
    for side, (knee, ankle) in enumerate(SHIN_JOINTS):
        along, long = along_shin(joints, side, x, y), shin_length(joints, side)
        foot = joints[knee] + (joints[ankle] - joints[knee]) * along[..., None]
        away = np.hypot(x[None] - foot[..., 0], y[:, None] - foot[..., 1])
        zone |= (along > _LEG_FROM) & (along < 1) & (away < _LEG_WIDE * long)
    return zone
