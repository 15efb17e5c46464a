"""Trousers under a bag: what a leg shows nothing of is made of the other leg, not of its own boots."""

from __future__ import annotations

import numpy as np

from engine.layers.regions import Region
from engine.pose import layer_classes as c
from tests.layers.test_things import GREEN, SIZE, TROUSERS, apart, painted

BOOTS_FROM, BROWN = 420, (120, 70, 40)
LEGS = (c.RIGHT_THIGH, c.RIGHT_SHIN, c.LEFT_THIGH, c.LEFT_SHIN)


def test_a_thigh_that_a_bag_hides_wears_the_other_ones_cloth() -> None:
    cutout, label = painted()
    y, x = np.mgrid[: SIZE[1], : SIZE[0]]
    cutout[np.isin(label, LEGS) & (y > BOOTS_FROM), :3] = BROWN
    bag = (y >= 285) & (y < 405) & (x >= 70) & (x < 172)
    label[bag], cutout[bag] = c.THING, (*GREEN, 255)
    (leg,) = [layer for layer in apart(cutout, label).layers if layer.region is Region.RIGHT_LEG]
    middle = leg.texture[310 - leg.corner[1] : 355 - leg.corner[1], 125 - leg.corner[0] : 140 - leg.corner[0]]
    assert (middle[..., 3] > 250).all()
    assert np.abs(middle[..., :3].astype(int) - TROUSERS).max() < 20
