"""What lies darkest under a sole: where a foot that moved stands, and nowhere else."""

from __future__ import annotations

import numpy as np
import pytest

from engine.imaging.pictures import Pictures
from engine.imaging.shadows import FootStep, Shadow
from engine.layers.layer import Person
from engine.pose.pose import Joint
from engine.render.soles import lay_soles, soles_of
from tests.layers.test_crossed_legs import taken_apart

FOOT = (172, 524)  # the middle of the right foot, an ellipse of 34 by 11


@pytest.fixture(scope="module")
def person() -> Person:
    return taken_apart(FOOT)


def pictures_of(person: Person, floor: int = 200) -> Pictures:
    width, height = person.size
    photo = np.full((height, width, 3), floor, np.uint8)
    cutout = np.zeros((height, width, 4), np.uint8)
    for layer in person.layers:
        x, y = layer.corner
        h, w = layer.made.shape
        part = cutout[y : y + h, x : x + w, 3]
        np.maximum(part, layer.texture[..., 3], out=part)
    return Pictures(photo, cutout, photo.copy(), 1.0)


def soles(person: Person, at: tuple[int, int] = (0, 0)) -> tuple[Shadow, ...]:
    return soles_of(person, pictures_of(person), at)


def laid(person: Person, step: FootStep) -> np.ndarray:
    width, height = person.size
    ground = np.full((height + 60, width + 60, 4), 200, np.uint8)
    lay_soles(ground, soles(person), {Joint.R_ANKLE: step}, person.skeleton.torso)
    return ground[..., 0].astype(int)


def test_a_foot_that_moved_is_dark_below_its_sole_and_light_beside_it(person: Person) -> None:
    ground, (x, y) = laid(person, FootStep(40.0, 10.0)), FOOT
    sole = y + 11 + 10
    assert ground[sole, x + 40] < 165
    assert ground[sole + 40, x + 40] == 200
    assert ground[y, x + 110] == 200
    assert ground[y + 11, x - 60] == 200


def test_a_foot_that_stays_or_is_lifted_throws_none(person: Person) -> None:
    for step in (FootStep(0.0, 0.0), FootStep(40.0, -30.0, stands=0.0)):
        assert (laid(person, step) == 200).all()
    ground = np.full((40, 40, 4), 200, np.uint8)
    lay_soles(ground, soles(person), {}, person.skeleton.torso)
    assert (ground == 200).all()


def test_a_foot_beyond_the_picture_throws_what_reaches_into_it(person: Person) -> None:
    for step in (FootStep(-170.0, 0.0), FootStep(170.0, 60.0), FootStep(-900.0, -900.0)):
        assert laid(person, step).min() >= 50


def test_darker_floors_below_a_sole_tell_of_darker_ones_under_it(person: Person) -> None:
    lit, shaded = pictures_of(person), pictures_of(person)
    shaded.photo[FOOT[1] + 8 : FOOT[1] + 20] = 130
    least = [
        min(float(sole.ratio.min()) for sole in soles_of(person, each, (0, 0))) for each in (lit, shaded)
    ]
    assert least[1] < least[0] - 0.1
