"""Heads and feet that a matte holds half are cut out whole; a guess beside the person changes nothing."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from engine.photo.photo import load_photo
from engine.source.cut_anew import FEET, HEAD, cut_anew
from engine.source.detect import Detection, Detector
from engine.source.matte import Matting
from engine.system.shipped import DEMO_PHOTO, WEIGHTS

Feet = tuple[NDArray[np.float64], ...]


@pytest.fixture(scope="module")
def found() -> Detection:
    return Detector(WEIGHTS / "pose_landmark_full.tflite").detect(load_photo(DEMO_PHOTO).rgb)


@pytest.fixture(scope="module")
def cut_out(found: Detection) -> tuple[NDArray[np.uint8], NDArray[np.float32], Feet]:
    rgb = load_photo(DEMO_PHOTO).rgb
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
        lost |= hole_in(foot, matte.shape, 0.13 * float(np.hypot(*(foot[2] - foot[0]))))
    lost &= matte > 0.9
    assert lost.sum() > 200
    torn = np.where(lost, 0.1, matte).astype(np.float32)
    whole = cut_anew(rgb, torn, feet, FEET)
    assert whole[lost].mean() > 0.85
    assert np.array_equal(whole[: matte.shape[0] // 2], torn[: matte.shape[0] // 2]), (
        "nothing else is touched"
    )


def test_a_whole_foot_stays_as_it_was(cut_out) -> None:
    rgb, matte, feet = cut_out
    assert np.abs(cut_anew(rgb, matte, feet, FEET) - matte).sum() < 0.02 * matte.sum()


def test_a_guess_beside_the_person_changes_nothing(cut_out) -> None:
    rgb, matte, feet = cut_out
    beside = tuple(foot + np.array((300, 0)) for foot in feet)
    assert np.array_equal(cut_anew(rgb, matte, beside, FEET), matte)
    assert np.array_equal(cut_anew(rgb, matte, (), FEET), matte)


def test_what_a_matte_lost_of_a_face_comes_back(cut_out, found: Detection) -> None:
    rgb, matte, _ = cut_out
    face = found.face
    assert face is not None
    across = float(np.ptp(face[:, 0]))
    lost = np.zeros(matte.shape, np.uint8)
    cv2.circle(
        lost, tuple((face[0] + (0.3 * across, 0)).round().astype(int).tolist()), round(0.3 * across), 1, -1
    )
    torn = np.where(lost & (matte > 0.9), 0.05, matte).astype(np.float32)
    whole = cut_anew(rgb, torn, [face], HEAD)
    assert whole[(lost > 0) & (matte > 0.9)].mean() > 0.9
    assert np.abs(whole - matte).sum() < 0.01 * matte.sum()
    below = round(float(face[:, 1].max()) + 3 * across)
    assert np.array_equal(whole[below:], torn[below:])


def test_what_lies_farther_off_a_foot_is_not_added() -> None:
    """Beyond its landmarks a shoe's shadow looks like the shoe more often than the matte has lost a tip."""
    rng = np.random.default_rng(0)
    rgb = (170 + rng.normal(0, 6, (320, 400, 3))).clip(0, 255).astype(np.uint8)
    shoe, shadow = np.zeros((2, 320, 400), np.uint8)
    cv2.ellipse(shoe, (200, 180), (60, 24), 0, 0, 360, 1, -1)
    cv2.line(shoe, (160, 0), (160, 170), 1, 40)
    cv2.ellipse(shadow, (232, 212), (70, 30), 0, 0, 360, 1, -1)
    shadow &= 1 - shoe
    rgb[(shoe | shadow) > 0] = (40 + rng.normal(0, 6, rgb.shape)).clip(0, 255)[(shoe | shadow) > 0]
    foot = np.array([(160.0, 150.0), (150.0, 190.0), (255.0, 186.0)])
    done = cut_anew(rgb, shoe.astype(np.float32), [foot], FEET)
    assert done[shoe > 0].mean() > 0.97
    far = cv2.erode(shadow, np.ones((13, 13), np.uint8)) > 0
    assert far.sum() > 100
    assert done[far].mean() < 0.1
