"""Beside hanging arms: a sleeve half behind a jacket is whole, cloth is drawn in, and a shirt hangs to its hem."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from engine.layers.layer import Person
from engine.layers.regions import Region
from engine.pose import layer_classes as c
from tests.layers.test_things import SHIRT, SIZE, SKIN, TROUSERS, XY, apart, bag_mask, painted

JACKET = (90, 70, 50)
ROWS = range(180, 250, 10)
ARM_CLASSES = (c.RIGHT_UPPER_ARM, c.RIGHT_FOREARM, c.LEFT_UPPER_ARM, c.LEFT_FOREARM)


def jacketed(*, covers: bool, bare: bool = False, flap: bool = False) -> Person:
    """Without a bag; where it covers, a jacket lies over the inner half of the left arm. flap: of the right cuff."""
    cutout, label = painted()
    if flap:
        corners = np.array([(92, 215), (92, 262), (56, 262), (56, 240)])
        mask = cv2.fillPoly(np.zeros(SIZE[::-1], np.uint8), [corners], 1) > 0
        cutout[mask], label[mask] = (*SHIRT, 255), c.RIGHT_FOREARM
    if bare:
        cutout[np.isin(label, ARM_CLASSES), :3] = SKIN
    cutout[bag_mask(), 3] = label[bag_mask()] = 0
    torso = label == c.TORSO
    cutout[torso] = (*JACKET, 255)
    if covers:
        (x0, y0), (x1, y1), (x2, y2) = XY[5], XY[6], XY[7]
        inner = np.array(
            [(x0 - 30, y0 + 30), (x0, y0 + 30), (x1 - 1, y1), (x2 - 1, y2 + 4), (x2 - 30, y2 + 4)]
        )
        mask = cv2.fillPoly(np.zeros(SIZE[::-1], np.uint8), [inner.astype(np.int32)], 1) > 0
        cutout[mask], label[mask] = (*JACKET, 255), c.TORSO
    return apart(cutout, label)


def plane_of(person: Person, region: Region) -> np.ndarray:
    plane = np.zeros((*SIZE[::-1], 4), np.uint8)
    for layer in person.layers:
        if layer.region is region:
            (x, y), (h, w) = layer.corner, layer.made.shape
            plane[y : y + h, x : x + w] = np.maximum(plane[y : y + h, x : x + w], layer.texture)
    return plane


@pytest.fixture(scope="module")
def covered() -> Person:
    return jacketed(covers=True)


def test_a_sleeve_half_behind_a_jacket_is_as_wide_as_the_other(covered: Person) -> None:
    left, right = (plane_of(covered, limb)[..., 3] > 127 for limb in (Region.LEFT_ARM, Region.RIGHT_ARM))
    widths = np.array([[side[row].sum() for row in ROWS] for side in (left, right)])
    assert (np.abs(widths[0] - widths[1]) <= 6).all(), widths


def test_it_is_whole_as_far_as_its_cuff(covered: Person) -> None:
    left, right = (plane_of(covered, limb)[..., 3] > 127 for limb in (Region.LEFT_ARM, Region.RIGHT_ARM))
    assert max(abs(int(left[row].sum()) - int(right[row].sum())) for row in range(240, 259)) <= 2


def test_what_is_read_onto_the_other_cuff_widens_no_sleeve(covered: Person) -> None:
    flapped = plane_of(jacketed(covers=True, flap=True), Region.LEFT_ARM)[..., 3] > 127
    left = plane_of(covered, Region.LEFT_ARM)[..., 3] > 127
    assert max(int(flapped[row].sum()) - int(left[row].sum()) for row in range(180, 259)) <= 4


def test_what_was_hidden_of_it_is_sleeve(covered: Person) -> None:
    sleeve = plane_of(covered, Region.LEFT_ARM)
    for row in ROWS:
        columns = np.flatnonzero(sleeve[row, :, 3] > 200)
        inner = sleeve[row, columns[3], :3].astype(int)
        assert np.abs(inner - SHIRT).max() < 60 < np.abs(inner - JACKET).max()


def test_a_bare_arm_is_no_wider_than_it_shows() -> None:
    person = jacketed(covers=True, bare=True)
    left, right = (plane_of(person, limb)[..., 3] > 127 for limb in (Region.LEFT_ARM, Region.RIGHT_ARM))
    assert all(left[row].sum() < right[row].sum() - 3 for row in ROWS)


def test_an_arm_that_nothing_hides_stays_as_wide_as_it_is() -> None:
    left = plane_of(jacketed(covers=False), Region.LEFT_ARM)[..., 3] > 127
    for row in ROWS:
        assert 20 <= left[row].sum() <= 32


def test_a_shirt_hangs_straight_to_its_hem_before_wide_hips() -> None:
    cutout, label = painted()
    cutout[bag_mask(), 3] = label[bag_mask()] = 0
    blank = np.zeros(SIZE[::-1], np.uint8)
    hips = cv2.ellipse(blank.copy(), (150, 330), (80, 60), 0, 0, 360, 1, -1) > 0
    hips &= np.isin(label, (0, c.LEFT_HAND, c.RIGHT_HAND))
    hips[:286] = False
    cutout[hips] = (*TROUSERS, 255)
    label[hips] = np.where(np.arange(SIZE[0]) < 150, c.RIGHT_THIGH, c.LEFT_THIGH)[None].repeat(SIZE[1], 0)[
        hips
    ]
    # Both arms stand off, so that the shirt's sides show; the hands lie over the corners of its hem.
    arms = np.isin(label, (c.RIGHT_UPPER_ARM, c.RIGHT_FOREARM, c.LEFT_UPPER_ARM, c.LEFT_FOREARM))
    arms[:150] = False
    cutout[arms, 3] = label[arms] = 0
    for x, hand in ((98, c.RIGHT_HAND), (202, c.LEFT_HAND)):
        over = cv2.ellipse(blank.copy(), (x, 272), (22, 26), 0, 0, 360, 1, -1) > 0
        cutout[over], label[over] = (*SKIN, 255), hand
    shirt = plane_of(apart(cutout, label), Region.TORSO)[..., 3] > 127
    for row in (256, 264, 272, 280):
        ends = np.flatnonzero(shirt[row])
        assert abs(ends[-1] - (190 + (row - 110) * 5 / 175)) < 5
        assert abs(ends[0] - (110 - (row - 110) * 5 / 175)) < 5
