"""People in forty framings are found where they are, by the shipped network; and where nobody is, nobody is found."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest

from engine.evaluate.framed import CROPS, Framed, alone, framed
from engine.evaluate.framings import ALL, FramingReport, evaluate_framings, grounds, judged
from engine.evaluate.metrics import Tally
from engine.pose.edits import swap_sides, translate
from engine.pose.pose import Joint
from engine.source.detect import Detector
from engine.synthesis.figures import Figure, Thing
from engine.system.errors import NoPersonError
from tests.source.people import POSE_NET

FIGURES = Path(__file__).parent / "figures"


def rgba(name: str) -> np.ndarray:
    image = cv2.imread(str(FIGURES / f"{name}.png"), cv2.IMREAD_UNCHANGED)
    return np.ascontiguousarray(image[..., [2, 1, 0, 3]])


def figures() -> list[Figure]:
    """One from the front, one in three-quarter view, one from the side, one from behind."""
    told = json.loads((FIGURES / "figures.json").read_text())
    return [
        Figure(rgba(turn), np.array(one["joints"], np.float32), np.array(one["seen"], bool), turn)
        for turn, one in told.items()
    ]


def forty() -> Iterator[Framed]:
    for number, figure in enumerate(figures()):
        for crop in CROPS:
            yield framed(figure, crop, np.random.default_rng([number, list(CROPS).index(crop)]))


@pytest.fixture(scope="module")
def report() -> FramingReport:
    detector = Detector(POSE_NET)
    thing = alone(Thing("thing", rgba("thing")), np.random.default_rng(3))
    return evaluate_framings(forty(), [*grounds(1), ("thing", thing)], lambda rgb: detector.detect(rgb).pose)


def test_at_least_nineteen_of_twenty_are_found_with_their_joints(report: FramingReport) -> None:
    whole = report.rows[-1]
    assert (whole.framing, whole.photos) == (ALL, 40)
    assert whole.right >= 0.95, report.rows
    assert whole.either_side is not None
    assert whole.either_side >= 0.95, report.rows


def test_grounds_and_things_of_ours_show_nobody(report: FramingReport) -> None:
    assert {row.shows: row.nobody for row in report.empty} == {row.shows: row.photos for row in report.empty}
    assert len(report.empty) == 6


@pytest.mark.parametrize("crop", CROPS)
def test_a_photo_has_the_joints_that_it_shows_and_no_others(crop: str) -> None:
    figure = figures()[0]
    photo = framed(figure, crop, np.random.default_rng(0))
    height, width = photo.rgb.shape[:2]
    for joint in Joint:
        x, y = photo.pose.at(joint)
        assert photo.pose.has(joint) == (0 <= x < width and 0 <= y < height and bool(figure.seen[joint]))
    assert photo.pose.has(Joint.R_SHOULDER)
    assert photo.pose.has(Joint.R_ANKLE) == crop.startswith(("whole", "small"))
    assert photo.pose.has(Joint.NOSE) == (crop != "head cut at the chin")


def test_joints_lie_on_the_person_of_a_photo() -> None:
    figure = figures()[0]
    painted = Figure(np.zeros_like(figure.rgba), figure.joints, figure.seen, figure.turn)
    painted.rgba[..., 3] = 255 * (figure.rgba[..., 3] > 127)
    x, y = figure.joints[Joint.R_WRIST].round().astype(int)
    painted.rgba[y - 2 : y + 3, x - 2 : x + 3, :3] = 255
    photo = framed(painted, "whole, roomy", np.random.default_rng(0))
    wrist = photo.pose.at(Joint.R_WRIST)
    bright = np.argwhere(photo.rgb.min(2) > 250)[:, ::-1]
    near = bright[np.abs(bright - wrist).max(1) < 20]
    assert near.mean(0) == pytest.approx(wrist, abs=1.5)


def test_who_is_found_elsewhere_is_not_right_and_nobody_has_no_joints() -> None:
    photo = framed(figures()[0], "whole, roomy", np.random.default_rng(0))
    shown = sum(photo.pose.has(joint) for joint in Joint)
    assert judged(photo.pose, photo) == (True, Tally(shown, shown))
    assert judged(translate(photo.pose, (3 * photo.head_px, 0.0)), photo) == (False, Tally(0, shown))
    assert judged(None, photo) == (False, Tally(0, shown))


def test_rows_tell_lost_people_exchanged_sides_and_people_who_are_not_there() -> None:
    photos = [
        framed(figure, crop, np.random.default_rng(0))
        for figure in figures()[:2]
        for crop in ("whole, roomy", "cut at the waist")
    ]
    answers = iter([photos[0].pose, None, swap_sides(photos[2].pose), photos[3].pose, None, photos[0].pose])

    def find(_rgb: np.ndarray):
        answer = next(answers)
        if answer is None:
            raise NoPersonError("Nobody.")
        return answer

    told = evaluate_framings(photos, [("paper", photos[0].rgb), ("paper", photos[0].rgb)], find)
    rows = {row.framing: row for row in told.rows}
    assert list(rows) == ["whole, roomy", "cut at the waist", "turn: front", "turn: three-quarter", ALL]
    assert (rows[ALL].found, rows[ALL].right) == (0.75, 0.75)
    assert rows["whole, roomy"].either_side == 1
    assert (rows["whole, roomy"].pckh or 1) < 1
    assert (rows["cut at the waist"].either_side or 1) < 1
    assert [(row.shows, row.photos, row.nobody) for row in told.empty] == [("paper", 2, 1)]
