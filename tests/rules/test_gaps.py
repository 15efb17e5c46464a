"""A narrow gap through which a plain background shows is no part of the person; what only looks alike stays."""

from __future__ import annotations

import numpy as np
import pytest

from engine.rules.gaps import with_gaps

SIZE = (400, 300)
PERSON = slice(40, 380), slice(60, 240)
GAP = slice(120, 220), slice(150, 156)


def person(shirt: int = 60, background: int = 250) -> tuple[np.ndarray, np.ndarray]:
    """Somebody before a plain wall, and a matte that is solid."""
    rgb = np.full((*SIZE, 3), background, np.uint8)
    rgb[PERSON] = shirt
    matte = np.zeros(SIZE, np.float32)
    matte[PERSON] = 1
    return rgb, matte


def test_a_gap_is_opened_and_its_edges_are_soft() -> None:
    rgb, matte = person()
    rgb[GAP] = 250
    done = with_gaps(rgb, matte)
    assert done[GAP].max() < 0.01
    beside = done[GAP[0], 148:150]
    assert 0.5 < beside.min() < 1
    changed = done != matte
    changed[GAP[0].start - 5 : GAP[0].stop + 5, GAP[1].start - 5 : GAP[1].stop + 5] = False
    assert not changed.any()


@pytest.mark.parametrize(
    ("where", "colour"),
    [
        ((slice(120, 220), slice(120, 180)), 250),
        ((slice(120, 220), slice(150, 156)), 238),
        ((slice(120, 122), slice(150, 152)), 250),
    ],
    ids=["white cloth is wide", "white stripes have shades", "a glint is short"],
)
def test_what_only_looks_like_the_background_stays(where: tuple[slice, slice], colour: int) -> None:
    rgb, matte = person()
    rgb[where] = colour
    assert np.array_equal(with_gaps(rgb, matte), matte)


def test_white_before_white_stays() -> None:
    rgb, matte = person(shirt=244)
    rgb[GAP] = 250
    assert np.array_equal(with_gaps(rgb, matte), matte)


def test_a_background_that_is_not_plain_tells_nothing() -> None:
    rgb, matte = person()
    rgb[GAP] = 250
    wall = matte == 0
    rgb[wall] = np.random.default_rng(0).integers(120, 255, (int(wall.sum()), 3))
    assert np.array_equal(with_gaps(rgb, matte), matte)


def test_nobody_is_no_fault() -> None:
    rgb, matte = person()
    assert np.array_equal(with_gaps(rgb, matte * 0), matte * 0)
