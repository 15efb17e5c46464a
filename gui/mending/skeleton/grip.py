"""What a drag on the skeleton makes of a photo's joints; no Qt."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from engine.pose.edits import translate
from engine.pose.pose import XY, Joint, Pose
from gui.canvas.pose_interaction import Hit
from gui.mending.skeleton.standing import Reach

_SHOULDERS = (Joint.R_SHOULDER, Joint.L_SHOULDER)
_MIDWAY = 0.06  # of the shoulders' width, no farther from their middle than which a neck is midway


@dataclass(frozen=True, slots=True)
class Grip:
    """A drag: the joints it began with, the photo point taken hold of, and of what.

    A joint that is shown elsewhere than it likely is goes on from where it is shown; no other is moved.
    """

    start: Reach
    at: XY
    hit: Hit

    def pose_at(self, xy: XY, size: tuple[int, int]) -> Pose:
        """The pose when the pointer is at `xy`; a joint stays inside a photo of `size`."""
        by = xy[0] - self.at[0], xy[1] - self.at[1]
        joint = self.hit.joint
        if joint is None:
            return translate(self.start.pose, by)
        start = self.start.put(joint)
        x, y = start.at(joint)
        place = (min(max(x + by[0], 0.0), size[0] - 1.0), min(max(y + by[1], 0.0), size[1] - 1.0))
        moved = sure(start.moved(joint, place), joint)
        return _with_neck(moved, before=start) if joint in _SHOULDERS else moved


def _with_neck(pose: Pose, before: Pose) -> Pose:
    """`pose` with the neck midway between the shoulders where it was so before one of them was moved.

    That is where it is found; a neck put elsewhere by hand is left alone.
    """
    right, left = (before.at(shoulder) for shoulder in _SHOULDERS)
    neck, middle = before.at(Joint.NECK), ((right[0] + left[0]) / 2, (right[1] + left[1]) / 2)
    if not before.has(Joint.NECK, *_SHOULDERS) or math.dist(neck, middle) > _MIDWAY * math.dist(right, left):
        return pose
    right, left = (pose.at(shoulder) for shoulder in _SHOULDERS)
    off = neck[0] - middle[0], neck[1] - middle[1]
    return pose.moved(Joint.NECK, ((right[0] + left[0]) / 2 + off[0], (right[1] + left[1]) / 2 + off[1]))


def sure(pose: Pose, joint: Joint) -> Pose:
    """`pose` with a joint that a person put where it is."""
    points = list(pose.points)
    points[joint] = replace(points[joint], present=True, confidence=1.0)
    return Pose(tuple(points))
