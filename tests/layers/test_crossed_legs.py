"""Legs that stand one behind the other: which is in front, whose a foot is, and what the hidden one looks like."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from engine.imaging.frame import choose_frame
from engine.imaging.pixels import Floats
from engine.layers.feet import Foot, hidden_foot
from engine.layers.following import followed
from engine.layers.layer import Person, Shown
from engine.layers.reading import Reading
from engine.layers.regions import LEGS, Region
from engine.layers.scene import Scene
from engine.layers.skeleton import complete
from engine.layers.take_apart import take_apart
from engine.layers.widths import BINS, Widths, whole
from engine.pose import layer_classes as c
from engine.pose.order_wishes import LimbOrder
from engine.pose.pose import Joint, Point, Pose
from engine.render.placed import placed_in
from tests.layers.test_hands import SHIRT, SIZE, SKIN, TROUSERS, XY

# The right leg stands before the left one, whose shin it hides; the left foot comes out to the picture's left.
LEGS_XY = {
    Joint.R_KNEE: (146, 390),
    Joint.R_ANKLE: (150, 512),
    Joint.L_KNEE: (160, 388),
    Joint.L_ANKLE: (152, 498),
}
SHOES = (90, 60, 40)
LEFT_FOOT = (110, 512)  # a place that shows of it


def pose() -> Pose:
    xy = [LEGS_XY.get(Joint(joint), place) for joint, place in enumerate(XY)]
    return Pose(tuple(Point(float(x), float(y)) for x, y in xy))


def taken_apart(right_foot: tuple[int, int], *, misread: bool = False) -> Person:
    """The person apart; right_foot: its middle. misread: the right shin is taken for the left one."""
    xy = pose().xy().round().astype(int)
    rgb, label = np.full((*SIZE[::-1], 3), 235, np.uint8), np.zeros(SIZE[::-1], np.uint8)

    def fill(mask: np.ndarray, name: int, colour: tuple[int, int, int]) -> None:
        label[mask > 0], rgb[mask > 0] = name, colour

    def bone(name: int, a: Joint, b: Joint, width: int) -> None:
        mask = cv2.line(
            np.zeros(SIZE[::-1], np.uint8), tuple(map(int, xy[a])), tuple(map(int, xy[b])), 1, width
        )
        fill(mask, name, TROUSERS)

    def foot(name: int, middle: tuple[int, int]) -> None:
        fill(cv2.ellipse(np.zeros(SIZE[::-1], np.uint8), middle, (34, 11), 0, 0, 360, 1, -1), name, SHOES)

    for side, middle in (("L", (128, 512)), ("R", right_foot)):
        name = "LEFT" if side == "L" else "RIGHT"
        thigh, shin, shoe = (getattr(c, f"{name}_{part}") for part in ("THIGH", "SHIN", "FOOT"))
        hip, knee, ankle = (Joint[f"{side}_{joint}"] for joint in ("HIP", "KNEE", "ANKLE"))
        foot(shoe, middle)
        bone(shin, knee, ankle, 40)
        bone(thigh, hip, knee, 44)
    blank = np.zeros(SIZE[::-1], np.uint8)
    fill(cv2.fillPoly(blank.copy(), [np.array([XY[2], XY[5], (195, 285), (105, 285)])], 1), c.TORSO, SHIRT)
    fill(cv2.circle(blank.copy(), (150, 60), 32, 1, -1), c.HEAD, SKIN)
    cutout = np.dstack([rgb, np.where(label > 0, 255, 0).astype(np.uint8)])
    if misread:
        rows = np.arange(SIZE[1])[:, None] > 400
        label[(label == c.RIGHT_SHIN) & rows] = c.LEFT_SHIN
    frame = choose_frame(pose(), (label > 0).astype(np.float32))
    planes = [
        frame.cut(np.dstack([((label == k) * 255).astype(np.uint8)] * 4), (192, 256))[..., 0]
        for k in range(c.N_CLASSES)
    ]
    return take_apart(cutout, complete(pose()), frame, Reading(np.stack(planes).astype(np.float32) / 255))


@pytest.fixture(scope="module")
def apart() -> Person:
    return taken_apart((172, 524))


def shown_at(person: Person, region: Region, place: tuple[int, int], shown: Shown) -> int:
    """The alpha, 0..255, of a leg's layers at a photo pixel."""
    found = [0]
    for layer in person.layers:
        x, y = place[0] - layer.corner[0], place[1] - layer.corner[1]
        h, w = layer.made.shape
        if layer.region is region and layer.shown is shown and 0 <= x < w and 0 <= y < h:
            found.append(int(layer.texture[y, x, 3]))
    return max(found)


@pytest.mark.parametrize("misread", [False, True])
def test_the_leg_that_stands_lower_is_in_front(misread: bool) -> None:
    order = [region for region in taken_apart((172, 524), misread=misread).order if region in LEGS]
    assert order == [Region.LEFT_LEG, Region.RIGHT_LEG]


def test_a_foot_that_comes_out_behind_the_other_leg_stays_its_own(apart: Person) -> None:
    assert shown_at(apart, Region.LEFT_LEG, LEFT_FOOT, Shown.NEAR) > 200
    assert shown_at(apart, Region.RIGHT_LEG, LEFT_FOOT, Shown.ALWAYS) < 50


def test_what_shows_of_a_foot_that_is_made_anew_stays_where_it_was(apart: Person) -> None:
    assert shown_at(apart, Region.LEFT_LEG, LEFT_FOOT, Shown.ALWAYS) < 50


@pytest.mark.parametrize("ankle", [Joint.L_ANKLE, Joint.R_ANKLE])
def test_a_hidden_foot_is_drawn_whole_as_soon_as_either_foot_has_left(apart: Person, ankle: Joint) -> None:
    points = list(pose().points)
    x, y = LEGS_XY[ankle]
    points[ankle] = Point(float(x + 60), float(y - 20))
    placed = placed_in(apart, followed(apart.skeleton, Pose(tuple(points))), LimbOrder())
    drawn = {each.layer.shown for each in placed if each.layer.region is Region.LEFT_LEG}
    assert drawn == {Shown.MOVED, Shown.ALWAYS}
    rest = placed_in(apart, followed(apart.skeleton, pose()), LimbOrder())
    assert {each.layer.shown for each in rest if each.layer.region is Region.LEFT_LEG} == {
        Shown.NEAR,
        Shown.ALWAYS,
    }


def test_a_hidden_foot_points_to_where_what_shows_of_it_does() -> None:
    person = taken_apart((126, 527))
    (foot,) = (
        layer for layer in person.layers if layer.region is Region.LEFT_LEG and layer.shown is Shown.MOVED
    )
    columns = np.nonzero(foot.texture[..., 3] > 127)[1] + foot.corner[0]
    assert np.median(columns) < LEGS_XY[Joint.L_ANKLE][0] - 10


def cut_foot(hidden_from: int, moved: int, *, half: int = 34) -> Foot | None:
    """What is made of a left foot that the right leg hides from a column on; its twin's look lies aside by px.

    half: px, half the length of what shows of that.
    """
    shoe = foot_at(152)
    rows, columns = np.mgrid[: SIZE[1], : SIZE[0]]
    shares = np.zeros((9, *SIZE[::-1]), np.float32)
    shares[Region.RIGHT_LEG] = (columns >= hidden_from) & (rows > 480)
    shares[Region.LEFT_LEG] = shoe * (1 - shares[Region.RIGHT_LEG])
    rgb = np.where(shoe[..., None] > 0, SHOES, 235).astype(np.uint8)
    order = (Region.LEFT_LEG, Region.RIGHT_LEG, *(r for r in Region if r not in LEGS))
    matte = shares.sum(0)
    scene = Scene(rgb, matte, shares, order, complete(pose()), (0, 0, *SIZE))
    look = foot_at(152 + moved, half), np.full((*SIZE[::-1], 3), SHOES, np.float32)
    return hidden_foot(scene, Region.LEFT_LEG, shares[Region.LEFT_LEG], look, lambda: look)


def foot_at(column: int, half: int = 34) -> Floats:
    shoe = cv2.ellipse(np.zeros(SIZE[::-1], np.uint8), (column, 516), (half, 14), 0, 0, 360, 1, -1)
    return shoe.astype(np.float32)


def test_what_a_leg_cuts_off_a_foot_is_added_from_its_twin_where_that_fits() -> None:
    found = cut_foot(172, moved=-12)
    assert found is not None
    assert not found.instead
    alpha = found.alpha[516]
    assert alpha[176:182].min() > 0.9  # to where the foot ends at 186, and the look would at 174
    assert alpha[:160].max() == 0
    assert alpha[192:].max() == 0


def test_a_foot_of_which_a_third_is_hidden_becomes_the_twins_whole_one() -> None:
    found = cut_foot(162, moved=0)
    assert found is not None
    assert found.instead
    assert found.alpha[516, 120:184].min() > 0.9


def test_no_foot_is_added_to_that_shows_or_is_unlike_its_twin() -> None:
    assert cut_foot(190, moved=0) is None
    assert cut_foot(168, moved=-60) is None


def test_nothing_is_added_to_a_foot_of_which_more_shows_than_of_its_twin() -> None:
    assert cut_foot(168, moved=12, half=30) is not None
    assert cut_foot(168, moved=12, half=25) is None


def test_a_foot_that_shows_is_left_alone(apart: Person) -> None:
    assert not [
        each for each in apart.layers if each.region is Region.RIGHT_LEG and each.shown is Shown.MOVED
    ]


def test_a_hidden_side_lies_a_twins_width_from_the_side_that_shows() -> None:
    usual = np.full(2 * BINS, 20.0)
    both, left = np.ones((2, 2 * BINS), bool), np.zeros((2, 2 * BINS), bool)
    left[0] = True
    own = Widths(np.stack([usual + 12, usual + 12]), left, usual)
    twin = Widths(np.stack([usual, usual]), both, usual)
    found = whole(own, twin, crosses=True)
    assert found[0] == pytest.approx(usual + 12)
    assert found[1] == pytest.approx(usual - 12)
