"""Pixels on a clear edge hold as much of a person as their colours say; where none is clear, the matte stays."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from engine.source.pixel_mix import with_mixed_pixels

_SIZE = 240


def leaning(size: int = _SIZE, soft: float = 0.6) -> NDArray[np.float32]:
    """A bar at a slight angle, as a lens shows it, [H, W] in 0..1."""
    big = np.zeros((size * 8, size * 8), np.uint8)
    cv2.line(big, (int(size * 3.5), -99), (int(size * 4.4), size * 8 + 99), 255, size * 3)
    bar = cv2.resize(big, (size, size), interpolation=cv2.INTER_AREA).astype(np.float32) / 255
    return cv2.GaussianBlur(bar, (0, 0), soft)


def photo(alpha: NDArray[np.float32], person: tuple[int, ...], ground: tuple[int, ...]) -> NDArray[np.uint8]:
    mixed = np.array(person) * alpha[..., None] + np.array(ground) * (1 - alpha[..., None])
    return (mixed + np.random.default_rng(0).normal(0, 2, mixed.shape)).clip(0, 255).astype(np.uint8)


def stepped(alpha: NDArray[np.float32]) -> NDArray[np.float32]:
    """The same to whole pixels."""
    return (alpha > 0.5).astype(np.float32)


@pytest.mark.parametrize("size", [_SIZE, 2000])
def test_steps_become_what_the_photo_shows(size: int) -> None:
    alpha = leaning(size, 0.6 * max(1.0, size / 1600))
    seen = photo(alpha, (150, 95, 70), (250, 250, 252))
    done = with_mixed_pixels(seen, stepped(alpha))
    rim = (alpha > 0.02) & (alpha < 0.98)
    before, after = (float(np.abs(matte - alpha)[rim].mean()) for matte in (stepped(alpha), done))
    assert after < 0.35 * before
    far = cv2.erode(
        (~cv2.dilate(rim.astype(np.uint8), np.ones((13, 13))).astype(bool)).astype(np.uint8), None
    )
    assert np.array_equal(done[far > 0], stepped(alpha)[far > 0])
    assert done.dtype == np.float32
    assert 0 <= done.min() <= done.max() <= 1


def test_where_colours_are_alike_or_a_wall_is_mottled_the_matte_stays() -> None:
    alpha = leaning()
    alike = photo(alpha, (120, 118, 116), (126, 124, 124))
    held = stepped(alpha)
    assert np.abs(with_mixed_pixels(alike, held) - held).mean() < 0.002
    rng = np.random.default_rng(1)
    wall = cv2.GaussianBlur(rng.normal(0, 200, (_SIZE, _SIZE, 3)).astype(np.float32), (0, 0), 1.5) + 110
    mottled = (np.array((150, 95, 70)) * alpha[..., None] + wall * (1 - alpha[..., None])).clip(0, 255)
    rim = (alpha > 0.02) & (alpha < 0.98)
    moved = np.abs(with_mixed_pixels(mottled.astype(np.uint8), held) - held)[rim].mean()
    clear = np.abs(with_mixed_pixels(photo(alpha, (150, 95, 70), (250, 250, 252)), held) - held)[rim].mean()
    assert moved < 0.5 * clear


def test_nobody_and_everybody_are_left_alone() -> None:
    seen = photo(leaning(), (150, 95, 70), (250, 250, 252))
    for held in (np.zeros((_SIZE, _SIZE), np.float32), np.ones((_SIZE, _SIZE), np.float32)):
        assert np.array_equal(with_mixed_pixels(seen, held), held)
