"""Gaps that a matte has filled show the paper behind: they are the person's no more, and nothing else is taken."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from engine.source.plain_gaps import without_plain_gaps

_SIZE = (600, 480)
_GAP = np.s_[250:330, 232:250]


def standing() -> NDArray[np.float32]:
    """Two legs close to each other, [H, W] in 0..1."""
    matte = np.zeros(_SIZE, np.float32)
    matte[60:560, 150:330] = 1
    return matte


def photo(ground: int, *, noise: float, cloth: int = 90) -> NDArray[np.uint8]:
    """The same before paper, with a gap."""
    rng = np.random.default_rng(0)
    person = standing() > 0
    person[_GAP] = False
    seen = np.where(person[..., None], cloth + 20 * np.sin(np.arange(_SIZE[1]) / 9)[:, None], ground)
    return (seen + rng.normal(0, noise, (*_SIZE, 3))).clip(0, 255).astype(np.uint8)


@pytest.mark.parametrize("ground", [252, 128, 40])
def test_a_filled_gap_before_paper_is_open_again(ground: int) -> None:
    done = without_plain_gaps(photo(ground, noise=0.5, cloth=200 if ground == 128 else 90), standing())
    assert done[_GAP].max() < 0.1
    far = (
        cv2.dilate((done < 0.5).astype(np.uint8) * standing().astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    )
    beside = np.zeros(_SIZE, bool)
    beside[244:336, 226:256] = True
    assert not (far & ~beside).any()
    assert done.dtype == np.float32


def test_before_a_street_nothing_is_told_by_its_colour() -> None:
    street = photo(128, noise=0.5, cloth=200)
    rng = np.random.default_rng(1)
    wall = cv2.GaussianBlur(rng.normal(0, 300, _SIZE).astype(np.float32), (0, 0), 5)
    mottled = (
        np.where(standing()[..., None] > 0, street, (128 + wall)[..., None]).clip(0, 255).astype(np.uint8)
    )
    assert np.array_equal(without_plain_gaps(mottled, standing()), standing())


def test_a_hairline_of_the_papers_colour_stays() -> None:
    """A seam or a button may shine as white as paper."""
    seen = photo(252, noise=0.5)
    seen[_GAP] = 90
    seen[100:500, 200:202] = 252
    assert np.array_equal(without_plain_gaps(seen, standing()), standing())


def test_nobody_stays_nobody() -> None:
    nobody = np.zeros(_SIZE, np.float32)
    assert np.array_equal(without_plain_gaps(photo(252, noise=0.5), nobody), nobody)
