"""A cut-out's ragged outline becomes the edge that the photo shows; where it shows none, nothing is touched."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from engine.source.outline_cut import with_outline

_SIZE = (400, 360)
_SCALE = 3.0


def shape() -> NDArray[np.float32]:
    """A body with a limb, [H, W] in 0..1, its edge a pixel wide."""
    big = np.zeros((_SIZE[0] * 4, _SIZE[1] * 4), np.uint8)
    cv2.ellipse(big, (720, 800), (380, 620), 0, 0, 360, 255, -1)
    cv2.line(big, (900, 500), (1250, 1200), 255, 180)
    return cv2.resize(big, _SIZE[::-1], interpolation=cv2.INTER_AREA).astype(np.float32) / 255


def photo(alpha: NDArray[np.float32], *, apart: float, seed: int = 0) -> NDArray[np.uint8]:
    """A striped body on a mottled wall, whose mean colours lie `apart` levels from each other."""
    rng = np.random.default_rng(seed)
    wall = cv2.GaussianBlur(rng.normal(0, 60, (*_SIZE, 1)).astype(np.float32), (0, 0), 4)[..., None] + 120.0
    stripes = 12 * np.sign(np.sin(np.arange(_SIZE[0]) / 4))[:, None, None]
    body = np.array([120.0 + apart, 120.0, 120.0 - apart]) + stripes
    mixed = body * alpha[..., None] + wall * (1 - alpha[..., None])
    return (mixed + rng.normal(0, 2, mixed.shape)).clip(0, 255).astype(np.uint8)


def ragged(alpha: NDArray[np.float32], *, seed: int = 1) -> NDArray[np.float32]:
    """The same cut out by a network that saw every third pixel, and of two minds along its rim."""
    rng = np.random.default_rng(seed)
    away = cv2.GaussianBlur(rng.normal(0, 40, (*_SIZE, 2)).astype(np.float32), (0, 0), 5).clip(-5, 5)
    y, x = np.mgrid[: _SIZE[0], : _SIZE[1]].astype(np.float32)
    return cv2.blur(cv2.remap(alpha, x + away[..., 0], y + away[..., 1], cv2.INTER_LINEAR), (5, 5))


def off(matte: NDArray[np.float32], alpha: NDArray[np.float32]) -> float:
    """The mean error within 8 px of the true edge."""
    inside = (alpha > 0.5).astype(np.uint8)
    rim = (cv2.dilate(inside, np.ones((17, 17))) - cv2.erode(inside, np.ones((17, 17)))) > 0
    return float(np.abs(matte - alpha)[rim].mean())


def test_the_outline_becomes_the_photos_edge() -> None:
    alpha = shape()
    torn = ragged(alpha)
    done = with_outline(photo(alpha, apart=60), torn, scale=_SCALE)
    assert off(done, alpha) < 0.5 * off(torn, alpha)
    assert done.dtype == np.float32
    assert 0 <= done.min() <= done.max() <= 1


def test_where_colours_are_alike_the_matte_stays() -> None:
    alpha = shape()
    torn = ragged(alpha)
    flat = np.full((*_SIZE, 3), 120, np.uint8)
    assert np.abs(with_outline(flat, torn, scale=_SCALE) - torn).max() < 0.02


def test_far_from_the_outline_nothing_is_touched() -> None:
    alpha = shape()
    torn = ragged(alpha)
    done = with_outline(photo(alpha, apart=60), torn, scale=_SCALE)
    inside = (cv2.GaussianBlur(torn, (0, 0), 2.4) > 0.5).astype(np.uint8)
    near = round(3.4 * _SCALE)
    far = (
        cv2.erode(inside, np.ones((2 * near + 1,) * 2)) + cv2.erode(1 - inside, np.ones((2 * near + 1,) * 2))
        > 0
    )
    assert far.any()
    assert np.array_equal(done[far], torn[far])


@pytest.mark.parametrize("matte", [np.zeros(_SIZE, np.float32), np.ones(_SIZE, np.float32)])
def test_without_an_outline_there_is_nothing_to_do(matte: NDArray[np.float32]) -> None:
    assert np.array_equal(with_outline(np.full((*_SIZE, 3), 90, np.uint8), matte, scale=_SCALE), matte)
