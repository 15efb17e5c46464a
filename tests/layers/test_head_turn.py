"""A head turns as its own joints do, however its neck bends; one that looks aside only leans with its neck."""

from __future__ import annotations

import math

import numpy as np
import pytest

from engine.layers.head_turn import head_turn
from engine.layers.turning import turn

# A face about 40 px above the joint of its neck: nose, eyes, ears.
FACE = np.array([[1, -40], [-4, -46], [5, -46], [-10, -43], [11, -43]], float)
ORIGIN = np.zeros(2)


def as_complex(points: np.ndarray) -> np.ndarray:
    return points @ np.array([1, 1j])


def degrees(before: np.ndarray, after: np.ndarray) -> float:
    return math.degrees(head_turn(as_complex(before), as_complex(after)))


@pytest.mark.parametrize("by", [-20.0, -6.0, 0.0, 12.0, 25.0])
@pytest.mark.parametrize("pivot", [0.0, -20.0, -30.0])
def test_a_tilt_is_told_wherever_the_neck_bends(by: float, pivot: float) -> None:
    tilted = turn(FACE, np.array([0, pivot]), math.radians(by))
    assert degrees(FACE, tilted) == pytest.approx(by, abs=0.01)


def test_a_head_that_looks_the_other_way_is_not_turned_over() -> None:
    """The shape is another then, and would be most alike upside down."""
    profile = np.array([[-9, -40], [-6, -45], [-4, -45], [6, -42], [8, -42]], float)
    assert abs(degrees(profile, profile * (-1, 1))) < 8


def test_two_joints_do_not_turn_a_head_by_themselves() -> None:
    eyes = FACE[1:3]
    assert abs(degrees(eyes, eyes + np.array([[0, 2], [0, -2]]))) < 1


def test_what_is_not_sure_comes_in_smoothly() -> None:
    """As a face turns aside, its joints say less and less of its tilt."""
    tilted = turn(FACE, np.array([0, -25.0]), math.radians(15))
    told = [
        degrees(FACE, (tilted - tilted.mean(0)) * (wide, 1) + tilted.mean(0))
        for wide in np.linspace(1, -1, 81)
    ]
    assert told[0] == pytest.approx(15, abs=0.01)
    assert abs(told[-1]) < 8
    assert max(np.abs(np.diff(told))) < 2.5
