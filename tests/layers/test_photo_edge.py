"""A hand that the photo's lower edge cuts stays at the edge while it goes little, and is whole where it goes far."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from engine.imaging.frame import choose_frame
from engine.layers.following import followed
from engine.layers.layer import Layer, Person, Shown
from engine.layers.reading import Reading
from engine.layers.regions import Region
from engine.layers.skeleton import complete
from engine.layers.smaller import in_photo
from engine.layers.take_apart import take_apart
from engine.pose import layer_classes as c
from engine.pose.order_wishes import LimbOrder
from engine.pose.pose import Joint, Point, Pose
from engine.render.placed import Placed, placed_in
from tests.layers.test_hands import HAND, XY, painted

ROWS = 276  # the left hand hangs from its wrist at 260 down to 289
ARM = Region.LEFT_ARM


@pytest.fixture(scope="module")
def person() -> Person:
    cutout, label = (plane[:ROWS] for plane in painted())
    pose = Pose(tuple(Point(float(x), float(y), 1.0, y < ROWS) for x, y in XY))
    frame = choose_frame(pose, (label > 0).astype(np.float32))
    planes = [
        frame.cut(np.dstack([((label == k) * 255).astype(np.uint8)] * 4), (192, 256))[..., 0]
        for k in range(c.N_CLASSES)
    ]
    shown = np.stack(planes).astype(np.float32) / 255
    return take_apart(cutout, complete(pose), frame, Reading(shown, hands={Joint.R_WRIST: HAND}))


def placed(person: Person, step: tuple[float, float]) -> dict[Shown, Placed]:
    """The left arm's layers with its wrist moved by so many torso lengths."""
    x, y = np.array(XY[Joint.L_WRIST]) + np.array(step) * person.skeleton.torso
    points = [Point(float(a), float(b), 1.0, b < ROWS) for a, b in XY]
    points[Joint.L_WRIST] = Point(float(x), float(y))
    found = placed_in(person, followed(person.skeleton, Pose(tuple(points))), LimbOrder())
    return {each.layer.shown: each for each in found if each.layer.region is ARM}


def lowest(each: Placed) -> float:
    """How far down a layer's own end at the photo's edge lies."""
    rest = each.layer.mesh.points
    points = rest if each.points is None else each.points
    (left, _), alpha = each.layer.corner, each.layer.texture[..., 3]
    columns = left + np.flatnonzero(alpha[-2] > 127)
    # The mesh goes beyond the photo: where its last row of pixels lies is between two of its points.
    inside = (rest[:, 0] >= columns.min()) & (rest[:, 0] <= columns.max())
    row = rest[inside, 1]
    near = np.abs(row - (ROWS - 1)).min()
    at = np.abs(row - (ROWS - 1)) == near
    return float((points[inside][at, 1] - row[at]).min() + ROWS - 1)


def test_a_hand_that_rises_a_little_stays_at_the_edge_and_its_own(person: Person) -> None:
    drawn = placed(person, (0.0, -0.06))
    assert drawn.keys() == {Shown.ALWAYS, Shown.NEAR}
    assert lowest(drawn[Shown.NEAR]) >= ROWS - 1.5


def test_a_hand_that_sinks_is_its_own_however_far_it_goes(person: Person) -> None:
    drawn = placed(person, (0.05, 0.25))
    assert drawn.keys() == {Shown.ALWAYS, Shown.NEAR}


def test_a_hand_that_rises_is_whole_and_where_it_was_asked_for(person: Person) -> None:
    drawn = placed(person, (0.0, -0.3))
    assert drawn.keys() == {Shown.ALWAYS, Shown.MOVED}
    hand = drawn[Shown.MOVED]
    assert hand.points is not None
    wrist = np.array(XY[Joint.L_WRIST])
    rest, moved = hand.layer.mesh.points, hand.points
    near = np.linalg.norm(rest - wrist, axis=1).argmin()
    asked = wrist + np.array((0.0, -0.3)) * person.skeleton.torso
    assert np.hypot(*(moved[near] - asked)) < np.hypot(*(rest[near] - wrist)) + 3


def below(layer: Layer, rows: int) -> int:
    """The solid pixels of a layer below a row."""
    return int((layer.texture[max(rows - layer.corner[1], 0) :, :, 3] > 127).sum())


def test_the_whole_hand_goes_on_beyond_the_photo_at_every_size(person: Person) -> None:
    (hand,) = (each for each in person.layers if each.region is ARM and each.shown is Shown.MOVED)
    beyond = below(hand, ROWS)
    assert beyond > 100
    assert below(next(each for each in person.layers if each.shown is Shown.NEAR), ROWS) == 0
    width, height = person.size
    half = person.shrunk((width // 2, height // 2))
    (small,) = (each for each in half.layers if each.region is ARM and each.shown is Shown.MOVED)
    assert below(small, height // 2) == pytest.approx(beyond / 4, rel=0.25)


def test_where_it_is_cut_is_told_in_the_large_photo_too(person: Person) -> None:
    large = in_photo(person, person.skeleton, (600, 2 * ROWS), 0.5)
    assert large.cuts[ARM].line[:, 1] == pytest.approx(2 * ROWS - 1, abs=1.5)
    assert (large.cuts[ARM].outward == (0, 1)).all()
    assert Region.RIGHT_ARM not in person.cuts


@pytest.mark.parametrize("corner", [(-31, -17), (280, 250), (-5, 262)])
def test_a_layer_beyond_any_edge_is_shrunk_where_it_lies(person: Person, corner: tuple[int, int]) -> None:
    texture = np.zeros((48, 40, 4), np.uint8)
    texture[1:-1, 1:-1] = 200
    layer = replace(person.layers[0], texture=texture, made=texture[..., 0], corner=corner)
    small = replace(person, layers=(layer,), seams=()).shrunk((100, 92)).layers[0]
    rows, columns = np.nonzero(small.texture[..., 3] > 100)
    middle = np.add(small.corner, (columns.mean() + 0.5, rows.mean() + 0.5))
    assert middle == pytest.approx(np.add(corner, (20, 24)) / 3, abs=0.35)
    assert len(rows) == pytest.approx(38 * 46 / 9, rel=0.12)
