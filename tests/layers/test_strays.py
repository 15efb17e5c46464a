"""Strips along a leg's edge: hairlines and crumbs go; heels, corners and what a bag leaves of a thigh stay."""

from __future__ import annotations

import numpy as np
import pytest

from engine.imaging.pixels import Floats
from engine.layers.limb import LimbField, limb_field
from engine.layers.strays import without_strips

TORSO_PX = 200.0  # strips are up to 8 px wide
SIZE = (420, 200)  # rows, columns
HIP, KNEE, ANKLE = (100.0, 40.0), (100.0, 200.0), (100.0, 360.0)


@pytest.fixture(scope="module")
def field() -> LimbField:
    return limb_field(np.array([HIP, KNEE, ANKLE]), (0, 0, SIZE[1], SIZE[0]))


def plane(*parts: tuple[slice, slice]) -> Floats:
    made = np.zeros(SIZE, np.float32)
    for part in parts:
        made[part] = 1
    return made


LEG = np.s_[40:360, 80:120]
TORSO = np.s_[0:40, 70:130]


def kept(field: LimbField, *parts: tuple[slice, slice], over: Floats | None = None) -> Floats:
    nothing = np.zeros(SIZE, np.float32)
    visible, torso = plane(LEG, *parts), plane(TORSO)
    return without_strips(visible, nothing if over is None else over, torso, field=field, torso_px=TORSO_PX)


def test_a_hairline_beside_a_shin_goes_and_the_leg_stays(field: LimbField) -> None:
    hairline = np.s_[150:260, 123:126]
    found = kept(field, hairline)
    assert not found[hairline].any()
    assert (found[LEG] == 1).mean() > 0.999


def test_a_crumb_under_a_hem_away_from_the_leg_goes(field: LimbField) -> None:
    crumb = np.s_[40:46, 62:68]
    assert not kept(field, crumb)[crumb].any()


def test_a_heel_stays(field: LimbField) -> None:
    heel = np.s_[362:400, 84:88]
    assert kept(field, heel)[heel].all()


def test_a_corner_beside_the_torso_stays(field: LimbField) -> None:
    corner = np.s_[40:45, 120:130]
    assert kept(field, corner)[corner].all()


def test_what_a_bag_leaves_of_a_thigh_stays(field: LimbField) -> None:
    rest, bag = np.s_[100:160, 121:125], plane(np.s_[90:170, 125:170])
    assert kept(field, rest, over=bag)[rest].all()


def test_a_crack_that_stands_on_a_toe_goes_and_a_strap_stays(field: LimbField) -> None:
    shoe, crack, strap = np.s_[372:400, 80:170], np.s_[350:372, 150:157], np.s_[350:372, 125:132]
    bar = np.s_[345:352, 115:134]  # which holds the strap at its upper end
    found = kept(field, shoe, crack, strap, bar)
    assert not found[crack][:-6].any()
    assert found[strap].all()
    assert found[shoe].all()
