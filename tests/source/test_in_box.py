"""Within a box the person there is found, whoever else is in the photo, in pixels of the whole photo."""

from __future__ import annotations

import numpy as np
import pytest

from engine.pose.pose import Box, Joint
from engine.source.detect import Detector
from engine.source.in_box import detect_within
from engine.system.errors import NoPersonError
from tests.source.people import POSE_NET, WAVER, scene, wall

ACROSS = 440


@pytest.fixture(scope="module")
def detector() -> Detector:
    return Detector(POSE_NET)


@pytest.fixture(scope="module")
def crowd():
    return scene(wall(640, 960), ("walker", 0), ("waver", ACROSS))


def test_the_one_in_the_box_is_found_where_they_stand(detector, crowd):
    found = detect_within(detector, crowd.rgb, Box(500, 100, 840, 640))
    off = [np.hypot(*(found.pose.xy()[joint] - WAVER[joint] - (ACROSS, 0))) for joint in WAVER]
    assert np.median(off) < 12
    there = (crowd.matte > 0.5) & (np.arange(960) > 480)
    mask = found.mask > 0.5
    assert (there & mask).sum() / (there | mask).sum() > 0.8
    assert found.box[0] > 480
    other = detect_within(detector, crowd.rgb, Box(60, 60, 400, 640))
    assert other.pose[Joint.NOSE].x == pytest.approx(196, abs=25)


def test_a_box_with_nobody_or_no_room_is_one_sentence(detector, crowd):
    with pytest.raises(NoPersonError, match=r"^No person was found in this box; .*\.$"):
        detect_within(detector, crowd.rgb, Box(0, 0, 120, 100))
    with pytest.raises(NoPersonError, match="too small"):
        detect_within(detector, crowd.rgb, Box(2000, 100, 2400, 300))
