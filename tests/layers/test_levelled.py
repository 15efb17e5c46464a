"""Cloth under an arm: what runs into it at a slant goes on at that slant."""

from __future__ import annotations

import numpy as np
import pytest

from engine.layers.levelled import levelled
from engine.layers.pieces import pieced

H, W, RIM = 300, 240, 170
X, Y = np.meshgrid(np.arange(W, dtype=np.float32), np.arange(H, dtype=np.float32))


def _belted(slope: float) -> tuple[np.ndarray, np.ndarray]:
    """Cloth [h, w, 3] with a dark belt that falls by `slope` to the right, and where that lies."""
    grain = np.random.default_rng(0).normal(0, 3, (H, W))
    belt = np.abs(Y - 150 - slope * (X - RIM)) < 9
    return np.dstack([np.where(belt, 60, 170) + grain] * 3).clip(0, 255).astype(np.uint8), belt


@pytest.mark.parametrize("slope", [0.35, -0.35, 0.0])
def test_a_belt_goes_on_at_its_slant(slope: float) -> None:
    rgb, belt = _belted(slope)
    known = X < RIM
    made = pieced(
        np.where(known[..., None], rgb, 255).astype(np.uint8), known, X < RIM + 40, upright=True, panels=True
    )
    assert made is not None
    hidden = (X >= RIM + 3) & (X < RIM + 37)
    found = made.mean(-1) < 115
    both, either = (found & belt & hidden).sum(), ((found | belt) & hidden).sum()
    assert both / either > 0.8, both / either


def test_what_shows_is_left_as_it_is() -> None:
    rgb, _ = _belted(0.35)
    known = X < RIM
    made = pieced(rgb, known, X < RIM + 40, upright=True, panels=True)
    assert made is not None
    assert np.abs(made[known] - rgb[known]).max() == 0


def test_a_shift_is_undone() -> None:
    rgb, _ = _belted(0.35)
    level = levelled(rgb, X < RIM, (X >= RIM) & (X < RIM + 40))
    assert level is not None
    smooth = np.dstack([X + Y] * 3).astype(np.float32)
    again = level.unlaid(np.asarray(level.laid(smooth), np.float32))
    assert np.abs(again - smooth)[20:-20].max() < 1.5


def test_plain_cloth_and_level_belts_need_none() -> None:
    known, hole = X < RIM, (X >= RIM) & (X < RIM + 40)
    assert levelled(np.full((H, W, 3), 120, np.uint8), known, hole) is None
    assert levelled(_belted(0.0)[0], known, hole) is None
