"""People of whom a photo shows a part are found where the whole picture shows them; pictures of nobody stay empty."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from engine.pose.pose import Joint, Pose
from engine.source.detect import Detector
from engine.system.errors import NoPersonError
from tests.source.people import POSE_NET, bricks, wall

RESOURCES = Path(__file__).parents[2] / "resources"
# Name of a demo picture and the rows and columns of it that the photo shows.
CROPS = {
    "chest, front of a suit": ("demo_suit", (290, 600), (400, 800)),
    "chest, front of a dress": ("demo_dress", (290, 600), (400, 800)),
    "waist, hair at the edge": ("demo", (290, 720), (250, 900)),
    "hips, head cut at the eyes": ("demo_suit", (365, 900), (250, 910)),
}


@pytest.fixture(scope="module")
def detector() -> Detector:
    return Detector(POSE_NET)


def demo(name: str) -> NDArray[np.uint8]:
    picture = cv2.imread(str(RESOURCES / f"{name}.png"))
    assert picture is not None
    return np.ascontiguousarray(picture[..., ::-1]).astype(np.uint8, copy=False)


@cache
def whole_pose(name: str) -> Pose:
    return Detector(POSE_NET).detect(demo(name)).pose


@pytest.mark.parametrize("crop", CROPS)
def test_a_part_of_a_person_is_found_where_the_whole_one_is(detector: Detector, crop: str) -> None:
    name, (top, bottom), (left, right) = CROPS[crop]
    wanted = whole_pose(name)
    photo = np.ascontiguousarray(demo(name)[top:bottom, left:right])
    found = detector.detect(photo).pose
    x, y = (wanted.xy() - (left, top)).T
    shown = (x >= 0) & (x < right - left) & (y >= 0) & (y < bottom - top)
    off = np.linalg.norm(found.xy() - (wanted.xy() - (left, top)), axis=1) / wanted.head_size()
    assert off[shown].max() < 0.5


def test_whoever_is_found_by_one_search_is_found_by_the_other(detector: Detector) -> None:
    name, (top, bottom), (left, right) = CROPS["chest, front of a suit"]
    photo = np.ascontiguousarray(demo(name)[top:bottom, left:right])
    (person,) = detector.people(photo)
    assert np.allclose(person.xy()[:2], detector.detect(photo).pose.xy()[:2], atol=20)
    neck = person.points[Joint.NECK]
    assert detector.detect(photo, near=(neck.x, neck.y)).pose.has(Joint.NECK)


@pytest.mark.parametrize("background", [wall(640, 480), bricks(480, 900)], ids=["wall", "bricks, wide"])
def test_nobody_is_not_invented_beyond_the_edges(detector: Detector, background: NDArray[np.uint8]) -> None:
    with pytest.raises(NoPersonError, match="No person was found in this photo"):
        detector.detect(background)
