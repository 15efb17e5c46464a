"""What is open in the window, as frozen values: photos, the pose of each, what is locked, and kept poses."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from engine.imaging.extension import UNEXTENDED, Extension
from engine.pose.fit import fit
from engine.pose.order_wishes import LimbOrder
from engine.pose.pose import Joint, Pose
from engine.system.stored_path import readable, text_of
from gui.document.others import OtherPerson, OtherPose, Variant, with_sources_of
from gui.document.weights_names import SHIPPED_NAMES, WeightsNames

if TYPE_CHECKING:
    from engine.contract.messages import PhotoFile, Source
    from gui.document.export_plan import ExportPlan


@dataclass(frozen=True, slots=True)
class Aside:
    """What stays known of a photo whose pixels are not held: how its person stands there, and (width, height) in px."""

    pose: Pose
    size: tuple[int, int]


@dataclass(frozen=True, slots=True)
class PhotoEntry:
    """One photo of the film strip.

    key: names the entry within its document for as long as it is open, whatever happens to the file. It and the
    name are text that JSON and Qt can hold, also where `path` is not. path: None for a photo that came from the
    clipboard or a project; then `embedded` is its file. source: None until the engine has found the person, and while
    the photo is let go as it is far from the canvas; then `aside` tells what is known of it. pose: the one being
    edited, None as long as there is none. in_front: limbs, by the joint they end in, drawn over the others, frontmost
    last; behind: those drawn under them, backmost first. drawn: the key of the photo whose person stands here in place
    of this one's own. person: the number of who is edited, and all of the above is theirs; others: people of this photo
    who were edited before; depth: the numbers of people from back to front, as somebody said it, see
    `gui.document.choosing`. corrected: whether somebody changed by hand what was found in the photo.
    extension: what its pictures show beyond the photo's edges.
    """

    key: str
    path: Path | None
    name: str
    source: Source | None = field(default=None, repr=False)
    pose: Pose | None = None
    locked: frozenset[Joint] = frozenset()
    in_front: tuple[Joint, ...] = ()
    behind: tuple[Joint, ...] = ()
    drawn: str | None = None
    variants: tuple[Variant, ...] = ()
    person: int = 0
    others: tuple[OtherPerson, ...] = ()
    depth: tuple[int, ...] = ()
    corrected: bool = False
    extension: Extension = UNEXTENDED
    embedded: PhotoFile | None = field(default=None, repr=False)
    aside: Aside | None = field(default=None, repr=False, compare=False)

    @property
    def stands(self) -> Pose | None:
        """How its person stands in the photo; None until somebody was found there."""
        if self.source is not None:
            return self.source.pose
        return None if self.aside is None else self.aside.pose

    @property
    def size(self) -> tuple[int, int] | None:
        """(width, height) of the photo, px; None until its person was found."""
        if self.source is not None:
            return self.source.photo.size
        return None if self.aside is None else self.aside.size

    @property
    def order(self) -> LimbOrder:
        """Which limbs lie in front and behind, as the engine wants to know it."""
        return LimbOrder(self.in_front, self.behind)


def entry_of_file(path: Path) -> PhotoEntry:
    """A photo that is in a file, as it is when it is opened."""
    return PhotoEntry(text_of(path), path, readable(path.name))


@dataclass(frozen=True, slots=True)
class Document:
    """The photos of the film strip in order, and which one is on the canvas."""

    photos: tuple[PhotoEntry, ...] = ()
    current: int | None = None
    export: ExportPlan | None = field(default=None, repr=False)  # as a person left it
    weights: WeightsNames = SHIPPED_NAMES

    @property
    def entry(self) -> PhotoEntry | None:
        """The photo on the canvas."""
        return None if self.current is None else self.photos[self.current]

    def index_of(self, key: str) -> int | None:
        """Where the entry called `key` is."""
        return next((i for i, entry in enumerate(self.photos) if entry.key == key), None)

    def find(self, key: str) -> PhotoEntry | None:
        """The entry called `key`."""
        index = self.index_of(key)
        return None if index is None else self.photos[index]


def with_photos(document: Document, entries: Iterable[PhotoEntry]) -> Document:
    """`entries` added at the end, the first of them on an empty canvas. Keys that are there stay single."""
    known = {entry.key for entry in document.photos}
    new = tuple(entry for entry in entries if entry.key not in known)
    current = 0 if new and document.current is None else document.current
    return replace(document, photos=(*document.photos, *new), current=current)


def with_photo_at(document: Document, index: int, *, entry: PhotoEntry) -> Document:
    """`entry` put in at `index` and onto the canvas."""
    photos = (*document.photos[:index], entry, *document.photos[index:])
    return replace(document, photos=photos, current=index)


def without_photo(document: Document, key: str) -> Document:
    """Without the entry called `key`; its neighbour comes onto the canvas where it was there."""
    index = document.index_of(key)
    if index is None:
        return document
    photos = (*document.photos[:index], *document.photos[index + 1 :])
    current = document.current
    if current is not None and current >= index:
        current = max(current - 1, 0) if current > index or current == len(photos) else current
    return replace(document, photos=photos, current=current if photos else None)


def with_entry(document: Document, entry: PhotoEntry) -> Document:
    """`entry` in place of the one of the same key; the document itself where there is none."""
    index = document.index_of(entry.key)
    if index is None:
        return document
    return replace(document, photos=(*document.photos[:index], entry, *document.photos[index + 1 :]))


def with_exchanged(document: Document, key: str, *, entry: PhotoEntry) -> Document:
    """`entry` where the one called `key` was; where `entry` is there already, that one comes onto the canvas."""
    index = document.index_of(key)
    if index is None:
        return document
    if document.find(entry.key) is not None:
        return with_current(without_photo(document, key), entry.key)
    return replace(document, photos=(*document.photos[:index], entry, *document.photos[index + 1 :]))


def with_current(document: Document, key: str) -> Document:
    """The entry called `key` on the canvas."""
    index = document.index_of(key)
    return document if index is None else replace(document, current=index)


def edited_like(entry: PhotoEntry, like: PhotoEntry) -> PhotoEntry:
    """`entry` with everything a person edits taken from `like`, but for kept poses, which no undo is about.

    A source that arrived meanwhile stays.
    """
    return replace(
        entry,
        source=like.source or entry.source,
        pose=like.pose or entry.pose,
        locked=like.locked,
        in_front=like.in_front,
        behind=like.behind,
        drawn=like.drawn,
        others=with_sources_of(like.others, entry.others),
        depth=like.depth,
        corrected=like.corrected,
        extension=like.extension,
    )


def with_drawn(entry: PhotoEntry, donor: str | None, *, body: Pose) -> PhotoEntry:
    """`entry` with the person of another photo drawn, who stands in it as `body`; its pose is fitted to them.

    Raises PoseError when the pose and the body share neither hips nor neck.
    """
    pose = None if entry.pose is None else fit(entry.pose, to=body, feet_on_ground=True)
    return replace(entry, drawn=donor, pose=pose)


def fitted_to(variant: Variant, number: int, *, body: Pose) -> Variant:
    """A kept pose with that of one person fitted to `body`; raises PoseError as `with_drawn`."""

    def fitted(told: OtherPose) -> OtherPose:
        return replace(told, pose=fit(told.pose, to=body, feet_on_ground=True))

    return variant.with_pose_of(number, fitted)


def free_name(name: str, taken: Collection[str]) -> str:
    """`name`, or where that is taken with the first number, from 2, that is not."""
    numbered = (f"{name} {number}" for number in itertools.count(2))
    return next(each for each in itertools.chain((name,), numbered) if each not in taken)


def free_variant_name(entry: PhotoEntry, stem: str) -> str:
    """`stem` with the first number, from 1, that no variant of `entry` is called by."""
    taken = {variant.name for variant in entry.variants}
    number = 1
    while f"{stem} {number}" in taken:
        number += 1
    return f"{stem} {number}"
