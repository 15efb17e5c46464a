"""Where arm and flank meet: the torso keeps to its side under the arm, which runs into the outline that shows."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from engine.layers.flanks import clear_flanks
from engine.layers.outline import trunk_of
from engine.layers.regions import LIMBS, Region
from engine.layers.scene import Scene
from engine.layers.skeleton import Skeleton
from engine.pose.pose import Joint

H, W, TORSO_PX = 420, 300, 200.0
NECK, SHOULDER, HIP = 60, 70, 260
GAP, HAND = (
    150,
    230,
)  # rows: from where background shows between arm and body, and from where a hand lies on the hip
JOINTS = {
    Joint.NECK: (150, NECK),
    Joint.R_SHOULDER: (95, SHOULDER),
    Joint.L_SHOULDER: (205, SHOULDER),
    Joint.R_HIP: (120, HIP),
    Joint.L_HIP: (180, HIP),
    Joint.R_ELBOW: (40, 170),
    Joint.L_ELBOW: (260, 170),
    Joint.R_WRIST: (85, 250),
    Joint.L_WRIST: (215, 250),
    Joint.R_KNEE: (120, 360),
    Joint.L_KNEE: (180, 360),
    Joint.R_ANKLE: (120, 410),
    Joint.L_ANKLE: (180, 410),
}
X, Y = np.meshgrid(np.arange(W, dtype=np.float32), np.arange(H, dtype=np.float32))


def side(rows: np.ndarray) -> np.ndarray:
    """The left flank of the picture: it runs inwards down to the waist, then out to the hips."""
    return np.asarray(88 + 0.15 * (np.minimum(rows, 200) - 70) - 0.25 * (rows - 200).clip(0, 60))


def scene() -> Scene:
    """Somebody with hands on their hips, in one cloth, whose arms hide the flanks above `GAP` and below `HAND`."""
    xy, known = np.zeros((18, 2)), np.zeros(18, bool)
    for joint, place in JOINTS.items():
        xy[joint], known[joint] = place, True
    flank = side(Y)
    torso = (flank <= X) & (flank <= W - 1 - X) & (Y >= NECK) & (Y < HIP + 30)
    legs = (np.abs(X - 150) < 70) & (Y >= HIP + 30)
    arms = [(flank > X) & (X > 20), (flank > W - 1 - X) & (W - 1 - X > 20)]
    arms = [arm & (Y >= NECK) & ((Y < GAP) | (Y >= HAND)) & (Y < HIP + 40) for arm in arms]
    shares = np.zeros((9, H, W), np.float32)
    shares[Region.TORSO], shares[Region.RIGHT_ARM], shares[Region.LEFT_ARM] = torso, *arms
    shares[Region.RIGHT_LEG], shares[Region.LEFT_LEG] = legs & (X < 150), legs & (X >= 150)
    matte = shares.sum(0)
    shares[Region.HEAD] += 1 - matte
    order: tuple[Region, ...] = (Region.LEFT_LEG, Region.RIGHT_LEG, Region.TORSO, Region.HEAD)
    order = (*order, Region.RIGHT_ARM, Region.LEFT_ARM, Region.THING, Region.RIGHT_RIM, Region.LEFT_RIM)
    return Scene(
        np.full((H, W, 3), 120, np.uint8), matte, shares, order, Skeleton(xy, known, TORSO_PX), (0, 0, W, H)
    )


def test_a_hidden_side_runs_into_the_one_that_shows_without_step_or_bend() -> None:
    trunk = trunk_of(scene())
    rows = np.arange(GAP - 25, GAP + 25)
    found = trunk.sides[0, rows]
    assert trunk.shows[0, GAP + 10 : HAND - 10].all()
    assert not trunk.shows[0, SHOULDER:GAP].any()
    assert np.abs(found - side(rows)).max() < 4, found - side(rows)
    slopes = (found[10:] - found[:-10]) / 10
    assert np.abs(slopes - 0.15).max() < 0.25, slopes
    assert np.abs(np.diff(slopes)).max() < 0.11


@pytest.mark.parametrize("rows", [slice(100, 120), slice(130, 148)])
def test_what_of_the_torso_lies_outside_its_side_under_an_arm_is_none_of_it(rows: slice) -> None:
    before = scene()
    sliver = np.zeros((H, W), bool)
    sliver[rows, :110] = before.shares[Region.RIGHT_ARM, rows, :110] > 0
    sliver &= side(Y) - 16 < X
    before.shares[Region.TORSO][sliver], before.shares[Region.RIGHT_ARM][sliver] = 1, 0
    trunk = trunk_of(scene())
    standing = replace(before, trunk=trunk)
    clear_flanks(standing)
    outside = sliver & (trunk.sides[0][:, None] - 2 > X)
    assert outside.sum() > 60
    assert standing.shares[Region.TORSO][outside].max() < 0.3
    assert standing.shares[[Region.RIGHT_ARM, Region.RIGHT_RIM]].sum(0)[outside].min() > 0.7
    assert np.abs(standing.shares.sum(0) - 1).max() < 1e-5


def test_an_outline_that_shows_is_left_alone() -> None:
    standing = scene()
    before = standing.shares[:, GAP + 12 : HAND - 12].copy()
    standing = replace(standing, trunk=trunk_of(standing))
    clear_flanks(standing)
    assert np.abs(standing.shares[:, GAP + 12 : HAND - 12] - before).max() < 1e-6


def test_an_arm_behind_the_torso_takes_nothing_of_it() -> None:
    standing = scene()
    order = (*(r for r in standing.order if r in LIMBS), *(r for r in standing.order if r not in LIMBS))
    standing = replace(standing, order=order, trunk=trunk_of(scene()))
    standing.shares[Region.TORSO, 110:140, 70:110], standing.shares[Region.RIGHT_ARM, 110:140, 70:110] = 1, 0
    clear_flanks(standing)
    assert standing.shares[Region.TORSO, 110:140, 70:110].min() == 1


def test_before_an_arm_the_torso_ends_where_it_is_seen_to() -> None:
    standing = scene()
    order = (*(r for r in standing.order if r in LIMBS), *(r for r in standing.order if r not in LIMBS))
    scrap = np.zeros((H, W), bool)
    scrap[238:248, 40:110] = standing.shares[Region.RIGHT_ARM, 238:248, 40:110] > 0
    standing.shares[Region.TORSO][scrap], standing.shares[Region.RIGHT_ARM][scrap] = 1, 0
    standing = replace(standing, order=order)
    trunk = trunk_of(standing)
    standing = replace(standing, trunk=trunk)
    rows = np.r_[165:235, 252:270]
    assert np.abs(trunk.sides[0, rows] - side(rows)).max() < 4
    clear_flanks(standing)
    outside = scrap & (side(Y) - 10 > X)
    assert outside.sum() > 60
    assert standing.shares[Region.TORSO][outside].max() < 0.3


def test_a_shirt_hangs_from_where_it_shows_farthest_out() -> None:
    standing = scene()
    # Beside the hand a piece of shirt shows farther out than the last row of its side.
    wide = (X > 60) & (X < 110) & (Y > 236) & (Y < 250)
    standing.shares[Region.TORSO][wide], standing.shares[Region.RIGHT_ARM][wide] = 1, 0
    found = trunk_of(standing).sides[0, 252:280]
    assert found.max() < 72, found
