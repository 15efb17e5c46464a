"""Long thin things in a hand come into the matte; kerbs, railings and stripes do not."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
import pytest

from engine.pose.pose import Pose
from engine.source.poles import hands_of, with_poles
from tests.layers.test_things import painted, pose

Picture = np.ndarray
GROUND, DARK, ROOM = 200, 40, 150


def scene(draw: Callable[[Picture], object], *, body: bool = True) -> tuple[Picture, Picture, Picture]:
    """A photo [H, W, 3] of the person before grainy ground on which something is drawn, its matte, and what is drawn.

    body: all of the person, else the hands alone.
    """
    cutout, label = painted()
    cutout[..., 3] = (label > 0) * np.uint8(255)
    if not body:
        cutout[..., 3] = 0
        for x, y in hands_of(pose()):
            cv2.circle(cutout, (round(float(x)), round(float(y))), 13, (220, 180, 150, 255), -1)
    cutout = cv2.copyMakeBorder(cutout, 0, ROOM, ROOM, ROOM, cv2.BORDER_CONSTANT, value=(0, 0, 0, 0))
    ground = np.random.default_rng(3).normal(GROUND, 3, cutout.shape[:2])
    drawn = np.zeros(cutout.shape[:2], np.uint8)
    draw(drawn)
    behind = np.where(drawn > 0, DARK, ground).clip(0, 255)[..., None]
    person = cutout[..., 3:] > 0
    rgb = np.where(person, cutout[..., :3], behind).astype(np.uint8)
    return rgb, person[..., 0].astype(np.float32), (drawn > 0) & ~person[..., 0]


def placed() -> tuple[Pose, tuple[int, int]]:
    """The person in that scene, and the left hand, which holds no bag."""
    moved = pose().replaced(pose().xy() + np.array([ROOM, 0]))
    x, y = max(hands_of(moved), key=lambda at: float(at[0]))
    return moved, (round(float(x)), round(float(y)))


def test_a_pole_in_a_hand_comes_into_the_matte() -> None:
    person, (x, y) = placed()
    rgb, matte, pole = scene(lambda on: cv2.line(on, (x, y), (x + 110, y + 300), 1, 5))
    found = with_poles(rgb, matte, person)
    assert found[pole].mean() > 0.85
    beside = (cv2.dilate(pole.astype(np.uint8), np.ones((7, 7), np.uint8)) == 0) & (matte == 0)
    assert found[beside].max() < 0.1
    assert np.array_equal(found[matte > 0], matte[matte > 0])


@pytest.mark.parametrize(
    "ground",
    [
        lambda on, x, y: None,
        lambda on, x, y: cv2.line(on, (0, y + 10), (on.shape[1], y + 12), 1, 5),  # a kerb
        lambda on, x, y: cv2.line(on, (x, y), (x + 190, on.shape[0]), 1, 5),  # to the photo's edge
        lambda on, x, y: cv2.line(on, (x, y), (x + 30, y + 90), 1, 5),  # shorter than a forearm
        lambda on, x, y: [
            cv2.line(on, (x + k, y - 9), (x + k + 9, y + 300), 1, 5) for k in range(-240, 240, 30)
        ],
        lambda on, x, y: cv2.rectangle(on, (x, y), (x + 120, y + 300), 1, -1),  # an edge, no line
    ],
)
def test_lines_of_the_ground_do_not(ground: Callable[[Picture, int, int], object]) -> None:
    person, (x, y) = placed()
    rgb, matte, _ = scene(lambda on: ground(on, x, y))
    assert with_poles(rgb, matte, person) is matte


def test_a_line_that_goes_on_beyond_the_hand_is_the_grounds() -> None:
    person, (x, y) = placed()
    ends = (x - 80, y - 200), (x + 120, y + 300)
    rgb, matte, _ = scene(lambda on: cv2.line(on, *ends, 1, 5), body=False)
    assert with_poles(rgb, matte, person) is matte
    rgb, matte, pole = scene(lambda on: cv2.line(on, (x, y), ends[1], 1, 5), body=False)
    assert with_poles(rgb, matte, person)[pole].mean() > 0.8


def test_hands_that_hang_are_told_from_raised_ones() -> None:
    xy = pose().xy()
    xy[4] = xy[3] - (0, 60)
    raised = pose().replaced(xy)
    assert len(hands_of(raised)) == 2
    assert len(hands_of(raised, lowered=True)) == 1
