"""Poses brought onto a photo from a canvas of their own, which must have the photo's shape."""

from __future__ import annotations

import numpy as np

from engine.pose.openpose import Size
from engine.pose.pose import Pose
from engine.system.errors import PoseError


def place(pose: Pose, *, canvas: Size | None, size: Size, name: str, instead: str) -> Pose:
    """`pose`, on a canvas of its own, in pixels of a photo of `size`, both (width, height); no canvas is the photo's.

    Raises PoseError, naming the pose by `name` and ending in what to do `instead`, for a canvas of another shape and
    for a pose that lies wholly beside the photo.
    """
    canvas = canvas or size
    if not _same_shape(canvas, size):
        raise PoseError(
            f"{name} is for a canvas of {canvas[0]} x {canvas[1]} pixels, and the photo is of another "
            f"shape ({size[0]} x {size[1]}). {instead}"
        )
    placed = pose.replaced(pose.xy() * np.divide(size, canvas))
    if not any(p.present and 0 <= p.x <= size[0] and 0 <= p.y <= size[1] for p in placed.points):
        raise PoseError(f"The pose {name} lies outside the photo. {instead}")
    return placed


def _same_shape(canvas: Size, size: Size) -> bool:
    """Whether both have one aspect ratio, give or take what rounding to whole pixels changes."""
    across, down = canvas[0] / size[0], canvas[1] / size[1]
    return abs(across - down) * min(size) <= max(1.0, across)
