"""A bent elbow: outside it is as wide as the arm, inside nothing is left open, and nothing jumps."""

from __future__ import annotations

import numpy as np
import pytest

from engine.layers.creases import bent_at
from engine.layers.limb import Wrist, limb_field, on_wrist
from engine.layers.mesh import mesh_over
from engine.layers.regions import Region
from engine.layers.skeleton import Skeleton

ELBOW, HALF, REACH = np.array((100.0, 100.0)), 20.0, 80
WIDTH = 28.0  # what the range is made for, over which points pass from one bone to the next


def away(points: np.ndarray, ways: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
    """How far points lie from the nearer of two bones that lead away from the elbow."""
    off = points - ELBOW
    return np.min([np.linalg.norm(off - (off @ w).clip(0)[:, None] * w, axis=1) for w in ways], axis=0)


def side(across: float, rest: float) -> tuple[np.ndarray, np.ndarray]:
    """One side of an arm whose forearm is bent by `rest` radians already: points down along it, and their shares."""
    up, down = np.array((0.0, -1.0)), np.array((-np.sin(rest), np.cos(rest)))
    steps = np.arange(-REACH, REACH + 1.0)
    on_upper = ELBOW + -steps[:, None] * up + across * np.array((1.0, 0.0))
    on_lower = ELBOW + steps[:, None] * down + across * np.array((np.cos(rest), np.sin(rest)))
    points = np.where(steps[:, None] < 0, on_upper, on_lower)
    off = points - ELBOW
    far = [np.linalg.norm(off - (off @ w).clip(0)[:, None] * w, axis=1) for w in (up, down)]
    t = ((far[0] - far[1]) / (2 * 0.75 * WIDTH) + 0.5).clip(0, 1)
    return points, t * t * (3 - 2 * t)


@pytest.mark.parametrize("rest", [0.0, 0.35])
@pytest.mark.parametrize("by", [0.5, 1.2, 1.8])
def test_outside_a_bend_an_arm_keeps_its_width(rest: float, by: float) -> None:
    points, share = side(HALF, rest)  # the forearm turns clockwise, to the left: this is the outside
    down = np.array((-np.sin(rest), np.cos(rest)))
    moved = bent_at(points, ELBOW, (np.array((0.0, 1.0)), down), by, share, WIDTH)
    now = np.array((-np.sin(rest + by), np.cos(rest + by)))
    off = away(moved, (np.array((0.0, -1.0)), now))
    assert off.max() < HALF * 1.08, "no ball"
    assert off.min() > HALF * 0.9, "no flat end"
    before, after = (np.linalg.norm(np.diff(line, axis=0), axis=1) for line in (points, moved))
    assert (after / before).max() < 2, "nothing jumps"


def test_what_lies_on_one_bone_alone_goes_with_it() -> None:
    points, share = side(HALF, 0.0)
    moved = bent_at(points, ELBOW, (np.array((0.0, 1.0)),) * 2, 1.2, share, WIDTH)
    assert (moved[share == 0] == points[share == 0]).all()
    c, s = np.cos(1.2), np.sin(1.2)
    turned = ELBOW + (points - ELBOW) @ np.array([[c, s], [-s, c]])
    assert moved[share == 1] == pytest.approx(turned[share == 1])


def test_cells_are_finer_around_an_elbow_alone() -> None:
    xy = np.zeros((18, 2))
    xy[[2, 3, 4]] = (150, 60), (150, 200), (150, 330)
    alpha = np.zeros((400, 300), np.uint8)
    alpha[40:380, 130:170] = 255
    skeleton = Skeleton(xy, np.ones(18, bool), 260.0)
    mesh = mesh_over(Region.RIGHT_ARM, alpha, skeleton, hangs=False)
    corners = mesh.points[mesh.triangles]
    tall, at = np.ptp(corners[..., 1], axis=1), corners[..., 1].mean(1)
    assert tall[np.abs(at - 200) < 30].max() <= 5
    assert tall[at > 300].min() == tall[at < 100].min() == 10
    even = mesh_over(Region.RIGHT_ARM, alpha, skeleton, hangs=False, even=True)
    assert np.ptp(even.points[even.triangles][..., 1], axis=1).max() == 10


def test_a_mesh_lies_where_its_layer_does() -> None:
    xy = np.zeros((18, 2))
    xy[[2, 3, 4]] = (150, 60), (150, 200), (150, 330)
    skeleton, alpha = Skeleton(xy, np.ones(18, bool), 260.0), np.zeros((400, 300), np.uint8)
    alpha[40:380, 130:170] = 255
    whole = mesh_over(Region.RIGHT_ARM, alpha, skeleton, hangs=False)
    part = mesh_over(Region.RIGHT_ARM, alpha[20:, 110:], skeleton, corner=(110, 20), hangs=False)
    assert (whole.points == part.points).all()
    assert (whole.triangles == part.triangles).all()


def test_a_hand_goes_on_from_a_wrist_that_lies_and_is_otherwise() -> None:
    field = limb_field(np.array([(100.0, 0.0), (100.0, 100.0), (100.0, 200.0)]), (0, 0, 200, 300))
    own, other = Wrist(negative=8, positive=12), Wrist(negative=24, positive=16)
    moved = on_wrist(field, own, other, 200.0).across
    at_wrist = (field.bone == 1) & (np.abs(field.along - 0.99) < 0.006)
    places = field.across[at_wrist]
    assert np.interp([-8, 12], *np.sort([places, moved[at_wrist]])) == pytest.approx([-24, 16], abs=0.6)
    past = (field.along > 1.5) & (field.bone == 1)
    # Its middle stays on the other's, its size is its own.
    assert moved[past] == pytest.approx(field.across[past] - 2 - 4)
    assert (moved[field.bone == 0] == field.across[field.bone == 0]).all()


@pytest.mark.parametrize("by", [0.5, 1.2, 1.8])
def test_inside_a_bend_both_bones_keep_their_outlines_up_to_where_these_meet(by: float) -> None:
    points, share = side(-HALF, 0.0)
    moved = bent_at(points, ELBOW, (np.array((0.0, 1.0)),) * 2, by, share, WIDTH)
    upper = moved[share < 0.5]
    assert upper[:, 0] == pytest.approx(ELBOW[0] - HALF), "no step"
    assert (np.diff(upper[:, 1]) > 0).all(), "nothing is folded"
    last = upper[-1, 1] - ELBOW[1]
    room = np.sqrt((0.75 * WIDTH) ** 2 + 2 * 0.75 * WIDTH * HALF)
    assert last == pytest.approx(-min(HALF * np.tan(by / 2), 0.85 * room), abs=1.5)
    lower = moved[share > 0.5] - ELBOW
    assert lower @ (-np.cos(by), -np.sin(by)) == pytest.approx(HALF), "no step on the forearm"
