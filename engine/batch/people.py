"""Rows of a plan for people of photos that show several: one of them, counted from the left, or each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.batch.plan import MAX_SIDE, PhotoItem
from engine.photo.photo import load_photo
from engine.pose.plain import joints_of
from engine.pose.pose import Pose
from engine.source.finder import PersonFinder
from engine.system.errors import PhotoError, PlanError


@dataclass(frozen=True, slots=True)
class PeopleRows:
    """The rows, and sentences about photos that were left out."""

    photos: tuple[PhotoItem, ...]
    notes: tuple[str, ...] = ()


def rows_of_people(photos: Sequence[PhotoItem], *, number: int | None, finder: PersonFinder) -> PeopleRows:
    """A row for the person of this number, from 1, in each photo, or without a number for everyone in it.

    Looks for people in all photos, seconds each. Rows of photos that cannot be opened stay as they are: the batch says
    so. Raises PlanError where no photo has a person of the number, and for too many rows.
    """
    rows: list[PhotoItem] = []
    notes: list[str] = []
    for item in photos:
        try:
            found = _people(item, finder)
        except PhotoError:
            rows.append(item)
            continue
        if number is None:
            several = enumerate(found, 1) if len(found) > 1 else ()
            rows += [_row(item, place, pose) for place, pose in several] or [item]
        elif number <= len(found):
            rows.append(_row(item, number, found[number - 1]))
        else:
            people = "1 person was" if len(found) == 1 else f"{len(found)} people were"
            notes.append(f"{item.path.name} was left out: {people} found in it, there is no person {number}.")
    if not rows:
        raise PlanError(f"No photo shows a person {number}. Count from the left, or use --person all.")
    if len(rows) > MAX_SIDE:
        raise PlanError(f"That is {len(rows)} people; a batch has at most {MAX_SIDE}. Give fewer photos.")
    return PeopleRows(tuple(rows), tuple(notes))


def _people(item: PhotoItem, finder: PersonFinder) -> tuple[Pose, ...]:
    """Everyone in a photo from left to right."""
    search = finder.people(load_photo(item.path))
    while True:
        try:
            next(search)
        except StopIteration as end:
            return tuple(end.value)


def _row(item: PhotoItem, number: int, pose: Pose) -> PhotoItem:
    name = f"{item.name}-person{number}"
    return item.model_copy(update={"name": name, "pose": joints_of(pose), "person": number})
