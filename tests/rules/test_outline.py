"""Frayed outlines come out smooth at the seams of parts, and as they were elsewhere."""

from __future__ import annotations

import numpy as np
import pytest

from engine.rules.outline import margin, seams, smoothed

SIDE = 96
UNIT = 5.0  # picture pixels per canonical pixel, as for a photo 1280 pixels high
ALL, NONE = np.ones((SIDE, SIDE), np.float32), np.zeros((SIDE, SIDE), np.float32)


def edge_at(offset: np.ndarray | float) -> np.ndarray:
    """The person on the left, up to 48 + offset[y] pixels."""
    x = np.arange(SIDE)[None] + 0.5
    return np.clip(48.5 + np.broadcast_to(offset, SIDE)[:, None] - x, 0, 1).astype(np.float32)


def places(coverage: np.ndarray) -> np.ndarray:
    """Where the outline crosses each row, px; rows near the picture's border left out."""
    return coverage.sum(axis=1)[16:-16]


def test_a_frayed_edge_becomes_smooth_at_a_seam() -> None:
    fringe = 5.0 * (np.arange(SIDE) // 2 % 2)
    before, after = edge_at(fringe), smoothed(edge_at(fringe), ALL, unit=UNIT)
    assert np.ptp(places(before)) > 4
    assert np.ptp(places(after)) < 0.5
    assert places(after).mean() == pytest.approx(places(before).mean(), abs=0.5)


def test_a_narrow_tear_closes() -> None:
    torn = np.where((np.arange(SIDE) > 46) & (np.arange(SIDE) < 50), -20.0, 0.0)
    after = smoothed(edge_at(torn), ALL, unit=UNIT)
    assert after[48, :44].min() > 0.5


def test_a_clean_edge_stays_where_it_is_and_sharp() -> None:
    slope = 0.3 * np.arange(SIDE) - 14
    after = smoothed(edge_at(slope), ALL, unit=UNIT)
    assert np.abs(places(after) - places(edge_at(slope))).max() < 0.2
    assert ((after > 0.02) & (after < 0.98)).sum(axis=1)[16:-16].max() <= 4


def test_a_fringe_that_one_part_carries_stays() -> None:
    fringe = edge_at(5.0 * (np.arange(SIDE) // 2 % 2))
    assert np.array_equal(smoothed(fringe, NONE, unit=UNIT), fringe)


def test_no_pixel_depends_on_more_than_the_margin() -> None:
    rng = np.random.default_rng(0)
    coverage, near = rng.random((2, 192, 192)).astype(np.float32)
    reach = margin(UNIT)
    whole = smoothed(coverage, near, unit=UNIT)
    part = smoothed(coverage[40:, 30:], near[40:, 30:], unit=UNIT)
    assert np.allclose(whole[40 + reach :, 30 + reach :], part[reach:, reach:], atol=1e-4)


def test_a_seam_is_where_two_parts_meet_and_nowhere_else() -> None:
    logits = np.zeros((64, 48, 3), np.float32)
    logits[:, :24, 1], logits[:, 24:, 2] = 5, 5
    near = seams(logits)
    assert near[:, 23:25].min() == pytest.approx(1)
    assert near[:, :20].max() == near[:, 28:].max() == 0
    assert seams(logits[:, :24]).max() == 0
