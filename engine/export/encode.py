"""Pixels and what is to be said about them as the bytes of a PNG, WebP, JPEG or TIFF."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from PIL import Image

from engine.export.canvas import Levels
from engine.export.exif import Tags
from engine.export.png import png
from engine.export.settings import Format, OutputSettings
from engine.export.tiff import tiff
from engine.system.errors import OutputError

# The longest side that a format can hold.
_LONGEST_PX = {Format.WEBP: 16_383, Format.JPEG: 65_500}
_MAX_SEGMENT_BYTES = 65_000  # of a JPEG


@dataclass(frozen=True, kw_only=True)
class About:
    """What a file says beside its pixels. texts: PNG keywords, for readers that know no XMP."""

    icc: bytes | None
    xmp: bytes
    tags: Tags
    texts: Mapping[str, str] = field(default_factory=dict)


def encode(levels: Levels, about: About, settings: OutputSettings) -> bytes:
    """The file of `levels` [H, W, 3], or [H, W, 4] with straight alpha; uint16 for PNG and TIFF only.

    Raises OutputError for a picture that the format cannot hold.
    """
    longest = _LONGEST_PX.get(settings.format)
    if longest is not None and max(levels.shape[:2]) > longest:
        name = settings.format.name
        raise OutputError(
            f"{name} holds at most {longest} pixels a side, and the picture has {max(levels.shape[:2])}. "
            "Choose a smaller size, or PNG or TIFF."
        )
    if settings.format is Format.TIFF:
        return tiff(levels, icc=about.icc, xmp=about.xmp, tags=about.tags.nested())
    exif = about.tags.to_bytes()
    if settings.format is Format.PNG:
        return png(levels, icc=about.icc, xmp=about.xmp, exif=exif, dpi=settings.dpi, texts=about.texts)
    return _by_pillow(levels, about, exif, settings=settings)


def _by_pillow(levels: Levels, about: About, exif: bytes | None, *, settings: OutputSettings) -> bytes:
    options: dict[str, Any] = {"quality": settings.quality, "icc_profile": about.icc, "xmp": about.xmp}
    if settings.format is Format.WEBP:
        # method: 0 fast .. 6 small. exact keeps the colours beneath transparent pixels.
        options |= {"lossless": settings.lossless, "exact": settings.is_transparent, "method": 4}
        # Of a lossless file, quality is the effort.
        options |= {"quality": 50} if settings.lossless else {}
        options |= {"exif": exif} if exif else {}
    else:
        options |= {"subsampling": 0 if settings.full_chroma else 2, "optimize": True}
        options |= {"dpi": (settings.dpi, settings.dpi)} if settings.dpi else {}
        options |= {"exif": b"Exif\0\0" + exif} if exif and len(exif) <= _MAX_SEGMENT_BYTES else {}
    buffer = io.BytesIO()
    Image.fromarray(np.ascontiguousarray(levels)).save(buffer, settings.format.name, **options)
    return buffer.getvalue()
