"""Poses of files brought onto a photo: scaled from their own canvas, or fitted to the person there."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from engine.contract import LIMB_ENDS, LimbOrder
from engine.errors import PoseError
from engine.export.reopen import is_picture, poses_of_picture
from engine.pose import Joint, Pose
from engine.pose_fit import fit
from engine.pose_json import PoseFile, Size, read_pose_file
from engine.pose_placing import place

_INSTEAD = "Use --fit to fit the pose to the person instead."


def pose_on_photo(path: Path, *, size: Size, found: bool = False) -> Pose:
    """The largest person of the file `path`, in pixels of a photo of `size` (width, height).

    path: OpenPose JSON, or a picture of Repose, which tells the pose it shows, or with `found` the one of its photo.
    A canvas of the photo's shape is scaled to it. Raises PoseError for one of another shape, and for a pose
    that lies wholly beside the photo.
    """
    file = _read(path, size, found=found)
    return place(file.largest(), canvas=file.canvas, size=size, name=path.name, instead=_INSTEAD)


def pose_for_person(path: Path, *, person: Pose, size: Size) -> Pose:
    """The largest person of the file `path` as the one of `person` would stand, on the same ground."""
    return fit(_read(path, size, found=False).largest(), to=person, feet_on_ground=True)


def _read(path: Path, size: Size, *, found: bool) -> PoseFile:
    return poses_of_picture(path, found=found) if is_picture(path) else read_pose_file(path, size=size)


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
