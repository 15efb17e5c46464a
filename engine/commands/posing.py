"""Poses that a person names for one picture, brought onto the photo as a batch does it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from engine.batch.collect import library_pose
from engine.batch.plan import PoseItem, Rule
from engine.batch.recipe import pose_for
from engine.contract.messages import Source
from engine.export.extending import extension_for
from engine.imaging.extension import UNEXTENDED, Extension
from engine.photo.reopen import is_picture, poses_of_picture
from engine.pose.on_canvas import place
from engine.pose.openpose import PoseFile, Size, read_pose_file
from engine.pose.order_wishes import LIMB_ENDS, LimbOrder
from engine.pose.pose import Joint, Pose
from engine.system.errors import PlanError, PoseError

_INSTEAD = "Use --fit to fit the pose to the person instead."


@dataclass(frozen=True, slots=True)
class Asked:
    """A pose as a batch has it, and how it comes onto the person."""

    item: PoseItem
    rule: Rule

    def placed(self, size: Size) -> Pose | None:
        """The pose in pixels of a photo of `size`, where it is taken as it lies; None where the person matters.

        Raises PoseError for a canvas of another shape than the photo's, and for a pose wholly beside the photo.
        """
        if self.rule is not Rule.AS_PLACED:
            return None
        return place(
            self.item.pose, canvas=self.item.canvas, size=size, name=self.item.name, instead=_INSTEAD
        )

    def for_person(self, person: Pose, size: Size) -> Pose:
        """The pose as `person` of a photo of `size` takes it; raises PoseError."""
        return self.placed(size) or pose_for(self.item, self.rule, person=person, size=size)

    def extension(self, source: Source, pose: Pose) -> Extension:
        """What the picture of `pose` shows beyond the photo's edges."""
        return extension_for(source, pose) if self.rule is Rule.EXTENDED else UNEXTENDED


def asked_pose(word: str, *, rule: Rule | None, size: Size) -> Asked:
    """The pose that `word` names: one of the library (fitted, feet on the ground, without a `rule`), or a file's.

    A file is OpenPose JSON or a picture of Repose, and without a `rule` taken as it lies. size: of the photo, for
    poses in shares of a canvas that the file does not tell. Raises EngineError.
    """
    shipped = library_pose(word)
    if shipped is not None:
        return Asked(shipped, rule or Rule.ON_GROUND)
    path = Path(word)
    file = _read(path, size, found=False)
    item = PoseItem.of(file.largest(), path.stem, canvas=file.canvas, path=path)
    return Asked(item, rule or Rule.AS_PLACED)


def pose_in_photo(path: Path, *, size: Size) -> Pose:
    """The pose of the person in a photo of `size` (width, height), in its pixels, from a file.

    path: OpenPose JSON, of which the largest person counts, or a picture of Repose made from this photo. A canvas
    of the photo's shape is scaled to it. Raises PoseError for one of another shape, and for a pose that lies wholly
    beside the photo.
    """
    file = _read(path, size, found=True)
    return place(file.largest(), canvas=file.canvas, size=size, name=path.name, instead=_INSTEAD)


def _read(path: Path, size: Size, *, found: bool) -> PoseFile:
    return poses_of_picture(path, found=found) if is_picture(path) else read_pose_file(path, size=size)


def rule_named(word: str | None, *, fit: bool) -> Rule | None:
    """The rule that the options --rule and --fit ask for, None where neither is given; raises PlanError."""
    if fit and word is not None:
        raise PlanError(f"--fit means --rule {Rule.ON_GROUND.value}. Give one of the two.")
    if fit:
        return Rule.ON_GROUND
    if word is not None and word not in list(Rule):
        raise PlanError(f"There is no rule {word}; there are {', '.join(Rule)}.")
    return None if word is None else Rule(word)


def limb_order(in_front: Iterable[str] | None, behind: Iterable[str] | None) -> LimbOrder | None:
    """Limbs by the names of the joints they end in, None without any; raises PoseError for a name that ends none."""
    if not in_front and not behind:
        return None
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
