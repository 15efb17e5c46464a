"""Bags that a person carries are found, and cut out with the person; what nobody holds is left alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from engine.imaging.boxes import Box
from engine.photo.bags import Bag
from engine.photo.photo import Photo, load_photo
from engine.pose.pose import Joint, Pose
from engine.source.bag_matte import with_bags
from engine.source.bags import BagFinder, _anchors
from engine.source.bags import carried as not_worn
from engine.source.detect import Detection, Detector
from engine.source.finder import PersonFinder
from engine.system.errors import WeightsError
from engine.system.shipped import BAGS_FILE, DEMO_PHOTO, WEIGHTS
from tests.source.bags import Corners, with_bag


@pytest.fixture(scope="module")
def photo() -> Photo:
    return load_photo(DEMO_PHOTO)


@pytest.fixture(scope="module")
def found(photo: Photo) -> Detection:
    return Detector(WEIGHTS / "pose_landmark_full.tflite").detect(photo.rgb)


@pytest.fixture(scope="module")
def finder() -> PersonFinder:
    return PersonFinder(WEIGHTS, finish=lambda _, matte: matte)


def carried(photo: Photo, pose: Pose, size: int = 220) -> tuple[Photo, Corners]:
    """The photo with a bag in the left hand."""
    x, y = pose.at(Joint.L_WRIST)
    rgb, box = with_bag(photo.rgb, (x, y + 60), size)
    return replace(photo, rgb=rgb, key="with a bag"), box


def person_of(found: Detection) -> Box:
    x0, y0, x1, y1 = (round(value) for value in found.box)
    return x0, y0, x1, y1


def overlap(a: Corners, b: tuple[float, ...]) -> float:
    wide, high = (max(min(a[k + 2], b[k + 2]) - max(a[k], b[k]), 0) for k in (0, 1))
    area = lambda box: (box[2] - box[0]) * (box[3] - box[1])  # noqa: E731
    return wide * high / (area(a) + area(b) - wide * high)


@pytest.mark.parametrize("size", [160, 220])
def test_a_bag_in_the_hand_is_found(photo: Photo, found: Detection, size: int) -> None:
    with_one, box = carried(photo, found.pose, size)
    finder = BagFinder(BAGS_FILE)
    (bag,) = finder.find(with_one.rgb, person_of(found))
    assert overlap(box, bag[:4]) > 0.6
    assert 0.25 < bag.sure <= 1
    assert finder.find(photo.rgb, person_of(found)) == (), "and nothing where there is none"


def test_it_is_cut_out_with_the_person(photo: Photo, found: Detection, finder: PersonFinder) -> None:
    with_one, (x0, y0, x1, y1) = carried(photo, found.pose)
    source, without = finder.find(with_one), finder.find(photo)
    assert source.matte[y0 + 5 : y1 - 5, x0 + 5 : x1 - 5].mean() > 0.97
    beyond = np.ones(source.matte.shape, bool)
    beyond[:, x0 - 80 : x1 + 80] = False
    assert np.abs(source.matte - without.matte)[beyond].mean() < 0.01, "the rest is cut out as before"


def test_a_bag_that_nobody_holds_is_not_the_persons(photo: Photo, found: Detection) -> None:
    rgb, box = with_bag(photo.rgb, (150, 850), 220)
    bags = BagFinder(BAGS_FILE).find(rgb, (0, 0, photo.rgb.shape[1], photo.rgb.shape[0]))
    assert any(overlap(box, bag[:4]) > 0.6 for bag in bags)
    matte = (found.mask > 0.5).astype(np.float32)
    assert np.array_equal(with_bags(rgb, matte, bags), matte)


def test_a_bag_that_hangs_from_a_hand_is_its_owners_though_the_matte_holds_none_of_it(
    photo: Photo, found: Detection
) -> None:
    rgb, (x0, y0, x1, y1) = with_bag(photo.rgb, (150, 850), 220)
    matte, inner = (found.mask > 0.5).astype(np.float32), np.s_[y0 + 40 : y1 - 40, x0 + 40 : x1 - 40]
    bags = [Bag(x0, y0, x1, y1, 0.5)]
    over = with_bags(rgb, matte, bags, [np.array([(x0 + x1) / 2, y0 - 20.0])])
    assert over[inner].mean() > 0.9
    assert np.array_equal(over[:, x1 + 120 :], matte[:, x1 + 120 :])
    doubtful = [Bag(x0, y0, x1, y1, 0.3)]
    assert np.array_equal(with_bags(rgb, matte, doubtful, [np.array([(x0 + x1) / 2, y0 - 20.0])]), matte)
    for away in ([x1 + 60.0, y0 - 20.0], [(x0 + x1) / 2, y0 - 150.0]):
        assert np.array_equal(with_bags(rgb, matte, bags, [np.array(away)]), matte)


def test_a_damaged_network_is_refused(tmp_path: Path, photo: Photo, found: Detection) -> None:
    broken = tmp_path / "bags.tflite"
    broken.write_bytes(BAGS_FILE.read_bytes()[:1000])
    with pytest.raises(WeightsError, match="damaged; put a fresh copy"):
        BagFinder(broken).find(photo.rgb, person_of(found))
    with pytest.raises(WeightsError, match="is missing"):
        BagFinder(tmp_path / "none.tflite").find(photo.rgb, person_of(found))


def test_ground_between_legs_and_bag_is_no_persons(
    photo: Photo, found: Detection, finder: PersonFinder
) -> None:
    x, y = found.pose.at(Joint.L_WRIST)
    rgb, (x0, y0, x1, y1) = with_bag(photo.rgb, (x + 120, y), 200)
    bags = [Bag(x0, y0, x1, y1, 0.9)]
    matte = with_bags(rgb, finder.find(photo).matte, bags).copy()
    bag = np.s_[y0 + 20 : y1 - 20, x0 + 20 : x1 - 20]
    matte[bag] = 1
    between = np.zeros(matte.shape, bool)
    between[y0 + 10 : y1 - 10, round(found.pose.at(Joint.L_KNEE)[0]) : x0 + 20] = True
    between &= matte < 0.05
    assert between.sum() > 400
    held = np.where(between, 1.0, matte).astype(np.float32)
    mended = with_bags(rgb, held, bags)
    assert mended[between].mean() < 0.5
    assert mended[bag].mean() > 0.95


def test_a_top_that_looks_like_a_bag_is_none(found: Detection) -> None:
    x, y = found.pose.xy()[[Joint.R_SHOULDER, Joint.L_SHOULDER, Joint.L_HIP, Joint.R_HIP]].T
    top = Bag(float(x.min()), float(y.min()), float(x.max()), float(y.max()), 0.3)
    clutch = Bag(float(x.min()), float(y.max()) - 40, float(x.min()) + 60, float(y.max()) + 20, 0.3)
    assert not_worn((top, clutch), found.pose) == (clutch,)


class FaintNetwork:
    """Answers that it sees bags at two anchors, so surely."""

    def __init__(self, sure: dict[int, float]) -> None:
        self.sure = sure

    def setInput(self, blob: np.ndarray) -> None:
        assert blob.shape == (1, 3, 320, 320)

    def forward(self, _names: tuple[str, ...]) -> tuple[np.ndarray, np.ndarray]:
        count = len(_anchors())
        scores = np.zeros((1, count, 90), np.float32)
        for anchor, sure in self.sure.items():
            scores[0, anchor, 30] = sure
        return scores, np.zeros((1, count, 4), np.float32)


def test_what_lies_in_a_hand_is_found_at_a_lower_score_where_nothing_surer_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    person, rgb = (0, 0, 320, 320), np.zeros((320, 320, 3), np.uint8)
    small, far = (
        int(np.abs(_anchors() - np.array(wanted)).sum(1).argmin())
        for wanted in ((100, 100, 36, 36), (200, 200, 36, 36))
    )

    def found(sure: dict[int, float], hands: list[np.ndarray]) -> list[float]:
        monkeypatch.setattr("engine.source.bags.read_tflite", lambda *_: FaintNetwork(sure))
        return [round(bag.sure, 2) for bag in BagFinder(BAGS_FILE).find(rgb, person, hands)]

    side = round(1.15 * 320)
    hand = _anchors()[small][:2] / 320 * side + (320 - side) // 2
    assert found({small: 0.15}, [hand]) == [0.15]
    assert found({small: 0.05}, [hand]) == []
    assert found({small: 0.15}, []) == []
    assert found({far: 0.15}, [hand]) == []
    assert found({small: 0.15, far: 0.6}, [hand]) == [0.6]
