"""Ankles found between two legs go onto them; where no two legs are told apart they stay."""

from __future__ import annotations

import numpy as np
import pytest

from engine.pose.pose import Joint, Point, Pose
from engine.source.two_legs import on_their_legs

# A body seen from the side, 100 px from neck to hips, with both knees and both ankles midway between its legs.
KNEES, ANKLES = (162, 158), (162.0, 158.0)
XY = (
    (160, 20), (160, 50), (158, 52), (158, 90), (158, 120), (162, 52), (162, 90), (162, 120), (161, 150),
    (KNEES[0], 240), (ANKLES[0], 330), (159, 150), (KNEES[1], 240), (ANKLES[1], 331), (158, 16), (160, 16),
    (157, 18), (163, 18),
)  # fmt: skip


def standing() -> Pose:
    return Pose(tuple(Point(float(x), float(y)) for x, y in XY))


def matte(*legs: tuple[int, int]) -> np.ndarray:
    """Columns from and to which legs reach, over the rows below the knees."""
    out = np.zeros((400, 400), np.float32)
    out[150:260, 130:190] = 1
    for first, last in legs:
        out[260:350, first:last] = 1
    return out


def ankles(pose: Pose) -> tuple[float, float]:
    return pose.at(Joint.R_ANKLE)[0], pose.at(Joint.L_ANKLE)[0]


def test_each_ankle_goes_to_the_middle_of_its_own_leg() -> None:
    placed = on_their_legs(standing(), matte((139, 156), (164, 181)))
    assert ankles(placed) == pytest.approx((172, 147), abs=0.6)
    moved = np.abs(placed.xy() - standing().xy())
    assert moved[:, 1].max() == 0
    assert set(np.flatnonzero(moved[:, 0])) == {Joint.R_ANKLE, Joint.L_ANKLE}


def test_ankles_of_slanting_legs_lie_on_their_line() -> None:
    slanting = matte()
    for row in range(260, 350):
        for first in (139 - (row - 320) // 4, 164 + (row - 320) // 4):
            slanting[row, first : first + 17] = 1
    at_ankles = 164 + 8 + (330 - 320) / 4, 139 + 8 - (331 - 320) / 4
    assert ankles(on_their_legs(standing(), slanting)) == pytest.approx(at_ankles, abs=0.8)


@pytest.mark.parametrize(
    "legs",
    [
        pytest.param([(140, 180)], id="legs that touch"),
        pytest.param([(139, 156), (164, 171), (178, 181)], id="three of something"),
        pytest.param([(139, 179), (200, 239)], id="a bag beside both legs"),
        pytest.param([], id="nothing"),
    ],
)
def test_ankles_stay_where_no_two_legs_are_told_apart(legs: list[tuple[int, int]]) -> None:
    assert ankles(on_their_legs(standing(), matte(*legs))) == ANKLES


def test_without_a_knee_nothing_is_said() -> None:
    points = list(standing().points)
    points[Joint.R_KNEE] = Point(0.0, 0.0, 0.0, False)
    assert ankles(on_their_legs(Pose(tuple(points)), matte((139, 156), (164, 181)))) == ANKLES
