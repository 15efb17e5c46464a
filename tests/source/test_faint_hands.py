"""A hand that the matte holds half comes back whole; one that it holds well is not even looked for."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from engine.photo.photo import load_photo
from engine.pose.hand_points import Hands
from engine.pose.pose import Joint
from engine.source.cut_anew import HAND, cut_anew
from engine.source.detect import Detection, Detector
from engine.source.faint_hands import faint_hands
from engine.source.hands import HandFinder
from engine.source.matte import Matting
from engine.system.shipped import DEMO_PHOTO, HANDS_FILE, WEIGHTS


@pytest.fixture(scope="module")
def rgb() -> np.ndarray:
    return load_photo(DEMO_PHOTO).rgb


@pytest.fixture(scope="module")
def found(rgb: np.ndarray) -> Detection:
    return Detector(WEIGHTS / "pose_landmark_full.tflite").detect(rgb)


@pytest.fixture(scope="module")
def matte(rgb: np.ndarray, found: Detection) -> np.ndarray:
    return Matting(WEIGHTS / "u2netp.onnx").matte(rgb, found)


@pytest.fixture(scope="module")
def hands(rgb: np.ndarray, found: Detection) -> Hands:
    return HandFinder(HANDS_FILE).find(rgb, found.pose)


def never() -> Hands:
    raise AssertionError("nobody is in doubt about these hands")


def test_the_detector_outlines_both_hands(found: Detection, hands: Hands) -> None:
    assert len(found.hands) == 2
    for outline, wrist in zip(found.hands, (Joint.R_WRIST, Joint.L_WRIST), strict=True):
        assert np.hypot(*(outline.mean(0) - hands[wrist].mean(0))) < np.ptp(hands[wrist], axis=0).max()


def test_hands_that_the_matte_holds_are_left_alone(matte: np.ndarray, found: Detection) -> None:
    assert list(faint_hands(found.hands, matte, never)) == []


def test_a_hand_held_half_comes_back(
    rgb: np.ndarray, matte: np.ndarray, found: Detection, hands: Hands
) -> None:
    points = hands[Joint.L_WRIST]
    inside = np.zeros(matte.shape, np.uint8)
    cv2.fillConvexPoly(inside, cv2.convexHull(points.round().astype(np.int32)), 1)
    near = cv2.dilate(inside, np.ones((15, 15), np.uint8)) > 0
    faint = np.where(near, 0.5 * matte, matte).astype(np.float32)
    assert list(faint_hands(found.hands, faint, dict)) == [], "a rough outline may lie beside the hand"
    (told,) = faint_hands(found.hands, faint, lambda: hands)
    anew = np.maximum(faint, cut_anew(rgb, faint, told, HAND))
    hand = near & (matte > 0.95)
    assert faint[hand].mean() < 0.55
    assert anew[hand].mean() > 0.85
    beside = near & (matte < 0.05)
    assert anew[beside].mean() < 0.15
