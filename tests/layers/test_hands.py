"""A hand on the hip: the parsing calls its fingers shirt, the hand's own landmarks know better."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from engine.imaging.frame import choose_frame
from engine.layers.layer import Person
from engine.layers.reading import Reading
from engine.layers.regions import Region
from engine.layers.skeleton import complete
from engine.layers.take_apart import take_apart
from engine.pose import layer_classes as c
from engine.pose.pose import Joint, Point, Pose

SIZE = (300, 600)
XY = (
    (150, 60), (150, 100), (110, 110), (60, 190), (108, 225), (190, 110), (205, 190), (210, 260), (130, 270),
    (125, 390), (120, 510), (170, 270), (175, 390), (180, 510), (143, 52), (157, 52), (136, 56), (164, 56),
)  # fmt: skip
BONES = (
    (c.RIGHT_THIGH, 8, 9, 44), (c.RIGHT_SHIN, 9, 10, 40), (c.LEFT_THIGH, 11, 12, 44), (c.LEFT_SHIN, 12, 13, 40),
    (c.RIGHT_UPPER_ARM, 2, 3, 22), (c.RIGHT_FOREARM, 3, 4, 18), (c.LEFT_UPPER_ARM, 5, 6, 26),
    (c.LEFT_FOREARM, 6, 7, 22),
)  # fmt: skip
TROUSERS, SHIRT, SLEEVE, SKIN = (40, 50, 110), (60, 120, 180), (200, 90, 80), (220, 180, 150)
KNUCKLES = np.array([(128, 212), (130, 219), (130, 226), (128, 233)], float)
HAND = np.array(
    [(108, 225), (114, 217), (119, 210), (125, 204), (130, 200)]
    + [tuple(knuckle + step * np.array([7.0, 1.0])) for knuckle in KNUCKLES for step in range(4)]
)
FINGERS = HAND[[7, 8, 11, 12, 15, 16, 19, 20]]  # places that the parsing calls shirt


def painted() -> tuple[np.ndarray, np.ndarray]:
    """A person [H, W, 4] with the right hand on the hip, and classes [H, W] that leave its fingers to the shirt."""
    rgb, label = np.full((*SIZE[::-1], 3), 235, np.uint8), np.zeros(SIZE[::-1], np.uint8)

    def fill(mask: np.ndarray, name: int, colour: tuple[int, int, int]) -> None:
        label[mask > 0], rgb[mask > 0] = name, colour

    blank = lambda: np.zeros(SIZE[::-1], np.uint8)  # noqa: E731
    for name, a, b, width in BONES[:4]:
        fill(cv2.line(blank(), XY[a], XY[b], 1, width), name, TROUSERS)
    fill(cv2.fillPoly(blank(), [np.array([XY[2], XY[5], (195, 285), (105, 285)])], 1), c.TORSO, SHIRT)
    fill(cv2.circle(blank(), (150, 60), 32, 1, -1), c.HEAD, SKIN)
    for name, a, b, width in BONES[4:]:
        fill(cv2.line(blank(), XY[a], XY[b], 1, width), name, SLEEVE)
    fill(cv2.circle(blank(), (210, 276), 13, 1, -1), c.LEFT_HAND, SKIN)
    points = HAND.round().astype(np.int32)
    palm = cv2.fillConvexPoly(blank(), cv2.convexHull(points[[0, 1, 5, 9, 13, 17]]), 1)
    fill(palm, c.RIGHT_HAND, SKIN)
    for finger in ((0, 1, 2, 3, 4), (5, 6, 7, 8), (9, 10, 11, 12), (13, 14, 15, 16), (17, 18, 19, 20)):
        rgb[cv2.polylines(blank(), [points[list(finger)]], False, 1, 5) > 0] = SKIN
    return np.dstack([rgb, np.where(label > 0, 255, 0).astype(np.uint8)]), label


def taken_apart(hands: dict[Joint, np.ndarray]) -> Person:
    return person_of(*painted(), hands)


def person_of(
    cutout: np.ndarray, label: np.ndarray, hands: dict[Joint, np.ndarray], larger: int = 1
) -> Person:
    """The painted person, so many times larger, taken apart."""
    pose = Pose(tuple(Point((x + 0.5) * larger - 0.5, (y + 0.5) * larger - 0.5) for x, y in XY))
    frame = choose_frame(pose, (label > 0).astype(np.float32))
    planes = [
        frame.cut(np.dstack([((label == k) * 255).astype(np.uint8)] * 4), (192, 256))[..., 0]
        for k in range(c.N_CLASSES)
    ]
    shown = np.stack(planes).astype(np.float32) / 255
    return take_apart(cutout, complete(pose), frame, Reading(shown, hands=hands))


@pytest.fixture(scope="module")
def told() -> Person:
    return taken_apart({Joint.R_WRIST: HAND})


def texture(person: Person, region: Region) -> np.ndarray:
    """All of a layer over the photo, [H, W, 4]."""
    whole = np.zeros((*person.size[::-1], 4), np.uint8)
    for layer in person.layers:
        if layer.region is region:
            (left, top), (h, w) = layer.corner, layer.made.shape
            np.maximum(
                whole[top : top + h, left : left + w],
                layer.texture,
                out=whole[top : top + h, left : left + w],
            )
    return whole


def at_fingers(picture: np.ndarray) -> np.ndarray:
    x, y = FINGERS.round().astype(int).T
    return picture[y, x].astype(int)


def test_without_landmarks_the_fingers_stay_on_the_shirt() -> None:
    assert (at_fingers(texture(taken_apart({}), Region.RIGHT_ARM))[:, 3] < 128).mean() > 0.7


def test_the_fingers_go_with_their_arm(told: Person) -> None:
    arm = at_fingers(texture(told, Region.RIGHT_ARM))
    assert (arm[:, 3] > 200).all()
    assert (np.abs(arm[:, :3] - SKIN).max(1) < 40).all()


def test_no_skin_is_left_on_the_shirt_beneath(told: Person) -> None:
    shirt = texture(told, Region.TORSO)
    around = np.s_[200:245, 128:158]
    assert (shirt[around][..., 3] > 200).all()
    assert np.abs(shirt[around][..., :3].astype(int) - SHIRT).max() < 40


def test_beyond_the_fingertips_nothing_is_the_arms(told: Person) -> None:
    arm = texture(told, Region.RIGHT_ARM)
    beside = arm[180:260, 165:190]
    assert (beside[..., 3] < 30).all()
