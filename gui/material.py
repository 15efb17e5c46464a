"""What an open document needs beside its values: bytes of photos that are on no disk, persons found before."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from engine.contract import PhotoFile, Source
from engine.pose import Pose
from gui import matte_png
from gui.document import Document, PhotoEntry

if TYPE_CHECKING:
    from engine.photo import Photo


@dataclass(frozen=True, slots=True)
class Found:
    """The person found in a photo at an earlier time, kept small until the photo is decoded again.

    photo_key: sha256 of the photo file's bytes, hexadecimal. pose: in photo pixels. matte_png: the matte at
    the photo's size; see `gui.matte_png`.
    """

    photo_key: str
    pose: Pose
    matte_png: bytes = field(repr=False)

    def source_of(self, photo: Photo) -> Source | None:
        """The source of `photo` without looking for the person again; None where the photo has changed.

        Decodes the matte, about 10 ms a megapixel. Raises ProjectError for a damaged one.
        """
        if photo.key != self.photo_key or matte_png.size_of(self.matte_png) != photo.size:
            return None
        return Source(photo, self.pose, matte_png.decode(self.matte_png))


@dataclass(frozen=True, slots=True)
class Material:
    """By entry key: photos that came from the clipboard or out of a project, and persons found before."""

    photos: Mapping[str, PhotoFile] = field(default_factory=dict)
    found: Mapping[str, Found] = field(default_factory=dict)

    def with_photo(self, key: str, photo: PhotoFile) -> Material:
        """With the bytes of one more photo."""
        return replace(self, photos={**self.photos, key: photo})

    def found_of(self, entry: PhotoEntry) -> Found | None:
        """What is known of the person in `entry`, encoded for keeping; takes a while for a large photo."""
        if entry.source is None:
            return self.found.get(entry.key)
        png = matte_png.encode(entry.source.matte)
        return Found(entry.source.photo.key, entry.source.pose, png)


@dataclass(frozen=True, slots=True)
class Opened:
    """A document that came from a file: its photos wait to be decoded, and `notes` tell people what is amiss.

    Photos without a path are in `material.photos`; `material.found` gives a source to each decoded photo.
    """

    document: Document
    material: Material = field(default_factory=Material)
    notes: tuple[str, ...] = ()


def content_key(data: bytes) -> str:
    """The key a photo of these bytes has: sha256, hexadecimal."""
    return hashlib.sha256(data).hexdigest()
