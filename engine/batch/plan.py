"""What a batch is to make: photos times poses, which cells are on, how poses come onto people, and the output."""

from __future__ import annotations

import json
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from engine.batch.names import DEFAULT_TEMPLATE, MAX_TEMPLATE_LETTERS, Template
from engine.export.settings import OutputSettings
from engine.imaging.extension import Extension
from engine.pose.order_wishes import LIMB_ENDS, LimbOrder
from engine.pose.plain import Joints, joints_of, pose_of
from engine.pose.pose import Joint, Pose
from engine.system.errors import PlanError
from engine.system.paths import known_place
from engine.system.stored_path import StoredPath

FORMAT: Literal["repose-batch"] = "repose-batch"
VERSION = 1
MAX_SIDE = 5_000
MAX_CELLS = 100_000
MAX_PLAN_BYTES = 64_000_000

_Joints = Annotated[Joints, Field(max_length=len(Joint))]
_Edge = Annotated[int, Field(ge=1, le=1_000_000)]
_Added = Annotated[int, Field(ge=0, le=1_000_000)]
_Index = Annotated[int, Field(ge=0, lt=MAX_SIDE)]
_ENDS = {joint.name: joint for joint in LIMB_ENDS}


def _printable(name: object) -> object:
    """Names are shown to people: control characters and line ends go."""
    return "".join(c if c.isprintable() else " " for c in name) if isinstance(name, str) else name


def _limb_end(name: str) -> str:
    if name not in _ENDS:
        raise ValueError(f"{name} is not the end of a limb")
    return name


_Name = Annotated[str, BeforeValidator(_printable), Field(min_length=1, max_length=500)]
_Limbs = Annotated[tuple[Annotated[str, AfterValidator(_limb_end)], ...], Field(max_length=len(_ENDS))]


class Rule(StrEnum):
    """How a pose comes onto the person of a photo.

    AS_PLACED: where it lies on its own canvas, which must have the photo's shape. FITTED: with the person's
    proportions, at the person's place. ON_GROUND: as FITTED, and the feet stay on the ground line. INSIDE: as
    ON_GROUND, then moved and made smaller as far as head, hands and feet need it to be inside the photo. EXTENDED: as
    ON_GROUND, and the picture goes on beyond the photo as far as they need it.
    """

    AS_PLACED = "as-placed"
    FITTED = "fitted"
    ON_GROUND = "on-ground"
    INSIDE = "inside"
    EXTENDED = "extended"


class OnConflict(StrEnum):
    """What happens to a picture whose name is taken by a file that the batch did not make."""

    NEW_NAME = "new-name"
    OVERWRITE = "overwrite"
    SKIP = "skip"


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class PhotoItem(_Model):
    """A row: a photo's file, and the name for it in file names and lists.

    pose: the person's own by joint name, in photo pixels, where it is not to be detected. prepared: the key of the
    source to take, where the file does not give it (its matte was painted by hand, its person is another photo's);
    only a window that has this source can make such pictures. size: (width, height) px of a photo that is in no
    file; `path` is no more than its name then. person: which of several people of the photo it is, counted from the
    left, from 1; `pose` says where they are. extended: pixels of the photo that pictures have more at its left, top,
    right and bottom.
    """

    path: StoredPath
    name: _Name
    pose: _Joints | None = None
    prepared: Annotated[str, Field(pattern="^[0-9a-f]{32}$")] | None = None
    size: tuple[_Edge, _Edge] | None = None
    person: Annotated[int, Field(ge=1, le=1_000)] | None = None
    extended: tuple[_Added, _Added, _Added, _Added] = (0, 0, 0, 0)

    def extension(self, size: tuple[int, int]) -> Extension:
        """What is added around the photo, which is of `size` (width, height) px: no more than may be."""
        return Extension(*self.extended).within(size)

    @property
    def file(self) -> Path | None:
        """Where the photo is; None where it is in no file."""
        return self.path if self.size is None else None


class PoseItem(_Model):
    """A column: a pose by joint name (x, y, confidence, present), and the canvas it is on.

    canvas: (width, height) px; None for the photo it comes to. path: the file it was read from, if any. in_front,
    behind: limbs by the names of the joints they end in, see `engine.contract.LimbOrder`.
    """

    name: _Name
    joints: _Joints
    canvas: tuple[_Edge, _Edge] | None = None
    path: StoredPath | None = None
    in_front: _Limbs = ()
    behind: _Limbs = ()

    @staticmethod
    def of(
        pose: Pose,
        name: str,
        *,
        canvas: tuple[int, int] | None,
        path: Path | None = None,
        order: LimbOrder | None = None,
    ) -> PoseItem:
        """The column for `pose`, which may be a kept variant (its canvas is then its photo)."""
        order = order or LimbOrder()
        return PoseItem(
            name=name, joints=joints_of(pose), canvas=canvas, path=path,
            in_front=tuple(joint.name for joint in order.in_front),
            behind=tuple(joint.name for joint in order.behind),
        )  # fmt: skip

    @property
    def order(self) -> LimbOrder:
        """Which limbs lie in front and behind."""
        return LimbOrder(
            tuple(_ENDS[name] for name in self.in_front), tuple(_ENDS[name] for name in self.behind)
        )

    @property
    def pose(self) -> Pose:
        """The pose; joints that are not named are missing."""
        return pose_of(self.joints)


class CellRule(_Model):
    """A rule that holds for one cell only; photo and pose are places in the plan's lists, from 0."""

    photo: _Index
    pose: _Index
    rule: Rule


class Cell(_Model):
    """A picture to make; `index` counts the cells that are on, from 1, photo by photo."""

    index: int
    photo: int
    pose: int
    rule: Rule


class Plan(_Model):
    """A whole batch. off: cells, (photo, pose) from 0, that are not to be made. rule: where `rules` names none.

    clean_plate: a photo of the empty set, for what is behind the people of all photos.
    """

    format: Literal["repose-batch"] = FORMAT
    version: Annotated[int, Field(ge=1, le=VERSION)] = VERSION
    photos: Annotated[tuple[PhotoItem, ...], Field(max_length=MAX_SIDE)] = ()
    poses: Annotated[tuple[PoseItem, ...], Field(max_length=MAX_SIDE)] = ()
    clean_plate: StoredPath | None = None
    off: tuple[tuple[_Index, _Index], ...] = ()
    rule: Rule = Rule.ON_GROUND
    rules: tuple[CellRule, ...] = ()
    names: Annotated[str, Field(max_length=MAX_TEMPLATE_LETTERS)] = DEFAULT_TEMPLATE
    on_conflict: OnConflict = OnConflict.NEW_NAME
    output: OutputSettings = OutputSettings()

    @model_validator(mode="after")
    def _fits_together(self) -> Plan:
        if len(self.photos) * len(self.poses) > MAX_CELLS:
            raise ValueError(f"a batch has at most {MAX_CELLS} pictures")
        named = [*self.off, *((each.photo, each.pose) for each in self.rules)]
        if any(photo >= len(self.photos) or pose >= len(self.poses) for photo, pose in named):
            raise ValueError("a cell is named that is not in the matrix")
        return self

    def cells(self) -> tuple[Cell, ...]:
        """The pictures to make, photo by photo, so that what depends on a photo alone is computed once."""
        off = frozenset(self.off)
        own = {(each.photo, each.pose): each.rule for each in self.rules}
        places = [
            (photo, pose)
            for photo in range(len(self.photos))
            for pose in range(len(self.poses))
            if (photo, pose) not in off
        ]
        return tuple(
            Cell(index=index, photo=place[0], pose=place[1], rule=own.get(place, self.rule))
            for index, place in enumerate(places, 1)
        )

    def switched(self, photo: int, pose: int, *, on: bool) -> Plan:
        """This plan with one cell on or off."""
        rest = [place for place in self.off if place != (photo, pose)]
        return self.model_copy(update={"off": tuple(rest if on else [*rest, (photo, pose)])})

    def with_rules(self, rules: Mapping[tuple[int, int], Rule]) -> Plan:
        """This plan with other rules for some cells, (photo, pose) from 0."""
        rest = tuple(each for each in self.rules if (each.photo, each.pose) not in rules)
        own = tuple(CellRule(photo=at[0], pose=at[1], rule=rule) for at, rule in rules.items())
        return self.model_copy(update={"rules": (*rest, *own)})

    def to_json(self) -> str:
        """The plan as text for `parse_plan`."""
        return self.model_dump_json(indent=2, exclude_defaults=False) + "\n"


def read_plan(path: Path) -> Plan:
    """The plan in the file `path`; photos it names without a folder are looked for beside it.

    Raises PlanError for a file that cannot be read, and as `parse_plan`.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MAX_PLAN_BYTES + 1)
    except OSError as error:
        reason = error.strerror or "it cannot be read"
        raise PlanError(f"The plan {path} could not be opened: {reason}.") from error
    plan = parse_plan(data)
    beside = known_place(path).parent
    photos = tuple(
        each if each.file is None else each.model_copy(update={"path": beside / each.file})
        for each in plan.photos
    )
    empty = plan.clean_plate
    update = {"photos": photos, "clean_plate": None if empty is None else beside / empty}
    return plan.model_copy(update=update)


def parse_plan(data: bytes | str) -> Plan:
    """A plan from its JSON; raises PlanError for newer versions and for anything unfit."""
    if len(data) > MAX_PLAN_BYTES:
        raise PlanError(f"This plan is over {MAX_PLAN_BYTES // 1_000_000} MB. Choose a smaller one.")
    try:
        values = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise PlanError(
            "This plan cannot be read: it is not JSON. Choose a plan that Repose saved."
        ) from error
    if not isinstance(values, dict) or values.get("format") != FORMAT:
        raise PlanError("This file is not a plan for a batch. Choose one that Repose saved.")
    version = values.get("version")
    if isinstance(version, int) and version > VERSION:
        raise PlanError(
            f"This plan was saved by a newer Repose (format {version}; this one reads {VERSION}). Update Repose."
        )
    try:
        plan = Plan.model_validate_json(data)
    except ValidationError as error:
        fault = error.errors()[0]
        place = ".".join(map(str, fault["loc"]))
        where = f" at “{place}”" if place else ""
        raise PlanError(f"This plan is damaged{where}: {fault['msg']}.") from error
    Template.parse(plan.names)
    return plan
