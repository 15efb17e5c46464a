"""What a running batch tells: progress, and what became of each picture; all values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from engine.contract.judgement import Judgement


class Step(Enum):
    """What is done for the current picture."""

    CHECKING = "checking what is there"
    OPENING = "finding the person"
    RENDERING = "rendering"
    WRITING = "writing"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the whole is, and what is done now.

    done: pictures dealt with so far (made, found finished, skipped, failed) out of `total`; `photo` and `pose` are the
    names of the current cell, empty where there is none. seconds_left: None before the first picture.
    """

    done: int
    total: int
    step: Step
    photo: str = ""
    pose: str = ""
    seconds_left: float | None = None


@dataclass(frozen=True, slots=True)
class PictureMade:
    """A picture is on the disk and in the manifest. cell: its index in the plan; file: its name in the folder.

    cut_off, unseen: what is doubtful in it, see `engine.export.doubts.Foreseen`. judgement: None where nobody can tell.
    """

    cell: int
    photo: str
    pose: str
    file: str
    invented: float
    notes: tuple[str, ...] = ()
    cut_off: tuple[str, ...] = ()
    unseen: tuple[str, ...] = ()
    judgement: Judgement | None = None


@dataclass(frozen=True, slots=True)
class PictureKept:
    """A picture needed not be made: this batch finished it earlier, with the same recipe."""

    cell: int
    photo: str
    pose: str
    file: str
    invented: float = 0.0
    cut_off: tuple[str, ...] = ()
    unseen: tuple[str, ...] = ()
    judgement: Judgement | None = None


@dataclass(frozen=True, slots=True)
class PictureSkipped:
    """A picture was not made, as a file of its name is there and such are to be skipped."""

    cell: int
    photo: str
    pose: str
    file: str


@dataclass(frozen=True, slots=True)
class PictureFailed:
    """A picture could not be made; the sentence says why. The others go on, and this one can be tried again."""

    cell: int
    photo: str
    pose: str
    sentence: str


@dataclass(frozen=True, slots=True)
class PictureLeftOut:
    """A picture is not made, or is put aside, as a person said so; it can be wanted again."""

    cell: int
    photo: str
    pose: str


class End(Enum):
    """How a run ended: every picture was dealt with, a person stopped it, or the disk did (full, or not there)."""

    COMPLETE = "complete"
    CANCELLED = "cancelled"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Ended:
    """A run is over; unless it is complete it can go on later.

    sentence: why it ended; when complete, what went amiss after the last picture, if anything.
    """

    end: End
    sentence: str = ""


BatchEvent: TypeAlias = (
    Progress | PictureMade | PictureKept | PictureSkipped | PictureFailed | PictureLeftOut | Ended
)
BatchListener: TypeAlias = Callable[[BatchEvent], None]
