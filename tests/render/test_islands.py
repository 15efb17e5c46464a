"""A scrap that nothing moved changes with what lies all around it, if that is no ground and the scrap is small."""

from __future__ import annotations

import numpy as np

from engine.render.islands import fill_islands


def marked(hole: tuple[slice, slice], *, bare: bool = False) -> np.ndarray:
    """Whether a hole in what changed is marked too, where bodies of 20 px are islands."""
    changed = np.zeros((120, 160), np.uint8)
    changed[20:100, 20:140] = 255
    changed[hole] = 0
    ground = np.full(changed.shape, 255 if bare else 0, np.uint8)
    fill_islands(changed, ground, 20.0)
    assert not changed[:20].any()
    return changed[hole] > 0


def test_a_scrap_amid_changed_pixels_changes() -> None:
    assert marked((slice(50, 62), slice(60, 72))).all()


def test_what_is_wide_rests() -> None:
    assert not marked((slice(40, 80), slice(50, 110)))[2:-2, 2:-2].any()


def test_what_reaches_out_rests() -> None:
    assert not marked((slice(20, 62), slice(60, 72))).any()


def test_ground_rests() -> None:
    assert not marked((slice(50, 62), slice(60, 72)), bare=True).any()
