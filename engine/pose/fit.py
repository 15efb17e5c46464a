"""A pose carried over to another body's proportions, and the way between two poses."""

from __future__ import annotations

import cmath
import math
from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from engine.pose.kinematics import as_complex, from_complex, pelvis
from engine.pose.pose import HEAD, MIRROR, PARENT, Joint, Point, Pose
from engine.system.errors import PoseError

# Length of the bone that ends in a joint, as a share of standing height: body-segment tables, brought to
# where the pose detector sets its joints in front-facing catalogue photos. The left side reads the right's.
_SHARE_OF_HEIGHT: dict[Joint, float] = {
    Joint.NECK: 0.288,
    Joint.R_SHOULDER: 0.100,
    Joint.R_ELBOW: 0.168,
    Joint.R_WRIST: 0.142,
    Joint.R_HIP: 0.055,
    Joint.R_KNEE: 0.228,
    Joint.R_ANKLE: 0.226,
}
# Where the root, on which neck and hips hang, stands after the joints in an array of positions.
_ROOT = len(Joint)
# A bone seen shorter than this share of what the height predicts is taken to point at the camera.
_SHORTEST_BUILD = 0.85
# A head tilted further against the other looks another way; and eyes nearer to each other tell no tilt.
_MOST_TILT = math.radians(75)
_SHORTEST_ACROSS = 0.15
_ANKLES = (Joint.R_ANKLE, Joint.L_ANKLE)
# These widths change as a person turns round, so between two poses they shrink through zero and do not swing.
_TURNING = HEAD | {Joint.R_SHOULDER, Joint.L_SHOULDER, Joint.R_HIP, Joint.L_HIP}


def fit(pose: Pose, *, to: Pose, feet_on_ground: bool = False) -> Pose:
    """`pose` as the person of `to` would take it: its directions, that person's lengths and place.

    Each limb keeps its direction and its foreshortening: its length is multiplied by the true length of
    `to`'s limb over the true length of `pose`'s. The true length is the longer of both sides, but no less
    than 0.85 of what the body's height predicts, as a limb may point at the camera; the height is read off
    the three longest limbs for their kind. The head keeps the shape that `to` shows, as no face can be turned
    to a side that the photo lacks; it is only tilted as in `pose`. Fitting a pose to itself changes nothing.

    The pelvis centre comes to where `to`'s is (the neck where either lacks hips); with `feet_on_ground` the
    result then moves up or down until its lower foot is as low as `to`'s, if both show a foot.

    A joint is present when it is in both poses: what the photo does not show is not invented. Joints of the
    head follow `to` alone. Each missing joint still gets a likely place, so that it can be switched on. Raises
    PoseError when the poses share neither hips nor neck.
    """
    old, theirs = _rooted(pose, to)
    rates = _Rates.between(pose, to)
    seen = [joint for joint in Joint if pose.has(joint)]
    own = [joint for joint in HEAD if to.has(joint, Joint.NECK)]
    tilt = _tilt(
        pose, to, spines=(complex(old[Joint.NECK] - old[_ROOT]), complex(theirs[Joint.NECK] - theirs[_ROOT]))
    )
    new = theirs.copy()
    for joint in PARENT:
        if joint in own:
            new[joint] = new[Joint.NECK] + (theirs[joint] - theirs[Joint.NECK]) * tilt
            continue
        parent = _nearest(joint, seen)
        like, rate = (old, rates.of(joint, parent)) if joint in seen else (theirs, 1.0)
        new[joint] = new[parent] + (like[joint] - like[parent]) * rate
    fitted = _with_shared_joints(from_complex(pose, new[:_ROOT]), to)
    return _grounded(fitted, to) if feet_on_ground else fitted


def blend(a: Pose, b: Pose, t: float) -> Pose:
    """The pose on the way from `a` (t = 0) to `b` (t = 1); t is clamped to 0..1.

    Torso, arms and legs swing the short way round with their lengths interpolated; shoulders, hips and head,
    whose widths stand for turning, go straight. A joint missing in one pose hangs as in the other and is
    present as in the nearer one. Raises PoseError when the poses share neither hips nor neck.
    """
    if t <= 0 or t >= 1:
        return a if t <= 0 else b
    first, second = _rooted(a, b)
    shared = [joint for joint in Joint if a.has(joint) and b.has(joint)]
    new = first + (second - first) * t
    for joint in PARENT:
        parent = _nearest(joint, shared)
        bones = complex(first[joint] - first[parent]), complex(second[joint] - second[parent])
        if joint not in shared:
            bones = (bones[0], bones[0]) if a.has(joint) else (bones[1], bones[1])
        new[joint] = new[parent] + _bone_between(*bones, t=t, swings=joint not in _TURNING)
    points = tuple(_point_between(p, q, t) for p, q in zip(a.points, b.points, strict=True))
    return from_complex(Pose(points), new[:_ROOT])


def standing_height(pose: Pose) -> float:
    """About how tall, in pixels, this person would stand: the mean by the three longest limbs for their kind.

    Foreshortening only ever shortens a limb, so the longest tell most. Raises PoseError without any limb.
    """
    heights = sorted(
        (
            length / share
            for joint, share in _SHARE_OF_HEIGHT.items()
            if (length := _longer_side(pose, joint))
        ),
        reverse=True,
    )
    if not heights:
        raise PoseError("Too few joints to tell this person's size. Place a shoulder and its elbow.")
    return sum(heights[:3]) / len(heights[:3])


@dataclass(frozen=True, slots=True)
class _Rates:
    """How much longer one person's bones are than another's, by the joint a bone ends in."""

    bones: dict[Joint, float]
    body: float
    head: float

    @staticmethod
    def between(pose: Pose, to: Pose) -> _Rates:
        heights = standing_height(pose), standing_height(to)
        rates = {
            joint: _true_length(to, joint, heights[1]) / _true_length(pose, joint, heights[0])
            for joint in _SHARE_OF_HEIGHT
        }
        bones = rates | {MIRROR[joint]: rate for joint, rate in rates.items()}
        body = heights[1] / heights[0]
        return _Rates(bones, body, _head_rate(pose, to) or body)

    def of(self, joint: Joint, parent: int) -> float:
        """The rate of the bone from `parent` to `joint`; of the whole body where it spans a missing joint."""
        if joint in HEAD:
            return self.head
        expected = PARENT[joint]
        return self.bones[joint] if parent == (_ROOT if expected is None else expected) else self.body


def _true_length(pose: Pose, joint: Joint, height: float) -> float:
    expected = _SHARE_OF_HEIGHT[joint] * height
    seen = _longer_side(pose, joint)
    return max(seen, _SHORTEST_BUILD * expected) if seen else expected


def _longer_side(pose: Pose, joint: Joint) -> float | None:
    """Pixels from `joint` or its other side to its parent, the longer of both; None when neither is seen."""
    return max((length for j in (joint, MIRROR[joint]) if (length := _bone_length(pose, j))), default=None)


def _bone_length(pose: Pose, joint: Joint) -> float | None:
    parent = PARENT[joint]
    if parent is not None:
        return pose.distance(parent, joint)
    base = pelvis(pose)
    if base is None or not pose.has(joint):
        return None
    return math.hypot(pose[joint].x - base.real, pose[joint].y - base.imag)


def _head_rate(pose: Pose, to: Pose) -> float | None:
    sizes = known_head_size(to), known_head_size(pose)
    return sizes[0] / sizes[1] if sizes[0] and sizes[1] else None


def known_head_size(pose: Pose) -> float | None:
    """The size of the head, px; None where too few joints tell it."""
    try:
        return pose.head_size()
    except PoseError:
        return None


def _tilt(pose: Pose, to: Pose, *, spines: tuple[complex, complex]) -> complex:
    """How the head of `pose` is tilted against that of `to`, of length 1: by eyes and ears, else by the spines."""
    sides = _across_head(pose), _across_head(to)
    if all(sides) and abs(cmath.phase(turn := sides[0] / sides[1])) < _MOST_TILT:
        return turn / abs(turn)
    return cmath.rect(1, cmath.phase(spines[0] / spines[1])) if all(spines) else 1 + 0j


def _across_head(pose: Pose) -> complex:
    """From the right eye and ear to the left; 0 where they are not seen, or one behind the other."""
    pairs = ((Joint.R_EYE, Joint.L_EYE), (Joint.R_EAR, Joint.L_EAR))
    across = sum((complex(*pose.at(b)) - complex(*pose.at(a)) for a, b in pairs if pose.has(a, b)), 0j)
    size = known_head_size(pose)
    return across if size and abs(across) > _SHORTEST_ACROSS * size else 0j


def _rooted(first: Pose, second: Pose) -> tuple[NDArray[np.complex128], NDArray[np.complex128]]:
    """Positions [19] of both: the joints, then the pelvis centre, or the neck where one lacks hips."""
    root, other = pelvis(first), pelvis(second)
    if root is None or other is None:
        if not (first.has(Joint.NECK) and second.has(Joint.NECK)):
            raise PoseError("These two poses share neither hips nor a neck to hold them by. Place the neck.")
        root, other = complex(*first.at(Joint.NECK)), complex(*second.at(Joint.NECK))
    return np.append(as_complex(first), root), np.append(as_complex(second), other)


def _nearest(joint: Joint, usable: Collection[Joint]) -> int:
    """The index of the closest ancestor among `usable`, else `_ROOT`."""
    parent = PARENT[joint]
    while parent is not None and parent not in usable:
        parent = PARENT[parent]
    return _ROOT if parent is None else parent


def _with_shared_joints(fitted: Pose, to: Pose) -> Pose:
    shown = fitted.with_present([joint for joint in HEAD if to.has(joint)], present=True)
    return shown.with_present([joint for joint in Joint if not to.has(joint)], present=False)


def _grounded(pose: Pose, to: Pose) -> Pose:
    feet, their_feet = ([p[ankle].y for ankle in _ANKLES if p.has(ankle)] for p in (pose, to))
    if not feet or not their_feet:
        return pose
    return from_complex(pose, as_complex(pose) + 1j * (max(their_feet) - max(feet)))


def _bone_between(a: complex, b: complex, *, t: float, swings: bool) -> complex:
    if not swings or not abs(a) or not abs(b):
        return a + (b - a) * t
    turn = cmath.phase(b / a)
    return cmath.rect(abs(a) + (abs(b) - abs(a)) * t, cmath.phase(a) + turn * t)


def _point_between(a: Point, b: Point, t: float) -> Point:
    confidence = a.confidence + (b.confidence - a.confidence) * t
    return replace(a, confidence=confidence, present=a.present if t < 0.5 else b.present)
