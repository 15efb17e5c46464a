"""Hands are found where they show, finger by finger, and are not made up where they do not."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from engine.photo.photo import load_photo
from engine.pose.pose import Joint, Pose
from engine.source.detect import Detector
from engine.source.hands import HandFinder
from engine.system.errors import WeightsError
from engine.system.shipped import DEMO_PHOTO, HANDS_FILE, WEIGHTS

TIPS = (8, 12, 16, 20)


@pytest.fixture(scope="module")
def rgb() -> np.ndarray:
    return load_photo(DEMO_PHOTO).rgb


@pytest.fixture(scope="module")
def pose(rgb: np.ndarray) -> Pose:
    return Detector(WEIGHTS / "pose_landmark_full.tflite").detect(rgb).pose


def test_both_hands_of_the_demo_person_are_found(rgb: np.ndarray, pose: Pose) -> None:
    hands, xy = HandFinder(HANDS_FILE).find(rgb, pose), pose.xy()
    torso = np.hypot(*(xy[Joint.NECK] - (xy[Joint.R_HIP] + xy[Joint.L_HIP]) / 2))
    for wrist in (Joint.R_WRIST, Joint.L_WRIST):
        assert np.hypot(*(hands[wrist][0] - xy[wrist])) < 0.1 * torso
        # They hang: all fingertips lie below the wrist, a hand's length away.
        assert (hands[wrist][list(TIPS), 1] > xy[wrist][1] + 0.1 * torso).all()


def test_a_painted_over_hand_is_not_made_up(rgb: np.ndarray, pose: Pose) -> None:
    at = pose.xy()[Joint.R_WRIST]
    hidden = cv2.circle(rgb.copy(), (round(float(at[0])), round(float(at[1])) + 50), 110, (40, 60, 120), -1)
    assert set(HandFinder(HANDS_FILE).find(hidden, pose)) == {Joint.L_WRIST}


def test_a_turned_photo_has_the_same_hands(rgb: np.ndarray, pose: Pose) -> None:
    quarter = np.ascontiguousarray(np.rot90(rgb, -1))
    height = rgb.shape[0]
    xy = pose.xy()
    turned = pose.replaced(np.stack([height - 1 - xy[:, 1], xy[:, 0]], 1))
    straight = HandFinder(HANDS_FILE).find(rgb, pose)
    for wrist, points in HandFinder(HANDS_FILE).find(quarter, turned).items():
        back = np.stack([points[:, 1], height - 1 - points[:, 0]], 1)
        assert np.abs(back - straight[wrist]).max() < 12


def test_a_damaged_network_is_refused(tmp_path: Path, rgb: np.ndarray, pose: Pose) -> None:
    broken = tmp_path / "hands.tflite"
    broken.write_bytes(HANDS_FILE.read_bytes()[:1000])
    with pytest.raises(WeightsError, match="damaged; put a fresh copy"):
        HandFinder(broken).find(rgb, pose)
    with pytest.raises(WeightsError, match="is missing"):
        HandFinder(tmp_path / "none.tflite").find(rgb, pose)
