"""Who of a photo's people is edited, and how all of them are drawn; pure, on the entry of the photo."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine.contract.messages import Posed
from engine.pose.standing import back_to_front
from gui.document.document import PhotoEntry
from gui.document.others import OtherPerson, OtherPose, Variant

if TYPE_CHECKING:
    from engine.contract.messages import Source
    from engine.photo.photo import Photo
    from engine.pose.pose import Pose

Beside = tuple[tuple[Posed, ...], tuple[Posed, ...]]


def with_new_person(entry: PhotoEntry, source: Source) -> PhotoEntry:
    """`entry` with somebody else edited, from how they stand in the photo; who was edited keeps their pose."""
    numbers = [entry.person, *(each.number for each in entry.others)]
    aside = _put_aside(entry)
    return replace(
        entry, source=source, pose=source.pose, locked=frozenset(), in_front=(), behind=(), drawn=None,
        person=max(numbers) + 1, others=entry.others if aside is None else (*entry.others, aside),
    )  # fmt: skip


def with_person(entry: PhotoEntry, number: int) -> PhotoEntry:
    """`entry` with one of the others edited; itself where there is none of this number."""
    chosen = next((each for each in entry.others if each.number == number), None)
    if chosen is None or chosen.source is None:
        return entry
    aside = _put_aside(entry)
    rest = tuple(each for each in entry.others if each.number != number)
    return replace(
        entry, source=_on_plate_of(entry, chosen.source), pose=chosen.pose, locked=chosen.locked,
        in_front=chosen.order.in_front, behind=chosen.order.behind, drawn=None, person=number,
        others=rest if aside is None else (*rest, aside),
    )  # fmt: skip


def numbers_back_to_front(entry: PhotoEntry) -> tuple[int, ...]:
    """All whose place in the photo is known, by their numbers; as somebody said, else by where they stand."""
    found = [(entry.person, entry.source), *((each.number, each.source) for each in entry.others)]
    known = [(number, source.pose) for number, source in found if source is not None]
    ruled = [known[place][0] for place in back_to_front([pose for _, pose in known])]
    said = iter([number for number in entry.depth if number in ruled])
    return tuple(next(said) if number in entry.depth else number for number in ruled)


def stepped(entry: PhotoEntry, *, nearer: bool) -> PhotoEntry:
    """`entry` with the edited person one place nearer, or farther; itself where that cannot be."""
    order = list(numbers_back_to_front(entry))
    if entry.person not in order:
        return entry
    place = order.index(entry.person)
    to = place + (1 if nearer else -1)
    if not 0 <= to < len(order):
        return entry
    order[place], order[to] = order[to], order[place]
    return replace(entry, depth=tuple(order))


def beside(entry: PhotoEntry, photo: Photo) -> Beside:
    """The others as a request for a picture of `photo` has them: behind the edited person, and in front.

    photo: that of the entry's source, or the one with another photo's person in it.
    """
    order = numbers_back_to_front(entry)
    known = {each.number: each for each in entry.others}
    place = order.index(entry.person) if entry.person in order else 0
    farther, nearer = (
        tuple(_posed(known[number], entry, photo) for number in numbers if number in known)
        for numbers in (order[:place], order[place:])
    )
    return farther, nearer


def kept(entry: PhotoEntry, name: str, pose: Pose) -> Variant:
    """The poses of everyone, to be kept."""
    others = tuple(OtherPose(each.number, each.pose, each.order) for each in entry.others)
    return Variant(name, pose, entry.order, entry.person, others)


def as_kept(entry: PhotoEntry, variant: Variant) -> PhotoEntry:
    """`entry` with everyone in the poses of a kept one; who is not in it stays as they are."""
    own = variant.pose_of(entry.person)
    if own is None:  # of somebody who is no longer known
        own = OtherPose(entry.person, variant.pose, variant.order)
    others = []
    for each in entry.others:
        told = variant.pose_of(each.number)
        others.append(each if told is None else replace(each, pose=told.pose, order=told.order))
    order = own.order
    return replace(entry, pose=own.pose, in_front=order.in_front, behind=order.behind, others=tuple(others))


def _put_aside(entry: PhotoEntry) -> OtherPerson | None:
    """Who is edited, as one of the others; with another photo's person in their place as the photo has them."""
    if entry.source is None:
        return None
    pose = entry.source.pose if entry.drawn is not None or entry.pose is None else entry.pose
    return OtherPerson(entry.person, pose, entry.source, entry.locked, entry.order)


def _on_plate_of(entry: PhotoEntry, source: Source) -> Source:
    """Somebody else of the entry's photo with what was said there of what lies behind."""
    plate = None if entry.source is None else entry.source.mending.plate
    return source if plate is source.mending.plate else source.mended(replace(source.mending, plate=plate))


def _posed(other: OtherPerson, entry: PhotoEntry, photo: Photo) -> Posed:
    if other.source is None:
        raise ValueError("somebody who was not found yet cannot be drawn")
    source = _on_plate_of(entry, other.source)
    own = source if source.photo.key == photo.key else source.in_photo(photo)
    return Posed(own, other.pose, other.order)
