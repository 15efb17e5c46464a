"""Where somebody is in a photo: the frame around them, and a place that is surely on them."""

from __future__ import annotations

from engine.pose.edits import anchor
from engine.pose.pose import XY, Pose
from engine.system.errors import PoseError

_ROOM = 0.12  # around a person's joints, as a share of their size: head and hands reach beyond


def reach_of(pose: Pose) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a person, px of the photo."""
    box = pose.bounding_box()
    if box is None:
        return 0.0, 0.0, 0.0, 0.0
    room = _ROOM * max(box.right - box.left, box.bottom - box.top)
    return box.left - room, box.top - room, box.right + room, box.bottom + room


def middle(pose: Pose) -> XY:
    """A point that is surely on the person."""
    try:
        return anchor(pose)
    except PoseError:
        left, top, right, bottom = reach_of(pose)
        return (left + right) / 2, (top + bottom) / 2
