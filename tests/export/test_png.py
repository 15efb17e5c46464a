"""PNG files hold the very pixels, read by decoders that are not ours."""

from __future__ import annotations

from io import BytesIO

import cv2
import numpy as np
import pytest
from PIL import Image

from engine.export.png import png


def bytes_of(levels: np.ndarray) -> bytes:
    return png(levels, icc=None, xmp=b"<x/>", exif=None, dpi=None, texts={})


@pytest.mark.parametrize("kind", [np.uint8, np.uint16])
@pytest.mark.parametrize("channels", [3, 4])
# The last is written in several bands, the one before has rows wider than a band.
@pytest.mark.parametrize("size", [(1, 1), (1, 7), (37, 5), (2, 700_000), (1300, 1500)])
def test_every_pixel_comes_back(kind: type, channels: int, size: tuple[int, int]) -> None:
    most = int(np.iinfo(kind).max)
    levels = np.random.default_rng(1).integers(0, most, (*size, channels), kind, endpoint=True)
    read = cv2.imdecode(np.frombuffer(bytes_of(levels), np.uint8), cv2.IMREAD_UNCHANGED)
    order = cv2.COLOR_BGR2RGB if channels == 3 else cv2.COLOR_BGRA2RGBA
    assert np.array_equal(cv2.cvtColor(read, order), levels)


def test_another_reader_finds_no_fault() -> None:
    levels = np.random.default_rng(2).integers(0, 256, (1300, 1500, 4), np.uint8)
    with Image.open(BytesIO(bytes_of(levels))) as image:
        image.load()
        assert np.array_equal(np.asarray(image), levels)


def test_a_view_of_other_pixels_is_written_as_seen() -> None:
    levels = np.random.default_rng(3).integers(0, 256, (40, 30, 3), np.uint8)[::2, ::-1]
    with Image.open(BytesIO(bytes_of(levels))) as image:
        assert np.array_equal(np.asarray(image), levels)
