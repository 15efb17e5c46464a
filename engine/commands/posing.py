"""Pose files brought onto a photo: scaled from their own canvas, or fitted to the person there."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np

from engine.contract import LIMB_ENDS, LimbOrder
from engine.errors import PoseError
from engine.pose import Joint, Pose
from engine.pose_fit import fit
from engine.pose_json import Size, read_pose_file


def pose_on_photo(path: Path, *, size: Size) -> Pose:
    """The largest person of the file `path`, in pixels of a photo of `size` (width, height).

    A canvas of the photo's shape is scaled to it. Raises PoseError for one of another shape, and for a pose
    that lies wholly beside the photo.
    """
    file = read_pose_file(path, size=size)
    pose, canvas = file.largest(), file.canvas or size
    if not _same_shape(canvas, size):
        raise PoseError(
            f"{path.name} is for a canvas of {canvas[0]} x {canvas[1]} pixels, and the photo is of another "
            f"shape ({size[0]} x {size[1]}). Use --fit to fit the pose to the person instead."
        )
    placed = pose.replaced(pose.xy() * np.divide(size, canvas))
    if not any(p.present and 0 <= p.x <= size[0] and 0 <= p.y <= size[1] for p in placed.points):
        raise PoseError(f"The pose in {path.name} lies outside the photo. Use --fit, or another pose.")
    return placed


def pose_for_person(path: Path, *, person: Pose, size: Size) -> Pose:
    """The largest person of the file `path` as the one of `person` would stand, on the same ground."""
    return fit(read_pose_file(path, size=size).largest(), to=person, feet_on_ground=True)


def limb_order(in_front: Iterable[str] | None, behind: Iterable[str] | None) -> LimbOrder:
    """Limbs by the names of the joints they end in; raises PoseError for a name that ends none."""
    order = LimbOrder(_limbs(in_front or ()), _limbs(behind or ()))
    if both := set(order.in_front) & set(order.behind):
        raise PoseError(f"{min(both).name} cannot be in front and behind; choose one.")
    return order


def _limbs(names: Iterable[str]) -> tuple[Joint, ...]:
    ends = {joint.name: joint for joint in LIMB_ENDS}
    for name in names:
        if name.upper() not in ends:
            raise PoseError(f"{name} is not the end of a limb; choose one of {', '.join(ends)}.")
    return tuple(ends[name.upper()] for name in names)


def _same_shape(canvas: Size, size: Size) -> bool:
    """Whether both have one aspect ratio, give or take what rounding to whole pixels changes."""
    across, down = canvas[0] / size[0], canvas[1] / size[1]
    return abs(across - down) * min(size) <= max(1.0, across)
