"""Scraps of what lies beside an arm are not the arm's; loose threads before the background are."""

from __future__ import annotations

import cv2
import numpy as np

from engine.imaging.pixels import Floats
from engine.layers.cut_edges import without_whiskers
from engine.layers.whole import Whole

SIZE, TORSO = (200, 300), 600.0
FINGER, HAIR, SPECK = np.s_[60:68, 150:220], np.s_[120:123, 150:220], np.s_[160:164, 230:233]


def arm() -> Whole:
    """A forearm with a finger, a hair beside that, and a speck."""
    alpha = np.zeros(SIZE, np.float32)
    alpha[40:160, 60:150] = 1
    for part in (FINGER, HAIR, SPECK):
        alpha[part] = 1
    return Whole(np.zeros((*SIZE, 3), np.float32), alpha, alpha * 0.5, (0, 0, SIZE[1], SIZE[0]))


def without(others: Floats) -> Whole:
    return without_whiskers(arm(), others, TORSO)


def test_what_is_thinner_than_a_finger_beside_a_shirt_is_the_shirts() -> None:
    shirt = np.zeros(SIZE, np.float32)
    shirt[:, 152:] = 1
    found = without(shirt)
    assert not found.alpha[HAIR][:, 6:].any()
    assert not found.alpha[SPECK].any()
    assert not found.made[SPECK].any()
    assert found.alpha[FINGER].all()
    rest = cv2.erode((arm().alpha > 0).astype(np.uint8), np.ones((5, 5))) > 0
    assert np.array_equal(found.alpha[rest], arm().alpha[rest])


def test_before_the_background_it_stays() -> None:
    assert np.array_equal(without(np.zeros(SIZE, np.float32)).alpha, arm().alpha)
