"""What lies near a mask: by a disc where that is small, by distance beyond, and nothing jumps between the two."""

from __future__ import annotations

import numpy as np
import pytest

from engine.imaging import pixels
from engine.imaging.pixels import opened, spread, widened


def blobs() -> np.ndarray:
    mask = np.zeros((220, 300), bool)
    mask[60:90, 50:130] = mask[150:152, 200:203] = True
    return mask


@pytest.mark.parametrize("radius", [4, 20, 40])
def test_a_distance_reaches_as_far_as_a_disc(radius: int, monkeypatch: pytest.MonkeyPatch) -> None:
    by_disc = widened(blobs(), radius)
    monkeypatch.setattr(pixels, "_DISC_PX", 0)
    by_distance = widened(blobs(), radius)
    assert (by_disc ^ by_distance).sum() < 0.02 * by_disc.sum() + 8
    assert not (widened(blobs(), radius - 2) & ~by_disc).any()
    assert not (by_disc & ~widened(blobs(), radius + 2)).any()


@pytest.mark.parametrize("radius", [4, 11, 14])
def test_a_distance_leaves_what_holds_a_disc(radius: int, monkeypatch: pytest.MonkeyPatch) -> None:
    mask = blobs()
    mask[90:200, 80:86] = True  # narrower than any of these discs
    mask[:40, 230:] = True  # goes on beyond the picture's edge
    monkeypatch.setattr(pixels, "_DISC_PX", 50)
    by_disc = opened(mask, radius)
    monkeypatch.setattr(pixels, "_DISC_PX", 0)
    by_distance = opened(mask, radius)
    assert by_disc[60:90, 60:120].any()
    assert by_disc[:40, 250:].all()
    assert not by_disc[100:, 80:86].any()
    assert (by_disc ^ by_distance).sum() < 0.02 * by_disc.sum() + 8


@pytest.mark.parametrize("radius", [3, 60])
def test_nothing_stays_nothing(radius: int) -> None:
    assert not widened(np.zeros((30, 40), bool), radius).any()


def test_a_narrow_picture_is_continued_to_its_far_end() -> None:
    values, weight = np.full((540, 243, 3), 100, np.float32), np.zeros((540, 243), np.float32)
    weight[430:480, 50:200] = 1
    assert np.abs(spread(values, weight) - 100).max() < 0.1
