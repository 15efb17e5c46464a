"""Cloth close beside an arm keeps its own colours unless it lies in the arm's shadow."""

from __future__ import annotations

import numpy as np

from engine.layers.regions import Region
from tests.layers.test_things import SHIRT, apart, painted

STRIP = np.s_[205:245, 181:188]  # of the torso, some .03 torso lengths beside the left forearm


def torso_where(colour: tuple[int, int, int]) -> np.ndarray:
    """What the torso's layer has in the middle of a strip of the photo painted in a colour, [n, 3]."""
    cutout, label = painted()
    cutout[STRIP][..., :3] = colour
    person = apart(cutout, label)
    (torso,) = [layer for layer in person.layers if layer.region is Region.TORSO]
    left, top = torso.corner
    return torso.texture[215 - top : 235 - top, 183 - left : 186 - left, :3].reshape(-1, 3).astype(float)


def test_a_hems_last_corner_beside_an_arm_stays() -> None:
    other = (90, 160, 120)  # as light as the shirt
    assert abs(sum(other) - sum(SHIRT)) < 5
    assert np.abs(torso_where(other).mean(0) - other).max() < 40


def test_an_arms_shadow_does_not_stay() -> None:
    dark = (SHIRT[0] // 2, SHIRT[1] // 2, SHIRT[2] // 2)
    assert np.abs(torso_where(dark).mean(0) - SHIRT).max() < 45
