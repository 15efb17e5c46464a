"""What of a photo's EXIF goes into its picture: a description of the camera, nothing that shows or places it."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import Any

from PIL import ExifTags, Image

from engine.export.carried import CAMERA_TAGS, MAIN_TAGS

_HEAD = b"Exif\0\0"
_UPRIGHT = 1
_INCH = 2
# What reading and writing tags of unknown cameras was seen to raise.
_UNFIT = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    LookupError,
    ArithmeticError,
    AttributeError,
    struct.error,
)


@dataclass(frozen=True)
class Tags:
    """EXIF by directory: the main one, the camera's and the place's, tag number -> value as Pillow has it."""

    main: dict[int, Any] = field(default_factory=dict)
    camera: dict[int, Any] = field(default_factory=dict)
    place: dict[int, Any] = field(default_factory=dict)

    def to_bytes(self) -> bytes | None:
        """As an EXIF block without its "Exif" head, None where there is nothing to say."""
        if not (self.main or self.camera or self.place):
            return None
        exif = Image.Exif()
        for tag, value in self.nested().items():
            exif[tag] = value
        return exif.tobytes().removeprefix(_HEAD)

    def nested(self) -> dict[int, Any]:
        """One directory with the others inside."""
        inner = {int(ExifTags.IFD.Exif): self.camera, int(ExifTags.IFD.GPSInfo): self.place}
        return {**self.main, **{tag: values for tag, values in inner.items() if values}}


def tags_for(photo_exif: bytes | None, *, gps: bool, dpi: int | None, software: str) -> Tags:
    """The tags of a picture: those of `photo_exif` (None for none) that are carried over, upright, and the resolution.

    The place comes over only with `gps`. What cannot be read or written is left out.
    """
    kept = Tags() if photo_exif is None else _kept(photo_exif, gps=gps)
    if kept.main or kept.camera or kept.place:
        kept.main.update({0x0112: _UPRIGHT, 0x0131: software})
    if dpi is not None:
        kept.main.update({0x011A: float(dpi), 0x011B: float(dpi), 0x0128: _INCH})
    return kept


def _kept(data: bytes, *, gps: bool) -> Tags:
    exif = Image.Exif()
    try:
        exif.load(data)
        camera, place = exif.get_ifd(ExifTags.IFD.Exif), exif.get_ifd(ExifTags.IFD.GPSInfo)
    except _UNFIT:
        return Tags()
    return Tags(
        _writable({tag: value for tag, value in exif.items() if tag in MAIN_TAGS}),
        _writable({tag: value for tag, value in camera.items() if tag in CAMERA_TAGS}),
        _writable(dict(place)) if gps else {},
    )


def _writable(tags: dict[int, Any]) -> dict[int, Any]:
    """Those tags that can be written one by one: cameras write values that the standard knows no form for."""
    return {tag: value for tag, value in tags.items() if _can_be_written(tag, value)}


def _can_be_written(tag: int, value: Any) -> bool:
    exif = Image.Exif()
    exif[tag] = value
    try:
        return bool(exif.tobytes())
    except _UNFIT:
        return False
