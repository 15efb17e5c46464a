"""Heels and toes are looked for where feet stand close, and joints lie where the finer network sees them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.photo.photo import load_photo
from engine.pose.pose import Joint, Pose
from engine.source.blazepose import BlazePose, Pyramid, Window
from engine.source.detect import Detector
from engine.source.feet import FootFinder, _feet
from engine.system.shipped import DEMO_PHOTO, FEET_FILE
from tests.source.people import POSE_NET, WAVER, scene, wall

ANKLES = Joint.R_ANKLE, Joint.L_ANKLE


@pytest.fixture(scope="module")
def rgb() -> NDArray[np.uint8]:
    return load_photo(DEMO_PHOTO).rgb


@pytest.fixture(scope="module")
def pose(rgb: NDArray[np.uint8]) -> Pose:
    return Detector(POSE_NET, finer=FEET_FILE).detect(rgb).pose


@pytest.fixture(scope="module")
def finder() -> FootFinder:
    return FootFinder(FEET_FILE)


def with_ankles(pose: Pose, apart: float) -> Pose:
    """The pose with its ankles so many torso lengths from each other."""
    xy = pose.xy().copy()
    torso = np.hypot(*(xy[Joint.NECK] - (xy[Joint.R_HIP] + xy[Joint.L_HIP]) / 2))
    middle, aside = xy[list(ANKLES)].mean(0), np.array([apart * torso / 2, 0])
    xy[Joint.R_ANKLE], xy[Joint.L_ANKLE] = middle - aside, middle + aside
    return pose.replaced(xy)


def test_heels_lie_below_ankles_and_each_foot_is_its_own_legs(
    finder: FootFinder, rgb: NDArray[np.uint8], pose: Pose
) -> None:
    found, xy = finder.find(rgb, pose), pose.xy()
    assert set(found) == set(ANKLES)
    for ankle, (knee, at, heel, toes) in found.items():
        assert np.hypot(*(at - xy[ankle])) < 0.1 * np.ptp(xy[:, 1])
        assert knee[1] < at[1] < min(heel[1], toes[1]) + 5


def test_feet_that_stand_apart_are_not_looked_for(
    finder: FootFinder, rgb: NDArray[np.uint8], pose: Pose
) -> None:
    assert finder.find(rgb, with_ankles(pose, 0.7)) == {}


def test_feet_that_are_not_where_ankles_are_said_to_be_are_nobodys(
    finder: FootFinder, rgb: NDArray[np.uint8], pose: Pose
) -> None:
    xy = pose.xy().copy()
    xy[list(ANKLES)] = xy[list(ANKLES)][::-1]  # exchanged by hand
    assert finder.find(rgb, pose.replaced(xy)) == {}


def test_the_finer_network_says_where_joints_are_and_the_first_which_are_seen() -> None:
    photo = scene(wall(), ("waver", 0)).rgb
    first, finer = (Detector(POSE_NET, finer=each).detect(photo) for each in (None, FEET_FILE))
    off = [np.hypot(*(finer.pose.xy()[joint] - WAVER[joint])) for joint in WAVER]
    assert np.median(off) < 8
    assert (finer.pose.present() == first.pose.present()).all()
    assert finer.score == first.score
    assert (finer.pose.xy() != first.pose.xy()).any()


def test_the_mask_is_what_both_networks_take_for_the_person(rgb: NDArray[np.uint8]) -> None:
    alone, both = Detector(POSE_NET).detect(rgb), Detector(POSE_NET, finer=FEET_FILE).detect(rgb)
    body = alone.mask > 0.95
    assert both.mask[body].mean() > 0.9
    assert both.mask[alone.mask < 0.02].mean() < 0.02
    assert not np.array_equal(both.mask, alone.mask)


def test_a_heel_at_the_other_foots_ankle_is_not_believed(rgb: NDArray[np.uint8], pose: Pose) -> None:
    xy = pose.xy()
    x, y = (xy[Joint.R_HIP] + xy[Joint.L_HIP]) / 2
    look = BlazePose(FEET_FILE).look(
        Pyramid(rgb), Window(float(x), float(y), 1.6 * float(np.ptp(xy[:, 1])), 0.0)
    )
    feet = _feet(look)
    assert feet is not None
    astray = look.landmarks.copy()
    astray[30] = astray[27] + 2.0  # the right heel, at the left ankle
    mended = _feet(replace(look, landmarks=astray))
    assert mended is not None
    assert np.array_equal(mended[0, 2], feet[0, 1])
    assert np.array_equal(mended[1], feet[1])
