"""The kinds of photo files that can be read: their first bytes, their endings, and how large they may be."""

from __future__ import annotations

import re
from dataclasses import dataclass

from engine.system.errors import PhotoError

HEAD_BYTES = 32  # enough of a file to tell its kind
HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")
_MB = 1_000_000


@dataclass(frozen=True, slots=True)
class PhotoFormat:
    """A kind of file: its name for people and for Pillow, how files of it begin, their endings and most bytes."""

    name: str
    pillow: str
    start: re.Pattern[bytes]
    endings: tuple[str, ...]
    max_bytes: int


def _starting(pattern: bytes) -> re.Pattern[bytes]:
    return re.compile(pattern, re.DOTALL)


# Photos of 150 megapixels stay far below 300 MB where pixels are compressed with loss. PNG and BMP may hold them plain,
# with 16 bits and alpha or 8 bits and padding; TIFF may hold layers besides.
FORMATS = (
    PhotoFormat("JPEG", "JPEG", _starting(rb"\xff\xd8\xff"), (".jpg", ".jpeg"), 300 * _MB),
    PhotoFormat("PNG", "PNG", _starting(rb"\x89PNG\r\n"), (".png",), 1300 * _MB),
    PhotoFormat("WebP", "WEBP", _starting(rb"RIFF.{4}WEBP"), (".webp",), 300 * _MB),
    PhotoFormat("TIFF", "TIFF", _starting(rb"(II|MM)(\0[*+]|[*+]\0)"), (".tif", ".tiff"), 2147 * _MB),
    PhotoFormat("BMP", "BMP", _starting(rb"BM.{12}[\x0c-\x7c]\0\0\0"), (".bmp",), 700 * _MB),
    PhotoFormat("AVIF", "AVIF", _starting(rb".{4}ftyp(avi[fs]|mif1|msf1)"), (".avif",), 300 * _MB),
    PhotoFormat("HEIC", "HEIF", _starting(rb".{4}ftyp(hei[cxms]|hev[cxms])"), (".heic", ".heif"), 300 * _MB),
)

PHOTO_ENDINGS = tuple(ending for each in FORMATS for ending in each.endings)
KINDS = ", ".join(each.name for each in FORMATS)
PILLOW_NAMES = tuple(each.pillow for each in FORMATS)


def check_kind(head: bytes, size: int, *, name: str) -> None:
    """Raise PhotoError unless a file of `size` bytes that begins with `head` may be a photo of a known kind.

    head: HEAD_BYTES, or the whole file where it has less.
    """
    if not size:
        raise PhotoError(f"{name} is empty. Export or download it again.")
    kind = _format_of(head)
    if kind is None:
        raise PhotoError(f"{name} is not a photo of a known kind. Use one of {KINDS}.")
    if size > kind.max_bytes:
        raise PhotoError(
            f"{name} is {size // _MB} MB large; the limit for {kind.name} is {kind.max_bytes // _MB} MB. "
            "Export it smaller."
        )


def _format_of(head: bytes) -> PhotoFormat | None:
    return next((each for each in FORMATS if each.start.match(head)), None)
