"""Photos of every kind come out upright and in sRGB; what cannot be read says why."""

from __future__ import annotations

import io
import os
import re
import struct
import subprocess
import sys
import threading
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import ExifTags, Image, ImageCms

from engine.photo.formats import KINDS
from engine.photo.photo import Photo, decode_photo, glimpse_photo, load_photo, photo_size
from engine.system.errors import PhotoError
from engine.system.shipped import DEMO_PHOTO

PHONE = Path(__file__).parent / "phone.heic"
W, H = 60, 40
RED, GREEN, BLUE, WHITE = (220, 30, 30), (30, 180, 40), (40, 50, 210), (250, 250, 250)
NEARLY_LOSSLESS: dict[str, dict[str, object]] = {
    "JPEG": {"quality": 95, "subsampling": 0},
    "WEBP": {"lossless": True},
}
CORNERS = ((2, 2), (W - 3, 2), (2, H - 3), (W - 3, H - 3))  # (x, y): top left, top right, bottom left, right


def quarters() -> Image.Image:
    """A picture whose quarters are red, green, blue and white, from the top left in reading order."""
    image = Image.new("RGB", (W, H), RED)
    image.paste(GREEN, (W // 2, 0, W, H // 2))
    image.paste(BLUE, (0, H // 2, W // 2, H))
    image.paste(WHITE, (W // 2, H // 2, W, H))
    return image


def encoded(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def corner_colours(photo: Photo) -> list[tuple[int, ...]]:
    width, height = photo.size
    spots = ((2, 2), (width - 3, 2), (2, height - 3), (width - 3, height - 3))
    return [tuple(int(v) for v in photo.rgb[y, x]) for x, y in spots]


def assert_quarters(photo: Photo, tolerance: int = 0) -> None:
    assert photo.size == (W, H)
    expected = np.array([RED, GREEN, BLUE, WHITE])
    assert np.abs(np.array(corner_colours(photo)) - expected).max() <= tolerance


def srgb_profile() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def swapped_profile() -> bytes:
    """An RGB profile whose red primary is sRGB's blue and the other way round."""
    profile = srgb_profile().replace(b"rXYZ", b"tmpX").replace(b"bXYZ", b"rXYZ").replace(b"tmpX", b"bXYZ")
    assert profile != srgb_profile()
    return profile


def curve_offset(profile: bytes | bytearray, tag: bytes) -> int:
    """Where the curve of `tag` starts, by the profile's tag table."""
    entry = profile.index(tag)
    return int.from_bytes(profile[entry + 4 : entry + 8], "big")


def nearly_srgb_profile() -> bytes:
    """sRGB with an exponent of 2.42 instead of 2.4."""
    profile = bytearray(srgb_profile())
    exponent = curve_offset(profile, b"rTRC") + 12
    profile[exponent : exponent + 4] = struct.pack(">I", round(2.42 * 65536))
    return bytes(profile)


def linear_grey_profile() -> bytes:
    """A grey profile with a linear curve, made from the tags of sRGB."""
    profile = bytearray(srgb_profile().replace(b"rTRC", b"kTRC"))
    profile[16:20] = b"GRAY"
    curve = curve_offset(profile, b"kTRC")
    # A parametric curve of type 0 is x ** gamma; gamma is a 16.16 fixed-point number.
    profile[curve : curve + 16] = b"para" + struct.pack(">IHHI", 0, 0, 0, 0x10000)
    return bytes(profile)


def png_chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def huge_png(width: int, height: int) -> bytes:
    """A valid header of a huge PNG, with hardly any pixels behind it."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = png_chunk(b"IDAT", zlib.compress(b"\0" * 64))
    return b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", header) + pixels + png_chunk(b"IEND", b"")


# Formats and modes


@pytest.mark.parametrize(
    ("kind", "options", "tolerance"),
    [
        ("PNG", {}, 0),
        ("BMP", {}, 0),
        ("TIFF", {"compression": "tiff_lzw"}, 0),
        ("WEBP", {"lossless": True}, 0),
        ("WEBP", {"quality": 95}, 12),
        ("JPEG", {"quality": 95, "subsampling": 0}, 4),
        ("JPEG", {"quality": 95, "subsampling": 0, "progressive": True}, 4),
        ("AVIF", {"quality": 95}, 12),
    ],
)
def test_every_format_keeps_its_colours(kind: str, options: dict[str, object], tolerance: int) -> None:
    Image.init()
    if kind not in Image.SAVE:
        pytest.skip(f"this Pillow writes no {kind}")
    assert_quarters(decode_photo(encoded(quarters(), kind, **options), "q"), tolerance)


def test_palette_and_grey_and_bilevel() -> None:
    assert_quarters(decode_photo(encoded(quarters().quantize(16)), "p.png"), tolerance=8)
    grey = decode_photo(encoded(quarters().convert("L")), "l.png")
    assert np.array_equal(grey.rgb, np.asarray(quarters().convert("L").convert("RGB")))
    bilevel = decode_photo(
        encoded(quarters().convert("L").point(lambda v: 255 * (v > 200)).convert("1")), "1.png"
    )
    assert corner_colours(bilevel) == [(0, 0, 0)] * 3 + [(255, 255, 255)]


@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
def test_sixteen_bit_grey_is_scaled_not_clipped(kind: str) -> None:
    ramp = np.linspace(0, 65535, 64).astype(np.uint16)
    image = Image.fromarray(np.repeat(ramp[None], 40, axis=0))
    photo = decode_photo(encoded(image, kind), "ramp")
    expected = np.rint(ramp / 257).astype(int)
    assert np.array_equal(photo.rgb[7], np.repeat(expected[:, None], 3, axis=1))


def test_sixteen_bit_rgb_png() -> None:
    rows = np.zeros((40, 60, 3), dtype=">u2")
    rows[..., 0], rows[..., 1] = 0xFFFF, 0x8080
    header = struct.pack(">IIBBBBB", 60, 40, 16, 2, 0, 0, 0)
    lines = b"".join(b"\0" + row.tobytes() for row in rows)
    data = b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", header)
    data += png_chunk(b"IDAT", zlib.compress(lines)) + png_chunk(b"IEND", b"")
    assert corner_colours(decode_photo(data, "16.png")) == [(255, 128, 0)] * 4


def test_cmyk_jpeg_without_a_profile_is_approximate_and_says_so() -> None:
    data = encoded(quarters().convert("CMYK"), "JPEG", quality=95, subsampling=0)
    photo = decode_photo(data, "print.jpg")
    assert_quarters(photo, tolerance=6)
    assert photo.notes == ("CMYK without a profile; colours are approximate.",)


@pytest.mark.parametrize("mode", ["F", "I", "LAB"])
def test_colours_that_are_not_supported_are_named(mode: str) -> None:
    with pytest.raises(PhotoError, match="32-bit or LAB colours"):
        decode_photo(encoded(Image.new(mode, (W, H)), "TIFF"), "float.tif")


# Alpha


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "TIFF"])
def test_colours_under_alpha_survive(kind: str) -> None:
    alpha = np.tile(np.linspace(0, 255, W).astype(np.uint8), (H, 1))
    image = quarters()
    image.putalpha(Image.fromarray(alpha))
    options = {"lossless": True, "exact": True} if kind == "WEBP" else {}
    photo = decode_photo(encoded(image, kind, **options), "cut")
    assert_quarters(photo)
    assert photo.alpha is not None
    assert np.array_equal(photo.alpha, alpha)


def test_transparent_palette_entry_and_grey_alpha() -> None:
    palette = quarters().quantize(4)
    index = palette.getpixel(CORNERS[0])
    photo = decode_photo(encoded(palette, transparency=index), "p.png")
    assert photo.alpha is not None
    assert [int(photo.alpha[y, x]) for x, y in CORNERS] == [0, 255, 255, 255]
    grey = decode_photo(encoded(Image.new("LA", (W, H), (90, 130))), "la.png")
    assert grey.alpha is not None
    assert (grey.rgb == 90).all()
    assert (grey.alpha == 130).all()


def test_an_opaque_alpha_channel_counts_as_none() -> None:
    assert decode_photo(encoded(quarters().convert("RGBA")), "o.png").alpha is None


# Orientation and EXIF


def oriented(orientation: int) -> Image.Image:
    """The quarters as a camera stores them under `orientation`, undone by the standard's definition."""
    upright = np.asarray(quarters())
    stored = {
        1: upright,
        2: upright[:, ::-1],
        3: upright[::-1, ::-1],
        4: upright[::-1],
        5: upright.transpose(1, 0, 2),
        6: np.rot90(upright, 1),
        7: upright[::-1, ::-1].transpose(1, 0, 2),
        8: np.rot90(upright, -1),
    }
    return Image.fromarray(np.ascontiguousarray(stored[orientation]))


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_every_orientation_comes_out_upright(orientation: int, kind: str) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    exif[ExifTags.Base.Artist] = "Someone"
    options = NEARLY_LOSSLESS.get(kind, {})
    photo = decode_photo(encoded(oriented(orientation), kind, exif=exif, **options), "turned")
    assert_quarters(photo, tolerance=4)
    kept = Image.Exif()
    kept.load(photo.exif or b"")
    assert dict(kept) == {ExifTags.Base.Artist: "Someone"}


def test_exif_of_the_camera_is_kept() -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "Maker"
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.FNumber] = 2.8
    photo = decode_photo(encoded(quarters(), "JPEG", exif=exif), "camera.jpg")
    assert photo.exif is not None
    again = Image.open(io.BytesIO(encoded(quarters(), "JPEG", exif=photo.exif))).getexif()
    assert again[ExifTags.Base.Make] == "Maker"
    assert float(again.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.FNumber]) == pytest.approx(2.8)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("exif", [b"Exif\0\0" + b"\xff" * 40, b"Exif\0\0II*\0"])
def test_damaged_exif_costs_only_the_exif(kind: str, exif: bytes) -> None:
    options = NEARLY_LOSSLESS.get(kind, {})
    photo = decode_photo(encoded(quarters(), kind, exif=exif, **options), "broken-exif")
    assert_quarters(photo, tolerance=4)
    assert photo.exif is None
    assert photo.notes == ("The camera data (EXIF) could not be read and was left out.",)


def test_no_exif_is_no_news() -> None:
    photo = decode_photo(encoded(quarters(), "JPEG"), "plain.jpg")
    assert photo.exif is None
    assert photo.notes == ()


# Colour profiles


def test_pixels_are_read_by_their_profile() -> None:
    profile = swapped_profile()
    photo = decode_photo(encoded(quarters(), icc_profile=profile), "swapped.png")
    swapped = [colour[::-1] for colour in (RED, GREEN, BLUE, WHITE)]
    assert np.abs(np.array(corner_colours(photo)) - np.array(swapped)).max() <= 2
    assert photo.icc == profile
    assert photo.notes == ()


def test_colours_under_alpha_are_read_by_the_profile_too() -> None:
    image = quarters()
    image.putalpha(100)
    photo = decode_photo(encoded(image, icc_profile=swapped_profile()), "swapped.png")
    assert np.abs(np.array(corner_colours(photo)[0]) - RED[::-1]).max() <= 2
    assert photo.alpha is not None
    assert (photo.alpha == 100).all()


@pytest.mark.parametrize("profile", [srgb_profile(), nearly_srgb_profile()])
def test_a_profile_that_is_srgb_in_all_but_name_changes_no_bit(profile: bytes) -> None:
    noise = np.random.default_rng(3).integers(0, 256, (H, W, 3), dtype=np.uint8)
    photo = decode_photo(encoded(Image.fromarray(noise), icc_profile=profile), "srgb.png")
    assert np.array_equal(photo.rgb, noise)
    assert photo.icc == profile


def test_a_grey_profile_is_followed_but_not_kept() -> None:
    data = encoded(Image.new("L", (W, H), 55), icc_profile=linear_grey_profile())
    photo = decode_photo(data, "grey.png")
    # The sRGB curve takes the linear 55 / 255 to 128.
    assert np.abs(photo.rgb.astype(int) - 128).max() <= 1
    assert photo.icc is None
    assert photo.notes == ()


@pytest.mark.parametrize(
    ("mode", "profile"),
    [
        ("RGB", b"not a profile at all"),
        ("RGB", srgb_profile()[:200]),
        ("RGB", linear_grey_profile()),
        ("CMYK", srgb_profile()),
    ],
)
def test_a_broken_or_foreign_profile_is_passed_over_with_a_note(mode: str, profile: bytes) -> None:
    data = encoded(quarters().convert(mode), "JPEG", quality=95, subsampling=0, icc_profile=profile)
    photo = decode_photo(data, "odd.jpg")
    assert_quarters(photo, tolerance=6)
    assert photo.icc is None
    assert photo.notes == ("The colour profile is damaged or does not fit; colours are read as sRGB.",)


# Several pictures in one file


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "TIFF"])
def test_the_first_of_several_frames_is_used_with_a_note(kind: str) -> None:
    others = [Image.new("RGB", (W, H), "black"), Image.new("RGB", (W, H), "white")]
    options = {"lossless": True} if kind == "WEBP" else {}
    data = encoded(quarters(), kind, save_all=True, append_images=others, **options)
    photo = decode_photo(data, "moving")
    assert_quarters(photo)
    assert photo.notes == ("This file holds 3 pictures; the first one is used.",)


def test_previews_in_a_phone_jpeg_need_no_note() -> None:
    data = encoded(quarters(), "MPO", save_all=True, append_images=[Image.new("RGB", (30, 20))], quality=95)
    photo = decode_photo(data, "phone.jpg")
    assert photo.size == (W, H)
    assert photo.notes == ()


# What a Photo is


def test_a_photo_is_its_bytes() -> None:
    data = encoded(quarters())
    one, other = decode_photo(data, "one.png"), decode_photo(data, "copy.png")
    assert one == other
    assert hash(one) == hash(other)
    assert one != decode_photo(encoded(quarters(), "BMP"), "one.png")
    assert one != data
    assert re.fullmatch("[0-9a-f]{64}", one.key)


def test_pixels_cannot_be_written() -> None:
    image = quarters()
    image.putalpha(9)
    photo = decode_photo(encoded(image), "cut.png")
    assert photo.alpha is not None
    for array in (photo.rgb, photo.alpha):
        with pytest.raises(ValueError, match="read-only"):
            array[0, 0] = 0


def test_a_photo_of_wrong_shape_is_refused() -> None:
    rgb = np.zeros((4, 5, 3), np.uint8)
    with pytest.raises(ValueError, match="rgb must be uint8"):
        Photo(rgb=rgb[..., 0], name="x", key="k")
    with pytest.raises(ValueError, match="alpha must be uint8"):
        Photo(rgb=rgb, name="x", key="k", alpha=np.zeros((5, 4), np.uint8))


def test_load_gives_the_file_its_name(tmp_path: Path) -> None:
    path = tmp_path / "Frühling 春.png"
    path.write_bytes(encoded(quarters()))
    photo = load_photo(path)
    assert photo.name == "Frühling 春.png"
    assert photo == decode_photo(path.read_bytes(), "x")


# What cannot be read


def load_error(path: Path, **limits: float) -> str:
    with pytest.raises(PhotoError) as caught:
        load_photo(path, **limits)
    return str(caught.value)


def decode_error(data: bytes, **limits: float) -> str:
    with pytest.raises(PhotoError) as caught:
        decode_photo(data, "x.jpg", **limits)
    return str(caught.value)


DAMAGED = "x.jpg is damaged or incomplete. Copy or export it again."


def test_missing_folder_and_empty(tmp_path: Path) -> None:
    gone = tmp_path / "gone.jpg"
    assert load_error(gone) == f"There is no file {gone}. Check its name or choose another photo."
    assert load_error(tmp_path) == f"{tmp_path.name} is a folder. Choose a photo inside it."
    (tmp_path / "empty.jpg").touch()
    assert load_error(tmp_path / "empty.jpg") == "empty.jpg is empty. Export or download it again."


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission(tmp_path: Path) -> None:
    path = tmp_path / "private.jpg"
    path.write_bytes(encoded(quarters(), "JPEG"))
    path.chmod(0)
    assert load_error(path) == "private.jpg may not be read. Check the file's permissions."


def test_permission_refused_by_the_system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "private.jpg"
    path.write_bytes(encoded(quarters(), "JPEG"))

    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert load_error(path) == "private.jpg may not be read. Check the file's permissions."


def test_a_name_the_system_cannot_take(tmp_path: Path) -> None:
    assert "could not be read" in load_error(tmp_path / ("x" * 5000))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "BMP", "AVIF"])
def test_half_a_file_is_told_apart_from_a_whole_one(kind: str) -> None:
    Image.init()
    if kind not in Image.SAVE:
        pytest.skip(f"this Pillow writes no {kind}")
    noise = Image.fromarray(np.random.default_rng(5).integers(0, 256, (90, 120, 3), dtype=np.uint8))
    data = encoded(noise, kind)
    assert decode_photo(data, "whole").size == (120, 90)
    assert decode_error(data[: len(data) // 2]) == DAMAGED


@pytest.mark.parametrize("data", [b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"II*\0\x08\0\0\0", b"MM\0*"])
def test_a_start_without_a_photo_is_damaged(data: bytes) -> None:
    assert decode_error(data) == DAMAGED


@pytest.mark.parametrize("data", [b"Dear Sir,\n", b"%PDF-1.7\n", b"\0" * 500, b"GIF89a" + b"\0" * 90])
def test_what_is_no_photo(data: bytes) -> None:
    assert (
        decode_error(data)
        == "x.jpg is not a photo of a known kind. Use one of JPEG, PNG, WebP, TIFF, BMP, AVIF, HEIC."
    )


def test_formats_beyond_the_list_are_refused() -> None:
    assert "not a photo of a known kind" in decode_error(encoded(quarters(), "GIF"))
    assert "not a photo of a known kind" in decode_error(encoded(quarters(), "PPM"))


def test_the_readme_tells_the_formats() -> None:
    readme = (Path(__file__).resolve().parents[2] / "README.md").read_text("utf-8")
    assert f"Photos may be {' or '.join(KINDS.rsplit(', ', 1))}," in readme


def test_a_photo_of_a_phone_is_read_upright() -> None:
    """HEIC on its side, with the turn that the file tells of and a profile."""
    pytest.importorskip("pi_heif")
    photo = load_photo(PHONE)
    assert photo.size == (192, 240)
    assert photo.icc
    assert photo.notes == ()
    assert np.abs(photo.rgb.astype(int) - _demo_of(photo.size)).mean() < 3
    assert (glimpse_photo(PHONE.read_bytes(), "x", edge_px=60).size, photo_size(PHONE)) == ((192, 240),) * 2
    assert "damaged" in decode_error(PHONE.read_bytes()[:3000])


def test_without_a_decoder_a_heic_photo_is_named() -> None:
    code = f"""
import sys
from pathlib import Path
sys.modules["pi_heif"] = None
from engine.photo.photo import load_photo
from engine.system.errors import PhotoError
try:
    load_photo(Path({str(PHONE)!r}))
except PhotoError as error:
    print(error)
"""
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout == "phone.heic is a HEIC photo, which cannot be read here. Export it as JPEG.\n"


def _demo_of(size: tuple[int, int]) -> np.ndarray:
    with Image.open(DEMO_PHOTO) as image:
        return np.asarray(image.convert("RGB").resize(size, Image.Resampling.BICUBIC), int)


@pytest.mark.parametrize(
    ("size", "shown"), [((20000, 10600), "212"), ((15001, 10000), "150.1"), ((40000, 30000), "1200")]
)
def test_a_huge_photo_is_refused_by_its_header(size: tuple[int, int], shown: str) -> None:
    sentence = decode_error(huge_png(*size))
    assert sentence == f"This photo is {shown} megapixels; the limit is 150. Scale it down first."


def test_the_limit_can_be_moved() -> None:
    data = encoded(Image.new("RGB", (200, 100)))
    assert decode_photo(data, "x", limit_megapixels=0.02).size == (200, 100)
    assert decode_error(data, limit_megapixels=0.01) == (
        "This photo is 0.1 megapixels; the limit is 0.01. Scale it down first."
    )


def test_pillows_own_limit_neither_warns_nor_changes() -> None:
    before = Image.MAX_IMAGE_PIXELS
    assert before is not None
    assert before < 100e6 < 2 * before
    # Pillow would warn of 100 megapixels, and warnings are errors here; the pixels are missing, that is all.
    assert decode_error(huge_png(10000, 10000)) == DAMAGED
    assert before == Image.MAX_IMAGE_PIXELS


@pytest.mark.parametrize("size", [(31, 400), (400, 31), (1, 1)])
def test_a_tiny_photo_is_refused(size: tuple[int, int]) -> None:
    assert decode_error(encoded(Image.new("RGB", size))) == (
        f"This photo is {size[0]} x {size[1]} pixels; each side needs at least 32. Choose a larger one."
    )


def test_damage_anywhere_gives_a_photo_or_a_sentence() -> None:
    rng = np.random.default_rng(7)
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    options = {"exif": exif, "icc_profile": srgb_profile()}
    for kind in ("JPEG", "PNG", "WEBP", "TIFF", "BMP"):
        whole = encoded(quarters(), kind, **({} if kind == "BMP" else options))
        for _ in range(60):
            data = bytearray(whole)
            for position in rng.integers(0, len(data), 6):
                data[position] = rng.integers(0, 256)
            try:
                photo = decode_photo(bytes(data), "x")
            except PhotoError:
                continue
            assert photo.rgb.dtype == np.uint8


def test_threads_may_load_at_once() -> None:
    data, failures = encoded(quarters(), "JPEG", quality=95, subsampling=0), []

    def work() -> None:
        try:
            for _ in range(10):
                assert_quarters(decode_photo(data, "x"), tolerance=4)
        except Exception as error:  # noqa: BLE001 - carried to the test's own thread
            failures.append(error)

    before = Image.MAX_IMAGE_PIXELS
    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert before == Image.MAX_IMAGE_PIXELS


def test_real_photos_load(shared: Path) -> None:
    for path in sorted((shared / "photos").glob("*.jpg")):
        photo = load_photo(path)
        with Image.open(path) as image:
            assert photo.size == image.size, path.name
            if "icc_profile" in image.info:
                continue
            assert np.abs(photo.rgb.astype(int) - np.asarray(image.convert("RGB"))).max() == 0, path.name


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF"])
def test_a_glimpse_is_small_and_upright_and_tells_the_size(kind: str) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6  # lies on its left side
    lying = quarters().resize((W * 20, H * 20), Image.Resampling.NEAREST).rotate(90, expand=True)
    glimpse = glimpse_photo(encoded(lying, kind, exif=exif), "lying", edge_px=100)
    assert glimpse.size == (W * 20, H * 20)
    assert glimpse.rgb.shape == (67, 100, 3)
    corners = [glimpse.rgb[y, x] for x, y in ((5, 5), (94, 5), (5, 61), (94, 61))]
    assert np.abs(np.array(corners).astype(int) - np.array([RED, GREEN, BLUE, WHITE])).max() < 8


def test_a_glimpse_of_a_broken_photo_says_why() -> None:
    with pytest.raises(PhotoError, match="damaged"):
        glimpse_photo(encoded(quarters(), "JPEG")[:300], "cut.jpg", edge_px=100)
