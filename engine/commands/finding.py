"""Photo to source, without torch: joints and matte, also where the pose is given and not detected."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace

import cv2
import numpy as np

from engine.commands.places import MODELS
from engine.contract import Source
from engine.detect import Detection, Detector
from engine.errors import NoPersonError
from engine.matte import Matting
from engine.photo import Photo
from engine.pose import LIMBS, Joint, Pose
from engine.pose_edits import anchor

Step = Callable[[str], AbstractContextManager[None]]
# Where no network saw the person: inside the mask's reach, but short of being sure.
_LIKELY = 0.6


def _untimed(_name: str) -> AbstractContextManager[None]:
    return nullcontext()


def find_person(
    photo: Photo, *, given: Pose | None = None, number: int | None = None, step: Step = _untimed
) -> Source:
    """The person of a photo; `given` is the pose in the photo where it should not be detected.

    The matte then belongs to the person who stands there. number: which of several people, counted from the
    left, from 1. `step` times a block under a name. Raises NoPersonError, and PoseError for a given pose
    without joints.
    """
    detector, matting = Detector(MODELS / "pose_landmark_full.tflite"), Matting(MODELS / "u2netp.onnx")
    with step("detect"):
        place = None if number is None else anchor(_nth(detector, photo, number))
        found = detector.detect(photo.rgb, near=place) if given is None else _at(detector, photo, given)
    with step("matte"):
        matte = matting.matte(photo.rgb, found)
    return Source(photo, found.pose, matte)


def _nth(detector: Detector, photo: Photo, number: int) -> Pose:
    people = detector.people(photo.rgb)
    if not people:
        detector.detect(photo.rgb)  # says so, or finds the one whom the crowd hid
    if number > len(people):
        found = "1 person was" if len(people) == 1 else f"{len(people)} people were"
        raise NoPersonError(f"{found} found in this photo; there is no person {number}. Count from the left.")
    return people[number - 1]


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
