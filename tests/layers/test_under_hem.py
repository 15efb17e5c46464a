"""Legs below a hem: ears of its fringe go, and what is cut from the other leg has one smooth line."""

from __future__ import annotations

import numpy as np

from engine.layers.cut_edges import with_parted_legs
from engine.layers.regions import Region
from engine.layers.scene import Scene
from engine.layers.skeleton import Skeleton
from engine.layers.under_hem import below_hem, continued_up, hidden_width
from engine.layers.whole import Whole
from engine.layers.widths import BINS

SIZE, TORSO_PX = (420, 200), 200.0  # rows, columns
HEM, LEG = np.s_[:180, 40:160], np.s_[180:400, 80:120]


def scene() -> Scene:
    xy = np.zeros((18, 2))
    xy[[8, 9, 10]] = (100, 40), (100, 200), (100, 390)
    shares = np.zeros((9, *SIZE), np.float32)
    shares[Region.TORSO][HEM] = shares[Region.RIGHT_LEG][LEG] = 1
    matte, rgb = shares.sum(0), np.zeros((*SIZE, 3), np.uint8)
    skeleton = Skeleton(xy, np.ones(18, bool), TORSO_PX)
    order = (Region.RIGHT_LEG, Region.TORSO)
    return Scene(rgb, matte, shares, order, skeleton, (0, 0, SIZE[1], SIZE[0]), hangs=True)


def test_an_ear_right_below_a_hem_goes_and_the_leg_stays() -> None:
    near, ear, low = scene(), np.s_[180:190, 128:140], np.s_[300:310, 128:140]
    visible = near.shares[Region.RIGHT_LEG].copy()
    visible[ear] = visible[low] = 1
    sides = np.full((2, 2 * BINS), 20.0)
    sides[:, BINS - 3 : BINS] = 40  # as measured with the ear
    found = below_hem(near, near.field(Region.RIGHT_LEG), visible, sides)
    assert not found[ear].any()
    assert found[LEG].all()
    assert found[low].all(), "only below a hem"


def test_what_cloth_hides_of_a_leg_is_no_wider_than_it_pushes_the_cloth() -> None:
    half = hidden_width(scene(), Region.RIGHT_LEG, np.array([[10.0, 40.0]], np.float32))
    assert half.tolist() == [[10.0, 26.0]]


def test_teeth_beside_the_other_leg_go_and_those_of_the_foot_stay() -> None:
    alpha, twin, shin = (np.zeros(SIZE, np.float32) for _ in range(3))
    alpha[40:400, 60:100], twin[40:400, 100:140], shin[:340] = 1, 1, 1
    teeth = [np.s_[y : y + 4, 100:105] for y in (120, 370)]
    for tooth in teeth:
        alpha[tooth], twin[tooth] = 1, 0
    leg = Whole(np.zeros((*SIZE, 3), np.float32), alpha, alpha * 0, (0, 0, SIZE[1], SIZE[0]))
    found = with_parted_legs(leg, twin, shin, TORSO_PX).alpha
    assert not found[teeth[0]][:, 2:].any()
    assert found[teeth[1]].all()
    assert np.array_equal(found[:, 40:80], alpha[:, 40:80]), "the outer side is the photo's"


def test_what_goes_on_up_a_leg_is_cloth_and_round_a_shoe_the_shoes() -> None:
    rgb = np.zeros((300, 60, 3), np.uint8)
    rgb[200:260], rgb[260:] = (40, 70, 130), (20, 20, 20)  # jeans, and a shoe
    known, foot = np.zeros((300, 60), bool), np.zeros((300, 60), np.float32)
    known[200:290, 10:50], foot[260:] = True, 1
    made = continued_up(rgb, known, np.ones_like(known), foot, torso_px=TORSO_PX)
    assert np.abs(made[:190] - (40, 70, 130)).max() < 3
    assert np.abs(made[292:] - (20, 20, 20)).max() < 3
