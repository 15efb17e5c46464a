"""Colours and patterns for skin, hair and cloth; every texture is RGBA uint8 [H, W, 4]."""

from __future__ import annotations

import math
from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.synthesis.assets import Image

Floats = NDArray[np.float32]
Colour = tuple[float, float, float]

# sRGB skin tones from light to dark; tones between are mixed.
_SKIN_TONES = np.array(
    [
        (0.90, 0.75, 0.67),
        (0.85, 0.66, 0.55),
        (0.80, 0.59, 0.46),
        (0.64, 0.44, 0.32),
        (0.46, 0.31, 0.22),
        (0.29, 0.19, 0.14),
    ]
)
_HAIR = (
    ((0.06, 0.05, 0.05), 5),
    ((0.16, 0.11, 0.08), 5),
    ((0.28, 0.19, 0.12), 4),
    ((0.42, 0.29, 0.18), 3),
    ((0.66, 0.50, 0.31), 3),
    ((0.84, 0.71, 0.49), 2),
    ((0.48, 0.22, 0.12), 2),
    ((0.62, 0.61, 0.60), 1),
    ((0.86, 0.85, 0.83), 0.6),
    ((0.55, 0.18, 0.35), 0.3),
)


def skin_tone(darkness: float) -> Colour:
    """An sRGB skin tone, 0 lightest .. 1 darkest."""
    at = darkness * (len(_SKIN_TONES) - 1)
    r, g, b = (float(np.interp(at, range(len(_SKIN_TONES)), _SKIN_TONES[:, k])) for k in range(3))
    return r, g, b


def tint_to(texture: Image, colour: Colour) -> Colour:
    """The tint that brings a texture's median colour to the colour asked for."""
    median = np.median(texture[texture[..., 3] > 128][:, :3].astype(np.float32) / 255, axis=0)
    r, g, b = (
        float(np.clip(want / max(have, 0.05), 0.05, 1.6)) for want, have in zip(colour, median, strict=True)
    )
    return r, g, b


def hair_colour(rng: np.random.Generator) -> Colour:
    """A hair colour, dark ones most often."""
    weights = np.array([weight for _, weight in _HAIR])
    base = np.array(_HAIR[int(rng.choice(len(_HAIR), p=weights / weights.sum()))][0])
    r, g, b = (
        float(x) for x in np.clip(base * rng.uniform(0.8, 1.25) * rng.uniform(0.95, 1.05, 3), 0.02, 0.72)
    )
    return r, g, b


def strand_detail(texture: Image) -> Image:
    """A hair texture's brightness alone, evened to a mean of 0.6, ready to be tinted."""
    grey = cv2.cvtColor(texture[..., :3], cv2.COLOR_RGB2GRAY).astype(np.float32)
    solid = texture[..., 3] > 90
    mean = float(grey[solid].mean()) if solid.any() else 128.0
    spread = max(float(grey[solid].std()) if solid.any() else 1.0, 1.0)
    detail = np.clip(0.6 + min(0.45 / max(mean, 1.0), 0.12 / spread) * (grey - mean), 0.15, 1)
    return _with_alpha(np.repeat(detail[..., None], 3, 2), texture[..., 3])


def drawn_strands(rng: np.random.Generator, size: int = 256) -> Image:
    """Strands for hair that has no texture of its own: streaks along v, mean 0.6, opaque."""
    fine = rng.normal(0, 1, (size // 16, size)).astype(np.float32)
    coarse = rng.normal(0, 1, (4, size // 8)).astype(np.float32)
    streaks = 0.09 * cv2.resize(fine, (size, size), interpolation=cv2.INTER_CUBIC)
    streaks += 0.07 * cv2.resize(coarse, (size, size), interpolation=cv2.INTER_CUBIC)
    detail = np.clip(0.6 + streaks, 0.2, 1)
    return _with_alpha(np.repeat(detail[..., None], 3, 2), np.full((size, size), 255, np.uint8))


def _with_alpha(rgb: Floats, alpha: NDArray[np.uint8]) -> Image:
    return np.dstack([(np.clip(rgb, 0, 1) * 255 + 0.5).astype(np.uint8), alpha])


def cloth_colour(rng: np.random.Generator) -> Floats:
    """A cloth colour, sRGB [3]: neutrals, muted and strong hues."""
    kind = rng.choice(["neutral", "muted", "strong", "pale"], p=[0.35, 0.3, 0.22, 0.13])
    hue = float(rng.uniform(0, 360))
    saturation, value = {
        "neutral": (rng.uniform(0, 0.1), rng.uniform(0.07, 0.97)),
        "muted": (rng.uniform(0.15, 0.5), rng.uniform(0.15, 0.85)),
        "strong": (rng.uniform(0.55, 1), rng.uniform(0.3, 0.95)),
        "pale": (rng.uniform(0.05, 0.3), rng.uniform(0.8, 1)),
    }[str(kind)]
    hsv = np.array([[[hue, saturation, value]]], np.float32)
    return np.asarray(cv2.cvtColor(hsv, cv2.COLOR_HSV2RGB)[0, 0], np.float32)


def shading_of(texture: Image, occlusion: Image | None) -> Floats:
    """Folds and seams of a garment texture as a factor [H, W, 1] around 1."""
    grey = cv2.cvtColor(texture[..., :3], cv2.COLOR_RGB2GRAY).astype(np.float32) / 255
    height, width = grey.shape
    fold = np.clip(0.92 + 1.1 * (grey - cv2.GaussianBlur(grey, (0, 0), width / 40)), 0.35, 1.3)
    if occlusion is not None:
        ao = cv2.resize(occlusion[..., 0], (width, height)).astype(np.float32) / 255
        fold = fold * (0.5 + 0.5 * ao)
    return np.asarray(fold[..., None], np.float32)


def recoloured(rng: np.random.Generator, texture: Image, occlusion: Image | None) -> Image:
    """A garment texture in new colours: its own, hue-shifted, or a pattern under its own folds."""
    choice = rng.random()
    if choice < 0.14:
        return texture
    if choice < 0.36:
        return _hue_shifted(rng, texture)
    height, width = texture.shape[:2]
    pattern = random_pattern(rng, (width, height), metres=(1.6, 1.6 * height / width))
    return _with_alpha(pattern * shading_of(texture, occlusion), texture[..., 3])


def _hue_shifted(rng: np.random.Generator, texture: Image) -> Image:
    hsv = cv2.cvtColor(texture[..., :3].astype(np.float32) / 255, cv2.COLOR_RGB2HSV)
    hsv[..., 0] = (hsv[..., 0] + rng.uniform(0, 360)) % 360
    hsv[..., 1] = np.clip(hsv[..., 1] * rng.uniform(0.5, 1.6) + rng.uniform(0, 0.3), 0, 1)
    hsv[..., 2] = np.clip(hsv[..., 2] * rng.uniform(0.7, 1.5), 0, 1)
    return _with_alpha(cv2.cvtColor(hsv, cv2.COLOR_HSV2RGB), texture[..., 3])


# A pattern function returns how much of the second colour shows, [H, W], for coordinates u, v in metres.
Pattern = Callable[[np.random.Generator, Floats, Floats], Floats]


def random_pattern(
    rng: np.random.Generator, size: tuple[int, int], *, metres: tuple[float, float], plain: float = 0.5
) -> Floats:
    """Cloth [H, W, 3] of size (width, height) that covers (width, height) metres; `plain` is the chance
    of one colour.
    """
    first = cloth_colour(rng)
    if rng.random() < plain:
        return np.broadcast_to(first, (size[1], size[0], 3)) * _weave(rng, size)
    second = cloth_colour(rng)
    u, v = np.meshgrid(
        np.linspace(0, metres[0], size[0], dtype=np.float32),
        np.linspace(0, metres[1], size[1], dtype=np.float32),
    )
    mask = _PATTERNS[int(rng.integers(len(_PATTERNS)))](rng, u, v)[..., None]
    return np.asarray((first * (1 - mask) + second * mask) * _weave(rng, size), np.float32)


def _weave(rng: np.random.Generator, size: tuple[int, int]) -> Floats:
    """Slight unevenness, as a factor [H, W, 1]."""
    coarse = cv2.resize(rng.normal(0, 1, (24, 24)).astype(np.float32), size, interpolation=cv2.INTER_CUBIC)
    fine = rng.normal(0, 1, (size[1], size[0])).astype(np.float32)
    return np.asarray((1 + 0.02 * coarse + rng.uniform(0, 0.035) * fine)[..., None], np.float32)


def _bands(x: Floats, period: float, duty: float) -> Floats:
    """Anti-aliased stripes of a period in metres."""
    phase = np.abs((x / period) % 1 - 0.5)
    return np.asarray(np.clip((duty / 2 - phase) * period / 0.003 + 0.5, 0, 1), np.float32)


def _turned(rng: np.random.Generator, u: Floats, v: Floats) -> tuple[Floats, Floats]:
    angle = float(rng.choice([0, math.pi / 2, math.pi / 2, rng.uniform(0, math.pi)]))
    return u * math.cos(angle) + v * math.sin(angle), v * math.cos(angle) - u * math.sin(angle)


def _stripes(rng: np.random.Generator, u: Floats, v: Floats) -> Floats:
    x, _ = _turned(rng, u, v)
    return _bands(x, float(rng.uniform(0.015, 0.14)), float(rng.uniform(0.12, 0.6)))


def _checks(rng: np.random.Generator, u: Floats, v: Floats) -> Floats:
    x, y = _turned(rng, u, v)
    period, duty = float(rng.uniform(0.02, 0.13)), float(rng.uniform(0.15, 0.5))
    return np.asarray(0.5 * _bands(x, period, duty) + 0.5 * _bands(y, period, duty), np.float32)


def _dots(rng: np.random.Generator, u: Floats, v: Floats) -> Floats:
    x, y = _turned(rng, u, v)
    period = float(rng.uniform(0.02, 0.1))
    shift = ((y / period).astype(int) % 2) * 0.5
    away = np.hypot((x / period + shift) % 1 - 0.5, (y / period) % 1 - 0.5)
    return np.asarray(np.clip((rng.uniform(0.15, 0.38) - away) * period / 0.003 + 0.5, 0, 1), np.float32)


def _blotches(rng: np.random.Generator, u: Floats, _v: Floats) -> Floats:
    total = np.zeros(u.shape, np.float32)
    for cells in (10, 28, 70):
        grid = rng.random((cells, cells)).astype(np.float32)
        total += cv2.resize(grid, u.shape[::-1], interpolation=cv2.INTER_CUBIC)
    return np.asarray(np.clip((total - 1.5) * float(rng.uniform(2, 8)) + 0.5, 0, 1), np.float32)


def _sprinkle(rng: np.random.Generator, u: Floats, _v: Floats) -> Floats:
    """Scattered flowers or leaves: small blobs of petals."""
    height, width = u.shape
    mask = np.zeros((height, width), np.uint8)
    scale = width / float(u.max() - u.min())
    reach, petals = float(rng.uniform(0.012, 0.04)) * scale, int(rng.integers(1, 6))
    for _ in range(int(rng.integers(60, 260))):
        x, y, angle = rng.uniform(0, width), rng.uniform(0, height), rng.uniform(0, 360)
        for petal in range(petals):
            turn = angle + petal * 360 / petals
            at = (
                int(x + reach * 0.6 * math.cos(math.radians(turn))),
                int(y + reach * 0.6 * math.sin(math.radians(turn))),
            )
            cv2.ellipse(
                mask,
                at,
                (max(1, int(reach * 0.6)), max(1, int(reach * 0.28))),
                turn,
                0,
                360,
                255,
                -1,
                cv2.LINE_AA,
            )
    return np.asarray(mask.astype(np.float32) / 255, np.float32)


_PATTERNS: tuple[Pattern, ...] = (_stripes, _stripes, _checks, _dots, _blotches, _sprinkle)
