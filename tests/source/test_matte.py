"""Mattes against the exact alpha of our own renders, and colours at the rim."""

from __future__ import annotations

import numpy as np
import pytest

from engine.source.detect import Detector
from engine.source.matte import Matting, clean_colours, without_scraps
from engine.system.errors import WeightsError
from tests.source.people import MATTE_NET, POSE_NET, bricks, cut_out, scene, wall


@pytest.fixture(scope="module")
def cutter():
    detector, matting = Detector(POSE_NET), Matting(MATTE_NET)
    return lambda rgb, **near: matting.matte(rgb, detector.detect(rgb, **near))


def _overlap(a, b):
    return ((a > 0.5) & (b > 0.5)).sum() / ((a > 0.5) | (b > 0.5)).sum()


@pytest.mark.parametrize(("background", "name"), [(wall, "walker"), (wall, "waver"), (bricks, "waver")])
def test_matte_matches_the_render(cutter, background, name):
    photo = scene(background(), (name, 0))
    matte = cutter(photo.rgb)
    assert matte.shape == photo.matte.shape
    assert matte.dtype == np.float32
    assert matte.min() >= 0
    assert matte.max() <= 1
    assert _overlap(matte, photo.matte) > 0.95


def test_rim_on_a_plain_wall_is_as_sharp_as_the_photo(cutter):
    photo = scene(wall(), ("walker", 0))
    matte = cutter(photo.rgb)
    soft = ((matte > 0.05) & (matte < 0.95)).sum()
    assert soft < 2.5 * ((photo.matte > 0.05) & (photo.matte < 0.95)).sum()
    assert np.abs(matte - photo.matte).sum() / photo.matte.sum() < 0.04


def test_other_people_are_left_out(cutter):
    photo = scene(wall(640, 960), ("walker", 0), ("waver", 440))
    matte = cutter(photo.rgb, near=(200, 300))
    alone = scene(wall(640, 960), ("walker", 0)).matte
    assert _overlap(matte, alone) > 0.93
    assert matte[:, 560:].max() < 0.05


def test_clean_colours_keep_the_inside_and_drop_the_background():
    colours, alpha = cut_out("walker")
    photo = scene(np.full((640, 480, 3), 255, np.uint8), ("walker", 0))
    clean = clean_colours(photo.rgb, alpha)
    inside = np.zeros_like(alpha, bool)
    inside[3:-3, 3:-3] = np.lib.stride_tricks.sliding_window_view(alpha, (7, 7)).min(axis=(2, 3)) > 0.97
    assert np.array_equal(clean[inside], photo.rgb[inside])
    rim = (alpha > 0.2) & (alpha < 0.8)
    before = np.abs(photo.rgb[rim].astype(float) - colours[rim]).mean()
    after = np.abs(clean[rim].astype(float) - colours[rim]).mean()
    assert after < 0.4 * before


def test_clean_colours_without_a_person_change_nothing():
    rgb = bricks()
    assert np.array_equal(clean_colours(rgb, np.zeros(rgb.shape[:2], np.float32)), rgb)


def test_missing_or_damaged_network_is_reported(tmp_path):
    photo = scene(wall(), ("walker", 0))
    found = Detector(POSE_NET).detect(photo.rgb)
    with pytest.raises(WeightsError, match="missing"):
        Matting(tmp_path / "none.onnx").matte(photo.rgb, found)
    damaged = tmp_path / "half.onnx"
    damaged.write_bytes(MATTE_NET.read_bytes()[:1000])
    with pytest.raises(WeightsError, match="damaged"):
        Matting(damaged).matte(photo.rgb, found)


def test_specks_apart_from_the_person_go_and_a_shoe_apart_stays():
    matte = np.zeros((400, 300), np.float32)
    matte[40:340, 100:200] = 1
    matte[350:370, 110:140] = 1  # a shoe beyond a strap that was not seen
    with_speck = matte.copy()
    with_speck[60:65, 30:36] = 0.6
    assert np.array_equal(without_scraps(with_speck), matte)
    assert np.array_equal(without_scraps(np.zeros_like(matte)), np.zeros_like(matte))
