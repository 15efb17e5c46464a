"""A figure to begin with where nobody was found: standing upright, seen from the front."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from engine.pose.pose import HEAD, XY, Box, Joint, Point, Pose

# Shares of the figure's height, measured from the middle of its head's top; right is the person's own.
_PLACES = {
    Joint.NOSE: (0.0, 0.08), Joint.NECK: (0.0, 0.18),
    Joint.R_SHOULDER: (-0.10, 0.19), Joint.R_ELBOW: (-0.14, 0.34), Joint.R_WRIST: (-0.16, 0.48),
    Joint.L_SHOULDER: (0.10, 0.19), Joint.L_ELBOW: (0.14, 0.34), Joint.L_WRIST: (0.16, 0.48),
    Joint.R_HIP: (-0.06, 0.50), Joint.R_KNEE: (-0.06, 0.72), Joint.R_ANKLE: (-0.06, 0.94),
    Joint.L_HIP: (0.06, 0.50), Joint.L_KNEE: (0.06, 0.72), Joint.L_ANKLE: (0.06, 0.94),
    Joint.R_EYE: (-0.02, 0.06), Joint.L_EYE: (0.02, 0.06), Joint.R_EAR: (-0.045, 0.07), Joint.L_EAR: (0.045, 0.07),
}  # fmt: skip
_WIDTH = 0.4  # of its height, arms and hands included
_SHARE = 0.8  # of a photo that the figure takes
_EDGE = 0.02  # of a photo's sides, from which joints keep away
_NAME = (0.26, 0.06)  # of its sides, the room of a joint with its name
_BARE = 0.5  # of such a room, for a joint without a name
_COVERED = 0.02  # of a photo's longer side, nearer than which one joint hides another
_STEPS = 4  # of such rooms, in which a free one is looked for


def standing_in(box: Box) -> Pose:
    """The figure as large as `box` holds it, in its middle; all joints there."""
    height = min(box.bottom - box.top, (box.right - box.left) / _WIDTH)
    middle, top = box.centre[0], box.centre[1] - height / 2
    return Pose(tuple(Point(middle + _PLACES[j][0] * height, top + _PLACES[j][1] * height) for j in Joint))


def middle_of(size: tuple[int, int]) -> Box:
    """The part of a photo of `size`, (width, height), where a person is likely to be."""
    x, y = ((1 - _SHARE) / 2 * side for side in size)
    return Box(x, y, size[0] - x, size[1] - y)


@dataclass(frozen=True, slots=True)
class Reach:
    """A pose of a photo, and where its joints that are not there are shown so that they can be taken hold of.

    pose: the joints where they are, or likely are. places: of joints shown elsewhere, (x, y) in photo pixels.
    """

    pose: Pose
    places: Mapping[Joint, XY]

    @property
    def shown(self) -> Pose:
        """The pose as it is drawn."""
        points = (replace(each, x=x, y=y) for each, (x, y) in zip(self.pose.points, self._all(), strict=True))
        return Pose(tuple(points))

    def put(self, joint: Joint) -> Pose:
        """The pose with `joint` where it is shown; all others stay where they are."""
        return self.pose.moved(joint, self.places.get(joint, self.pose.at(joint)))

    def _all(self) -> Iterator[XY]:
        return (self.places.get(joint, self.pose.at(joint)) for joint in Joint)


def within_reach(
    pose: Pose, size: tuple[int, int], *, before: Reach | None = None, is_held: bool = False
) -> Reach:
    """The joints that are not there shown inside the photo and apart.

    Those that lie outside come to the edge; the farthest out comes nearest to it, and others towards the middle. Those
    that lie under other joints come beside them, but not while a joint `is_held`. One that likely lies where it lay
    `before` is shown where it was.
    """
    kept = {} if before is None else before.places
    places = {
        joint: kept[joint]
        for joint in Joint
        if before is not None
        and joint in kept
        and not pose.has(joint)
        and before.pose.at(joint) == pose.at(joint)
    }
    outside = [joint for joint in Joint if not pose.has(joint) and not _is_inside(pose.at(joint), size)]
    outside += [joint for joint in places if joint not in outside]
    if not is_held:
        outside += [joint for joint in _covered(pose, size) if joint not in outside]
    taken = [(pose.at(joint), _BARE if pose.has(joint) else 1.0) for joint in Joint if joint not in outside]
    taken += [(place, 1.0) for place in places.values()]
    for joint in sorted(outside, key=lambda each: -_beyond(pose.at(each), size)):
        if joint not in places:
            places[joint] = _free_place(pose.at(joint), size, taken=taken)
            taken.append((places[joint], 1.0))
    return Reach(pose, places)


def _covered(pose: Pose, size: tuple[int, int]) -> list[Joint]:
    """Joints of the body that are not there and lie so near to another that this one would be taken hold of.

    Of two that are both not there, one stays.
    """
    near, seen = _COVERED * max(size), [joint for joint in Joint if pose.has(joint)]
    covered = []
    for joint in Joint:
        if joint in HEAD or pose.has(joint):
            continue
        if any(math.dist(pose.at(joint), pose.at(other)) < near for other in seen):
            covered.append(joint)
        else:
            seen.append(joint)
    return covered


def _is_inside(at: XY, size: tuple[int, int]) -> bool:
    return all(_EDGE * side <= each <= (1 - _EDGE) * side for each, side in zip(at, size, strict=True))


def _beyond(at: XY, size: tuple[int, int]) -> float:
    """How far outside a point lies, px."""
    return max(max(-each, each - side) for each, side in zip(at, size, strict=True))


def _free_place(at: XY, size: tuple[int, int], *, taken: Sequence[tuple[XY, float]]) -> XY:
    """The place inside that is nearest to `at` and has room for a name.

    taken: places, and of which share of such a room nothing else may be.
    """
    width, height = size
    left, right = _EDGE * width, (1 - _EDGE) * width
    lowest, highest = (1 - _EDGE) * height, _EDGE * height
    wide, high = _NAME[0] * width, _NAME[1] * height
    x, y = min(max(at[0], left), right), min(max(at[1], highest), lowest)

    def is_free(place: XY) -> bool:
        return all(
            abs(place[0] - a) > share * 0.99 * wide or abs(place[1] - b) > share * 0.99 * high
            for (a, b), share in taken
        )

    steps = range(-_STEPS, _STEPS + 1)
    around = ((x + across * wide, y + down * high) for across in steps for down in steps)
    inside = [each for each in around if left <= each[0] <= right and highest <= each[1] <= lowest]
    free = [each for each in inside if is_free(each)]
    # Rather above or below its likely place than beside it, where the other side's joints are.
    return min(free, key=lambda each: 3 * abs(each[0] - x) / wide + abs(each[1] - y) / high, default=(x, y))
