"""Photo files that are made, or damaged, so that reading them would take minutes or gigabytes are refused at once."""

from __future__ import annotations

import io
import struct
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageCms

from engine.photo.photo import decode_photo, load_photo, photo_size
from engine.system.errors import PhotoError

DAMAGED = "x is damaged or incomplete. Copy or export it again."
CRUMBS = 1_000_000


def encoded(kind: str, size: tuple[int, int] = (60, 40), **options: object) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", size, (120, 90, 60)).save(buffer, kind, **options)
    return buffer.getvalue()


def sparse(path: Path, start: bytes, size: int) -> Path:
    """A file that begins with `start` and goes on with zeroes; they take no room on most disks."""
    with path.open("wb") as file:
        file.write(start)
        file.truncate(size)
    return path


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def refusal(data: bytes) -> str:
    with pytest.raises(PhotoError) as caught:
        decode_photo(data, "x")
    return str(caught.value)


@contextmanager
def traced() -> Iterator[Callable[[], int]]:
    """Tells the most bytes that numpy and Python held inside; Pillow's own picture is not among them."""
    tracemalloc.start()
    try:
        peak = 0
        yield lambda: peak
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    "padding",
    [b"\0" * CRUMBS, b"\xff" * CRUMBS, b"\xff\xfe\0\2" * (CRUMBS // 4)],
    ids=["zeroes", "fill bytes", "empty comments"],
)
def test_a_jpeg_is_not_looked_for_in_padding(padding: bytes, tmp_path: Path) -> None:
    whole = encoded("JPEG")
    data = whole[:2] + padding + whole[2:]
    if not padding.startswith(b"\xff"):
        data = whole[:20] + padding + whole[20:]  # after the first segment, as the file must begin as one
    assert refusal(data) == DAMAGED
    path = tmp_path / "x"
    path.write_bytes(data)
    assert photo_size(path) is None


def test_a_png_is_not_looked_for_among_empty_chunks() -> None:
    whole = encoded("PNG")
    assert refusal(whole[:33] + chunk(b"zzZz", b"") * (CRUMBS // 12) + whole[33:]) == DAMAGED


def test_a_progressive_jpeg_of_endless_scans_is_refused() -> None:
    whole = encoded("JPEG", progressive=True)
    last = whole[whole.rindex(b"\xff\xda") : -2]
    assert refusal(whole[:-2] + last * 2_000 + b"\xff\xd9") == DAMAGED
    assert decode_photo(whole[:-2] + last * 20 + b"\xff\xd9", "x").size == (60, 40)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "BMP"])
def test_what_follows_a_whole_photo_does_no_harm(kind: str) -> None:
    rng = np.random.default_rng(0)
    film = rng.integers(0, 256, 3_000_000, dtype=np.uint8).tobytes()  # as phones put one behind a JPEG
    assert decode_photo(encoded(kind) + film, "x").size == (60, 40)


def test_a_jpeg_with_many_previews_is_no_jpeg_of_many_scans() -> None:
    whole = encoded("JPEG")
    previews = b"".join(b"\xff\xe5" + struct.pack(">H", len(whole) + 2) + whole for _ in range(200))
    assert decode_photo(whole[:2] + previews + whole[2:], "x").size == (60, 40)


@pytest.mark.parametrize(
    ("kind", "mb", "limit"),
    [("JPEG", 301, 300), ("WEBP", 301, 300), ("AVIF", 2000, 300), ("BMP", 701, 700), ("PNG", 1301, 1300)],
)
def test_files_far_larger_than_their_kind_gets_are_not_read(
    tmp_path: Path, kind: str, mb: int, limit: int
) -> None:
    Image.init()
    if kind not in Image.SAVE:
        pytest.skip(f"this Pillow writes no {kind}")
    path = sparse(tmp_path / "x", encoded(kind)[:200], mb * 1_000_000)
    named = {"WEBP": "WebP"}.get(kind, kind)
    with pytest.raises(PhotoError) as caught:
        load_photo(path)
    assert str(caught.value) == f"x is {mb} MB large; the limit for {named} is {limit} MB. Export it smaller."


def test_a_large_tiff_is_read(tmp_path: Path) -> None:
    path = sparse(tmp_path / "layers.tif", encoded("TIFF"), 400_000_000)
    assert load_photo(path).size == (60, 40)


def test_a_large_file_of_no_known_kind_is_not_read(tmp_path: Path) -> None:
    path = sparse(tmp_path / "x", b"", 1_000_000_000)
    with traced() as peak, pytest.raises(PhotoError, match="not a photo of a known kind"):
        load_photo(path)
    assert peak() < 1_000_000


def swapped_profile() -> bytes:
    """An RGB profile whose red primary is sRGB's blue and the other way round."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return profile.replace(b"rXYZ", b"tmpX").replace(b"bXYZ", b"rXYZ").replace(b"tmpX", b"bXYZ")


@pytest.mark.parametrize("profile", [None, swapped_profile()], ids=["plain", "with a profile"])
@pytest.mark.parametrize("mode", ["RGB", "RGBA", "CMYK", "L", "P", "I;16"])
def test_a_photo_takes_the_room_of_its_pixels_once(mode: str, profile: bytes | None) -> None:
    height, width = 2000, 3000
    image = Image.new("RGB", (width, height), (120, 90, 60)).convert("L" if mode == "I;16" else mode)
    if mode == "I;16":
        image = Image.fromarray(np.asarray(image).astype(np.uint16) * 257)
    buffer = io.BytesIO()
    image.save(buffer, "TIFF", compression="tiff_lzw", icc_profile=profile)
    with traced() as peak:
        photo = decode_photo(buffer.getvalue(), "x")
    assert photo.rgb.nbytes == 3 * width * height
    assert peak() < 1.6 * photo.rgb.nbytes
