"""One person in another's place: size, ground, and a source that shows the one on the other's background."""

from __future__ import annotations

import math

import numpy as np
import pytest

from engine.contract.messages import Source
from engine.photo.photo import Photo
from engine.pose.placing import place_like
from engine.pose.pose import Joint, Pose
from engine.render.transplant import transplanted
from engine.system.errors import PoseError
from tests.pose.posing import FRONT

FEET = (Joint.R_ANKLE, Joint.L_ANKLE)


def moved(pose: Pose, factor: float, by: tuple[float, float]) -> Pose:
    return pose.replaced(pose.xy() * factor + np.array(by))


def test_a_person_comes_to_the_size_hips_and_ground_of_the_other() -> None:
    other = moved(FRONT, 1.7, (90.0, 40.0))
    placed = place_like(FRONT, other).of(FRONT)
    assert np.allclose(placed.xy(), other.xy(), atol=1e-3)


def test_feet_stand_on_the_same_ground() -> None:
    lifted = FRONT.moved(Joint.R_HIP, (FRONT[Joint.R_HIP].x, FRONT[Joint.R_HIP].y + 20))
    placed = place_like(lifted, FRONT).of(lifted)
    assert max(placed[foot].y for foot in FEET) == pytest.approx(max(FRONT[foot].y for foot in FEET))


def test_without_hips_the_neck_is_where_they_are_held() -> None:
    bust = FRONT.with_present([j for j in Joint if j.name[2:] in ("HIP", "KNEE", "ANKLE")], present=False)
    other = moved(FRONT, 0.5, (10.0, 20.0))
    placed = place_like(bust, other).of(bust)
    assert math.dist(placed.at(Joint.NECK), other.at(Joint.NECK)) < 1e-6


def test_two_who_share_nothing_to_hold_them_by_are_refused() -> None:
    arms = FRONT.with_present(
        [j for j in Joint if j.name[2:] not in ("SHOULDER", "ELBOW", "WRIST")], present=False
    )
    with pytest.raises(PoseError, match="neither hips nor a neck"):
        place_like(arms, FRONT)


def a_source(name: str, pose: Pose, *, person: tuple[int, int, int], ground: int) -> Source:
    """A plain box as the person, from head to feet, on a plain ground."""
    rgb = np.full((600, 400, 3), ground, np.uint8)
    matte = np.zeros((600, 400), np.float32)
    box = pose.bounding_box()
    assert box is not None
    inside = np.s_[round(box.top) : round(box.bottom), round(box.left) : round(box.right)]
    rgb[inside], matte[inside] = person, 1.0
    return Source(Photo(rgb, name, name), pose, matte)


def test_the_picture_shows_the_one_on_the_background_of_the_other() -> None:
    pose = moved(FRONT, 0.5, (60.0, 200.0))
    person = a_source("red", FRONT, person=(200, 20, 20), ground=250)
    place = a_source("blue", pose, person=(20, 20, 200), ground=90)
    made = transplanted(person, place)
    x, y = (round(value) for value in pose.at(Joint.NECK))
    assert made.photo.size == place.photo.size
    assert made.photo.rgb[y + 20, x].tolist() == pytest.approx([200, 20, 20], abs=6)
    assert np.abs(made.photo.rgb[5, 5].astype(int) - 90).max() <= 2
    # Nobody else is left: no blue anywhere.
    assert int((made.photo.rgb[..., 2].astype(int) - made.photo.rgb[..., 0] > 60).sum()) == 0
    assert np.allclose(made.pose.xy(), pose.xy(), atol=1e-3)
    assert made.matte[y + 20, x] == 1
    assert made.matte[5, 5] == 0


def test_the_same_two_give_the_same_source_and_others_another() -> None:
    person = a_source("red", FRONT, person=(200, 20, 20), ground=250)
    place = a_source("blue", moved(FRONT, 0.5, (60.0, 200.0)), person=(20, 20, 200), ground=90)
    assert transplanted(person, place) == transplanted(person, place)
    assert transplanted(person, place) != transplanted(place, person)


def test_joints_beyond_the_photo_are_missing() -> None:
    person = a_source("red", FRONT, person=(200, 20, 20), ground=250)
    low = moved(FRONT, 1.0, (0.0, 300.0)).with_present(FEET, present=False)
    place = Source(
        Photo(np.full((600, 400, 3), 90, np.uint8), "low", "low"), low, np.zeros((600, 400), np.float32)
    )
    made = transplanted(person, place)
    assert not made.pose.has(*FEET)
    assert made.pose.has(Joint.NECK)
