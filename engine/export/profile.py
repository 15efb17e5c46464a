"""sRGB pixels converted into the photo's own colour profile, at 8 and at 16 bits a channel."""

from __future__ import annotations

import io
from functools import cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageCms

from engine.export.canvas import Levels
from engine.export.matrix_profile import read_matrix_profile

_UNFIT = (ImageCms.PyCMSError, OSError, ValueError, TypeError)
_DATE = slice(24, 36)  # of an ICC header
_LONG_AGO = bytes.fromhex("07d000010001000000000000")  # 1 January 2000, so that equal files are equal


def in_profile(levels: Levels, icc: bytes) -> Levels | None:
    """`levels` [H, W, 3 or 4], sRGB, in the profile `icc`; None where it cannot be written in.

    Relative colorimetric with black point compensation; untouched where the profile is sRGB in all but name.
    At 16 bits, profiles that are no matrix and curves are reached by way of 8 bits.
    """
    try:
        transform = _transform(icc)
    except _UNFIT:
        return None
    colours = np.ascontiguousarray(levels[..., :3])
    if _moves_nothing(transform):
        return levels
    converted = _converted(colours, transform, icc)
    return converted if levels.shape[2] == 3 else np.dstack([converted, levels[..., 3]])


@cache
def srgb_profile() -> bytes:
    """An sRGB profile to embed; the same bytes every time."""
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    data[_DATE] = _LONG_AGO
    return bytes(data)


def _transform(icc: bytes) -> ImageCms.ImageCmsTransform:
    return ImageCms.buildTransform(
        ImageCms.createProfile("sRGB"),
        ImageCms.ImageCmsProfile(io.BytesIO(icc)),
        "RGB",
        "RGB",
        ImageCms.Intent.RELATIVE_COLORIMETRIC,
        ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )


def _converted(colours: Levels, transform: ImageCms.ImageCmsTransform, icc: bytes) -> Levels:
    if colours.dtype == np.uint8:
        return _applied(colours, transform)
    matrix = read_matrix_profile(icc)
    if matrix is not None:
        return matrix.from_srgb(colours)
    return _applied(((colours + np.uint32(128)) // 257).astype(np.uint8), transform).astype(np.uint16) * 257


def _applied(rgb: NDArray[np.uint8], transform: ImageCms.ImageCmsTransform) -> NDArray[np.uint8]:
    return np.asarray(ImageCms.applyTransform(Image.fromarray(rgb), transform))


def _moves_nothing(transform: ImageCms.ImageCmsTransform) -> bool:
    """As on reading: see `engine.photo.colour`."""
    steps = np.arange(0, 256, 17, dtype=np.uint8)
    lattice = np.stack(np.meshgrid(steps, steps, steps), axis=-1).reshape(64, 64, 3)
    return bool(np.abs(_applied(lattice, transform).astype(int) - lattice).max() <= 1)
