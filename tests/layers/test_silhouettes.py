"""A narrow skirt that the parsing calls two thighs is one cloth down to its hem; trousers and shorts stay legs."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from engine.layers.layer import Person
from engine.layers.regions import LEGS, Region
from engine.pose import layer_classes as c
from tests.layers.test_hems import shown
from tests.layers.test_things import SHIRT, SIZE, SKIN, TROUSERS, apart, bag_mask, painted

HEM, BLACK = 370, (30, 30, 34)
GREY, TAN = (110, 100, 96), (140, 100, 76)


def dressed(
    cloth: tuple[int, int, int], below: tuple[int, int, int], *, hem: int = HEM, gap: int = 0
) -> Person:
    """A person in cloth from the hips to a hem, as wide as both thighs but for a gap between them; all called legs."""
    cutout, label = painted()
    label[bag_mask()], cutout[bag_mask(), 3] = 0, 0
    y, x = np.mgrid[: SIZE[1], : SIZE[0]]
    legs = np.isin(label, (c.RIGHT_THIGH, c.LEFT_THIGH, c.RIGHT_SHIN, c.LEFT_SHIN))
    # Below the hem two legs with ground between them.
    thin = np.zeros(SIZE[::-1], np.uint8)
    for side in (125, 175):
        cv2.line(thin, (side, 300), (side, 510), 1, 26)
    bare = legs & (y >= hem)
    label[bare & (thin == 0)], cutout[bare & (thin == 0), 3] = 0, 0
    cutout[bare & (thin > 0), :3] = below
    skirt = (y > 285) & (y < hem) & (x > 98) & (x < 202) & (np.abs(x - 150) >= gap / 2)
    between = (y > 285) & (y < hem) & (np.abs(x - 150) < gap / 2)
    cutout[skirt], label[skirt] = (*cloth, 255), np.where(x < 150, c.RIGHT_THIGH, c.LEFT_THIGH)[skirt]
    cutout[between, 3], label[between] = 0, 0
    return apart(cutout, label)


def lowest(person: Person) -> int:
    """The last row in which the torso shows in the middle of either thigh."""
    torso = shown(person, Region.TORSO)
    return int(min(np.flatnonzero(torso[:, column]).max() for column in (125, 175)))


@pytest.mark.parametrize(("cloth", "below"), [(SHIRT, SKIN), (TROUSERS, BLACK), (BLACK, BLACK)])
def test_a_skirt_hangs_down_to_its_hem(cloth: tuple[int, int, int], below: tuple[int, int, int]) -> None:
    person = dressed(cloth, below)
    assert abs(lowest(person) - HEM) < 10
    legs = shown(person, LEGS[0]) | shown(person, LEGS[1])
    assert not legs[300 : HEM - 12].any()
    assert legs[HEM + 12 : 500, 125].all()


def test_trousers_stay_two_legs() -> None:
    cutout, label = painted()
    label[bag_mask()], cutout[bag_mask(), 3] = 0, 0
    assert lowest(apart(cutout, label)) < 310


def test_shorts_with_a_gap_stay_two_legs() -> None:
    assert lowest(dressed(TROUSERS, SKIN, gap=10)) < 310


def test_bare_thighs_above_a_shadow_are_no_skirt() -> None:
    # Wide down to the knee and of the shins' colour, but not of what is worn at the hips.
    cutout, label = painted()
    label[bag_mask()], cutout[bag_mask(), 3] = 0, 0
    legs = np.isin(label, (c.RIGHT_THIGH, c.LEFT_THIGH, c.RIGHT_SHIN, c.LEFT_SHIN))
    y, x = np.mgrid[: SIZE[1], : SIZE[0]]
    wide = (y > 285) & (y < HEM) & (x > 98) & (x < 202)
    label[legs & (y >= HEM) & ((x < 112) | ((x > 138) & (x < 162)) | (x > 188))] = 0
    label[wide] = np.where(x < 150, c.RIGHT_THIGH, c.LEFT_THIGH)[wide]
    cutout[(legs | wide)] = (*SKIN, 255)
    cutout[wide & (y < 318)] = (*TROUSERS, 255)
    cutout[..., 3] = np.where(label > 0, 255, 0)
    assert lowest(apart(cutout, label)) < 330


def seen_skirt(cloth: tuple[int, int, int], legs: np.ndarray) -> Person:
    """A person in a skirt that the parsing knows, over legs [H, W, 3]."""
    cutout, label = painted()
    label[bag_mask()], cutout[bag_mask(), 3] = 0, 0
    y, x = np.mgrid[: SIZE[1], : SIZE[0]]
    skirt = (y > 285) & (y < HEM) & (x > 98) & (x < 202)
    thin = np.zeros(SIZE[::-1], np.uint8)
    for side in (125, 175):
        cv2.line(thin, (side, 300), (side, 510), 1, 34)
    parsed = np.isin(label, (c.RIGHT_THIGH, c.LEFT_THIGH, c.RIGHT_SHIN, c.LEFT_SHIN))
    gone = parsed & (y >= HEM) & (thin == 0)
    label[gone], cutout[gone, 3] = 0, 0
    shins = (y >= HEM) & (thin > 0) & (label > 0)
    cutout[shins, :3] = legs[shins]
    cutout[skirt], label[skirt] = (*cloth, 255), c.SKIRT
    return apart(cutout, label)


def in_rows(above: tuple[int, int, int], below: tuple[int, int, int], row: int) -> np.ndarray:
    """Colours [H, W, 3]: one above a row, another below."""
    legs = np.empty((*SIZE[::-1], 3), np.uint8)
    legs[:row], legs[row:] = above, below
    return legs


def test_a_skirt_that_was_seen_ends_above_bare_legs_in_boots() -> None:
    """Skin is more like a grey dress than black boots are, and no cloth for that."""
    person = seen_skirt(GREY, in_rows(TAN, BLACK, 449))
    assert abs(lowest(person) - HEM) < 12
    assert shown(person, LEGS[0])[HEM + 12 : 500, 125].all()


def test_skin_in_a_skirts_shade_is_no_cloth() -> None:
    """Darkened by the skirt above it, it is more like that one's cloth than like the legs in the light."""
    shaded = (132, 108, 90)
    person = seen_skirt((90, 70, 110), in_rows(shaded, SKIN, HEM + 24))
    assert abs(lowest(person) - HEM) < 8
