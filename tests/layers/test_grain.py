"""The fine structure of cloth that was made."""

from __future__ import annotations

import cv2
import numpy as np

from engine.imaging.pixels import Floats
from engine.layers.grain import with_grain

_TORSO = 200.0


def _knit(levels: float, shape: tuple[int, int] = (200, 200)) -> Floats:
    """Cloth [h, w, 3] of mid grey with a grain of 4 px, so many levels strong."""
    noise = cv2.GaussianBlur(np.random.default_rng(3).normal(size=shape).astype(np.float32), (0, 0), 1.5)
    return np.repeat((120 + noise / noise.std() * levels)[..., None], 3, 2).astype(np.float32)


def _hole() -> np.ndarray:
    hole = np.zeros((200, 200), bool)
    hole[60:140, 110:200] = True
    return hole


def test_flat_cloth_gets_the_grain_of_what_shows() -> None:
    cloth, hole = _knit(12), _hole()
    flat = np.where(hole[..., None], np.float32(120), cloth)
    made = with_grain(flat, ~hole, hole, _TORSO)
    inner = np.s_[70:130, 120:190]
    assert (
        np.abs(made[inner] - cv2.blur(made[inner], (15, 15))).mean() > 0.7 * np.abs(cloth[inner] - 120).mean()
    )
    assert np.array_equal(made[~hole], flat[~hole])
    # Light stays what it was.
    assert abs(made[inner].mean() - 120) < 2


def test_what_has_its_grain_is_left_alone() -> None:
    cloth, hole = _knit(12), _hole()
    assert np.abs(with_grain(cloth, ~hole, hole, _TORSO) - cloth)[hole].mean() < 1


def test_smooth_cloth_stays_smooth() -> None:
    cloth, hole = _knit(0.5), _hole()
    flat = np.where(hole[..., None], np.float32(120), cloth)
    assert np.array_equal(with_grain(flat, ~hole, hole, _TORSO), flat)


def test_buttons_are_not_strewn() -> None:
    cloth, hole = _knit(3), _hole()
    for y in (40, 80, 120, 160):
        cv2.circle(cloth, (60, y), 5, (60, 60, 60), -1)
    flat = np.where(hole[..., None], np.float32(120), cloth)
    made = with_grain(flat, ~hole, hole, _TORSO)
    assert made[hole].std() > 1.5
    assert made[hole].min() > 95
