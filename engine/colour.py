"""Brings a decoded picture of any mode and colour profile to 8-bit sRGB, alpha apart."""

from __future__ import annotations

import io
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageCms

from engine.errors import PhotoError

_PROFILE_SPACES = {"RGB": "RGB", "L": "GRAY", "CMYK": "CMYK"}  # by the mode it must fit


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
    colours, alpha = _apart(image)
    if not icc:
        notes = ("CMYK without a profile; colours are approximate.",) if colours.mode == "CMYK" else ()
        return Pixels(np.asarray(colours.convert("RGB")), alpha, None, notes)
    try:
        converted = _by_profile(colours, icc)
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        note = "The colour profile is damaged or does not fit; colours are read as sRGB."
        return Pixels(np.asarray(colours.convert("RGB")), alpha, None, (note,))
    return Pixels(np.asarray(converted), alpha, icc if colours.mode == "RGB" else None, ())


def _apart(image: Image.Image) -> tuple[Image.Image, NDArray[np.uint8] | None]:
    """Colours as an 8-bit RGB, L or CMYK image, and alpha [H, W] unless all opaque."""
    if image.mode.startswith("I;16"):
        return _eight_bits(image), None
    if image.mode in ("I", "F", "LAB"):
        raise PhotoError("This photo holds 32-bit or LAB colours. Save it as RGB with 8 or 16 bits first.")
    if not image.has_transparency_data:
        return image.convert(_plain_mode(image.mode)), None
    layers = image.convert("RGBA")
    alpha = np.asarray(layers.getchannel("A"))
    return layers.convert("RGB").convert(_plain_mode(image.mode)), None if alpha.min() == 255 else alpha


def _plain_mode(mode: str) -> str:
    if mode in ("1", "L", "LA", "La"):
        return "L"
    return "CMYK" if mode == "CMYK" else "RGB"


def _eight_bits(image: Image.Image) -> Image.Image:
    # Pillow's own conversion clips at 255; 65535 / 257 = 255 exactly.
    values = np.asarray(image).astype(np.uint32)
    return Image.fromarray(((values + 128) // 257).astype(np.uint8))


def _by_profile(colours: Image.Image, icc: bytes) -> Image.Image:
    profile = ImageCms.ImageCmsProfile(io.BytesIO(icc))
    if profile.profile.xcolor_space.strip() != _PROFILE_SPACES[colours.mode]:
        raise ValueError("the profile is for another kind of pixels")
    transform = ImageCms.buildTransform(
        profile,
        ImageCms.createProfile("sRGB"),
        colours.mode,
        "RGB",
        ImageCms.Intent.RELATIVE_COLORIMETRIC,
        ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )
    if colours.mode == "RGB" and _moves_nothing(transform):
        return colours
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
