"""A finished picture as the bytes of a PNG: in the photo's own colour profile, and saying what made it."""

from __future__ import annotations

import io
import tomllib
from collections.abc import Mapping
from importlib import metadata

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageCms

from engine.commands.places import PROJECT_FILE
from engine.files import encode_png
from engine.photo import Photo


def software() -> str:
    """The program's name and version."""
    try:
        return f"Repose {metadata.version('repose')}"
    except metadata.PackageNotFoundError:  # run from a checkout
        return f"Repose {tomllib.loads(PROJECT_FILE.read_text('utf-8'))['project']['version']}"


def picture_png(pixels: NDArray[np.uint8], photo: Photo, *, text: Mapping[str, str]) -> bytes:
    """PNG bytes of `pixels`, uint8 sRGB [H, W, 3 or 4], that look as they do and match `photo`.

    A photo with a colour profile gets its picture in that profile; without one, or with one that only reads,
    the picture stays sRGB. text: further keywords beside the software's.
    """
    converted = _in_profile(pixels, photo.icc) if photo.icc else None
    keywords = {"Software": software(), **text}
    if converted is None:
        return encode_png(pixels, icc=None, text=keywords)
    return encode_png(converted, icc=photo.icc, text=keywords)


def _in_profile(pixels: NDArray[np.uint8], icc: bytes) -> NDArray[np.uint8] | None:
    """`pixels` converted from sRGB into the profile `icc`, None where it cannot be written in."""
    try:
        transform = ImageCms.buildTransform(
            ImageCms.createProfile("sRGB"),
            ImageCms.ImageCmsProfile(io.BytesIO(icc)),
            "RGB",
            "RGB",
            ImageCms.Intent.RELATIVE_COLORIMETRIC,
            ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
        colours = _converted(np.ascontiguousarray(pixels[..., :3]), transform)
        return colours if pixels.shape[2] == 3 else np.dstack([colours, pixels[..., 3]])
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return None


def _converted(rgb: NDArray[np.uint8], transform: ImageCms.ImageCmsTransform) -> NDArray[np.uint8]:
    """`rgb` through `transform`; untouched where the profile is sRGB in all but name, as on reading."""
    steps = np.arange(0, 256, 17, dtype=np.uint8)
    lattice = np.stack(np.meshgrid(steps, steps, steps), axis=-1).reshape(64, 64, 3)
    moved = np.asarray(ImageCms.applyTransform(Image.fromarray(lattice), transform))
    if np.abs(moved.astype(int) - lattice).max() <= 1:
        return rgb
    return np.asarray(ImageCms.applyTransform(Image.fromarray(rgb), transform))
