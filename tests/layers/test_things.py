"""A bag before a leg: it is whole, the leg leaves it alone, it hangs from the hand upright, and leaves no rim."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from engine.imaging.frame import Frame, choose_frame
from engine.imaging.pictures import Pictures
from engine.layers.bending import bent
from engine.layers.following import followed
from engine.layers.layer import Layer, Person
from engine.layers.reading import Reading
from engine.layers.regions import Region
from engine.layers.skeleton import complete
from engine.layers.take_apart import take_apart
from engine.photo.bags import Bag
from engine.pose import layer_classes as c
from engine.pose.kinematics import rotate_limb
from engine.pose.order_wishes import LimbOrder
from engine.pose.pose import Joint, Point, Pose
from engine.render.layered import draw_layers, layered_pictures

SIZE = (300, 600)
XY = (
    (150, 60), (150, 100), (110, 110), (95, 190), (90, 260), (190, 110), (205, 190), (210, 260), (130, 270),
    (125, 390), (120, 510), (170, 270), (175, 390), (180, 510), (143, 52), (157, 52), (136, 56), (164, 56),
)  # fmt: skip
BAG = (slice(310, 430), slice(40, 102))
HANDLE = (slice(280, 310), slice(82, 96))
BONES = (
    (c.RIGHT_THIGH, 8, 9, 44), (c.RIGHT_SHIN, 9, 10, 40), (c.LEFT_THIGH, 11, 12, 44), (c.LEFT_SHIN, 12, 13, 40),
    (c.RIGHT_UPPER_ARM, 2, 3, 26), (c.RIGHT_FOREARM, 3, 4, 22), (c.LEFT_UPPER_ARM, 5, 6, 26),
    (c.LEFT_FOREARM, 6, 7, 22),
)  # fmt: skip
TROUSERS, SHIRT, SKIN, GREEN = (40, 50, 110), (200, 90, 80), (220, 180, 150), (60, 150, 70)


def pose() -> Pose:
    return Pose(tuple(Point(float(x), float(y)) for x, y in XY))


def bag_mask() -> np.ndarray:
    mask = np.zeros(SIZE[::-1], bool)
    mask[BAG] = mask[HANDLE] = True
    return mask


def painted() -> tuple[np.ndarray, np.ndarray]:
    """A person [H, W, 4] with a bag in the right hand, and its classes [H, W]."""
    rgb, label = np.full((*SIZE[::-1], 3), 235, np.uint8), np.zeros(SIZE[::-1], np.uint8)

    def fill(mask: np.ndarray, name: int, colour: tuple[int, int, int]) -> None:
        label[mask > 0], rgb[mask > 0] = name, colour

    blank = lambda: np.zeros(SIZE[::-1], np.uint8)  # noqa: E731
    for name, a, b, width in BONES[:4]:
        fill(cv2.line(blank(), XY[a], XY[b], 1, width), name, TROUSERS)
    fill(cv2.fillPoly(blank(), [np.array([XY[2], XY[5], (195, 285), (105, 285)])], 1), c.TORSO, SHIRT)
    fill(cv2.circle(blank(), (150, 60), 32, 1, -1), c.HEAD, SKIN)
    for name, a, b, width in BONES[4:]:
        fill(cv2.line(blank(), XY[a], XY[b], 1, width), name, SHIRT)
    for name, wrist in ((c.RIGHT_HAND, XY[4]), (c.LEFT_HAND, XY[7])):
        fill(cv2.circle(blank(), (wrist[0], wrist[1] + 16), 13, 1, -1), name, SKIN)
    fill(bag_mask(), c.THING, GREEN)
    return np.dstack([rgb, np.where(label > 0, 255, 0).astype(np.uint8)]), label


def apart(cutout: np.ndarray, label: np.ndarray, bags: tuple[Bag, ...] = ()) -> Person:
    """A person taken apart by classes [H, W] and what was found in the photo."""
    frame: Frame = choose_frame(pose(), (label > 0).astype(np.float32))
    planes = [
        frame.cut(np.dstack([((label == k) * 255).astype(np.uint8)] * 4), (288, 384))
        for k in range(c.N_CLASSES)
    ]
    probabilities = np.stack([plane[..., 0] for plane in planes]).astype(np.float32) / 255
    return take_apart(cutout, complete(pose()), frame, Reading(probabilities, bags=bags))


@pytest.fixture(scope="module")
def person() -> Person:
    return apart(*painted())


def bag_of(person: Person) -> Layer:
    (bag,) = [layer for layer in person.layers if layer.region is Region.THING]
    return bag


def shape_of(bag: Layer) -> np.ndarray:
    """Where a layer lies [H, W]."""
    whole = np.zeros(SIZE[::-1], bool)
    (left, top), (h, w) = bag.corner, bag.made.shape
    whole[top : top + h, left : left + w] = bag.texture[..., 3] > 127
    return whole


def test_a_bag_is_one_piece(person: Person) -> None:
    whole = shape_of(bag_of(person))
    assert cv2.connectedComponents(whole.astype(np.uint8))[0] == 2
    assert (whole & bag_mask()).sum() > 0.85 * bag_mask().sum()
    assert (whole & ~bag_mask()).sum() < 0.05 * bag_mask().sum()


def moved(person: Person, asked: Pose) -> dict[int, np.ndarray | None]:
    return dict(enumerate(bent(person, followed(person.skeleton, asked))))


def test_legs_leave_a_held_bag_where_it_is(person: Person) -> None:
    points = moved(person, rotate_limb(pose(), Joint.R_KNEE, 20))
    assert points[person.layers.index(bag_of(person))] is None
    assert any(each is not None for each in points.values())


def test_a_bag_goes_with_its_hand_and_hangs_upright(person: Person) -> None:
    asked = rotate_limb(pose(), Joint.R_ELBOW, 35)
    after = moved(person, asked)[person.layers.index(bag_of(person))]
    assert after is not None
    steps = after - bag_of(person).mesh.points
    assert np.ptp(steps, axis=0).max() < 1e-6
    hand = replace(person.skeleton, xy=followed(person.skeleton, asked)).hand(Region.RIGHT_ARM)
    assert np.allclose(steps[0], hand - person.skeleton.hand(Region.RIGHT_ARM), atol=3)


def test_a_bag_that_was_taken_for_a_leg_is_one_where_it_was_found() -> None:
    cutout, label = painted()
    label[bag_mask()] = c.RIGHT_THIGH
    assert not [layer for layer in apart(cutout, label).layers if layer.region is Region.THING]
    rows, columns = BAG
    around = Bag(columns.start - 4, rows.start - 12, columns.stop + 4, rows.stop + 4, 0.5)
    found = apart(cutout, label, (around,))
    body = np.zeros(SIZE[::-1], bool)
    body[BAG] = True
    whole = shape_of(bag_of(found))
    assert (whole & body).sum() > 0.9 * body.sum()
    assert (whole & ~bag_mask()).sum() < 0.1 * body.sum()
    assert bag_of(found).follows is Region.RIGHT_ARM


def test_a_box_around_nothing_of_the_person_finds_nothing() -> None:
    cutout, label = painted()
    label[bag_mask()] = c.RIGHT_THIGH
    beside = Bag(220.0, 380.0, 290.0, 480.0, 0.5)
    assert not [layer for layer in apart(cutout, label, (beside,)).layers if layer.region is Region.THING]


def test_a_bags_own_colour_is_not_the_sleeves_above_it() -> None:
    cutout, label = painted()
    label[bag_mask()] = c.RIGHT_THIGH
    rows, columns = BAG
    lower = np.zeros(SIZE[::-1], bool)
    lower[396 : rows.stop, columns] = True
    cutout[lower, :3] = SHIRT
    found = apart(
        cutout, label, (Bag(columns.start - 3, rows.start - 9, columns.stop + 3, rows.stop + 3, 0.5),)
    )
    whole = shape_of(bag_of(found))
    assert (whole & lower).sum() > 0.8 * lower.sum()
    assert (whole & ~bag_mask()).sum() < 0.1 * bag_mask().sum()


def test_a_sleeve_in_the_box_of_a_bag_stays_the_arms() -> None:
    cutout, label = painted()
    label[bag_mask()] = c.RIGHT_THIGH
    rows, columns = BAG
    sleeve = np.zeros(SIZE[::-1], bool)
    sleeve[225:258, 81:101] = True
    cutout[sleeve, :3] = (240, 230, 60)  # a cuff of its own colour, which nothing outside of the box shows
    found = apart(cutout, label, (Bag(columns.start - 4, 215, columns.stop + 4, rows.stop + 4, 0.5),))
    whole = shape_of(bag_of(found))
    assert (whole & sleeve).sum() < 0.1 * sleeve.sum()
    assert (whole & bag_mask()).sum() > 0.8 * bag_mask().sum()


def test_what_is_worn_on_the_torso_goes_with_it() -> None:
    cutout, label = painted()
    label[bag_mask()], cutout[bag_mask(), 3] = 0, 0
    badge = cv2.circle(np.zeros(SIZE[::-1], np.uint8), (150, 175), 18, 1, -1) > 0
    cutout[badge, :3], label[badge] = GREEN, c.THING
    assert bag_of(apart(cutout, label)).follows is Region.TORSO


def test_a_belt_over_a_skirt_does_not_go_with_the_thighs() -> None:
    cutout, label = painted()
    label[bag_mask()], cutout[bag_mask(), 3] = 0, 0
    skirt = cv2.fillPoly(
        np.zeros(SIZE[::-1], np.uint8), [np.array([(105, 265), (195, 265), (225, 420), (75, 420)])], 1
    )
    cutout[skirt > 0], label[skirt > 0] = (*TROUSERS, 255), c.SKIRT
    belt = np.zeros(SIZE[::-1], bool)
    belt[200:226, 116:184] = True
    cutout[belt, :3], label[belt] = GREEN, c.THING
    person = apart(cutout, label)
    assert bag_of(person).follows is Region.TORSO
    after = moved(person, rotate_limb(pose(), Joint.R_KNEE, 25))[person.layers.index(bag_of(person))]
    assert after is None or np.abs(after - bag_of(person).mesh.points).max() < 1


RED = (200, 20, 20)


def test_no_rim_of_a_bag_stays_on_the_leg_that_it_leaves() -> None:
    cutout, label = painted()
    rows, columns = BAG
    piping = np.isin(label, (c.RIGHT_THIGH, c.RIGHT_SHIN))
    piping[: rows.start], piping[rows.stop :], piping[:, columns.stop + 6 :] = False, False, False
    assert piping.sum() > 150
    cutout[piping, :3] = RED  # of the bag, and taken for the leg
    person, height, width = apart(cutout, label), *SIZE[::-1]
    photo, plate = cutout[..., :3].copy(), np.full((height, width, 3), 235, np.uint8)
    pictures = layered_pictures(person, Pictures(photo, cutout, plate, 1.0), transparent=False)

    def redness(pose_: Pose) -> float:
        drawn = draw_layers(pictures, pose_, LimbOrder(), sharp=True).pixels[piping].astype(np.float32)
        return float((drawn[:, 0] - drawn[:, 2] > 80).mean())

    assert redness(pose()) == 1, "at rest the photo is left alone"
    assert redness(rotate_limb(pose(), Joint.L_ELBOW, 30)) > 0.98, "and where the bag is"
    assert redness(rotate_limb(pose(), Joint.R_ELBOW, 60)) < 0.1
