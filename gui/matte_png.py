"""Mattes as 16-bit grey PNG, which any program can show, and back."""

from __future__ import annotations

import io
import struct

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from PIL.PngImagePlugin import PngImageFile

from gui.project_format import ProjectError

_MAX = 65535
# Signature, length and name of the first chunk stand before width and height.
_HEADER = struct.Struct(">16sII")
_START = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"


def encode(matte: NDArray[np.float32]) -> bytes:
    """PNG bytes of a matte, float32 [H, W] in 0..1; steps are 1/65535. May be called on any thread."""
    grey = (matte * np.float32(_MAX) + np.float32(0.5)).clip(0, _MAX).astype(np.uint16)
    buffer = io.BytesIO()
    Image.fromarray(grey).save(buffer, "PNG", compress_level=1)
    return buffer.getvalue()


def size_of(data: bytes) -> tuple[int, int]:
    """(width, height) that PNG bytes claim, without decoding; (0, 0) for anything else."""
    if len(data) < _HEADER.size:
        return 0, 0
    start, width, height = _HEADER.unpack_from(data)
    return (width, height) if start == _START else (0, 0)


def decode(data: bytes) -> NDArray[np.float32]:
    """The matte in PNG bytes, float32 [H, W] in 0..1; raises ProjectError for damaged ones.

    The caller has compared `size_of` with the photo's size, which bounds the memory this takes.
    """
    try:
        # The class itself: Image.open would apply a pixel limit that is lower than ours.
        with PngImageFile(io.BytesIO(data)) as image:
            grey = np.asarray(image, dtype=np.float32)
            largest = np.float32(_MAX if image.mode.startswith("I") else 255)
    except (OSError, SyntaxError, ValueError, EOFError, struct.error) as error:
        raise ProjectError.damaged_matte() from error
    if grey.ndim != 2:
        raise ProjectError.damaged_matte()
    return np.minimum(grey / largest, np.float32(1))
