"""A forearm that lies back over its upper arm: laid straight both are whole, and a bag at the shoulder is none."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from engine.imaging.frame import choose_frame
from engine.imaging.pictures import Pictures
from engine.layers.layer import Person
from engine.layers.reading import Reading
from engine.layers.regions import Region
from engine.layers.skeleton import complete
from engine.layers.straightened import is_folded
from engine.layers.take_apart import take_apart
from engine.pose import layer_classes as c
from engine.pose.order_wishes import LimbOrder
from engine.pose.pose import Joint, Point, Pose
from engine.render.layered import draw_layers, layered_pictures
from tests.layers.test_things import GREEN, SHIRT, SIZE, SKIN, XY, bag_mask, painted

SHOULDER, ELBOW, WRIST = (190, 110), (205, 190), (192, 128)
GROUND = 235
STRETCHED = (250, 236)


def posed(wrist: tuple[int, int]) -> Pose:
    at = {Joint.L_SHOULDER: SHOULDER, Joint.L_ELBOW: ELBOW, Joint.L_WRIST: wrist}
    places = [at.get(joint, XY[joint]) for joint in Joint]
    return Pose(tuple(Point(float(x), float(y)) for x, y in places))


def painted_folded(*, bag: bool) -> tuple[np.ndarray, np.ndarray]:
    """A person [H, W, 4] whose left forearm, bare, lies before its sleeve, or a green bag there that is read as it."""
    cutout, label = painted()
    arm = np.isin(label, (c.LEFT_UPPER_ARM, c.LEFT_FOREARM, c.LEFT_HAND)) | bag_mask()
    cutout[arm], label[arm] = (GROUND, GROUND, GROUND, 0), c.BACKGROUND
    blank = lambda: np.zeros(SIZE[::-1], np.uint8)  # noqa: E731
    shapes = [
        (c.LEFT_UPPER_ARM, cv2.line(blank(), SHOULDER, ELBOW, 1, 40), SHIRT),
        (c.LEFT_FOREARM, cv2.line(blank(), ELBOW, WRIST, 1, 18), SKIN),
        (c.LEFT_HAND, cv2.circle(blank(), (190, 112), 12, 1, -1), SKIN),
    ]
    if bag:
        shapes[1] = (c.LEFT_FOREARM, cv2.rectangle(blank(), (180, 128), (250, 230), 1, -1), GREEN)
    for name, plane, colour in shapes:
        label[plane > 0], cutout[plane > 0] = name, (*colour, 255)
    return cutout, label


def folded(*, bag: bool = False) -> tuple[Person, np.ndarray]:
    """The person taken apart, and the photo [H, W, 4]."""
    cutout, label = painted_folded(bag=bag)
    frame = choose_frame(posed(WRIST), (label > 0).astype(np.float32))
    planes = [
        frame.cut(np.dstack([((label == k) * 255).astype(np.uint8)] * 4), (288, 384))[..., 0]
        for k in range(c.N_CLASSES)
    ]
    reading = Reading(np.stack(planes).astype(np.float32) / 255)
    return take_apart(cutout, complete(posed(WRIST)), frame, reading), cutout


def drawn(taken: tuple[Person, np.ndarray], wrist: tuple[int, int]) -> np.ndarray:
    """The picture [H, W, 3] with the left wrist elsewhere."""
    person, cutout = taken
    ground = np.full((*SIZE[::-1], 3), GROUND, np.uint8)
    photo = np.where(cutout[..., 3:] > 0, cutout[..., :3], ground).astype(np.uint8)
    pictures = layered_pictures(person, Pictures(photo, cutout, ground, 1.0), transparent=False)
    pixels: np.ndarray = draw_layers(pictures, posed(wrist), LimbOrder(), sharp=True).pixels[..., :3]
    return pixels


def along(start: tuple[int, int], end: tuple[int, int], picture: np.ndarray) -> np.ndarray:
    """Colours [n, 3] from .3 to .8 of a bone, and 4 pixels to either side of it."""
    a, b = np.array(start, float), np.array(end, float)
    side = np.array([-(b - a)[1], (b - a)[0]]) / np.hypot(*(b - a))
    places = [a + (b - a) * t + side * off for t in np.linspace(0.3, 0.8, 11) for off in (-4, 0, 4)]
    return np.array([picture[round(y), round(x)] for x, y in places]).astype(int)


@pytest.fixture(scope="module")
def taken() -> tuple[Person, np.ndarray]:
    return folded()


def test_only_an_arm_that_lies_on_itself_is_folded() -> None:
    assert is_folded(complete(posed(WRIST)), Region.LEFT_ARM)
    assert not is_folded(complete(posed(WRIST)), Region.RIGHT_ARM)
    assert not is_folded(complete(posed((250, 180))), Region.LEFT_ARM), "bent, but not on itself"


def test_stretched_each_bone_shows_what_it_is(taken: tuple[Person, np.ndarray]) -> None:
    picture = drawn(taken, STRETCHED)
    assert np.abs(along(SHOULDER, ELBOW, picture) - SHIRT).max() < 40, "a sleeve where the forearm had lain"
    assert np.abs(along(ELBOW, STRETCHED, picture) - SKIN).max() < 40, (
        "a forearm, nowhere torn or seen through"
    )


def test_where_it_lies_in_the_photo_it_is_the_photos(taken: tuple[Person, np.ndarray]) -> None:
    picture = drawn(taken, WRIST).astype(int)
    assert np.abs(along(SHOULDER, WRIST, picture) - SKIN).max() < 8


def test_a_bag_at_the_shoulder_is_no_forearm() -> None:
    person, _ = folded(bag=True)
    green = {
        region: sum(
            int((np.abs(layer.texture[..., :3].astype(int) - GREEN).max(-1) < 40).sum())
            for layer in person.layers
            if layer.region is region
        )
        for region in (Region.THING, Region.LEFT_ARM)
    }
    bag = 70 * 102
    assert green[Region.THING] > 0.7 * bag
    assert green[Region.LEFT_ARM] < 0.1 * bag
