"""The versioned JSON inside projects and journals: values to plain data and back, checked on the way in."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from engine.imaging.extension import Extension
from engine.pose.order_wishes import LimbOrder
from engine.pose.plain import Joints, joints_of, pose_of
from engine.pose.pose import Joint
from engine.system.stored_path import text_of
from gui.document.document import PhotoEntry
from gui.document.export_plan import ExportPlan
from gui.document.mending_data import MendingData
from gui.document.others import OtherPerson, OtherPose, Variant
from gui.document.project_error import ProjectError, tr
from gui.document.weights_names import WeightsNames

VERSION = 1
MAX_JSON_BYTES = 64_000_000
MAX_PHOTOS = 5_000
MAX_VARIANTS = 20_000  # of all photos
MAX_PEOPLE = 200  # in one
_MAX_NAME_LETTERS = 500


def _printable(name: Any) -> Any:
    """Names are shown to people: control characters and line ends go, and what is too long to be read."""
    if not isinstance(name, str):
        return name
    return "".join(c if c.isprintable() else " " for c in name[:_MAX_NAME_LETTERS])


ShownName = Annotated[str, BeforeValidator(_printable)]
_Key = Annotated[str, Field(max_length=20_000)]  # a path, in most cases, as have the places


class _Model(BaseModel):
    """Fields of newer minor versions are passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore")


def _usable_plan(plan: Any) -> Any:
    """A plan that cannot be used, such as a newer Repose's, is no reason to refuse a project."""
    try:
        return None if plan is None else ExportPlan.model_validate(plan)
    except ValidationError:
        return None


KeptExport = Annotated[ExportPlan | None, BeforeValidator(_usable_plan)]


def _usable_weights(names: Any) -> Any:
    """Nor are weights whose names cannot be any."""
    try:
        return WeightsNames.model_validate(names)
    except ValidationError:
        return WeightsNames()


KeptWeights = Annotated[WeightsNames, BeforeValidator(_usable_weights)]


Number = Annotated[int, Field(ge=0, le=1_000_000)]  # of a person in their photo
_Added = Annotated[int, Field(ge=0, le=1_000_000)]
_Limbs = Annotated[tuple[str, ...], Field(max_length=len(Joint))]


class OtherPoseData(_Model):
    """How somebody else of the photo stands in a kept pose."""

    number: Number
    pose: Joints
    in_front: _Limbs = ()
    behind: _Limbs = ()


class VariantData(_Model):
    """A kept pose; person: whose, by their number, others: how everyone else stood."""

    name: ShownName
    pose: Joints
    in_front: _Limbs = ()
    behind: _Limbs = ()
    person: Number = 0
    others: Annotated[tuple[OtherPoseData, ...], Field(max_length=MAX_PEOPLE)] = ()


class OtherData(_Model):
    """Somebody of a photo who is posed and not edited; fields as those of PhotoData.

    The empty set is the photo's, and told of once.
    """

    number: Number
    pose: Joints
    locked: _Limbs = ()
    in_front: _Limbs = ()
    behind: _Limbs = ()
    found_pose: Joints | None = None
    matte: str | None = Field(default=None, max_length=200)
    mending: MendingData | None = None


class PhotoData(_Model):
    """One photo of the film strip.

    key: tells it from the others; in a project its number, as a place would tell strangers about the computer.
    photo, matte, plate: names of members of the project or files of the journal. path: where the photo was, absolute;
    beside: the same, seen from the project's folder; both as `text_of` has them, and in a project only where it does
    not hold the photo. plate: of the empty set that `mending` tells of. photo_key: sha256 of the photo file's bytes.
    appearance: the key of the photo whose person is drawn. person: the number of who is edited, of whom all of this
    tells; others: who else has a pose. depth: numbers from back to front, as somebody said it. corrected: whether what
    was found was changed by hand, which projects of before tell only of what was said of layers. extended: pixels of
    the photo that its pictures have more at its left, top, right and bottom.
    """

    key: _Key
    name: ShownName
    path: _Key | None = None
    beside: _Key | None = None
    photo: str | None = Field(default=None, max_length=200)
    photo_key: str | None = Field(default=None, pattern="^[0-9a-f]{64}$")
    found_pose: Joints | None = None
    matte: str | None = Field(default=None, max_length=200)
    mending: MendingData | None = None
    plate: str | None = Field(default=None, max_length=200)
    pose: Joints | None = None
    locked: tuple[str, ...] = Field(default=(), max_length=len(Joint))
    in_front: tuple[str, ...] = Field(default=(), max_length=len(Joint))
    behind: tuple[str, ...] = Field(default=(), max_length=len(Joint))
    appearance: _Key | None = None
    variants: tuple[VariantData, ...] = ()
    person: Number = 0
    others: Annotated[tuple[OtherData, ...], Field(max_length=MAX_PEOPLE)] = ()
    depth: Annotated[tuple[Number, ...], Field(max_length=MAX_PEOPLE)] = ()
    corrected: bool = False
    extended: tuple[_Added, _Added, _Added, _Added] = (0, 0, 0, 0)


class ProjectData(_Model):
    """A whole project."""

    format: Literal["repose-project"] = "repose-project"
    version: int = Field(default=VERSION, ge=1)
    current: int | None = None
    photos: tuple[PhotoData, ...] = ()
    export: KeptExport = None
    weights: KeptWeights = WeightsNames()


def parse_project(text: bytes) -> ProjectData:
    """A project's JSON; raises ProjectError for newer versions and for anything unfit."""
    try:
        values = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ProjectError(tr("This project is damaged: its contents cannot be read.")) from error
    if not isinstance(values, dict) or values.get("format") != "repose-project":
        raise ProjectError(tr("This file is not a Repose project. Choose a file that Repose saved."))
    version = values.get("version")
    if isinstance(version, int) and version > VERSION:
        sentence = tr(
            "This project was saved by a newer Repose (format {found}; this one reads {known}). Update Repose."
        )
        raise ProjectError(sentence.format(found=version, known=VERSION))
    check_room(*_counts(values.get("photos")))
    try:
        return ProjectData.model_validate(values)
    except ValidationError as error:
        place = ".".join(map(str, error.errors()[0]["loc"]))
        raise ProjectError(tr("This project is damaged at “{place}”.").format(place=place)) from error


def check_room(photos: int, variants: int) -> None:
    """Raise ProjectError for more photos and kept poses than a project may hold: opening it would take minutes."""
    if photos > MAX_PHOTOS or variants > MAX_VARIANTS:
        sentence = tr(
            "A project holds at most {photos} photos and {poses} kept poses, and this one has more. "
            "Split it into several."
        )
        raise ProjectError(sentence.format(photos=MAX_PHOTOS, poses=MAX_VARIANTS))


def photo_data(entry: PhotoEntry) -> PhotoData:
    """What of `entry` can be written as it is; the photo, its source and places are up to the caller."""
    return PhotoData(
        key=entry.key,
        name=entry.name,
        path=None if entry.path is None else text_of(entry.path),
        pose=None if entry.pose is None else joints_of(entry.pose),
        locked=tuple(joint.name for joint in sorted(entry.locked)),
        in_front=_names(entry.in_front),
        behind=_names(entry.behind),
        appearance=entry.drawn,
        variants=tuple(_variant_data(variant) for variant in entry.variants),
        person=entry.person,
        others=tuple(_other_data(other) for other in entry.others),
        depth=entry.depth,
        corrected=entry.corrected,
        extended=entry.extension.sides,
    )


def photo_entry(data: PhotoData) -> PhotoEntry:
    """The entry that `data` describes, without path and source."""
    return PhotoEntry(
        key=data.key,
        path=None,
        name=data.name,
        pose=None if data.pose is None else pose_of(data.pose),
        locked=frozenset(_known(data.locked)),
        in_front=_known(data.in_front),
        behind=_known(data.behind),
        drawn=data.appearance,
        variants=tuple(_variant(each) for each in data.variants),
        person=data.person,
        others=tuple(_others({each.number: each for each in data.others if each.number != data.person})),
        depth=tuple(dict.fromkeys(data.depth)),
        corrected=data.corrected or data.mending is not None,
        extension=Extension(*data.extended),
    )


def _counts(photos: Any) -> tuple[int, int]:
    """How many photos and kept poses plain data has, before anything is made of it."""
    entries = photos if isinstance(photos, list) else []
    kept = (entry.get("variants") for entry in entries if isinstance(entry, dict))
    return len(entries), sum(len(each) for each in kept if isinstance(each, list))


def _variant_data(variant: Variant) -> VariantData:
    return VariantData(
        name=variant.name,
        pose=joints_of(variant.pose),
        in_front=_names(variant.order.in_front),
        behind=_names(variant.order.behind),
        person=variant.person,
        others=tuple(
            OtherPoseData(
                number=each.number, pose=joints_of(each.pose), in_front=_names(each.order.in_front),
                behind=_names(each.order.behind),
            )
            for each in variant.others
        ),
    )  # fmt: skip


def _variant(data: VariantData) -> Variant:
    others = (OtherPose(each.number, pose_of(each.pose), _order(each)) for each in data.others)
    return Variant(data.name, pose_of(data.pose), _order(data), data.person, tuple(others))


def _other_data(other: OtherPerson) -> OtherData:
    return OtherData(
        number=other.number, pose=joints_of(other.pose), locked=_names(tuple(sorted(other.locked))),
        in_front=_names(other.order.in_front), behind=_names(other.order.behind),
    )  # fmt: skip


def _others(people: Mapping[int, OtherData]) -> Iterator[OtherPerson]:
    """Each number once."""
    for number, each in people.items():
        yield OtherPerson(number, pose_of(each.pose), None, frozenset(_known(each.locked)), _order(each))


def _order(data: VariantData | OtherPoseData | OtherData) -> LimbOrder:
    return LimbOrder(_known(data.in_front), _known(data.behind))


def _names(joints: tuple[Joint, ...]) -> tuple[str, ...]:
    return tuple(joint.name for joint in joints)


def _known(names: tuple[str, ...]) -> tuple[Joint, ...]:
    """The joints of these names, each once; names of a newer Repose are passed over."""
    return tuple(dict.fromkeys(Joint[name] for name in names if name in Joint.__members__))
