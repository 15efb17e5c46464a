"""What the options of the command `batch` mean: words to photos and poses, and settings over a preset or a plan."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.batch.collect import collect_photos, collect_poses, expanded
from engine.batch.people import rows_of_people
from engine.batch.plan import MAX_CELLS, OnConflict, Plan, Rule, read_plan
from engine.export.settings import (
    MAX_EDGE_PX,
    MIN_EDGE_PX,
    PRESETS,
    Background,
    OutputSettings,
    parse_settings,
)
from engine.render.finding import person_finder
from engine.system.errors import OutputError, PlanError
from engine.system.paths import known_place

EVERYONE = "all"
_LISTS = ("--photos", "--poses")
_SIZE = re.compile(r"(\d{1,6})(?:[x×](\d{1,6}))?", re.ASCII)
_COLOUR = re.compile("#[0-9a-fA-F]{6}")


def spread_lists(words: Sequence[str]) -> list[str]:
    """`words` with "--photos a b" as "--photos a --photos b", which is what the parser of options takes."""
    spread: list[str] = []
    current: str | None = None
    for word in words:
        if word.startswith("-"):
            current = word if word in _LISTS else None
            spread.append(word)
        elif current is None or spread[-1] == current:
            spread.append(word)
        else:
            spread += [current, word]
    return spread


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """The options as they were given; None for those that were not, which leave the plan or the preset as it is."""

    photos: tuple[str, ...] = ()
    poses: tuple[str, ...] = ()
    person: str | None = None
    plan: Path | None = None
    resume: bool = False
    names: str | None = None
    on_conflict: OnConflict | None = None
    rule: Rule | None = None
    preset: str | None = None
    clean_plate: Path | None = None
    output: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan, and sentences about files that were left out."""

    plan: Plan
    notes: tuple[str, ...] = ()


def planned(wishes: Wishes, *, begun: Plan | None) -> Planned:
    """The plan that the options ask for; `begun` is the one to go on with where they name none.

    Raises PlanError, PoseError and OutputError.
    """
    number = _person_number(wishes.person)
    base, notes = _base(wishes, begun)
    if wishes.person is not None:
        if not wishes.photos:
            raise PlanError("A plan says itself who is posed. Leave --person out.")
        rows = rows_of_people(base.photos, number=number, finder=person_finder())
        base, notes = base.model_copy(update={"photos": rows.photos}), (*notes, *rows.notes)
        if len(rows.photos) * len(base.poses) > MAX_CELLS:
            raise PlanError(f"A batch has at most {MAX_CELLS} pictures. Give fewer photos or poses.")
    changes: dict[str, Any] = {}
    if wishes.clean_plate is not None:
        changes["clean_plate"] = known_place(wishes.clean_plate)
    if wishes.names is not None:
        changes["names"] = wishes.names
    if wishes.on_conflict is not None:
        changes["on_conflict"] = wishes.on_conflict
    if wishes.rule is not None:
        changes |= {"rule": wishes.rule, "rules": ()}
    changes["output"] = _output(wishes, base.output)
    return Planned(base.model_copy(update=changes), notes)


def _base(wishes: Wishes, begun: Plan | None) -> tuple[Plan, tuple[str, ...]]:
    if wishes.plan is not None:
        if wishes.photos or wishes.poses:
            raise PlanError("A plan names its photos and poses itself. Give --plan, or --photos and --poses.")
        return read_plan(wishes.plan), ()
    if not wishes.photos and not wishes.poses and begun is not None:
        return begun, ()
    if not wishes.photos or not wishes.poses:
        raise PlanError("Say which photos and poses to use, with --photos and --poses, or give a --plan.")
    photos = collect_photos(map(Path, expanded(wishes.photos)))
    poses = collect_poses(expanded(wishes.poses))
    notes = (rest.sentence() for rest in (*photos.left_out, *poses.left_out))
    return Plan(photos=photos.photos, poses=poses.poses), tuple(note for note in notes if note)


def _person_number(word: str | None) -> int | None:
    """Which person is meant, None for all or where nothing is said; raises PlanError."""
    if word is None or word == EVERYONE:
        return None
    if not re.fullmatch(r"[1-9][0-9]{0,2}", word, re.ASCII):
        raise PlanError(
            f"{word!r} is no person. Write a number, counted from the left from 1, or {EVERYONE}."
        )
    return int(word)


def _output(wishes: Wishes, base: OutputSettings) -> OutputSettings:
    if wishes.preset is not None:
        if wishes.preset not in PRESETS:
            raise OutputError(f"There is no preset {wishes.preset}; there are {', '.join(PRESETS)}.")
        base = PRESETS[wishes.preset]
    given = {name: value for name, value in wishes.output.items() if value is not None}
    return parse_settings({**base.model_dump(mode="json"), **given})


def size_setting(text: str | None, *, crop: bool) -> dict[str, Any] | None:
    """The size that `text` names: "photo", the longer edge in pixels, or WIDTHxHEIGHT."""
    if text is None:
        return None
    if text == "photo":
        return {"kind": "photo"}
    exact = _SIZE.fullmatch(text)
    if exact is None:
        raise OutputError(f"{text!r} is no size. Write photo, the longer edge in pixels, or WIDTHxHEIGHT.")
    sides = [int(side) for side in exact.groups() if side is not None]
    if min(sides) < MIN_EDGE_PX or max(sides) > MAX_EDGE_PX:
        raise OutputError(
            f"The size {text} is not usable: {MIN_EDGE_PX} to {MAX_EDGE_PX} pixels are. Choose another."
        )
    if len(sides) == 1:
        return {"kind": "edge", "px": sides[0]}
    return {"kind": "exact", "width": sides[0], "height": sides[1], "crop": crop}


def background_settings(text: str | None) -> dict[str, Any]:
    """The background that `text` names: "plate", "transparent" or a colour such as "#f2f2f2"."""
    if text is None:
        return {}
    if text in (Background.PLATE.value, Background.TRANSPARENT.value):
        return {"background": text}
    if not _COLOUR.fullmatch(text):
        raise OutputError(
            f"{text!r} is no background. Write plate, transparent, or a colour such as #f2f2f2."
        )
    return {"background": Background.COLOUR.value, "colour": text}


def margin_setting(text: str | None) -> dict[str, int] | None:
    """Margins of one width all around, or "left,top,right,bottom", in pixels."""
    if text is None:
        return None
    widths = text.split(",")
    if len(widths) not in (1, 4) or not all(width.strip().isdecimal() for width in widths):
        raise OutputError(f"{text!r} are no margins. Write one number of pixels, or left,top,right,bottom.")
    sides = [int(width) for width in widths] * (4 if len(widths) == 1 else 1)
    return dict(zip(("left", "top", "right", "bottom"), sides, strict=True))


def mark_setting(text: str | None) -> dict[str, str] | None:
    """The mark of these words."""
    return None if text is None else {"text": text}
