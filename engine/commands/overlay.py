"""The skeleton drawn over a photo, to see at a glance what was found."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.pose.pose import LIMBS, Joint, Pose

Colour = tuple[int, int, int]

_RIGHT, _LEFT, _MIDDLE, _RIM = (255, 140, 0), (0, 150, 255), (255, 255, 255), (30, 30, 30)
_FRACTION = 16  # cv2 takes sixteenths of a pixel as whole numbers
_SHIFT = 4


def skeleton_over(rgb: NDArray[np.uint8], pose: Pose) -> NDArray[np.uint8]:
    """A copy of `rgb` [H, W, 3] with the present joints and limbs; their right is orange, left blue."""
    out = rgb.copy()
    thick = max(2, round(max(out.shape[:2]) / 320))
    for rim in (True, False):
        width = thick + 2 if rim else thick
        for near, far in LIMBS:
            if pose.has(near, far):
                colour = _RIM if rim else _colour(far)
                cv2.line(out, _place(pose, near), _place(pose, far), colour, width, cv2.LINE_AA, _SHIFT)
    for joint in Joint:
        if pose.has(joint):
            for radius, colour in ((thick + 2, _RIM), (thick + 1, _colour(joint))):
                cv2.circle(
                    out, _place(pose, joint), radius * _FRACTION, colour, cv2.FILLED, cv2.LINE_AA, _SHIFT
                )
    return out


def _colour(joint: Joint) -> Colour:
    return {"R_": _RIGHT, "L_": _LEFT}.get(joint.name[:2], _MIDDLE)


def _place(pose: Pose, joint: Joint) -> tuple[int, int]:
    """Positions count from pixel corners, cv2 from pixel centres."""
    x, y = pose.at(joint)
    return round((x - 0.5) * _FRACTION), round((y - 0.5) * _FRACTION)
