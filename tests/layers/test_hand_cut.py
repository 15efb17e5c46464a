"""A large photo of a hand on the hip: between its fingers lies shirt, which stays where it is when the arm goes."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from engine.layers.layer import Person
from engine.layers.regions import Region
from engine.pose.pose import Joint
from tests.layers.test_hands import HAND, SHIRT, SKIN, painted, person_of, texture

LARGER = 4
SHADED = tuple(level * 3 // 4 for level in SHIRT)
# Half way between neighbouring fingers, from knuckles to tips.
BETWEEN = np.array([(HAND[5 + 4 * k : 9 + 4 * k] + HAND[9 + 4 * k : 13 + 4 * k]) / 2 for k in range(3)])


def large() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The painted person, its classes and the hand's points, with fingers that are apart and softly drawn."""
    cutout, label = (
        cv2.resize(plane, None, fx=LARGER, fy=LARGER, interpolation=cv2.INTER_NEAREST) for plane in painted()
    )
    points = (HAND + 0.5) * LARGER - 0.5
    rgb = cutout[..., :3].copy()
    for gap in (BETWEEN + 0.5) * LARGER - 0.5:
        cv2.polylines(rgb, [gap.round().astype(np.int32)], False, SHADED, 9)
    cutout[..., :3] = rgb
    shown = cutout[..., 3] > 0
    cutout[..., :3][shown] = cv2.GaussianBlur(cutout[..., :3], (0, 0), 1.5)[shown]
    return cutout, label, points


@pytest.fixture(scope="module")
def apart() -> Person:
    cutout, label, points = large()
    return person_of(cutout, label, {Joint.R_WRIST: points}, LARGER)


def test_what_lies_between_the_fingers_stays(apart: Person) -> None:
    x, y = ((BETWEEN + 0.5) * LARGER - 0.5).reshape(-1, 2).round().astype(int).T
    arm = texture(apart, Region.RIGHT_ARM)
    assert (arm[y, x, 3] < 60).mean() > 0.9
    shirt = texture(apart, Region.TORSO)
    assert (np.abs(shirt[y, x, :3].astype(int) - SHIRT).max(1) < 50).all()


def test_fingers_are_the_skins_alone(apart: Person) -> None:
    arm = texture(apart, Region.RIGHT_ARM).astype(float)
    x0, y0 = ((HAND[5:].min(0) - 2) * LARGER).astype(int)
    x1, y1 = ((HAND[5:].max(0) + 3) * LARGER).astype(int)
    colours, alpha = arm[y0:y1, x0:x1, :3], arm[y0:y1, x0:x1, 3:] / 255
    shows = alpha[..., 0] > 0.5
    assert np.abs(colours[shows] / alpha[shows] - SKIN).max(1).mean() < 12
    x, y = ((HAND[5:] + 0.5) * LARGER - 0.5).round().astype(int).T
    assert (arm[y, x, 3] > 200).all()
