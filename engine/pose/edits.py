"""Edits of a whole pose or a selection of it: turn, scale, shift, mirror, copy one side to the other."""

from __future__ import annotations

import cmath
import math
from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

from engine.pose.kinematics import as_complex, from_complex, pelvis, torso_axis, turned
from engine.pose.pose import EVERY_JOINT, MIRROR, Joint, Pose
from engine.system.errors import PoseError

Side = Literal["left", "right"]

# The roots of the limbs that have another side, and the joints beyond each, on the person's right.
_RIGHT_LIMBS = {
    Joint.R_SHOULDER: (Joint.R_ELBOW, Joint.R_WRIST),
    Joint.R_HIP: (Joint.R_KNEE, Joint.R_ANKLE),
}


def anchor(pose: Pose) -> tuple[float, float]:
    """The point a whole pose is held by, (x, y): the pelvis centre, else the neck, else the box's centre.

    Raises PoseError when no joint is present.
    """
    held = pelvis(pose)
    if held is not None:
        return held.real, held.imag
    if pose.has(Joint.NECK):
        return pose.at(Joint.NECK)
    box = pose.bounding_box()
    if box is None:
        raise PoseError("This pose has no joints. Place at least one first.")
    return box.centre


def rotate(
    pose: Pose,
    degrees: float,
    *,
    joints: Iterable[Joint] = EVERY_JOINT,
    pivot: tuple[float, float] | None = None,
) -> Pose:
    """Turn `joints` about `pivot` (the anchor by default) by `degrees`, clockwise on the screen."""
    about = complex(*(pivot or anchor(pose)))
    return turned(pose, joints, pivot=about, by=cmath.rect(1, math.radians(degrees)))


def scale(
    pose: Pose,
    factor: float,
    *,
    joints: Iterable[Joint] = EVERY_JOINT,
    pivot: tuple[float, float] | None = None,
) -> Pose:
    """Scale `joints` away from `pivot` (the anchor by default) by `factor`; raises PoseError unless > 0."""
    if not (math.isfinite(factor) and factor > 0):
        raise PoseError(f"A pose cannot be scaled by {factor:g}; choose a number above 0.")
    return turned(pose, joints, pivot=complex(*(pivot or anchor(pose))), by=complex(factor))


def translate(pose: Pose, offset: tuple[float, float]) -> Pose:
    """Shift the whole pose by `offset`, (x, y) in pixels."""
    return from_complex(pose, as_complex(pose) + complex(*offset))


def swap_sides(pose: Pose) -> Pose:
    """Exchange the labels left and right and move nothing: for when the detector took a back for a front."""
    return Pose(tuple(pose.points[MIRROR[joint]] for joint in Joint))


def mirror(pose: Pose) -> Pose:
    """The pose as in a looking glass: reflected about the vertical through its anchor, sides exchanged."""
    axis = anchor(pose)[0]
    reflected = tuple(replace(point, x=2 * axis - point.x) for point in pose.points)
    return swap_sides(Pose(reflected))


def copy_side(pose: Pose, *, to: Side) -> Pose:
    """Give the limbs of one side the mirror image of the other side's, about the line from pelvis to neck.

    Shoulders and hips stay, so the torso does; arms and legs take the directions, lengths and presence of the
    other side. A limb whose shoulder or hip is missing on either side stays as it is, and so does the head.
    Raises PoseError without a neck and a hip.
    """
    if to == "right":
        return swap_sides(copy_side(swap_sides(pose), to="left"))
    axis = _torso_axis(pose)
    points = list(pose.points)
    positions = as_complex(pose)
    for root, joints in _RIGHT_LIMBS.items():
        if not pose.has(root, MIRROR[root]):
            continue
        for joint in joints:
            # Conjugating in the axis's own frame reflects about it.
            offset = axis * ((positions[joint] - positions[root]) / axis).conjugate()
            placed = complex(positions[MIRROR[root]] + offset)
            points[MIRROR[joint]] = replace(pose[joint], x=placed.real, y=placed.imag)
    return Pose(tuple(points))


def _torso_axis(pose: Pose) -> complex:
    """The direction from the pelvis centre to the neck, of length 1."""
    axis = torso_axis(pose)
    if axis is None:
        raise PoseError(
            "Copying a side needs the neck and a hip for the body's middle line. Place them first."
        )
    return axis


def pinned(pose: Pose, start: Pose, *, joints: Iterable[Joint]) -> Pose:
    """`pose` with `joints` where they are in `start`."""
    points = list(pose.points)
    for joint in joints:
        points[joint] = replace(points[joint], x=start[joint].x, y=start[joint].y)
    return Pose(tuple(points))
