"""Which ends of a person a pose puts beyond the edge of the picture: the head, the hands and the feet."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from engine.pose.fit import known_head_size
from engine.pose.kinematics import as_complex
from engine.pose.pose import HEAD, Box, Joint, Pose

# Each is a disc: its middle's way on from the joint, and its radius, in heads (see `Pose.head_size`). Measured along
# the outlines of people in catalogue photos: the head up from midway between the ears, a hand, not quite stretched,
# from the wrist on along the forearm, and a foot seen from the front from the ankle on along the shin.
_HEAD, _HAND, _FOOT = (0.1, 0.5), (0.5, 0.25), (0.25, 0.25)
_EARS = (Joint.R_EAR, Joint.L_EAR)
# The name, the joints it is seen by (the middle of those present), the joint these hang on, and the disc.
_ENDS = (
    ("head", tuple(HEAD), Joint.NECK, _HEAD),
    ("left hand", (Joint.L_WRIST,), Joint.L_ELBOW, _HAND),
    ("right hand", (Joint.R_WRIST,), Joint.R_ELBOW, _HAND),
    ("left foot", (Joint.L_ANKLE,), Joint.L_KNEE, _FOOT),
    ("right foot", (Joint.R_ANKLE,), Joint.R_KNEE, _FOOT),
)

Reach = tuple[float, float, float, float]  # beyond the left, top, right and bottom edge, in radii of a disc
_INSIDE: Reach = (0.0, 0.0, 0.0, 0.0)
_ALL = 2.0  # a disc beyond an edge by this lies wholly outside
_AIR = 0.5  # heads between what is brought into a picture and its edge
_MORE = 0.75  # a cut deeper by less, or a new one so shallow, is hardly told from the one in the photo


@dataclass(frozen=True, slots=True)
class End:
    """Where a pose has a head, a hand or a foot: a disc. middle: x + y i, and radius, in the pose's pixels."""

    name: str
    middle: complex
    radius: float


def ends(pose: Pose) -> tuple[End, ...]:
    """The ends that a pose has: "head", "left hand", "right hand", "left foot", "right foot", in this order."""
    head = known_head_size(pose) or 0.0
    found = (
        (name, _middle(pose, joints, near=near, onward=onward * head), radius * head)
        for name, joints, near, (onward, radius) in _ENDS
    )
    return tuple(End(name, middle, radius) for name, middle, radius in found if middle is not None)


def outside(pose: Pose, size: tuple[int, int]) -> tuple[str, ...]:
    """Names of what the edge of a picture of `size` (width, height) cuts off, wholly or in part.

    "head", "left hand", "right hand", "left foot", "right foot", in this order; the person's own left and right.
    pose: in the picture's pixels. What the pose lacks is not drawn, and so not cut off.
    """
    return tuple(end.name for end in ends(pose) if not _is_inside(end, size))


def newly_outside(
    pose: Pose, *, source: Pose, size: tuple[int, int], seen: Box | None = None
) -> tuple[str, ...]:
    """As `outside`, without what the photo, in which the person stands as in `source`, cuts off as much already.

    An end that the photo shows in part is news where an edge, be it the same or another, cuts it clearly more; one that
    lies wholly beyond the photo's edge never is. seen: what is left of the photo where the picture is cropped.
    """
    before = {end.name: _beyond(end, size) for end in ends(source)}
    if seen is not None:
        pose = pose.replaced(pose.xy() - np.array([seen.left, seen.top]))
        size = (round(seen.right - seen.left), round(seen.bottom - seen.top))
    return tuple(
        end.name for end in ends(pose) if _is_news(_beyond(end, size), before.get(end.name, _INSIDE))
    )


def room_beyond(pose: Pose, *, source: Pose, size: tuple[int, int]) -> tuple[int, int, int, int]:
    """Pixels beyond the left, top, right and bottom edge that show what is newly cut off, with some air around it.

    Without whom the photo cuts off as much already; 0 where an edge is reached by nothing.
    """
    news = set(newly_outside(pose, source=source, size=size))
    room, air = [0.0, 0.0, 0.0, 0.0], _AIR * (known_head_size(pose) or 0.0)
    for end in ends(pose):
        if end.name not in news:
            continue
        over = [px * (end.radius or 1.0) for px in _beyond(end, size)]
        room = [max(far, px + air if px else 0.0) for far, px in zip(room, over, strict=True)]
    left, top, right, bottom = (math.ceil(far) for far in room)
    return left, top, right, bottom


def _middle(pose: Pose, joints: tuple[Joint, ...], *, near: Joint, onward: float) -> complex | None:
    """The middle of what is present of `joints`, and `onward` pixels on from `near`; None without any of them."""
    shown = [joint for joint in joints if pose.has(joint)]
    if not shown:
        return None
    held = _EARS if set(_EARS) <= set(shown) else shown
    at = as_complex(pose)
    middle = complex(at[list(held)].mean())
    way = middle - complex(at[near])
    return middle + way / abs(way) * onward if pose.has(near) and way else middle


def _is_inside(end: End, size: tuple[int, int]) -> bool:
    return not any(_beyond(end, size))


def _beyond(end: End, size: tuple[int, int]) -> Reach:
    """How far a disc reaches beyond each edge, in its radii; a disc without extent does so at once."""
    x, y, radius = end.middle.real, end.middle.imag, end.radius
    over = (radius - x, radius - y, x + radius - size[0], y + radius - size[1])
    left, top, right, bottom = (0.0 if px <= 0 else px / radius if radius else math.inf for px in over)
    return left, top, right, bottom


def _is_news(now: Reach, before: Reach) -> bool:
    if max(before) >= _ALL:
        return False
    least = _MORE if any(before) else 0.0
    return any(is_ - was > least for is_, was in zip(now, before, strict=True))
