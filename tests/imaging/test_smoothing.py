"""Maps that follow a picture's edges."""

from __future__ import annotations

import numpy as np

from engine.imaging.smoothing import smoothed

RNG = np.random.default_rng(4)


def two_colours() -> np.ndarray:
    guide = np.full((40, 60, 3), 60, np.uint8)
    guide[:, 23:] = (180, 90, 70)
    return guide


def test_an_uncertain_edge_moves_to_the_pictures_edge() -> None:
    """Said to be at column 30 with doubt around it, the edge is at 23."""
    maps = np.zeros((40, 60, 2), np.float32)
    maps[:, :30, 0] = maps[:, 30:, 1] = 1
    doubt = np.abs(np.arange(60) - 26) < 8
    confidence = np.broadcast_to(np.where(doubt, 0.0, 1.0), (40, 60)).astype(np.float32)
    out = smoothed(maps, confidence, two_colours(), strength=500, levels=3)
    assert (out.argmax(-1) == (np.arange(60) >= 23)).all()
    assert np.allclose(out.sum(-1), 1, atol=1e-3)


def test_what_is_sure_stays_and_noise_goes() -> None:
    maps = np.zeros((40, 60, 1), np.float32)
    maps[:, 23:] = 1
    noisy = (maps + RNG.normal(0, 0.2, maps.shape)).astype(np.float32)
    out = smoothed(noisy, np.ones((40, 60), np.float32), two_colours(), strength=100, levels=3)
    assert np.abs(out - maps).mean() < 0.25 * np.abs(noisy - maps).mean()
    assert np.abs(out[:, 22] - out[:, 23]).mean() > 0.8


def test_nothing_known_is_filled_from_what_is() -> None:
    maps = np.full((40, 60, 1), 0.3, np.float32)
    confidence = np.zeros((40, 60), np.float32)
    confidence[5:8, 5:8] = 1
    out = smoothed(maps, confidence, np.zeros((40, 60, 3), np.uint8), strength=500, levels=3)
    assert np.allclose(out, 0.3, atol=1e-3)
