"""The plate: the person is gone, what replaces it belongs there, and nothing else moved by a bit."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.plate.plate import Method, make_plate, vacated
from tests.source.people import bricks, scene, wall

METHODS: tuple[Method, ...] = ("auto", "membrane", "patches")


@pytest.mark.parametrize("method", METHODS)
def test_outside_the_hole_every_pixel_is_the_photos(method):
    photo = scene(bricks(), ("walker", 0))
    plate = make_plate(photo.rgb, photo.matte, method=method).rgb
    hole = vacated(photo.matte)
    assert np.array_equal(plate[~hole], photo.rgb[~hole])
    assert (hole >= (photo.matte > 0.05)).all()
    assert hole.sum() < 1.3 * (photo.matte > 0.05).sum()


@pytest.mark.parametrize("method", METHODS)
def test_a_studio_wall_comes_back(method):
    photo = scene(wall(), ("walker", 0))
    off = np.abs(make_plate(photo.rgb, photo.matte, method=method).rgb.astype(int) - photo.background)
    assert off.mean(axis=(0, 1)).max() < 1
    assert np.quantile(off[vacated(photo.matte)], 0.99) <= 6


def test_bricks_go_on_as_bricks():
    photo = scene(bricks(), ("walker", 0))
    hole = vacated(photo.matte)
    plate = make_plate(photo.rgb, photo.matte).rgb

    def joints(picture):
        return (picture[hole].mean(axis=1) > 160).mean()

    assert joints(plate) == pytest.approx(joints(photo.background), abs=0.1)
    # The bed joints are 20 pixels apart; each must run on across the hole.
    bed = hole & (np.arange(640)[:, None] % 20 == 1)
    assert (plate[bed].mean(axis=1) > 160).mean() > 0.75


def test_auto_is_smooth_on_walls_and_textured_on_bricks():
    choices: tuple[tuple[NDArray[np.uint8], Method], ...] = ((wall(), "membrane"), (bricks(), "patches"))
    for background, chosen in choices:
        photo = scene(background, ("waver", 0))
        plate = make_plate(photo.rgb, photo.matte).rgb
        assert np.array_equal(plate, make_plate(photo.rgb, photo.matte, method=chosen).rgb)


@pytest.mark.parametrize("method", METHODS)
def test_a_hole_at_the_border_is_filled(method):
    photo = scene(wall(), ("walker", 0))
    rgb, matte = photo.rgb[:400].copy(), photo.matte[:400].copy()
    plate = make_plate(rgb, matte, method=method).rgb
    assert np.abs(plate[-1].astype(int) - photo.background[399]).max() < 25


def test_nobody_or_nothing_but_a_person_leaves_the_photo():
    rgb = bricks()
    for matte in (np.zeros(rgb.shape[:2], np.float32), np.ones(rgb.shape[:2], np.float32)):
        assert np.array_equal(make_plate(rgb, matte).rgb, rgb)


@pytest.mark.parametrize("size", [(8, 6), (40, 300), (300, 40)])
def test_odd_sizes_are_filled(size):
    rgb = bricks(*size)
    matte = np.zeros(size, np.float32)
    matte[size[0] // 2, size[1] // 2] = 1
    for method in METHODS:
        assert make_plate(rgb, matte, method=method).rgb.shape == rgb.shape
