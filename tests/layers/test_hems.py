"""A hem that falls to one side, of which the parsing knows neither its height nor its slope: colours tell both."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from engine.layers.layer import Person
from engine.layers.regions import LEGS, Region
from engine.pose import layer_classes as c
from tests.layers.test_things import SHIRT, SIZE, TROUSERS, apart, bag_mask, painted

LEFT, RIGHT = (100, 296), (200, 330)  # where the hem ends


def hem_at(columns: np.ndarray) -> np.ndarray:
    return LEFT[1] + (columns - LEFT[0]) * (RIGHT[1] - LEFT[1]) / (RIGHT[0] - LEFT[0])


@pytest.fixture(scope="module")
def person() -> Person:
    cutout, label = painted()
    legs = np.isin(label, (c.RIGHT_THIGH, c.LEFT_THIGH))
    label[bag_mask()], cutout[bag_mask(), 3] = 0, 0
    y, x = np.mgrid[: SIZE[1], : SIZE[0]]
    cloth = (y > 270) & (y < hem_at(x)) & (x > 105) & (x < 195)
    cutout[cloth], label[cloth & (label == 0)] = (*SHIRT, 255), c.RIGHT_THIGH
    # The parsing has the shirt end level, and reach below its hem between the legs.
    label[cloth & (y > 290)] = np.where(x < 150, c.RIGHT_THIGH, c.LEFT_THIGH)[cloth & (y > 290)]
    tip = cv2.circle(np.zeros(SIZE[::-1], np.uint8), (150, 322), 17, 1, -1) > 0
    cutout[tip & ~cloth], label[tip] = (*TROUSERS, 255), c.TORSO
    assert legs.any()
    return apart(cutout, label)


def shown(person: Person, region: Region) -> np.ndarray:
    plane = np.zeros(SIZE[::-1], np.uint8)
    for layer in person.layers:
        if layer.region is region:
            (x, y), (h, w) = layer.corner, layer.made.shape
            seen = np.where(layer.made > 127, 0, layer.texture[..., 3])
            plane[y : y + h, x : x + w] = np.maximum(plane[y : y + h, x : x + w], seen)
    return plane > 127


def test_the_torso_ends_at_the_hem(person: Person) -> None:
    torso, columns = shown(person, Region.TORSO), np.arange(115, 186)
    ends = SIZE[1] - 1 - torso[::-1, columns].argmax(0)
    assert np.abs(ends - hem_at(columns)).max() < 5
    assert np.abs(ends - hem_at(columns)).mean() < 2


def test_the_legs_begin_below_it(person: Person) -> None:
    legs = shown(person, LEGS[0]) | shown(person, LEGS[1])
    for column in (120, 140, 150, 165, 180):
        hem = round(float(hem_at(np.array(column))))
        assert legs[hem + 6 : hem + 14, column].all()
        assert not legs[hem - 14 : hem - 6, column].any()
