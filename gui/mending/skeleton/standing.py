"""A figure to begin with where nobody was found: standing upright, seen from the front."""

from __future__ import annotations

from dataclasses import replace

from engine.pose.pose import Box, Joint, Point, Pose

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


def standing_in(box: Box) -> Pose:
    """The figure as large as `box` holds it, in its middle; all joints there."""
    height = min(box.bottom - box.top, (box.right - box.left) / _WIDTH)
    middle, top = box.centre[0], box.centre[1] - height / 2
    return Pose(tuple(Point(middle + _PLACES[j][0] * height, top + _PLACES[j][1] * height) for j in Joint))


def middle_of(size: tuple[int, int]) -> Box:
    """The part of a photo of `size`, (width, height), where a person is likely to be."""
    x, y = ((1 - _SHARE) / 2 * side for side in size)
    return Box(x, y, size[0] - x, size[1] - y)


def within_reach(pose: Pose, size: tuple[int, int]) -> Pose:
    """`pose` with the joints that are not there inside the photo, so that they can be taken hold of."""
    x_edge, y_edge = 0.02 * size[0], 0.02 * size[1]
    points = (
        point
        if point.present
        else replace(
            point,
            x=min(max(point.x, x_edge), size[0] - x_edge),
            y=min(max(point.y, y_edge), size[1] - y_edge),
        )
        for point in pose.points
    )
    return Pose(tuple(points))
