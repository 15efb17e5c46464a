"""What a hand holds stays in the hand: a bag where it is gripped, with its handles; what does not hang is not held."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from engine.imaging.pictures import Pictures
from engine.layers.bending import Bend, bent
from engine.layers.following import followed
from engine.layers.layer import Person
from engine.layers.regions import Region
from engine.layers.sticks import tell_sticks
from engine.pose import layer_classes as c
from engine.pose.kinematics import rotate_limb
from engine.pose.order_wishes import LimbOrder
from engine.pose.pose import Joint
from engine.render.layered import draw_layers, layered_pictures
from tests.layers.test_things import GREEN, HANDLE, SIZE, XY, apart, bag_mask, bag_of, painted, pose, shape_of

FIST = (XY[4][0], XY[4][1] + 16)


@pytest.fixture(scope="module")
def person() -> Person:
    return apart(*painted())


def drawn(person: Person, turned: float) -> np.ndarray:
    """The picture [H, W, 3] with the right forearm turned by so many degrees."""
    cutout, _ = painted()
    photo, plate = cutout[..., :3].copy(), np.full((*SIZE[::-1], 3), 235, np.uint8)
    pictures = layered_pictures(person, Pictures(photo, cutout, plate, 1.0), transparent=False)
    pixels: np.ndarray = draw_layers(
        pictures, rotate_limb(pose(), Joint.R_ELBOW, turned), LimbOrder(), sharp=True
    ).pixels
    return pixels


def of_colour(pixels: np.ndarray, colour: tuple[int, int, int]) -> np.ndarray:
    return np.asarray(np.abs(pixels.astype(int) - colour).max(2) < 30)


def test_a_bag_hangs_from_within_the_fist_and_its_handle_goes_on_up_to_there(person: Person) -> None:
    bag = bag_of(person)
    assert bag.held
    assert bag.hung_at is not None
    x, y = bag.hung_at
    assert np.hypot(x - FIST[0], y - FIST[1]) < 13, "the circle of the fist"
    column, row = round(x) - bag.corner[0], round(y) - bag.corner[1]
    assert bag.texture[row, column, 3] > 200
    assert bag.made[row, column] == 255
    assert np.abs(bag.texture[row, column, :3].astype(int) - GREEN).max() < 12
    middle = (HANDLE[0].stop - 4 - bag.corner[1], (HANDLE[1].start + HANDLE[1].stop) // 2 - bag.corner[0])
    assert bag.made[middle] == 0, "what the photo shows is no invention"


@pytest.mark.parametrize("turned", [-90, -60, -30, -15, 10])
def test_a_bag_is_at_the_hand_however_that_turns(person: Person, turned: float) -> None:
    pixels = drawn(person, turned)
    bag = of_colour(pixels, GREEN)
    _, pieces, stats, _ = cv2.connectedComponentsWithStats(bag.astype(np.uint8))
    largest = pieces == 1 + int(stats[1:, cv2.CC_STAT_AREA].argmax())
    skin = of_colour(pixels, (220, 180, 150))
    skin[:120] = False  # the face
    xy = followed(person.skeleton, rotate_limb(pose(), Joint.R_ELBOW, turned))
    far = cv2.distanceTransform((~largest).astype(np.uint8), cv2.DIST_L2, 5)
    near = np.hypot(*(np.indices(skin.shape)[::-1] - xy[Joint.R_WRIST][:, None, None])) < 60
    assert far[skin & near].min() < 4, "no air between hand and handle"


def test_the_hand_lies_over_the_handle_that_it_holds(person: Person) -> None:
    asked = rotate_limb(pose(), Joint.R_ELBOW, -45)
    xy = followed(person.skeleton, asked)
    bag = bag_of(person)
    points = bent(person, xy, Bend(person.skeleton, xy, person.roots))[person.layers.index(bag)]
    assert points is not None
    assert bag.hung_at is not None
    x, y = bag.hung_at + (points - bag.mesh.points)[0]
    around = drawn(person, -45)[round(y) - 1 : round(y) + 2, round(x) - 1 : round(x) + 2].reshape(-1, 3)
    assert np.abs(around.astype(int) - (220, 180, 150)).max() < 40


def cut_out(shape: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The person with a green thing of a shape [H, W] in place of the bag."""
    cutout, label = painted()
    bare = bag_mask() & (label == c.THING)
    cutout[bare, 3], label[bare] = 0, 0
    mine = (shape > 0) & (label == 0)
    cutout[mine], label[mine] = (*GREEN, 255), c.THING
    return cutout, label


def test_what_flies_out_beside_a_hand_does_not_hang_in_it() -> None:
    flap = cv2.fillPoly(
        np.zeros(SIZE[::-1], np.uint8), [np.array([(84, 290), (101, 292), (101, 360), (0, 480), (0, 440)])], 1
    )
    assert bag_of(apart(*cut_out(flap))).follows is Region.RIGHT_LEG, "it is the cloth that it lies beside"


def test_a_pole_that_points_down_keeps_its_direction() -> None:
    pole = cv2.line(np.zeros(SIZE[::-1], np.uint8), (86, 288), (20, 520), 1, 5)
    person = apart(*cut_out(pole))
    bag = bag_of(person)
    assert bag.follows is Region.RIGHT_ARM
    assert (shape_of(bag) & (pole > 0)).sum() > 0.8 * (pole > 0).sum()
    xy = followed(person.skeleton, rotate_limb(pose(), Joint.R_ELBOW, 40))
    after = bent(person, xy)[person.layers.index(bag)]
    assert after is not None
    assert np.ptp(after - bag.mesh.points, axis=0).max() < 1e-6


def test_a_stick_in_a_hand_is_a_thing_whatever_it_was_read_as(person: Person) -> None:
    plain = np.zeros(SIZE[::-1], np.uint8)
    body = (cut_out(plain)[1] > 0).astype(np.uint8)
    held, elsewhere = (
        cv2.line(plain.copy(), (86, 288), (20, 520), 1, 5),
        cv2.line(plain, (160, 40), (290, 5), 1, 5),
    )
    matte = np.maximum(np.maximum(body, held), elsewhere).astype(np.float32)
    shares = np.zeros((7, *matte.shape), np.float32)
    shares[Region.RIGHT_LEG] = 1
    tell_sticks(shares, matte, person.skeleton)
    free = cv2.dilate(body, np.ones((9, 9), np.uint8)) == 0
    assert shares[Region.THING, (held > 0) & free].mean() > 0.95
    assert shares[Region.THING, (elsewhere > 0) & free].max() == 0, "what is in no hand"
    assert shares[Region.THING, (body > 0) & (held == 0)].mean() < 0.01
    assert np.allclose(shares.sum(0), 1)
