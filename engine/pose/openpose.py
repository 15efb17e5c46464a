"""OpenPose JSON to poses and back: 18 or 25 joints, pixels or shares of the canvas, within safe limits."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeGuard

import numpy as np

from engine.pose.pose import Joint, Point, Pose
from engine.system.errors import PoseError

Size = tuple[int, int]

MAX_BYTES = 4_000_000
MAX_PEOPLE = 200
MAX_COORDINATE = 1_000_000.0

# Where each of our 18 joints stands in BODY_25, which has the pelvis centre at 8 and the feet from 19 on.
_BODY_25 = (*range(8), *range(9, 19))
_ORDERS = {len(Joint) * 3: tuple(range(len(Joint))), 25 * 3: _BODY_25}
# Shares of the canvas may lie a little outside it; nobody in pixels fits into this.
_LARGEST_SHARE = 2.0
# A present joint is never written with confidence 0 nor at (0, 0), which both mean missing.
_LEAST = 1e-4


@dataclass(frozen=True, slots=True)
class PoseFile:
    """The people of one file in its order, and the (width, height) of the canvas they are on, if given."""

    poses: tuple[Pose, ...]
    canvas: Size | None

    def largest(self) -> Pose:
        """The person with the largest bounding box."""
        return max(self.poses, key=_extent)


def read_pose_file(path: Path | str, *, size: Size | None = None) -> PoseFile:
    """Read an OpenPose JSON file; see `parse_pose_file`."""
    try:
        with Path(path).open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        reason = error.strerror or "it cannot be read"
        raise PoseError(f"The pose file {path} could not be opened: {reason}.") from error
    if len(data) > MAX_BYTES:
        raise PoseError(f"The pose file {path} is over {MAX_BYTES // 1_000_000} MB. Choose a smaller one.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise PoseError(f"The pose file {path} is not text. Choose an OpenPose JSON file.") from error
    return parse_pose_file(text, size=size)


def parse_pose_file(text: str, *, size: Size | None = None) -> PoseFile:
    """People and canvas from OpenPose JSON: a frame, a person, or a list of either.

    Coordinates come out in pixels; where the file gives shares of the canvas (all within 0..1, give or take)
    they are multiplied by the frame's canvas size, or `size` (width, height) where it names none. A joint
    with confidence 0 or at (0, 0) is missing; a person without any joint is left out. Raises PoseError for
    anything else.
    """
    frames = _frames(_loads(text))
    people = sum(len(frame["people"]) for frame in frames)
    if people > MAX_PEOPLE:
        raise PoseError(f"This file holds {people} people; the limit is {MAX_PEOPLE}. Split it first.")
    poses = tuple(pose for frame in frames for pose in _frame_poses(frame, size))
    if not poses:
        raise PoseError("There are no people in this pose file. Choose another.")
    return PoseFile(poses, next((canvas for frame in frames if (canvas := _canvas(frame))), None))


def parse_poses(text: str, *, size: Size | None = None) -> tuple[Pose, ...]:
    """All people in OpenPose JSON, in pixels; see `parse_pose_file`."""
    return parse_pose_file(text, size=size).poses


def read_pose(path: Path | str, *, index: int | None = None, size: Size | None = None) -> Pose:
    """Person `index` (from 0) of an OpenPose JSON file, by default the largest; see `parse_pose_file`."""
    file = read_pose_file(path, size=size)
    if index is None:
        return file.largest()
    if not 0 <= index < len(file.poses):
        raise PoseError(
            f"There is no person {index + 1} in {path}; it has {len(file.poses)}, counted from 1."
        )
    return file.poses[index]


def pose_to_json(pose: Pose, *, size: Size) -> str:
    """One person as OpenPose JSON with 18 joints, in pixels of a canvas of `size` (width, height)."""
    numbers = [number for point in pose.points for number in _triple(point)]
    document = {
        "version": 1.3,
        "people": [{"pose_keypoints_2d": numbers}],
        "canvas_width": size[0],
        "canvas_height": size[1],
    }
    return json.dumps(document, allow_nan=False)


def _triple(point: Point) -> tuple[float, float, float]:
    if not point.present:
        return 0.0, 0.0, 0.0
    x, y = round(point.x, 4), round(point.y, 4)
    return (x if x or y else _LEAST), y, max(round(point.confidence, 4), _LEAST)


def _loads(text: str) -> Any:
    if len(text) > MAX_BYTES:
        raise PoseError(f"This pose is over {MAX_BYTES // 1_000_000} MB of text. Choose a smaller one.")
    try:
        return json.loads(text)
    # A deeply nested file exhausts the parser's stack, a number of thousands of digits its integers.
    except (ValueError, RecursionError) as error:
        raise PoseError("This is not JSON, so it holds no pose. Choose an OpenPose JSON file.") from error


def _frames(document: Any) -> list[dict[str, Any]]:
    """Frames, each with a list of people, from any of the shapes the editors write."""
    if isinstance(document, list):
        return [frame for item in document[: MAX_PEOPLE + 1] for frame in _frame(item)]
    return _frame(document)


def _frame(item: Any) -> list[dict[str, Any]]:
    if isinstance(item, dict) and isinstance(item.get("people"), list):
        return [item]
    if isinstance(item, dict) and "pose_keypoints_2d" in item:
        return [{**item, "people": [item]}]
    raise PoseError("There are no people in this JSON, so it is no OpenPose pose. Choose another file.")


def _canvas(frame: dict[str, Any]) -> Size | None:
    width, height = frame.get("canvas_width"), frame.get("canvas_height")
    if not (_is_number(width) and _is_number(height)):
        return None
    return (round(width), round(height)) if min(width, height) >= 1 else None


def _frame_poses(frame: dict[str, Any], size: Size | None) -> list[Pose]:
    people = [pose for pose in map(_person, frame["people"]) if pose.bounding_box()]
    seen = [side for pose in people for p in pose.points if p.present for side in (p.x, p.y)]
    if not seen or max(map(abs, seen)) > _LARGEST_SHARE:
        return people
    canvas = _canvas(frame) or size
    if canvas is None:
        raise PoseError(
            "This pose is given in shares of a canvas whose size the file does not say. "
            "Add canvas_width and canvas_height to it."
        )
    if max(map(abs, seen)) * max(canvas) > MAX_COORDINATE:
        raise _no_usable_number()
    return [pose.replaced(pose.xy() * np.array(canvas)) for pose in people]


def _person(person: Any) -> Pose:
    numbers = person.get("pose_keypoints_2d") if isinstance(person, dict) else None
    if not isinstance(numbers, list) or len(numbers) not in _ORDERS:
        count = len(numbers) if isinstance(numbers, list) else "no"
        raise PoseError(
            f"A person in this file has {count} numbers in pose_keypoints_2d; "
            "54 (18 joints) or 75 (25 joints) are needed."
        )
    if not all(_is_number(number) for number in numbers):
        raise _no_usable_number()
    return Pose(tuple(_point(*numbers[3 * i : 3 * i + 3]) for i in _ORDERS[len(numbers)]))


def _no_usable_number() -> PoseError:
    return PoseError("A person in this file has a joint that is no usable number. Correct the file.")


def _point(x: float, y: float, confidence: float) -> Point:
    present = confidence > 0 and (x, y) != (0, 0)
    return Point(float(x), float(y), min(max(float(confidence), 0.0), 1.0), present)


def _is_number(value: Any) -> TypeGuard[float]:
    """Whether `value` is a number within the limits; NaN fails the comparison."""
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= MAX_COORDINATE


def _extent(pose: Pose) -> float:
    box = pose.bounding_box()
    return box.diagonal if box else 0.0
