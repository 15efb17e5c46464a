"""Colour profiles, resolution and camera data in finished files."""

from __future__ import annotations

import io
import struct

import numpy as np
import pytest
from PIL import ExifTags, Image, ImageCms

from engine.export.matrix_profile import read_matrix_profile
from engine.export.profile import in_profile, srgb_profile
from engine.export.settings import ColourSpace, Format, Metadata, OutputSettings
from tests.export.pictures import (
    a_photo,
    exif_of,
    finished,
    jpeg_segments,
    noise,
    opened,
    png_chunks,
    swapped_profile,
    tiff_directory,
)

EVERY_FORMAT = pytest.mark.parametrize("kind", list(Format))


def profile_with(name: bytes, tag: bytes) -> bytes:
    """An sRGB profile with another tag in place of all its curves."""
    srgb = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    offset = len(srgb) + -len(srgb) % 4
    srgb += b"\0" * (offset - len(srgb)) + tag
    (count,) = struct.unpack_from(">I", srgb, 128)
    for i in range(count):
        at = 132 + 12 * i
        if srgb[at : at + 4].endswith(name):
            struct.pack_into(">II", srgb, at + 4, offset, len(tag))
    struct.pack_into(">I", srgb, 0, len(srgb))
    return bytes(srgb)


GAMMA = profile_with(b"TRC", b"curv\0\0\0\0" + struct.pack(">IH", 1, round(1.8 * 256)))
TABLE = profile_with(
    b"TRC",
    b"curv\0\0\0\0" + struct.pack(">I64H", 64, *(round(65_535 * (i / 63) ** 2.2) for i in range(64))),
)
POWER = profile_with(b"TRC", b"para\0\0\0\0\0\0\0\0" + struct.pack(">i", round(2.4 * 65_536)))


# Profiles


@EVERY_FORMAT
def test_the_photos_profile_is_kept_and_the_colours_with_it(kind: Format) -> None:
    icc = swapped_profile()
    picture = opened(
        finished(OutputSettings(format=kind, quality=100, lossless=True), photo=a_photo(icc=icc))
    )
    assert picture.info["icc_profile"] == icc
    assert np.abs(np.asarray(picture.convert("RGB")).astype(int)[..., ::-1] - noise()).mean() < 2


@EVERY_FORMAT
def test_colours_are_converted_to_srgb_where_asked(kind: Format) -> None:
    settings = OutputSettings(format=kind, quality=100, lossless=True, colour_space=ColourSpace.SRGB)
    picture = opened(finished(settings, photo=a_photo(icc=swapped_profile())))
    name = ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(io.BytesIO(picture.info["icc_profile"])))
    assert "sRGB" in name
    assert np.abs(np.asarray(picture.convert("RGB")).astype(int) - noise()).mean() < 2


def test_a_photo_without_a_profile_gets_none() -> None:
    assert opened(finished(OutputSettings())).info.get("icc_profile") is None


def test_our_srgb_profile_is_the_same_every_time_and_moves_nothing() -> None:
    assert srgb_profile() == srgb_profile()
    levels = noise()
    assert in_profile(levels, srgb_profile()) is levels


@pytest.mark.parametrize("icc", [swapped_profile(), GAMMA, TABLE, POWER])
def test_sixteen_bit_conversion_agrees_with_that_of_eight(icc: bytes) -> None:
    levels = noise(size=(64, 64))
    shallow, deep = in_profile(levels, icc), in_profile(levels.astype(np.uint16) * 257, icc)
    assert shallow is not None
    assert deep is not None
    assert deep.dtype == np.uint16
    assert read_matrix_profile(icc) is not None
    assert np.abs(deep / 257 - shallow).max() < 1.05


def test_sixteen_bit_conversion_makes_steps_that_eight_bits_lack() -> None:
    ramp = np.repeat(np.arange(30_000, 34_000, 4, dtype=np.uint16)[:, None, None], 3, axis=2)
    deep = in_profile(ramp, GAMMA)
    assert deep is not None
    assert len(np.unique(deep)) > 900


@pytest.mark.parametrize("damage", [b"", b"x" * 300, swapped_profile()[:200], swapped_profile()[:400]])
def test_a_profile_beyond_use_leaves_srgb(damage: bytes) -> None:
    assert in_profile(noise(), damage) is None
    assert read_matrix_profile(damage) is None


# Resolution


def test_the_resolution_is_where_each_format_has_it() -> None:
    def written(kind: Format) -> bytes:
        return finished(OutputSettings(format=kind, dpi=300))

    assert dict(png_chunks(written(Format.PNG)))[b"pHYs"] == struct.pack(">IIB", 11_811, 11_811, 1)
    jfif = next(body for _, body in jpeg_segments(written(Format.JPEG)) if body.startswith(b"JFIF\0"))
    assert struct.unpack_from(">BHH", jfif, 7) == (1, 300, 300)
    for block in (written(Format.TIFF), exif_of(written(Format.WEBP))):
        assert block is not None
        order, directory = "<" if block.startswith(b"II") else ">", tiff_directory(block)
        assert struct.unpack(f"{order}II", directory[0x011A]) == (300, 1)
        assert struct.unpack(f"{order}II", directory[0x011B]) == (300, 1)
        assert struct.unpack(f"{order}H", directory[0x0128]) == (2,)


# What the camera said


def camera_exif() -> bytes:
    """EXIF as a phone writes it, with place, maker note and a thumbnail, big-endian."""
    exif = Image.Exif()
    exif.endian = ">"
    exif[ExifTags.Base.Make] = "Camera Works"
    exif[ExifTags.Base.Copyright] = "Hanako Tanaka"
    exif[ExifTags.Base.Orientation] = 6
    exif[ExifTags.Base.XResolution] = 72.0
    inner = exif.get_ifd(ExifTags.IFD.Exif)
    inner[ExifTags.Base.FNumber] = 2.8
    inner[ExifTags.Base.DateTimeOriginal] = "2026:05:01 10:00:00"
    inner[ExifTags.Base.MakerNote] = b"SECRET-THUMBNAIL" * 20
    inner[ExifTags.Base.UserComment] = b"ASCII\0\0\0Shibuya"
    inner[0xABCD] = "Shibuya"  # of an EXIF yet to come
    inner[ExifTags.Base.LensModel] = "Lens 1"
    inner[ExifTags.Base.ExifImageWidth] = 4000
    place = exif.get_ifd(ExifTags.IFD.GPSInfo)
    place[ExifTags.GPS.GPSLatitudeRef] = "N"
    place[ExifTags.GPS.GPSLatitude] = (35.0, 39.0, 31.0)
    place[ExifTags.GPS.GPSAreaInformation] = b"ASCII\0\0\0Shibuya"
    return exif.tobytes()


def read_exif(data: bytes) -> Image.Exif:
    image = opened(data)
    return image.getexif()


@EVERY_FORMAT
def test_camera_data_comes_over_by_choice_upright_and_without_place(kind: Format) -> None:
    data = finished(OutputSettings(format=kind, metadata=Metadata.CAMERA), photo=a_photo(exif=camera_exif()))
    exif = read_exif(data)
    assert exif[ExifTags.Base.Make] == "Camera Works"
    assert exif[ExifTags.Base.Copyright] == "Hanako Tanaka"
    assert exif.get(ExifTags.Base.Orientation, 1) == 1
    inner = exif.get_ifd(ExifTags.IFD.Exif)
    assert float(inner[ExifTags.Base.FNumber]) == pytest.approx(2.8)
    assert inner[ExifTags.Base.DateTimeOriginal] == "2026:05:01 10:00:00"
    assert inner[ExifTags.Base.LensModel] == "Lens 1"
    assert not {ExifTags.Base.MakerNote, ExifTags.Base.ExifImageWidth} & set(inner)
    assert not exif.get_ifd(ExifTags.IFD.GPSInfo)
    assert b"SECRET-THUMBNAIL" not in data
    assert b"Shibuya" not in data


@EVERY_FORMAT
def test_nothing_comes_over_unasked(kind: Format) -> None:
    data = finished(OutputSettings(format=kind), photo=a_photo(exif=camera_exif()))
    assert b"Camera Works" not in data
    assert b"Hanako" not in data


@EVERY_FORMAT
def test_the_place_comes_over_where_asked(kind: Format) -> None:
    settings = OutputSettings(format=kind, metadata=Metadata.CAMERA, gps=True)
    exif = read_exif(finished(settings, photo=a_photo(exif=camera_exif())))
    assert [float(part) for part in exif.get_ifd(ExifTags.IFD.GPSInfo)[2]] == [35, 39, 31]


def test_no_thumbnail_directory_follows() -> None:
    settings = OutputSettings(format=Format.JPEG, metadata=Metadata.CAMERA)
    block = exif_of(finished(settings, photo=a_photo(exif=camera_exif())))
    assert block is not None
    assert 0x0201 not in tiff_directory(block)  # its helper fails where a second directory follows


@pytest.mark.filterwarnings("ignore::UserWarning:PIL")  # Pillow says what it skips
@pytest.mark.parametrize("damage", [b"", b"Exif\0\0", b"Exif\0\0MM\0*\0\0\0\x08\xff\xff", camera_exif()[:60]])
def test_camera_data_beyond_use_costs_only_itself(damage: bytes) -> None:
    data = finished(OutputSettings(format=Format.JPEG, metadata=Metadata.CAMERA), photo=a_photo(exif=damage))
    assert opened(data).size == (120, 160)
