"""Long hair that the parsing calls shirt and sleeve goes with the head, and a shirt in the hair's colour does not."""

from __future__ import annotations

import cv2
import numpy as np

from engine.layers.layer import Person
from engine.layers.regions import Region
from engine.pose import layer_classes as c
from tests.layers.test_hems import shown
from tests.layers.test_things import SHIRT, SIZE, apart, bag_mask, painted

BROWN = (95, 60, 35)
LOCKS = ((116, 60, 116, 190), (184, 60, 184, 190))


def long_haired(shirt: tuple[int, int, int] = SHIRT) -> tuple[Person, np.ndarray]:
    """A person whose hair hangs down to the chest, which the parsing takes for the shirt; and that hair."""
    cutout, label = painted()
    label[bag_mask()], cutout[bag_mask(), 3] = 0, 0
    worn = np.isin(label, (c.TORSO, c.RIGHT_UPPER_ARM, c.LEFT_UPPER_ARM, c.RIGHT_FOREARM, c.LEFT_FOREARM))
    cutout[worn, :3] = shirt
    hair = np.zeros(SIZE[::-1], np.uint8)
    cv2.ellipse(hair, (150, 44), (40, 26), 0, 180, 360, 1, -1)
    for x0, y0, x1, y1 in LOCKS:
        cv2.line(hair, (x0, y0 - 10), (x1, y1), 1, 22)
    cutout[hair > 0] = (*BROWN, 255)
    y = np.mgrid[: SIZE[1], : SIZE[0]][0]
    label[(hair > 0) & (y < 92)] = c.HAIR
    label[(hair > 0) & (y >= 92) & (label == 0)] = c.TORSO
    return apart(cutout, label), hair > 0


def hanging(person: Person, hair: np.ndarray) -> float:
    """The share of what hangs below the neck that goes with the head."""
    low = hair & (np.mgrid[: SIZE[1], : SIZE[0]][0] > 110)
    return float(shown(person, Region.HEAD)[low].mean())


def test_locks_over_the_shirt_go_with_the_head() -> None:
    assert hanging(*long_haired()) > 0.85


def test_the_shirt_between_them_stays() -> None:
    person, _ = long_haired()
    between = np.s_[130:250, 140:160]
    assert not shown(person, Region.HEAD)[between].any()
    assert shown(person, Region.TORSO)[between].all()


def test_where_a_shirt_looks_like_the_hair_what_was_read_stands() -> None:
    person, hair = long_haired(BROWN)
    assert hanging(person, hair) < 0.3
    assert not shown(person, Region.HEAD)[200:].any()
