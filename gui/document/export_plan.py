"""The plan of an export as the document keeps it: poses, which cells are on, and what was chosen beside."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from engine.batch.plan import MAX_CELLS, MAX_SIDE, PoseItem, Rule

_Key = Annotated[str, Field(max_length=20_000)]


class Origin(StrEnum):
    """Where a pose of a plan comes from: kept on a photo, on the canvas of one, or from elsewhere."""

    KEPT = "kept"
    CANVAS = "canvas"
    ELSEWHERE = "elsewhere"


class _Model(BaseModel):
    """Fields of newer versions are passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class PlannedPose(_Model):
    """A column. home: the key of the photo it was made on; None where it comes from elsewhere."""

    item: PoseItem
    home: _Key | None = None
    origin: Origin = Origin.ELSEWHERE


class PlannedRule(_Model):
    """A rule that holds for one cell only; pose: its place among the columns."""

    photo: _Key
    pose: int
    rule: Rule


class ExportPlan(_Model):
    """Photos are named by their keys, so that the plan holds when others come and go.

    photos: those that it was made for. offered: the poses of the document then, by origin, home and name; those made
    since are new. on: cells, (photo, place among the columns). folder: where to, as `text_of` has it, absolute; beside:
    the same seen from a project. choices: as `gui.export.page` gives them.
    """

    photos: Annotated[tuple[_Key, ...], Field(max_length=MAX_SIDE)] = ()
    poses: Annotated[tuple[PlannedPose, ...], Field(max_length=MAX_SIDE)] = ()
    offered: tuple[tuple[Origin, _Key | None, str], ...] = ()
    on: Annotated[tuple[tuple[_Key, int], ...], Field(max_length=MAX_CELLS)] = ()
    rules: Annotated[tuple[PlannedRule, ...], Field(max_length=MAX_CELLS)] = ()
    folder: str | None = None
    beside: str | None = None
    choices: dict[str, Any] = Field(default_factory=dict)

    def with_keys(self, names: Mapping[str, str]) -> ExportPlan:
        """This plan with other keys for the same photos; what is said of photos that have none is left out."""
        poses = tuple(
            each.model_copy(update={"home": None if each.home is None else names.get(each.home)})
            for each in self.poses
        )
        return self.model_copy(
            update={
                "photos": tuple(names[key] for key in self.photos if key in names),
                "poses": poses,
                "offered": tuple(
                    (origin, None if home is None else names.get(home), name)
                    for origin, home, name in self.offered
                ),
                "on": tuple((names[key], pose) for key, pose in self.on if key in names),
                "rules": tuple(
                    each.model_copy(update={"photo": names[each.photo]})
                    for each in self.rules
                    if each.photo in names
                ),
            }
        )

    def for_strangers(self) -> ExportPlan:
        """This plan without what tells of this computer: its folders, and the files that pictures are signed with."""
        output = self.choices.get("output")
        unsigned = {"output": {**output, "credentials": None}} if isinstance(output, dict) else {}
        return self.model_copy(update={"folder": None, "choices": {**self.choices, **unsigned}})
