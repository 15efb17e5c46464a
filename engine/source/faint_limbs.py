"""Limbs that a matte holds half: their joints were found, but along the bone the matte is of two minds."""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.pixels import Floats
from engine.pose.pose import LIMBS, Joint, Pose
from engine.source.cut_anew import Outline

# Those of arms and legs.
_BONES = tuple(bone for bone in LIMBS if not {Joint.NECK, Joint.NOSE, Joint.R_EYE, Joint.L_EYE} & set(bone))
_FROM, _TO, _HALF = 0.15, 0.85, 0.08  # of a bone's length: where it is looked at, and how far to both sides
_LEAST_PX = 8.0
_FAINT, _WHOLE = 0.25, 0.9  # mean matte between which a limb is held half


def faint_limbs(pose: Pose, matte: Floats) -> Iterator[Outline]:
    """The middle of each bone along which a matte [H, W] is in doubt, as an outline [4, 2], photo pixels."""
    for start, end in _BONES:
        if not pose.has(start, end):
            continue
        first, last = (np.array(pose.at(joint)) for joint in (start, end))
        along = last - first
        if np.hypot(*along) < _LEAST_PX:
            continue
        aside = np.array([-along[1], along[0]]) * _HALF
        near, far = first + _FROM * along, first + _TO * along
        outline = np.array([near + aside, far + aside, far - aside, near - aside])
        held = mean_within(matte, outline)
        if held is not None and _FAINT < held < _WHOLE:
            yield outline


def mean_within(matte: Floats, outline: NDArray[np.float64]) -> float | None:
    """The mean of a matte [H, W] within an outline; None where the photo shows nothing of it."""
    x, y, w, h = cv2.boundingRect(outline.astype(np.float32))
    inside = np.s_[max(y, 0) : max(y + h, 0), max(x, 0) : max(x + w, 0)]
    part = matte[inside]
    if not part.size:
        return None
    mask = np.zeros(part.shape, np.uint8)
    corner = (max(x, 0), max(y, 0))
    cv2.fillConvexPoly(mask, (outline - corner).round().astype(np.int32), 1)
    return float(part[mask > 0].mean()) if mask.any() else None
