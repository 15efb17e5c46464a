"""What part of a photo is looked at when some joints are meant: heads and hands with all that belongs to them."""

from __future__ import annotations

from collections.abc import Collection

from engine.pose.kinematics import CHAINS
from engine.pose.pose import HEAD, XY, Box, Joint, Pose

_HEAD = 0.95  # heads from the middle of the head to each side
_HAND = 0.75  # from the middle of a hand
_ONWARD = 0.35  # from the wrist to the middle of the hand, and from the ankle to that of the foot
_ELSE = 0.5  # around any other joint


def close_up(pose: Pose, joints: Collection[Joint]) -> Box:
    """The box around `joints`, or with none of them around the person, photo px.

    Raises PoseError where the size of a head cannot be told.
    """
    shown = [joint for joint in joints if pose.has(joint)] or [joint for joint in Joint if pose.has(joint)]
    head = pose.head_size()
    discs = [_disc(pose, joint, head) for joint in shown]
    return Box(
        min(x - radius for (x, _), radius in discs),
        min(y - radius for (_, y), radius in discs),
        max(x + radius for (x, _), radius in discs),
        max(y + radius for (_, y), radius in discs),
    )


def _disc(pose: Pose, joint: Joint, head: float) -> tuple[XY, float]:
    """The middle and radius of what is meant by a joint."""
    if joint in HEAD:
        seen = [pose.at(each) for each in HEAD if pose.has(each)]
        middle = sum(x for x, _ in seen) / len(seen), sum(y for _, y in seen) / len(seen)
        return middle, _HEAD * head
    if joint not in CHAINS or not pose.has(CHAINS[joint][1]):
        return pose.at(joint), _ELSE * head
    at, middle_joint = complex(*pose.at(joint)), complex(*pose.at(CHAINS[joint][1]))
    way = at - middle_joint
    onward = at + (way / abs(way) * _ONWARD * head if way else 0)
    return (onward.real, onward.imag), _HAND * head
