"""What a pose puts beyond the edge: parts reach beyond their joints, and what the photo cuts off is no news."""

from __future__ import annotations

import numpy as np
import pytest

from engine.pose.outside import newly_outside, outside
from engine.pose.pose import HEAD, Joint, Pose
from tests.pose.posing import FRONT, exact

SIZE = (400, 600)


def moved_by(x: float, y: float) -> Pose:
    return FRONT.replaced(exact(FRONT) + np.array([x, y]))


def test_a_person_within_the_picture_is_whole() -> None:
    assert outside(FRONT, SIZE) == ()


@pytest.mark.parametrize(
    ("x", "y", "cut"),
    [
        (0, -60, ("head",)),  # the ears, eyes and nose are still inside
        (0, -96, ("head",)),
        (-148, 0, ("right hand",)),  # the wrist is still inside
        (147, 0, ("left hand",)),
        (0, 60, ("left foot", "right foot")),  # the ankles are still inside
        (0, 270, ("left hand", "right hand", "left foot", "right foot")),
    ],
)
def test_parts_reach_beyond_their_joints(x: float, y: float, cut: tuple[str, ...]) -> None:
    assert outside(moved_by(x, y), SIZE) == cut


def test_a_hand_reaches_on_along_its_forearm() -> None:
    raised = FRONT.moved(Joint.R_ELBOW, (140, 70)).moved(Joint.R_WRIST, (140, 25))
    assert outside(raised, SIZE) == ("right hand",)
    hanging = FRONT.moved(Joint.R_WRIST, (20, 300)).moved(Joint.R_ELBOW, (20, 230))
    assert outside(hanging, SIZE) == ()


def test_what_the_pose_lacks_is_not_cut_off() -> None:
    high = moved_by(0, -120)
    assert "head" not in outside(high.with_present(HEAD, present=False), SIZE)
    left = moved_by(-200, 0)
    assert "right hand" not in outside(left.with_present(Joint.R_WRIST, present=False), SIZE)


def test_seen_from_behind_and_with_few_joints_it_still_tells() -> None:
    behind = moved_by(0, -60).with_present([Joint.NOSE, Joint.R_EYE, Joint.L_EYE], present=False)
    assert outside(behind, SIZE) == ("head",)
    wrists = {Joint.R_WRIST, Joint.L_WRIST}
    hands = moved_by(-152, 0).with_present(set(Joint) - wrists, present=False)
    assert outside(hands, SIZE) == ("right hand",)
    assert outside(FRONT.with_present(set(Joint), present=False), SIZE) == ()


def test_what_the_photo_cuts_off_already_is_no_news() -> None:
    low = moved_by(0, 60)
    lower = moved_by(-148, 60)
    assert newly_outside(lower, source=low, size=SIZE) == ("right hand",)
    assert newly_outside(lower, source=FRONT, size=SIZE) == ("right hand", "left foot", "right foot")


def test_a_hand_that_the_photo_shows_in_part_is_news_where_the_pose_cuts_it_off() -> None:
    photo = (400, 328)  # ends below the wrists and within the hands
    assert {"left hand", "right hand"} <= set(outside(FRONT, photo))
    assert newly_outside(FRONT, source=FRONT, size=photo) == ()
    swung = FRONT.moved(Joint.R_ELBOW, (80, 150)).moved(Joint.R_WRIST, (2, 150))
    assert newly_outside(swung, source=FRONT, size=photo) == ("right hand",)
    hardly_lower = FRONT.moved(Joint.R_WRIST, (150, 303))
    assert newly_outside(hardly_lower, source=FRONT, size=photo) == ()
    lower = FRONT.moved(Joint.R_WRIST, (150, 325))
    assert newly_outside(lower, source=FRONT, size=photo) == ("right hand",)
    gone = (400, 290)  # nothing of the hands is in the photo
    assert newly_outside(swung, source=FRONT, size=gone) == ()
