"""Brings a decoded picture of any mode and colour profile to 8-bit sRGB, alpha apart."""

from __future__ import annotations

import io
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageCms

from engine.system.errors import PhotoError

_PROFILE_SPACES = {"RGB": "RGB", "L": "GRAY", "CMYK": "CMYK"}  # by the mode it must fit
_STRIP_ROWS = 128


@dataclass(frozen=True, eq=False)
class Pixels:
    """Colours uint8 [H, W, 3] in sRGB, alpha uint8 [H, W] or None where opaque.

    `icc` is the profile as it came, None unless it is a sound RGB profile; `notes` says what was assumed.
    """

    rgb: NDArray[np.uint8]
    alpha: NDArray[np.uint8] | None
    icc: bytes | None
    notes: tuple[str, ...]


def to_srgb(image: Image.Image, icc: bytes | None) -> Pixels:
    """The pixels of `image` read by its profile `icc`, relative colorimetric with black point compensation.

    A profile that is damaged or of another kind than the pixels is passed over with a note. Raises PhotoError
    for 32-bit and LAB pixels.
    """
    if image.mode in ("I", "F", "LAB"):
        raise PhotoError("This photo holds 32-bit or LAB colours. Save it as RGB with 8 or 16 bits first.")
    mode = _plain_mode(image.mode)
    if not icc:
        notes = ("CMYK without a profile; colours are approximate.",) if mode == "CMYK" else ()
        return Pixels(*_read(image, mode, None), None, notes)
    try:
        converted = _read(image, mode, _transform(mode, icc))
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        note = "The colour profile is damaged or does not fit; colours are read as sRGB."
        return Pixels(*_read(image, mode, None), None, (note,))
    return Pixels(*converted, icc if mode == "RGB" else None, ())


def _read(
    image: Image.Image, mode: str, transform: ImageCms.ImageCmsTransform | None
) -> tuple[NDArray[np.uint8], NDArray[np.uint8] | None]:
    """Colours [H, W, 3] through a transform from `mode`, and alpha [H, W] unless all opaque.

    Strip by strip: of a large photo there is no second copy in memory.
    """
    width, height = image.size
    rgb = np.empty((height, width, 3), np.uint8)
    alpha = np.empty((height, width), np.uint8) if image.has_transparency_data else None
    for top in range(0, height, _STRIP_ROWS):
        rows = slice(top, min(top + _STRIP_ROWS, height))
        colours, cover = _apart(image.crop((0, rows.start, width, rows.stop)), mode)
        rgb[rows] = np.asarray(colours.convert("RGB") if transform is None else _moved(colours, transform))
        if alpha is not None:
            alpha[rows] = np.asarray(cover)
    return rgb, None if alpha is None or alpha.min() == 255 else alpha


def _apart(image: Image.Image, mode: str) -> tuple[Image.Image, Image.Image | None]:
    """Colours as an 8-bit image of `mode`, RGB, L or CMYK, and alpha where there is any."""
    if image.mode.startswith("I;16"):
        return _eight_bits(image), None
    if not image.has_transparency_data:
        return image.convert(mode), None
    layers = image.convert("RGBA")
    return layers.convert("RGB").convert(mode), layers.getchannel("A")


def _plain_mode(mode: str) -> str:
    if mode in ("1", "L", "LA", "La") or mode.startswith("I;16"):
        return "L"
    return "CMYK" if mode == "CMYK" else "RGB"


def _eight_bits(image: Image.Image) -> Image.Image:
    # Pillow's own conversion clips at 255; 65535 / 257 = 255 exactly.
    values = np.asarray(image).astype(np.uint32)
    return Image.fromarray(((values + 128) // 257).astype(np.uint8))


def _transform(mode: str, icc: bytes) -> ImageCms.ImageCmsTransform | None:
    """What brings pixels of `mode` to sRGB, None where they are as good as there; raises ValueError and PyCMSError."""
    profile = ImageCms.ImageCmsProfile(io.BytesIO(icc))
    if profile.profile.xcolor_space.strip() != _PROFILE_SPACES[mode]:
        raise ValueError("the profile is for another kind of pixels")
    transform = ImageCms.buildTransform(
        profile,
        ImageCms.createProfile("sRGB"),
        mode,
        "RGB",
        ImageCms.Intent.RELATIVE_COLORIMETRIC,
        ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )
    return None if mode == "RGB" and _moves_nothing(transform) else transform


def _moved(colours: Image.Image, transform: ImageCms.ImageCmsTransform) -> Image.Image:
    converted = ImageCms.applyTransform(colours, transform)
    if converted is None:
        raise ValueError("no picture came back")
    return converted


def _moves_nothing(transform: ImageCms.ImageCmsTransform) -> bool:
    """Whether the profile is sRGB in all but name: the photo's own values are then kept to the bit."""
    steps = np.arange(0, 256, 17, dtype=np.uint8)
    lattice = np.stack(np.meshgrid(steps, steps, steps), axis=-1).reshape(64, 64, 3)
    moved = np.asarray(ImageCms.applyTransform(Image.fromarray(lattice), transform))
    return bool(np.abs(moved.astype(int) - lattice).max() <= 1)
