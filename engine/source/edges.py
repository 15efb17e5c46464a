"""Moves the blurred rim of a small matte onto the edges of the photo it belongs to.

Source: K. He et al., "Guided Image Filtering" (ECCV 2010) and "Fast Guided Filter" (arXiv 1505.00996); where person and
background differ clearly in colour, a local two-colour model decides instead (ours).
"""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.pixels import Floats, disc, dot, grown, mean_around, ramp, shrunk, spread, square_norm
from engine.system.giving_way import give_way

_BAND = 1.6  # half-width of the refined rim in network pixels
_LEARNT_PX = 1600  # how the matte follows from colours is learnt at half of the size, or at this longer side
_EPS = 2e-4  # guided filter: squared contrast below which the photo has no edge to follow
_FAINT = 0.06  # matte values closer than this to 0 or 1 become 0 or 1
_MASK_SOFT_PX = 0.8
_CLEAR = 0.03  # squared colour distance at which person and background count as clearly different


def sharpened(rgb: NDArray[np.uint8], rough: Floats, sure: Floats, *, scale: float) -> Floats:
    """`rough` [H, W], blurred over about `scale` pixels, its rim moved onto the edges of `rgb` [H, W, 3].

    Where the background is plain, pixels unlike it that `sure` [H, W] (0..1) claims are added.
    """
    photo = rgb.astype(np.float32)
    give_way()
    photo /= 255
    give_way()
    times = max(2.0, max(rgb.shape[:2]) / _LEARNT_PX)
    size = (max(int(rgb.shape[1] / times), 1), max(int(rgb.shape[0] / times), 1))
    half, half_rough = shrunk(photo, size), shrunk(rough, size)
    quarter = (max(size[0] // 2, 1), max(size[1] // 2, 1))
    added = _claimed(shrunk(half, quarter), shrunk(half_rough, quarter), shrunk(sure, quarter))
    half_rough = np.maximum(half_rough, grown(added, half_rough))
    rough = np.maximum(rough, grown(added, rough))
    give_way()
    slope, offset = _guided(half, half_rough, max(2, round(_BAND * scale / times)))
    guided = (dot(grown(slope, rough), photo) + grown(offset, rough)).clip(0, 1)
    give_way()
    near, trust, base, step = _colour_model(half, half_rough, scale / times)
    off = grown(base, rough)
    give_way()
    np.subtract(photo, off, out=off)  # in place: of a large photo each such picture takes 300 MB
    along = dot(off, grown(step, rough))
    del photo, off
    give_way()
    trust = grown(trust, rough)
    mixed = guided + trust * (along.clip(0, 1) - guided)
    give_way()
    near = grown(near, rough)
    out = np.maximum(rough + near * (mixed - rough), grown(cv2.erode(added, disc(1)), rough))
    give_way()
    return ((out - _FAINT) / (1 - 2 * _FAINT)).clip(0, 1)


def along_edges(mask: NDArray[Any], rgb: NDArray[np.uint8], *, scale: float) -> Floats:
    """A mask, whose pixels are `scale` times as large as those of `rgb` [H, W, 3], as a matte along its edges."""
    soft = cv2.GaussianBlur(mask.astype(np.float32), (0, 0), _MASK_SOFT_PX)
    rough = cv2.resize(soft, (rgb.shape[1], rgb.shape[0]), interpolation=cv2.INTER_LINEAR)
    return sharpened(rgb, rough, np.zeros_like(rough), scale=scale)


def _colour_model(photo: Floats, rough: Floats, scale: float) -> tuple[Floats, Floats, Floats, Floats]:
    """Nearness to the rim, trust in colours there, the background's colour, and the step to the person's."""
    radius = max(1, round(_BAND * scale))
    inside = cv2.erode((rough > 0.95).astype(np.uint8), disc(radius)).astype(np.float32)
    outside = 1 - cv2.dilate((rough > 0.05).astype(np.uint8), disc(radius)).astype(np.float32)
    person, background = spread(photo, inside), spread(photo, outside)
    noise = spread(square_norm(photo - cv2.blur(photo, (9, 9)))[..., None], outside)[..., 0]
    step = person - background
    apart = square_norm(step)
    along = dot(photo - background, step) / np.maximum(apart, 1e-4)
    off = square_norm(photo - background - along.clip(0, 1)[..., None] * step)
    trust = apart / (apart + _CLEAR + 30 * noise) * np.exp(-off / (0.02 + 0.3 * apart))
    near = cv2.blur(1 - inside - outside, (3, 3))
    return near, trust, background, step / np.maximum(apart, 1e-4)[..., None]


def _claimed(photo: Floats, rough: Floats, sure: Floats) -> Floats:
    """Pixels that either network half believes in and that a plain background cannot explain, 0..1."""
    reach = max(3, photo.shape[0] // 12) * 2 + 1
    person = (np.maximum(rough, sure) > 0.05).astype(np.uint8)
    outside = 1 - cv2.dilate(person, disc(6)).astype(np.float32)
    around = mean_around(photo, outside, (reach, reach))
    uneven = spread(square_norm(photo - around)[..., None], outside)[..., 0]
    unlike = 1 - np.exp(-square_norm(photo - spread(photo, outside)) / (0.004 + 60 * uneven))
    return unlike * np.maximum(ramp(sure, 0.2, 0.6), ramp(rough, 0.06, 0.2))


def _guided(guide: Floats, signal: Floats, radius: int) -> tuple[Floats, Floats]:
    """Slope [H, W, 3] and offset [H, W] that make `signal` [H, W] locally linear in `guide` [H, W, 3]."""

    def mean(x: Floats) -> Floats:
        return cv2.blur(x, (2 * radius + 1, 2 * radius + 1), borderType=cv2.BORDER_REFLECT)

    colour, level = mean(guide), mean(signal)
    covariance = mean(guide * signal[..., None]) - colour * level[..., None]
    pairs = mean(guide[..., (0, 0, 0)] * guide) - colour[..., (0, 0, 0)] * colour
    rest = (
        mean(guide[..., (1, 1, 2)] * guide[..., (1, 2, 2)]) - colour[..., (1, 1, 2)] * colour[..., (1, 2, 2)]
    )
    slope = _solve3(pairs, rest, covariance)
    offset = level - dot(slope, colour)
    return mean(slope), mean(offset)


def _solve3(first: Floats, rest: Floats, right: Floats) -> Floats:
    """Per pixel, solve the symmetric system [[rr, rg, rb], [., gg, gb], [., ., bb]] + eps."""
    rr, rg, rb = first[..., 0] + _EPS, first[..., 1], first[..., 2]
    gg, gb, bb = rest[..., 0] + _EPS, rest[..., 1], rest[..., 2] + _EPS
    a, b, c = gg * bb - gb * gb, rb * gb - rg * bb, rg * gb - rb * gg
    d, e, f = rr * bb - rb * rb, rg * rb - rr * gb, rr * gg - rg * rg
    x, y, z = right[..., 0], right[..., 1], right[..., 2]
    det = rr * a + rg * b + rb * c
    return (
        np.stack([a * x + b * y + c * z, b * x + d * y + e * z, c * x + e * y + f * z], axis=2)
        / det[..., None]
    )
