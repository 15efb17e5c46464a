"""Joints, masks and boxes come out where our own rendered people stand."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from engine.pose.pose import Joint
from engine.source.detect import Detector
from engine.system.errors import NoPersonError, WeightsError
from tests.source.people import POSE_NET, WAVER, bricks, scene, wall


@pytest.fixture(scope="module")
def detector() -> Detector:
    return Detector(POSE_NET)


def test_joints_lie_where_the_renderer_put_them(detector):
    found = detector.detect(scene(wall(), ("waver", 0)).rgb)
    off = [np.hypot(*(found.pose.xy()[joint] - WAVER[joint])) for joint in WAVER]
    assert np.median(off) < 8
    assert max(off) < 25


def test_left_and_right_are_the_persons_own(detector):
    points = detector.detect(scene(wall(), ("waver", 0)).rgb).pose.points
    assert points[Joint.R_WRIST].x < points[Joint.NECK].x < points[Joint.L_WRIST].x
    assert points[Joint.R_EYE].x < points[Joint.L_EYE].x


def test_mask_and_box_cover_the_person(detector):
    photo = scene(bricks(), ("waver", 0))
    found = detector.detect(photo.rgb)
    there, mask = photo.matte > 0.5, found.mask > 0.5
    assert (there & mask).sum() / (there | mask).sum() > 0.85
    x0, y0, x1, y1 = found.box
    rows, columns = np.flatnonzero(there.any(axis=1)), np.flatnonzero(there.any(axis=0))
    assert np.allclose((x0, y0, x1, y1), (columns[0], rows[0], columns[-1], rows[-1]), atol=20)
    assert found.score > 0.5


def test_what_the_photo_cuts_off_is_missing_not_invented(detector):
    half = np.ascontiguousarray(scene(wall(), ("waver", 0)).rgb[:440])
    present = detector.detect(half).pose.present()
    assert not present[[Joint.R_KNEE, Joint.L_KNEE, Joint.R_ANKLE, Joint.L_ANKLE]].any()
    assert present[[Joint.NOSE, Joint.R_SHOULDER, Joint.L_SHOULDER, Joint.R_ELBOW, Joint.L_ELBOW]].all()


def test_same_photo_same_answer(detector):
    rgb = scene(wall(), ("waver", 0)).rgb
    assert detector.detect(rgb) == detector.detect(rgb)


def test_two_people_are_both_found_from_left_to_right(detector):
    photo = scene(wall(640, 960), ("walker", 0), ("waver", 440))
    noses = [pose.points[Joint.NOSE].x for pose in detector.people(photo.rgb)]
    assert noses == pytest.approx([196, 691], abs=25)


def test_people_are_counted_from_the_left_in_short_steps(detector):
    photo = scene(wall(640, 960), ("walker", 0), ("waver", 440))
    steps, search = 0, detector.search(photo.rgb)
    while True:
        try:
            next(search)
        except StopIteration as end:
            people = end.value
            break
        steps += 1
    assert steps > 10
    assert [pose.points[Joint.NOSE].x for pose in people] == pytest.approx([196, 691], abs=25)


def test_one_person_is_one_person(detector):
    (pose,) = detector.people(scene(bricks(), ("waver", 0)).rgb)
    assert np.median([np.hypot(*(pose.xy()[joint] - WAVER[joint])) for joint in WAVER]) < 12


@pytest.mark.parametrize(("click", "nose"), [((200, 300), 196), ((680, 300), 691)])
def test_a_click_chooses_among_people(detector, click, nose):
    photo = scene(wall(640, 960), ("walker", 0), ("waver", 440))
    assert detector.detect(photo.rgb, near=click).pose.points[Joint.NOSE].x == pytest.approx(nose, abs=25)


def test_a_small_person_off_centre_is_found(detector):
    photo = scene(wall(), ("waver", 0))
    rgb = wall(900, 900)
    rgb[480:853, 600:880] = cv2.resize(photo.rgb, (280, 373), interpolation=cv2.INTER_AREA)
    nose = detector.detect(rgb).pose.points[Joint.NOSE]
    assert (nose.x, nose.y) == pytest.approx((746, 576), abs=15)


@pytest.mark.parametrize("rgb", [wall(), bricks(), np.zeros((5, 7, 3), np.uint8)])
def test_nobody_there_is_one_sentence(detector, rgb):
    with pytest.raises(NoPersonError, match=r"^No person was found in this photo; .*\.$"):
        detector.detect(rgb)
    assert detector.people(rgb) == ()


def test_a_click_on_nobody_says_so(detector):
    photo = scene(wall(640, 960), ("walker", 0))
    with pytest.raises(NoPersonError, match="where you clicked"):
        detector.detect(photo.rgb, near=(850, 300))


def test_missing_or_damaged_network_is_reported(tmp_path):
    with pytest.raises(WeightsError, match="missing"):
        Detector(tmp_path / "none.tflite").detect(wall())
    damaged = tmp_path / "half.tflite"
    damaged.write_bytes(POSE_NET.read_bytes()[:1000])
    with pytest.raises(WeightsError, match="damaged"):
        Detector(damaged).detect(wall())


def test_three_quarter_catalogue_shots_have_no_knees(detector, shared: Path):
    for name in ("mh02-black_main", "ms01-blue_main", "mt05-blue_main", "wh02-blue_main", "wj12-blue_main"):
        rgb = cv2.imread(str(shared / "photos" / f"{name}.jpg"))[..., ::-1]
        present = detector.detect(np.ascontiguousarray(rgb)).pose.present()
        assert not present[[Joint.R_KNEE, Joint.L_KNEE, Joint.R_ANKLE, Joint.L_ANKLE]].any(), name
        assert present[[Joint.NOSE, Joint.R_WRIST, Joint.L_WRIST, Joint.R_HIP, Joint.L_HIP]].all(), name


def test_a_reading_in_doubt_does_not_hang_on_a_few_pixels(detector, shared: Path):
    """A man seen from behind, arms over his head: from one look, shoulders 13 to 48 pixels wide."""
    rgb = cv2.imread(str(shared / "photos" / "sale-mens.jpg"))[..., ::-1]
    for left, top in ((0, 0), (3, 0), (6, 2), (9, 4), (0, 6)):
        pose = detector.detect(np.ascontiguousarray(rgb[top:, left:])).pose
        shoulders = abs(pose[Joint.R_SHOULDER].x - pose[Joint.L_SHOULDER].x)
        assert 40 < shoulders < 56, (left, top)


def test_a_reading_in_doubt_stays_where_no_other_agrees(detector, monkeypatch: pytest.MonkeyPatch):
    photo = scene(wall(), ("waver", 0)).rgb
    sure = detector.detect(photo)
    monkeypatch.setattr("engine.source.detect._GOOD", 1.0)
    monkeypatch.setattr("engine.source.detect.beyond", lambda size: ())
    monkeypatch.setattr("engine.source.detect.same_person", lambda a, b: False)
    assert detector.detect(photo) == sure
