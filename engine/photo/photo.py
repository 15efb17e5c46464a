"""Turns the bytes of a photo file into upright sRGB pixels, within limits, or says why it cannot."""

from __future__ import annotations

import hashlib
import io
import math
import struct
import threading
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import ExifTags, Image, ImageOps, UnidentifiedImageError

from engine.photo import colour
from engine.photo.file_bytes import read_file
from engine.photo.formats import HEAD_BYTES, HEIC_BRANDS, PILLOW_NAMES, check_kind
from engine.photo.limits import FewReads, check_scans
from engine.system.errors import PhotoError, PhotoUnreachableError

if TYPE_CHECKING:
    from engine.photo.recipe import Recipe
    from engine.pose.pose import Pose

MIN_SIDE_PX = 32
LIMIT_MEGAPIXELS = 150.0
MAX_XMP_BYTES = 1_000_000

# A TIFF keeps its pixel layout among its tags; only these describe the photo.
_DESCRIPTIVE_TAGS = frozenset(
    {0x010E, 0x010F, 0x0110, 0x011A, 0x011B, 0x0128, 0x0131, 0x0132, 0x013B, 0x8298, 0x8769, 0x8825}
)
# Orientations that exchange width and height.
_ON_ITS_SIDE = (5, 6, 7, 8)
# What Pillow's decoders are known to raise on hostile or damaged bytes.
_DECODER_FAULTS = (
    OSError, SyntaxError, ValueError, TypeError, LookupError, ArithmeticError, AttributeError, EOFError,
    RuntimeError, struct.error, zlib.error,
)  # fmt: skip
_one_at_a_time = threading.Lock()


@dataclass(frozen=True, eq=False)
class Photo:
    """A decoded photo, upright; two photos are equal when their files hold the same bytes.

    rgb: uint8 [H, W, 3], sRGB, read-only (copy it before handing it to torch); where `alpha` is given, the
    colours that lie under it. alpha: uint8 [H, W], read-only, None where the photo is opaque. icc: the RGB
    profile of the file; pixels must be converted to it before it is embedded. exif: without orientation.
    xmp: the packet as it came. recipe: what a picture of Repose's own making says of that. pose: the person's
    joints in photo pixels where they are known beforehand, as in such a picture, and need not be looked for.
    key: sha256 of the file's bytes, hexadecimal. notes: sentences for people on what was lost or assumed.
    """

    rgb: NDArray[np.uint8] = field(repr=False)
    name: str
    key: str
    alpha: NDArray[np.uint8] | None = field(default=None, repr=False)
    icc: bytes | None = field(default=None, repr=False)
    exif: bytes | None = field(default=None, repr=False)
    notes: tuple[str, ...] = ()
    xmp: bytes | None = field(default=None, repr=False)
    recipe: Recipe | None = field(default=None, repr=False)
    pose: Pose | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        if self.rgb.dtype != np.uint8 or self.rgb.ndim != 3 or self.rgb.shape[2] != 3:
            raise ValueError(f"rgb must be uint8 [H, W, 3], not {self.rgb.dtype} {self.rgb.shape}")
        if self.alpha is not None and (self.alpha.dtype, self.alpha.shape) != (np.uint8, self.rgb.shape[:2]):
            raise ValueError(f"alpha must be uint8 {self.rgb.shape[:2]}, not {self.alpha.shape}")
        object.__setattr__(self, "rgb", _read_only(self.rgb))
        if self.alpha is not None:
            object.__setattr__(self, "alpha", _read_only(self.alpha))

    @property
    def size(self) -> tuple[int, int]:
        """(width, height) in pixels."""
        return self.rgb.shape[1], self.rgb.shape[0]

    def __eq__(self, other: object) -> bool:
        return self.key == other.key if isinstance(other, Photo) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.key)


def load_photo(path: Path, *, limit_megapixels: float = LIMIT_MEGAPIXELS) -> Photo:
    """Read the photo file at `path`; raises PhotoError when it is missing, unreadable or not a fit photo."""
    return decode_photo(read_file(Path(path)), Path(path).name, limit_megapixels=limit_megapixels)


def decode_photo(data: bytes, name: str, *, limit_megapixels: float = LIMIT_MEGAPIXELS) -> Photo:
    """Decode the bytes of a photo file; `name` is for messages. Raises PhotoError.

    The first frame of an animation or page of a TIFF is taken. The size limit is checked before pixels are
    decoded. One photo is decoded at a time, whichever thread asks.
    """
    check_kind(data[:HEAD_BYTES], len(data), name=name)
    with _own_limits(), _faults_as_sentences(name), _opened(data, name) as image:
        _check_size(image.size, limit_megapixels)
        frame_notes = _frame_notes(image)
        # TIFF and AVIF turn themselves upright while they load, so load before asking for the orientation.
        image.load()
        exif, exif_notes = _turn_upright(image)
        xmp = _xmp(image)
        recipe, recipe_notes = _recipe(image, xmp)
        pixels = colour.to_srgb(image, image.info.get("icc_profile"))
    return Photo(
        rgb=pixels.rgb, alpha=pixels.alpha, icc=pixels.icc, exif=exif, xmp=xmp, recipe=recipe, name=name,
        pose=None if recipe is None else recipe.pose_in(image.size), key=hashlib.sha256(data).hexdigest(),
        notes=frame_notes + exif_notes + recipe_notes + pixels.notes,
    )  # fmt: skip


@dataclass(frozen=True, eq=False)
class Glimpse:
    """A photo at a glance; rgb: uint8 [h, w, 3] sRGB, upright. size: (width, height) of the photo itself, upright."""

    rgb: NDArray[np.uint8] = field(repr=False)
    size: tuple[int, int]


def glimpse_photo(data: bytes, name: str, *, edge_px: int) -> Glimpse:
    """The bytes of a photo file as a small picture, its longer edge at most `edge_px`; raises PhotoError.

    A JPEG is decoded at an eighth of its size or what else suffices, many times faster than the whole.
    """
    check_kind(data[:HEAD_BYTES], len(data), name=name)
    with _own_limits(), _faults_as_sentences(name), _opened(data, name) as image:
        _check_size(image.size, LIMIT_MEGAPIXELS)
        full = image.size
        is_drafted = image.draft(None, (edge_px, edge_px)) is not None
        image.load()
        drafted = image.size
        _turn_upright(image)
        if not is_drafted:
            full = image.size
        elif image.size != drafted:
            full = full[::-1]
        rgb = colour.to_srgb(image, image.info.get("icc_profile")).rgb
    return Glimpse(_reduced(rgb, edge_px), full)


def photo_size(path: Path) -> tuple[int, int] | None:
    """(width, height) of the photo file at `path` once upright, from its header alone; None where it tells none."""
    try:
        with path.open("rb") as file, _own_limits(), _image(file, path.stat().st_size) as image:
            turned = image.getexif().get(ExifTags.Base.Orientation) in _ON_ITS_SIDE
            return image.size[::-1] if turned else image.size
    except (MemoryError, *_DECODER_FAULTS):
        return None


@contextmanager
def _own_limits() -> Iterator[None]:
    """Pillow's pixel limit and warnings stand aside for the checks made here; both are process-wide."""
    with _one_at_a_time, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        limit, Image.MAX_IMAGE_PIXELS = Image.MAX_IMAGE_PIXELS, None
        try:
            yield
        finally:
            Image.MAX_IMAGE_PIXELS = limit


@contextmanager
def _faults_as_sentences(name: str) -> Iterator[None]:
    try:
        yield
    except MemoryError as error:
        raise PhotoUnreachableError(
            f"There is not enough memory to open {name}. Scale it down first."
        ) from error
    except _DECODER_FAULTS as error:
        raise _damaged(name) from error


def _opened(data: bytes, name: str) -> Image.Image:
    try:
        image = _image(io.BytesIO(data), len(data))
    except UnidentifiedImageError as error:
        unread = data[8:12] in HEIC_BRANDS and "HEIF" not in Image.OPEN
        raise (_heic(name) if unread else _damaged(name)) from error
    if image.format in ("JPEG", "MPO"):
        check_scans(data)
    return image


def _image(stream: IO[bytes], size: int) -> Image.Image:
    """The photo in a stream of `size` bytes, its header read."""
    Image.init()
    _read_heic_too()
    known = [each for each in PILLOW_NAMES if each in Image.OPEN]
    return Image.open(cast("IO[bytes]", FewReads(stream, size)), formats=known)


@cache
def _read_heic_too() -> None:
    """Tell Pillow of HEIC; a company that may not use decoders of HEVC does without that package."""
    with suppress(ImportError):
        import pi_heif

        pi_heif.register_heif_opener(thumbnails=False)


def _heic(name: str) -> PhotoError:
    return PhotoError(f"{name} is a HEIC photo, which cannot be read here. Export it as JPEG.")


def _damaged(name: str) -> PhotoError:
    return PhotoError(f"{name} is damaged or incomplete. Copy or export it again.")


def _check_size(size: tuple[int, int], limit_megapixels: float) -> None:
    if min(size) < MIN_SIDE_PX:
        raise PhotoError(
            f"This photo is {size[0]} x {size[1]} pixels; each side needs at least {MIN_SIDE_PX}. "
            "Choose a larger one."
        )
    megapixels = size[0] * size[1] / 1e6
    if megapixels > limit_megapixels:
        # Rounded up, so that the figure shown is never the limit itself.
        shown = f"{math.ceil(megapixels * 10) / 10:.1f}".removesuffix(".0")
        raise PhotoError(
            f"This photo is {shown} megapixels; the limit is {limit_megapixels:g}. Scale it down first."
        )


def _frame_notes(image: Image.Image) -> tuple[str, ...]:
    frames = getattr(image, "n_frames", 1)
    # A phone's JPEG may carry previews or a depth map as further frames (MPO); it is one photo all the same.
    if frames == 1 or image.format in ("JPEG", "MPO"):
        return ()
    return (f"This file holds {frames} pictures; the first one is used.",)


def _turn_upright(image: Image.Image) -> tuple[bytes | None, tuple[str, ...]]:
    """Rotate `image` in place by its EXIF or XMP orientation; returns its EXIF without it, and notes."""
    unreadable = (None, ("The camera data (EXIF) could not be read and was left out.",))
    try:
        exif = image.getexif()
        if not exif:
            # Pillow's JPEG reader passes over EXIF that it cannot read.
            return unreadable if image.info.get("exif") else (None, ())
        ImageOps.exif_transpose(image, in_place=True)
        return _kept_exif(image), ()
    except _DECODER_FAULTS:
        return unreadable


def _kept_exif(image: Image.Image) -> bytes | None:
    exif = image.getexif()
    exif.pop(ExifTags.Base.Orientation, None)
    if image.format == "TIFF":
        for tag in set(exif) - _DESCRIPTIVE_TAGS:
            del exif[tag]
    return exif.tobytes() if exif else None


def _xmp(image: Image.Image) -> bytes | None:
    """The XMP packet of `image`, None without one or where it is beyond use."""
    found = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp")
    data = found.encode("utf-8", "replace") if isinstance(found, str) else found
    return data if isinstance(data, bytes) and 0 < len(data) <= MAX_XMP_BYTES else None


def _recipe(image: Image.Image, xmp: bytes | None) -> tuple[Recipe | None, tuple[str, ...]]:
    """What a picture of our own making says of it, and notes: a recipe beyond use costs only the recipe."""
    from engine.photo.recipe import RecipeError, recipe_in

    try:
        return recipe_in(image.info, xmp), ()
    except RecipeError as error:
        return None, (str(error),)


def _reduced(rgb: NDArray[np.uint8], edge_px: int) -> NDArray[np.uint8]:
    """At a longer edge of at most `edge_px`."""
    height, width = rgb.shape[:2]
    factor = edge_px / max(height, width)
    if factor >= 1:
        return rgb
    size = max(1, round(width * factor)), max(1, round(height * factor))
    return np.asarray(cv2.resize(rgb, size, interpolation=cv2.INTER_AREA), np.uint8)


def _read_only(array: NDArray[np.uint8]) -> NDArray[np.uint8]:
    view = array.view()
    view.flags.writeable = False
    return view
