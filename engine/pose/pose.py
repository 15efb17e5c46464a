"""Poses as frozen values: the 18 OpenPose joints, the limbs between them, and nothing that needs torch."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from engine.system.errors import PoseError

XY = tuple[float, float]


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

    @property
    def label(self) -> str:
        """The joint's name for a person to read, such as "right wrist"."""
        side = {"R": "right ", "L": "left "}.get(self.name[: self.name.find("_")], "")
        return side + self.name.split("_")[-1].lower()


# The 17 limbs OpenPose draws, each (nearer the neck, farther from it); hips hang on the neck here.
LIMBS: tuple[tuple[Joint, Joint], ...] = (
    (Joint.NECK, Joint.R_SHOULDER),
    (Joint.NECK, Joint.L_SHOULDER),
    (Joint.R_SHOULDER, Joint.R_ELBOW),
    (Joint.R_ELBOW, Joint.R_WRIST),
    (Joint.L_SHOULDER, Joint.L_ELBOW),
    (Joint.L_ELBOW, Joint.L_WRIST),
    (Joint.NECK, Joint.R_HIP),
    (Joint.R_HIP, Joint.R_KNEE),
    (Joint.R_KNEE, Joint.R_ANKLE),
    (Joint.NECK, Joint.L_HIP),
    (Joint.L_HIP, Joint.L_KNEE),
    (Joint.L_KNEE, Joint.L_ANKLE),
    (Joint.NECK, Joint.NOSE),
    (Joint.NOSE, Joint.R_EYE),
    (Joint.R_EYE, Joint.R_EAR),
    (Joint.NOSE, Joint.L_EYE),
    (Joint.L_EYE, Joint.L_EAR),
)

# The tree that edits follow, parents before children. None is the pelvis centre, midway between the hips:
# turning the neck about it leans everything above the hips, as a designer expects.
PARENT: Mapping[Joint, Joint | None] = {
    Joint.NECK: None,
    Joint.R_HIP: None,
    Joint.L_HIP: None,
    Joint.R_SHOULDER: Joint.NECK,
    Joint.L_SHOULDER: Joint.NECK,
    Joint.NOSE: Joint.NECK,
    Joint.R_ELBOW: Joint.R_SHOULDER,
    Joint.R_WRIST: Joint.R_ELBOW,
    Joint.L_ELBOW: Joint.L_SHOULDER,
    Joint.L_WRIST: Joint.L_ELBOW,
    Joint.R_KNEE: Joint.R_HIP,
    Joint.R_ANKLE: Joint.R_KNEE,
    Joint.L_KNEE: Joint.L_HIP,
    Joint.L_ANKLE: Joint.L_KNEE,
    Joint.R_EYE: Joint.NOSE,
    Joint.R_EAR: Joint.R_EYE,
    Joint.L_EYE: Joint.NOSE,
    Joint.L_EAR: Joint.L_EYE,
}


def _other_side(joint: Joint) -> Joint:
    swapped = {"R_": "L_", "L_": "R_"}.get(joint.name[:2])
    return Joint[swapped + joint.name[2:]] if swapped else joint


# MIRROR[joint] is the same joint of the other side; nose and neck are their own.
MIRROR: tuple[Joint, ...] = tuple(_other_side(joint) for joint in Joint)


def children(joint: Joint) -> tuple[Joint, ...]:
    """The joints that hang directly on `joint` in the editing tree."""
    return tuple(child for child, parent in PARENT.items() if parent is joint)


def subtree(joint: Joint) -> frozenset[Joint]:
    """`joint` and every joint beyond it: an arm for a shoulder, all above the hips for the neck."""
    return frozenset({joint}.union(*(subtree(child) for child in children(joint))))


EVERY_JOINT: frozenset[Joint] = frozenset(Joint)
UPPER_BODY: frozenset[Joint] = subtree(Joint.NECK)
HEAD: frozenset[Joint] = subtree(Joint.NOSE)


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle in photo pixels, edges included."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def centre(self) -> tuple[float, float]:
        """The middle as (x, y)."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    @property
    def diagonal(self) -> float:
        """Corner to corner, px."""
        return math.hypot(self.right - self.left, self.bottom - self.top)


@dataclass(frozen=True, slots=True)
class Point:
    """One joint: position in photo pixels, the detector's confidence 0..1, and whether it counts."""

    x: float
    y: float
    confidence: float = 1.0
    present: bool = True


@dataclass(frozen=True, slots=True)
class Pose:
    """The 18 joints of one person, in `Joint` order; those not `present` take no part in rendering."""

    points: tuple[Point, ...]

    def __post_init__(self) -> None:
        if len(self.points) != len(Joint):
            raise PoseError(f"A pose has {len(Joint)} joints, but {len(self.points)} were given.")

    def __getitem__(self, joint: Joint) -> Point:
        return self.points[joint]

    def xy(self) -> NDArray[np.float32]:
        """Positions [18, 2] as (x, y) in photo pixels, missing joints included."""
        return np.array([(p.x, p.y) for p in self.points], dtype=np.float32)

    def present(self) -> NDArray[np.bool_]:
        """Which joints count, [18]."""
        return np.array([p.present for p in self.points], dtype=bool)

    def at(self, joint: Joint) -> tuple[float, float]:
        """Where `joint` is, (x, y) in photo pixels, missing or not."""
        return self.points[joint].x, self.points[joint].y

    def has(self, *joints: Joint) -> bool:
        """Whether all of `joints` are present."""
        return all(self.points[joint].present for joint in joints)

    def moved(self, joint: Joint, xy: tuple[float, float]) -> Pose:
        """This pose with one joint at `xy`, (x, y) in photo pixels; its presence stays."""
        point = replace(self.points[joint], x=float(xy[0]), y=float(xy[1]))
        return Pose((*self.points[:joint], point, *self.points[joint + 1 :]))

    def replaced(self, xy: NDArray[np.floating]) -> Pose:
        """This pose with all positions taken from `xy` [18, 2]; confidence and presence stay."""
        if xy.shape != (len(Joint), 2):
            raise PoseError(f"A pose takes positions of shape (18, 2), but {xy.shape} was given.")
        rows = xy.astype(np.float64).tolist()
        return Pose(tuple(replace(p, x=x, y=y) for p, (x, y) in zip(self.points, rows, strict=True)))

    def with_present(self, joints: Joint | Iterable[Joint], present: bool = True) -> Pose:
        """This pose with one joint or several shown (or hidden when `present` is false) where they are."""
        chosen = {joints} if isinstance(joints, Joint) else set(joints)
        points = (replace(self.points[j], present=present) if j in chosen else self.points[j] for j in Joint)
        return Pose(tuple(points))

    def bounding_box(self) -> Box | None:
        """The smallest box around the present joints, None when there are none."""
        seen = [p for p in self.points if p.present]
        if not seen:
            return None
        xs, ys = [p.x for p in seen], [p.y for p in seen]
        return Box(min(xs), min(ys), max(xs), max(ys))

    def distance(self, first: Joint, second: Joint) -> float | None:
        """Pixels between two joints, None unless both are present."""
        a, b = self.points[first], self.points[second]
        return math.hypot(a.x - b.x, a.y - b.y) if a.present and b.present else None

    def head_size(self) -> float:
        """About the height of the head in pixels, the unit of PCKh; see `_HEAD_CUES`.

        The largest of what the head's joints say, as turning and nodding can only shorten each of them: neck
        to nose, neck to ear, 1.5 x ear to ear. From behind the ears serve; without a head the torso.
        Raises PoseError when none of these joints are present.
        """
        for cues in (_HEAD_CUES, _BODY_CUES):
            sizes = [factor * length for a, b, factor in cues if (length := self.distance(a, b))]
            if sizes:
                return max(sizes)
        raise PoseError("Too few joints to tell the size of the head: place the neck and the nose or an ear.")


# (joint, joint, factor): factor x distance is about the height of an adult's head seen from the front.
_HEAD_CUES = (
    (Joint.NECK, Joint.NOSE, 1.0),
    (Joint.NECK, Joint.R_EAR, 1.0),
    (Joint.NECK, Joint.L_EAR, 1.0),
    (Joint.R_EAR, Joint.L_EAR, 1.5),
)
_BODY_CUES = (
    (Joint.R_SHOULDER, Joint.L_SHOULDER, 0.62),
    (Joint.NECK, Joint.R_HIP, 0.42),
    (Joint.NECK, Joint.L_HIP, 0.42),
)
