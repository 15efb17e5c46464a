"""Persons found in photos at an earlier time, so that reopening a document does not look for them again."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from engine.contract.messages import PhotoFile, Source
from engine.photo.photo import decode_photo, load_photo
from engine.pose.pose import Pose
from gui.document import matte_png
from gui.document.document import Document, PhotoEntry
from gui.document.mending_data import MendingData, mending_data, mending_of

if TYPE_CHECKING:
    from engine.photo.photo import Photo


@dataclass(frozen=True, slots=True)
class Found:
    """The person found in a photo at an earlier time, kept small until the photo is decoded again.

    photo_key: sha256 of the photo file's bytes, hexadecimal. pose: in photo pixels. matte_png: the matte at
    the photo's size; see `gui.document.matte_png`. mending: what was said of the layers; plate: of the empty set, the
    bytes that it names. others: other people of the photo, by their numbers.
    """

    photo_key: str
    pose: Pose
    matte_png: bytes = field(repr=False)
    mending: MendingData | None = field(default=None, repr=False)
    plate: bytes | None = field(default=None, repr=False)
    others: tuple[tuple[int, Found], ...] = ()

    @property
    def version(self) -> str:
        """Tells the matte from others of the same photo; takes about a millisecond a megabyte."""
        return hashlib.blake2b(self.matte_png, digest_size=8).hexdigest()

    @property
    def plate_version(self) -> str:
        """Tells the empty set from others; as `version`."""
        return hashlib.blake2b(self.plate or b"", digest_size=8).hexdigest()

    @property
    def name(self) -> str:
        """Tells all of this from what was found in any other photo, or corrected in this one."""
        told = (self.photo_key, self.pose, self.version, self.mending, self.plate_version)
        return hashlib.sha256(repr(told).encode()).hexdigest()[:32]

    @property
    def size(self) -> tuple[int, int]:
        """(width, height) of the photo, px."""
        return matte_png.size_of(self.matte_png)

    def source_of(self, photo: Photo) -> Source | None:
        """The source of `photo` without looking for the person again; None where the photo has changed.

        Decodes the matte, tens of milliseconds a megapixel. Raises ProjectError for a damaged one, and for damage in
        what was painted.
        """
        if photo.key != self.photo_key or self.size != photo.size:
            return None
        source = Source(photo, self.pose, matte_png.decode(self.matte_png))
        if self.mending is None:
            return source
        return source.mended(mending_of(self.mending, size=photo.size, plate=self.plate))

    def read(self, file: Path | PhotoFile) -> Source | None:
        """As `source_of` the photo in `file`; called on any thread. Raises EngineError where that cannot be read."""
        photo = decode_photo(file.data, file.name) if isinstance(file, PhotoFile) else load_photo(file)
        return self.source_of(photo)

    def others_of(self, photo: Photo) -> dict[int, Source]:
        """The sources of the other people of `photo`, by their numbers; as `source_of`."""
        found = {number: each.source_of(photo) for number, each in self.others}
        return {number: source for number, source in found.items() if source is not None}


@dataclass(frozen=True, slots=True)
class Opened:
    """A document that came from a file: its photos wait to be decoded, and `notes` tell people what is amiss.

    found: by entry key, what gives a source to each decoded photo.
    """

    document: Document
    found: Mapping[str, Found] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def found_in(entry: PhotoEntry, earlier: Mapping[str, Found]) -> Found | None:
    """What is known of the person in `entry`, encoded for keeping; tens of milliseconds a megapixel.

    earlier: by entry key, for entries whose photo has not been decoded again yet.
    """
    if entry.source is None:
        return earlier.get(entry.key)
    others = ((each.number, each.source) for each in entry.others)
    known = tuple((number, found_of(source)) for number, source in others if source is not None)
    return replace(found_of(entry.source), others=known)


def found_of(source: Source) -> Found:
    """A source encoded for keeping; tens of milliseconds a megapixel."""
    plate = source.mending.plate
    return Found(
        source.photo.key, source.pose, matte_png.encode(source.matte), mending_data(source.mending),
        None if plate is None else plate.data,
    )  # fmt: skip


def content_key(data: bytes) -> str:
    """The key a photo of these bytes has: sha256, hexadecimal."""
    return hashlib.sha256(data).hexdigest()
