"""The plate: the person is gone, what replaces it belongs there, and nothing else moved by a bit."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from engine.imaging.patches import patchmatch, transfer
from engine.plate.plate import Method, get_ready, make_plate, vacated
from tests.source.people import bricks, scene, wall

METHODS: tuple[Method, ...] = ("auto", "membrane", "patches")


@pytest.mark.parametrize("method", METHODS)
def test_outside_the_hole_every_pixel_is_the_photos(method):
    photo = scene(bricks(), ("walker", 0))
    plate = make_plate(photo.rgb, photo.matte, method=method).rgb
    hole = vacated(photo.matte)
    # On a plain wall narrow gaps and what the matte forgot are repainted too.
    beyond = cv2.dilate(hole.astype(np.uint8), np.ones((33, 33))) == 0 if method == "membrane" else ~hole
    assert np.array_equal(plate[beyond], photo.rgb[beyond])
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


def test_sand_stays_as_rough_and_as_bright_as_it_is():
    y, x = np.mgrid[:640, :480].astype(np.float32)
    rough = np.random.default_rng(1).normal(0, 14, (640, 480, 1))
    sand = (
        ((150 + 40 * y / 640 - 30 * x / 480)[..., None] + rough + (20, 5, -20)).clip(0, 255).astype(np.uint8)
    )
    photo = scene(sand, ("walker", 0))
    hole = vacated(photo.matte)
    plate = make_plate(photo.rgb, photo.matte).rgb.astype(float)
    assert plate[hole].std() == pytest.approx(sand[hole].std(), rel=0.2)
    for rows in (slice(100, 300), slice(300, 500)):
        within = hole[rows]
        assert plate[rows][within].mean() == pytest.approx(sand[rows][within].mean(), abs=5)


def test_a_line_behind_the_person_goes_straight_on():
    picture = bricks()
    picture[300:] = 90 + np.random.default_rng(2).integers(0, 12, (340, 480, 3))
    photo = scene(picture.astype(np.uint8), ("walker", 0))
    hole = vacated(photo.matte)
    plate = make_plate(photo.rgb, photo.matte).rgb
    for rows, red in ((slice(270, 296), True), (slice(304, 330), False)):
        within = hole[rows]
        pixels = plate[rows][within].astype(int)
        assert ((pixels[:, 0] - pixels[:, 2] > 10) == red).mean() > 0.85


def test_nothing_of_the_persons_colour_is_left_at_the_rim():
    photo = scene(bricks(), ("walker", 0))
    green = np.where(photo.matte[..., None] > 0.5, (20, 230, 40), photo.background).astype(np.uint8)
    soft = cv2.GaussianBlur(green, (0, 0), 1.5)
    plate = make_plate(soft, photo.matte).rgb.astype(int)
    greenness = plate[..., 1] - plate.max(axis=2, where=[True, False, True], initial=0)
    assert greenness.max() <= 12


def test_what_the_matte_forgot_is_taken_off_a_plain_wall():
    photo = scene(wall(), ("walker", 0))
    row = int(np.flatnonzero((photo.matte > 0.5).any(axis=1))[0]) + 200
    edge = int(np.flatnonzero(photo.matte[row] > 0.5)[-1])
    rgb = photo.rgb.copy()
    rgb[row : row + 12, edge : edge + 6] = (60, 20, 20)
    off = np.abs(make_plate(rgb, photo.matte).rgb.astype(int) - photo.background)
    assert off.max() <= 8


def test_no_plate_needs_anything_compiled_anew():
    get_ready()
    compiled: list[Any] = [
        patchmatch.improve,
        patchmatch.peel,
        patchmatch.price,
        patchmatch.vote,
        transfer.copied,
    ]
    before = [list(each.signatures) for each in compiled]
    photo = scene(bricks(), ("walker", 0))
    photo.rgb.flags.writeable = photo.matte.flags.writeable = False
    make_plate(photo.rgb, photo.matte)
    assert all(before)
    assert [list(each.signatures) for each in compiled] == before
