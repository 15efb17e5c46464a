"""The person of a photo whose joints are known beforehand: found at that place, or drawn where nobody is seen."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np

from engine.photo.photo import Photo
from engine.pose.edits import anchor
from engine.pose.pose import LIMBS, Joint, Pose
from engine.source.detect import Detection, Detector
from engine.system.errors import NoPersonError

# Where no network saw the person: inside the mask's reach, but short of being sure.
_LIKELY = 0.6


def detect_or_take(detector: Detector, photo: Photo, *, given: Pose | None) -> Detection:
    """The person of a photo: found, or the one who stands in the pose `given` where that is known.

    Raises NoPersonError, and PoseError for a given pose without joints.
    """
    return detector.detect(photo.rgb) if given is None else _at(detector, photo, given)


def _at(detector: Detector, photo: Photo, given: Pose) -> Detection:
    try:
        return replace(detector.detect(photo.rgb, near=anchor(given)), pose=given)
    except NoPersonError:
        return _drawn(given, photo.size)


def _drawn(pose: Pose, size: tuple[int, int]) -> Detection:
    """A stand-in for what the detector did not see: thick limbs, a torso and a head as the mask."""
    mask = np.zeros((size[1], size[0]), np.float32)
    thick = max(2, round(0.8 * pose.head_size()))
    corners = (Joint.R_SHOULDER, Joint.L_SHOULDER, Joint.L_HIP, Joint.R_HIP)
    torso = [_pixel(pose, joint) for joint in corners if pose.has(joint)]
    if torso:
        cv2.fillPoly(mask, [np.array(torso, np.int32)], _LIKELY)
    for near, far in LIMBS:
        if pose.has(near, far):
            cv2.line(mask, _pixel(pose, near), _pixel(pose, far), _LIKELY, thick)
    x, y, width, height = cv2.boundingRect((mask > 0).astype(np.uint8))
    if not width:
        raise NoPersonError(
            "The pose given for this photo lies outside it; correct it or let it be detected."
        )
    return Detection(pose, mask, 0.0, (float(x), float(y), float(x + width), float(y + height)))


def _pixel(pose: Pose, joint: Joint) -> tuple[int, int]:
    x, y = pose.at(joint)
    return round(x), round(y)
