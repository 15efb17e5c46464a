"""Under arms plain cloth is lit as around, garments stay apart, prints stay pieces; hems and sides go on."""

from __future__ import annotations

import cv2
import numpy as np

from engine.layers.plain_cloth import with_plain_cloth
from engine.layers.regions import Region
from engine.pose import layer_classes as c
from tests.layers.test_sleeves import plane_of
from tests.layers.test_things import SIZE, SKIN, TROUSERS, apart, bag_mask, painted

TORSO_PX, SHAPE = 200.0, (400, 300)
HOLE = (slice(60, 340), slice(0, 60))
WHITE, NAVY = (215, 210, 205), (30, 35, 80)


def cloth(grain: int) -> np.ndarray:
    """White over navy, from left to right a little brighter."""
    base = np.full((*SHAPE, 3), WHITE, np.float32)
    base[250:] = NAVY
    noise = np.random.default_rng(5).integers(-grain, grain + 1, SHAPE)
    return (base + np.linspace(0, 20, SHAPE[1])[None, :, None] + noise[..., None]).astype(np.float32)


def known_and_over() -> tuple[np.ndarray, np.ndarray]:
    over = np.zeros(SHAPE, bool)
    over[HOLE] = True
    return ~over, over


def filled(truth: np.ndarray) -> np.ndarray:
    """What is made of pieces that a stripe and a block of another light run through."""
    known, over = known_and_over()
    pieces = truth.copy()
    pieces[100:180, 20:35] -= 30
    pieces[150:230, 0:60] += 12
    return with_plain_cloth(pieces, known, over, TORSO_PX)


def test_stripes_and_blocks_of_another_light_are_gone() -> None:
    truth = cloth(2)
    off = np.abs(filled(truth) - truth)[70:235, :55].max(-1)
    assert np.percentile(off, 95) < 12, np.percentile(off, 95)
    assert off.mean() < 6


def test_two_garments_do_not_bleed_into_each_other() -> None:
    truth = cloth(2)
    made = filled(truth)
    assert np.abs(made - truth)[236:242, 10:50].mean() < 10
    assert np.abs(made - truth)[256:330, 10:50].mean() < 10
    step = made[244, 10:50].mean(-1) - made[255, 10:50].mean(-1)
    assert (step > 100).all()


def test_a_print_stays_as_it_was_pieced() -> None:
    rng = np.random.default_rng(7)
    printed = cv2.resize(rng.integers(20, 230, (100, 75, 3)).astype(np.float32), SHAPE[::-1])
    known, over = known_and_over()
    made = with_plain_cloth(printed, known, over, TORSO_PX)
    assert np.abs(made - printed)[over].mean() < 1


def test_what_shows_far_from_arms_is_the_photo() -> None:
    truth = cloth(2)
    assert np.array_equal(filled(truth)[:, 90:], truth[:, 90:])


def hem_row(x: np.ndarray) -> np.ndarray:
    return np.asarray(290 - 24 * ((x - 150) / 40.0) ** 2)


def test_a_hem_goes_on_under_hands_as_bent_as_it_is() -> None:
    cutout, label = painted()
    cutout[bag_mask(), 3] = label[bag_mask()] = 0
    cut = (np.arange(SIZE[1])[:, None] > hem_row(np.arange(SIZE[0]))[None]) & (label == c.TORSO)
    cutout[cut] = (*TROUSERS, 255)
    label[cut] = np.where(np.arange(SIZE[0]) < 150, c.RIGHT_THIGH, c.LEFT_THIGH)[None].repeat(SIZE[1], 0)[cut]
    for x, hand in ((108, c.RIGHT_HAND), (192, c.LEFT_HAND)):
        over = cv2.circle(np.zeros(SIZE[::-1], np.uint8), (x, 266), 20, 1, -1) > 0
        cutout[over], label[over] = (*SKIN, 255), hand
    shirt = plane_of(apart(cutout, label), Region.TORSO)[..., 3] > 127
    columns = np.r_[110:124, 176:190]
    lowest = SIZE[1] - 1 - shirt[::-1, columns].argmax(0)
    # A straight hem would hang 18 px too low at the corners.
    assert np.abs(lowest - hem_row(columns)).max() < 15, lowest - hem_row(columns)


def test_what_bulges_out_below_the_armpit_goes_with_the_arm() -> None:
    cutout, label = painted()
    cutout[bag_mask(), 3] = label[bag_mask()] = 0
    # The inner half of the left sleeve is read as torso, below the armpit.
    bulge = label == c.LEFT_UPPER_ARM
    bulge[:125], bulge[150:], bulge[:, 199:] = False, False, False
    label[bulge] = c.TORSO
    torso = plane_of(apart(cutout, label), Region.TORSO)[..., 3] > 127
    ends = np.array([np.flatnonzero(torso[row])[-1] for row in range(112, 170)])
    assert ends.max() < 195, ends
    assert np.abs(np.diff(ends)).max() <= 2, ends
