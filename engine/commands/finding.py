"""Photo to source, without torch: joints and matte, also where the pose is given and not detected."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

from engine.commands.places import MODELS
from engine.contract import Source
from engine.detect import Detector
from engine.errors import NoPersonError
from engine.known_pose import detect_or_take
from engine.matte import Matting
from engine.photo import Photo
from engine.pose import Pose
from engine.pose_edits import anchor

Step = Callable[[str], AbstractContextManager[None]]


def _untimed(_name: str) -> AbstractContextManager[None]:
    return nullcontext()


def find_person(
    photo: Photo, *, given: Pose | None = None, number: int | None = None, step: Step = _untimed
) -> Source:
    """The person of a photo; `given` is the pose in the photo where it should not be detected, else its own.

    The matte then belongs to the person who stands there. number: which of several people, counted from the
    left, from 1. `step` times a block under a name. Raises NoPersonError, and PoseError for a given pose
    without joints.
    """
    detector, matting = Detector(MODELS / "pose_landmark_full.tflite"), Matting(MODELS / "u2netp.onnx")
    with step("detect"):
        if given is None and number is not None:
            found = detector.detect(photo.rgb, near=anchor(_nth(detector, photo, number)))
        else:
            found = detect_or_take(detector, photo, given=given or photo.pose)
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
