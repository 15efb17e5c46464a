"""Scraps of the parsing: small pieces go with the layer that they lie amid, all others stay."""

from __future__ import annotations

import numpy as np
import pytest

from engine.layers.regions import Region
from engine.layers.scraps import clear_scraps
from tests.layers.test_flanks import GAP, H, W, scene

AT = np.s_[180:190, 140:150]  # amid the torso


def _with(giver: Region, place: tuple[slice, slice]) -> np.ndarray:
    """What clearing leaves of a piece of a layer at a place: its share there."""
    standing = scene()
    standing.shares[:, *place] = 0
    standing.shares[giver, *place] = 1
    clear_scraps(standing)
    assert np.abs(standing.shares.sum(0) - 1).max() < 1e-5
    return standing.shares[giver, *place]


@pytest.mark.parametrize("giver", [Region.THING, Region.RIGHT_LEG])
def test_a_scrap_amid_the_torso_goes_with_it(giver: Region) -> None:
    assert _with(giver, AT).max() == 0


def test_a_scrap_of_torso_amid_an_arm_goes_with_that() -> None:
    arm = np.argwhere(scene().shares[Region.RIGHT_ARM, 100:GAP] > 0)
    y, x = (int(value) for value in np.median(arm, 0) + np.array([100, 0]))
    assert _with(Region.TORSO, np.s_[y - 4 : y + 4, x - 4 : x + 4]).max() == 0


def test_large_things_stay() -> None:
    assert _with(Region.THING, np.s_[160:200, 130:170]).min() == 1


def test_what_lies_between_two_layers_stays() -> None:
    edge = int(np.flatnonzero(scene().shares[Region.TORSO, 120])[0])
    assert _with(Region.THING, np.s_[116:124, edge - 4 : edge + 4]).min() == 1


def test_what_stands_in_the_air_stays() -> None:
    assert _with(Region.TORSO, np.s_[H - 20 : H - 12, W - 20 : W - 12]).min() == 1
