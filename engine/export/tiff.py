"""TIFF files of 8 and 16 bits a channel with everything about them inside; Pillow writes colours of 8 bits only."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from typing import Any

import numpy as np
from PIL import TiffImagePlugin

from engine.export.canvas import Levels

_HEAD = b"II*\0\x08\0\0\0"  # little-endian, the directory follows at once
_STRIP_BYTES = 1 << 20
_LEVEL = 3  # of deflate: the next ones take twice the time for a few percent
_DEFLATE, _DIFFERENCES, _RGB, _STRAIGHT_ALPHA = 8, 2, 2, 2
_XMP, _ICC = 700, 34_675
_BYTE, _UNDEFINED = 1, 7


def tiff(levels: Levels, *, icc: bytes | None, xmp: bytes, tags: Mapping[int, Any]) -> bytes:
    """TIFF bytes of `levels` [H, W, 3], or [H, W, 4] with straight alpha, uint8 or uint16; deflate, lossless.

    tags: what else the directory says, as `engine.export.exif` has it.
    """
    height, width, channels = levels.shape
    rows = max(1, _STRIP_BYTES // (width * channels * levels.itemsize))
    strips = [_strip(levels[top : top + rows]) for top in range(0, height, rows)]
    directory = TiffImagePlugin.ImageFileDirectory_v2(_HEAD)
    for tag, value in tags.items():
        directory[tag] = value
    directory[256], directory[257] = width, height
    directory[258] = (8 * levels.itemsize,) * channels
    directory[259], directory[262], directory[277], directory[317] = _DEFLATE, _RGB, channels, _DIFFERENCES
    if channels == 4:
        directory[338] = _STRAIGHT_ALPHA
    directory[278] = rows
    directory[279] = tuple(map(len, strips))
    # Counted from the end of the directory: Pillow adds where that is.
    directory[273] = tuple(np.cumsum([0, *map(len, strips[:-1])]).tolist())
    directory.tagtype[_XMP], directory[_XMP] = _BYTE, xmp
    if icc:
        directory.tagtype[_ICC], directory[_ICC] = _UNDEFINED, icc
    return _HEAD + directory.tobytes(len(_HEAD)) + b"".join(strips)


def _strip(levels: Levels) -> bytes:
    """Compressed rows: differences to the pixel before compress well, and wrap around."""
    differences = levels.copy()
    differences[:, 1:] -= levels[:, :-1]
    return zlib.compress(differences.astype(differences.dtype.newbyteorder("<")).tobytes(), _LEVEL)
