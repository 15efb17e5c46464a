"""Feet that a matte holds half are cut out whole; a detector's guess beside the person changes nothing."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from engine.photo.photo import load_photo
from engine.source.detect import Detector
from engine.source.feet_matte import with_feet
from engine.source.matte import Matting
from engine.system.shipped import DEMO_PHOTO, WEIGHTS

Feet = tuple[NDArray[np.float64], ...]


@pytest.fixture(scope="module")
def cut_out() -> tuple[NDArray[np.uint8], NDArray[np.float32], Feet]:
    rgb = load_photo(DEMO_PHOTO).rgb
    found = Detector(WEIGHTS / "pose_landmark_full.tflite").detect(rgb)
    return rgb, Matting(WEIGHTS / "u2netp.onnx").matte(rgb, found), found.feet


def hole_in(foot: NDArray[np.float64], size: tuple[int, ...], reach: float) -> NDArray[np.bool_]:
    """The front of a foot."""
    middle = foot[1:].mean(0) * 0.4 + foot[2] * 0.6
    plane = np.zeros(size, np.uint8)
    return cv2.circle(plane, tuple(middle.round().astype(int).tolist()), round(reach), 1, -1) > 0


def test_both_feet_of_the_demo_person_are_seen(cut_out) -> None:
    _, matte, feet = cut_out
    assert len(feet) == 2
    for foot in feet:
        x, y = foot.mean(0).round().astype(int)
        assert matte[y, x] > 0.9
        assert foot[0, 1] < foot[1:, 1].max(), "the ankle is above the ground"


def test_what_a_matte_lost_of_a_foot_comes_back(cut_out) -> None:
    rgb, matte, feet = cut_out
    lost = np.zeros(matte.shape, bool)
    for foot in feet:
        lost |= hole_in(foot, matte.shape, 0.22 * float(np.hypot(*(foot[2] - foot[0]))))
    lost &= matte > 0.9
    assert lost.sum() > 200
    torn = np.where(lost, 0.1, matte).astype(np.float32)
    whole = with_feet(rgb, torn, feet)
    assert whole[lost].mean() > 0.85
    assert np.array_equal(whole[: matte.shape[0] // 2], torn[: matte.shape[0] // 2]), (
        "nothing else is touched"
    )


def test_a_whole_foot_stays_as_it_was(cut_out) -> None:
    rgb, matte, feet = cut_out
    assert np.abs(with_feet(rgb, matte, feet) - matte).sum() < 0.02 * matte.sum()


def test_a_guess_beside_the_person_changes_nothing(cut_out) -> None:
    rgb, matte, feet = cut_out
    beside = tuple(foot + np.array((300, 0)) for foot in feet)
    assert np.array_equal(with_feet(rgb, matte, beside), matte)
    assert np.array_equal(with_feet(rgb, matte, ()), matte)
