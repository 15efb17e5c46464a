"""Mattes as 16-bit grey PNG, which any program can show, and back."""

from __future__ import annotations

import io
import struct
import zlib

import numpy as np
from numpy.typing import NDArray
from PIL.PngImagePlugin import PngImageFile

from gui.document.project_error import ProjectError

_MAX = 65535
# Signature, length and name of the first chunk stand before width and height.
_HEADER = struct.Struct(">16sII")
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_START = _SIGNATURE + b"\x00\x00\x00\rIHDR"
_UP = 2  # the filter that keeps the difference to the line above: nothing, nearly everywhere in a matte
_BAND_PX = 256


def encode(matte: NDArray[np.float32]) -> bytes:
    """PNG bytes of a matte, float32 [H, W] in 0..1; steps are 1/65535.

    May be called on any thread and lets others run: Pillow's own encoder would hold up the window until it is done.
    """
    height, width = matte.shape
    packer = zlib.compressobj(1)
    packed: list[bytes] = []
    above = np.zeros((1, 2 * width), np.uint8)
    for top in range(0, height, _BAND_PX):
        part = matte[top : top + _BAND_PX] * np.float32(_MAX) + np.float32(0.5)
        grey = part.clip(0, _MAX).astype(">u2").view(np.uint8)  # [rows, 2 * width]
        lines = np.full((len(grey), 1 + 2 * width), _UP, np.uint8)
        np.subtract(grey, np.vstack([above, grey[:-1]]), out=lines[:, 1:])
        above = grey[-1:]
        packed.append(packer.compress(lines.data))
    packed.append(packer.flush())
    head = _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 16, 0, 0, 0, 0))
    return _SIGNATURE + head + _chunk(b"IDAT", b"".join(packed)) + _chunk(b"IEND", b"")


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


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
