"""What a drag on the skeleton makes of a photo's joints; no Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace

from engine.pose.edits import translate
from engine.pose.pose import XY, Joint, Pose
from gui.canvas.pose_interaction import Hit
from gui.mending.skeleton.standing import Reach


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
        return sure(start.moved(joint, place), joint)


def sure(pose: Pose, joint: Joint) -> Pose:
    """`pose` with a joint that a person put where it is."""
    points = list(pose.points)
    points[joint] = replace(points[joint], present=True, confidence=1.0)
    return Pose(tuple(points))
