"""What the engine thread does, one piece at a time, and what of it somebody asked for."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from engine.contract.messages import (
    Chosen,
    PhotoFile,
    Placed,
    RenderRequest,
    Source,
    Subject,
    Transplant,
    Within,
)
from engine.photo.photo import Photo
from engine.pose.pose import Pose
from engine.service.studio import GetsReady, Studio


@dataclass(frozen=True, slots=True, eq=False)
class GettingReady:
    """Done while nobody has asked for anything yet."""

    studio: GetsReady


@dataclass(frozen=True, slots=True, eq=False)
class Decoded:
    """A file that was decoded, whose person is to be looked for."""

    subject: Path | PhotoFile
    photo: Photo


@dataclass(frozen=True, slots=True, eq=False)
class Interactive:
    """A picture that a person waits for, until they want another."""

    request: RenderRequest


@dataclass(frozen=True, slots=True, eq=False)
class AtLeisure:
    """A picture that nobody waits for."""

    request: RenderRequest


@dataclass(frozen=True, slots=True, eq=False)
class Search:
    """People being looked for, a step at a time."""

    photo: Photo
    steps: Generator[None, None, tuple[Pose, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Moving:
    """Another device that is wanted, by its name."""

    wanted: str


Someone: TypeAlias = "Photo | Chosen | Within | Placed | Transplant | Decoded"
# What waits in the mailbox beside renders, and what somebody waits for.
Preparation: TypeAlias = "Someone | AtLeisure | Search | GettingReady | Moving"
Wish: TypeAlias = "Interactive | RenderRequest | Someone"


def asked_of(work: Wish) -> RenderRequest | Subject:
    """What somebody asked for, as they gave it."""
    if isinstance(work, Interactive):
        return work.request
    return work.subject if isinstance(work, Decoded) else work


def is_of(work: Preparation, subject: Subject) -> bool:
    """Whether a preparation answers what was asked with `subject`."""
    return (work.subject if isinstance(work, Decoded) else work) == subject


def source_of(studio: Studio, work: Someone) -> Source:
    """The person that was asked for; raises EngineError."""
    if isinstance(work, Transplant):
        return studio.transplant(work.person, work.place)
    if isinstance(work, Chosen):
        return studio.prepare(work.photo, at=work.at)
    if isinstance(work, Within):
        return studio.prepare(work.photo, within=work.box)
    if isinstance(work, Placed):
        return studio.prepare(work.photo, given=work.pose)
    return studio.prepare(work.photo if isinstance(work, Decoded) else work)
