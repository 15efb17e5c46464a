"""Arithmetic on float pictures that matte, plate and drawing share: resampling, ramps, spreading colours."""

from __future__ import annotations

from typing import TypeVar

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.system.giving_way import give_way

Floats = NDArray[np.floating]
FloatT = TypeVar("FloatT", bound=np.floating)

_DISC_PX = 10  # up to this radius a disc is laid over every pixel


def at_scale(points: NDArray[FloatT], scale: float) -> NDArray[FloatT]:
    """Places in a picture as places in one `scale` times as large; pixel centres are whole numbers in both."""
    return points if scale == 1 else np.asarray((points + 0.5) * scale - 0.5, points.dtype)


def spread(values: Floats, weight: Floats) -> Floats:
    """`values` [H, W, C] where `weight` [H, W] (0..1) is 1, and a smooth continuation where it is 0."""
    known = values * weight[..., None]
    return _pull_push(known, weight)


def nearest(values: Floats, where: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """The values [H, W, C] nearest to each pixel of those that lie `where` [H, W], and how far off they are, in pixels.

    Something must lie there.
    """
    far, label = cv2.distanceTransformWithLabels(
        (~where).astype(np.uint8), cv2.DIST_L2, 5, labelType=cv2.DIST_LABEL_PIXEL
    )
    palette = np.zeros((int(label.max()) + 1, values.shape[-1]), np.float32)
    palette[label[where]] = values[where]
    return palette[label], far


def mean_around(values: Floats, weight: Floats, size: tuple[int, int]) -> Floats:
    """`values` [H, W, C] averaged over `size` (width, height) pixels around, by `weight` [H, W] in 0..1."""
    share = np.maximum(cv2.blur(weight, size), 1e-3)[..., None]
    mean: Floats = cv2.blur(values * weight[..., None], size) / share
    return mean


def _pull_push(known: Floats, weight: Floats) -> Floats:
    """`known` is premultiplied by `weight`; returns plain values."""
    h, w = weight.shape
    mean = known / np.maximum(weight, 1e-6)[..., None]
    # Down to one cell: a narrow picture's last row or column may hold cells that know nothing.
    if max(h, w) <= 1 or weight.min() >= 1:
        return mean
    size = ((w + 1) // 2, (h + 1) // 2)
    small = resized(known, size, cv2.INTER_AREA)
    small_weight = resized(weight[..., None], size, cv2.INTER_AREA)[..., 0]
    gain = np.minimum(small_weight * 4, 1) / np.maximum(small_weight, 1e-6)
    below = _pull_push(small * gain[..., None], small_weight * gain)
    return known + resized(below, (w, h), cv2.INTER_LINEAR) * (1 - weight)[..., None]


def resized(values: Floats, size: tuple[int, int], how: int) -> Floats:
    """`cv2.resize` that keeps a single channel's axis."""
    give_way()
    out = cv2.resize(values, size, interpolation=how).astype(np.float32, copy=False)
    return out.reshape(size[1], size[0], values.shape[2])


def ramp(x: Floats, low: float, high: float) -> Floats:
    """A smooth step from 0 at `low` to 1 at `high`."""
    t = ((x - low) / (high - low)).clip(0, 1)
    return t * t * (3 - 2 * t)


def square_norm(colour: Floats) -> Floats:
    """Squared length of each colour: [..., C] to [...]."""
    return dot(colour, colour)


def dot(one: Floats, other: Floats) -> Floats:
    """The products of two pictures' colours, summed: [..., C] to [...]; numpy's own sum takes eight times as long."""
    give_way()
    total: Floats = one[..., 0] * other[..., 0]
    for channel in range(1, one.shape[-1]):
        total += one[..., channel] * other[..., channel]
    return total


def shrunk(picture: Floats, size: tuple[int, int]) -> Floats:
    """`picture` averaged down to `size` (width, height)."""
    give_way()
    return cv2.resize(picture, size, interpolation=cv2.INTER_AREA).astype(np.float32, copy=False)


def grown(picture: Floats, like: Floats) -> Floats:
    """`picture` interpolated to the size of `like` [H, W]."""
    give_way()
    size = (like.shape[1], like.shape[0])
    return cv2.resize(picture, size, interpolation=cv2.INTER_LINEAR).astype(np.float32, copy=False)


def premultiplied(cutout: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Colours and matte [H, W, 4] with the colours times the matte."""
    alpha = cutout[..., 3:].astype(np.uint16)
    return np.dstack([(cutout[..., :3] * alpha + 127) // 255, alpha]).astype(np.uint8)


def disc(radius: int) -> NDArray[np.uint8]:
    """A round structuring element."""
    return cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * radius + 1, 2 * radius + 1)).astype(np.uint8)


def widened(mask: NDArray[np.bool_], radius: int) -> NDArray[np.bool_]:
    """What of a picture lies within `radius` pixels of a `mask` [H, W].

    Beyond the reach of a small disc the distance is measured, to a fiftieth: a structuring element as large as a photo
    of 24 megapixels needs takes half a minute.
    """
    give_way()
    if radius <= _DISC_PX:
        return np.asarray(cv2.dilate(mask.astype(np.uint8), disc(radius)) > 0)
    if not mask.any():
        return np.zeros_like(mask)
    away = cv2.distanceTransform((~mask).astype(np.uint8), cv2.DIST_L2, 5)
    return np.asarray(away <= radius)


def opened(mask: NDArray[np.bool_], radius: int) -> NDArray[np.bool_]:
    """What of a `mask` [H, W] a disc of `radius` pixels within it covers; measured, where the disc is large."""
    if radius <= _DISC_PX:
        return np.asarray(cv2.morphologyEx(mask.astype(np.uint8), cv2.MORPH_OPEN, disc(radius)) > 0)
    give_way()
    inner = cv2.distanceTransform(mask.astype(np.uint8), cv2.DIST_L2, 5) > radius
    return widened(inner, radius) & mask


def known_average(
    picture: NDArray, hole: NDArray[np.bool_], size: tuple[int, int], *, least: float = 0.5
) -> tuple[Floats, NDArray[np.bool_]]:
    """`picture` [H, W, C] averaged to `size` over known pixels, and where less than `least` was known."""
    known = (~hole).astype(np.float32)
    share = shrunk(known, size)
    small = shrunk(picture * known[..., None], size)
    return small / np.maximum(share, 1e-3)[..., None], share < least
