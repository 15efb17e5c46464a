"""The lines of a batch's manifest: one JSON object each, checked on the way in."""

from __future__ import annotations

import json
from typing import Annotated, Literal, TypeAlias

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from engine.batch.plan import Plan
from engine.contract.judgement import Doubt, Judgement

_Key = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
_Share = Annotated[float, Field(ge=0, le=1)]
_Kept = Annotated[str, Field(pattern="^[0-9a-f]{32}$")] | None
_FileName = Annotated[str, Field(min_length=1, max_length=255, pattern=r"^[^/\\\x00]+$")]


class _Record(BaseModel):
    """Fields of newer versions are passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Started(_Record):
    """A batch begins anew with this plan; `date` is what names are made with, also after it is resumed.

    kept: where the plan with all its places is, see `engine.batch.folders`.
    """

    kind: Literal["started"] = "started"
    version: Literal[1] = 1
    date: AwareDatetime
    plan: Plan
    kept: _Kept = None


class Resumed(_Record):
    """The batch goes on, with another plan where one was given; kept: as when it started."""

    kind: Literal["resumed"] = "resumed"
    date: AwareDatetime
    plan: Plan | None = None
    kept: _Kept = None


class Writing(_Record):
    """A file is about to be put in place; with these bytes there, it is finished even if nothing says so after.

    name: what the template gives for the cell; file: the name in the folder, which differs where that was taken.
    milliseconds: what rendering it took. cut_off, unseen: what is doubtful, see `engine.export.doubts.Foreseen`.
    broken, doubts: of its judgement; None where nobody could tell, as in manifests of before.
    """

    kind: Literal["writing"] = "writing"
    name: _FileName
    file: _FileName
    sha256: _Key
    recipe: _Key
    photo: str
    pose: str
    width: int
    height: int
    invented: float
    milliseconds: float = 0.0
    notes: tuple[str, ...] = ()
    cut_off: tuple[str, ...] = ()
    unseen: tuple[str, ...] = ()
    broken: _Share | None = None
    doubts: tuple[Doubt, ...] = ()

    @property
    def judgement(self) -> Judgement | None:
        """The judgement of the picture, without the figures it was made from."""
        return None if self.broken is None else Judgement(self.broken, self.doubts)


class Finished(_Record):
    """The file that was announced for this name is in place and on the disk."""

    kind: Literal["finished"] = "finished"
    name: _FileName
    file: _FileName
    sha256: _Key
    recipe: _Key


class Failed(_Record):
    """A picture could not be made. Why is not noted: a reason may name folders, and this file is delivered."""

    kind: Literal["failed"] = "failed"
    name: _FileName
    photo: str
    pose: str


class Skipped(_Record):
    """A picture was not made as its name is taken."""

    kind: Literal["skipped"] = "skipped"
    name: _FileName
    photo: str
    pose: str


class LeftOut(_Record):
    """A picture is not wanted, and its file put aside; again: it is to be made anew all the same."""

    kind: Literal["left-out"] = "left-out"
    name: _FileName
    photo: str
    pose: str
    again: bool = False


Record: TypeAlias = Started | Resumed | Writing | Finished | Failed | Skipped | LeftOut
_ANY: TypeAdapter[Record] = TypeAdapter(Annotated[Record, Field(discriminator="kind")])


def to_line(record: Record) -> bytes:
    """One line, ending included."""
    return record.model_dump_json().encode() + b"\n"


def from_line(line: bytes) -> Record | None:
    """The record of a line; None for one that was torn by a crash, or that a newer version wrote."""
    try:
        return _ANY.validate_python(json.loads(line), strict=False)
    except (ValueError, RecursionError, ValidationError):
        return None
