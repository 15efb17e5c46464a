"""Joints that a pose moves and the photo does not show: told by the ways of limbs, also of those that are missing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from engine.pose.fit import fit
from engine.pose.openpose import read_pose_file
from engine.pose.pose import Joint, Pose
from engine.pose.unseen import unseen
from engine.system.shipped import RESOURCES
from tests.gui.fakes import standing

LEGS = (Joint.R_KNEE, Joint.R_ANKLE, Joint.L_KNEE, Joint.L_ANKLE)
DOWN_TO_THE_THIGHS = standing().with_present(LEGS, present=False)


def library(name: str) -> Pose:
    return read_pose_file(next(Path(RESOURCES / "poses").rglob(f"{name}.json")), size=(1000, 1400)).largest()


def fitted(name: str, person: Pose) -> Pose:
    return fit(library(name), to=person, feet_on_ground=True)


def test_a_straddle_wants_legs_that_the_photo_does_not_show_and_standing_does_not() -> None:
    assert unseen(fitted("wide-stance", DOWN_TO_THE_THIGHS), source=DOWN_TO_THE_THIGHS) == LEGS
    assert unseen(fitted("standing-straight", DOWN_TO_THE_THIGHS), source=DOWN_TO_THE_THIGHS) == ()
    assert unseen(fitted("wide-stance", standing()), source=standing()) == ()


def test_a_joint_that_is_there_but_guessed_counts_as_unseen_once_it_is_moved() -> None:
    points = list(standing().points)
    points[Joint.L_WRIST] = replace(points[Joint.L_WRIST], confidence=0.2)
    guessed = Pose(tuple(points))
    assert unseen(guessed, source=guessed) == ()
    assert unseen(guessed.moved(Joint.L_WRIST, (260.0, 150.0)), source=guessed) == (Joint.L_WRIST,)
    assert unseen(guessed.moved(Joint.R_WRIST, (40.0, 150.0)), source=guessed) == ()


def test_a_joint_without_any_place_counts_where_the_pose_has_it() -> None:
    points = list(standing().points)
    points[Joint.R_ANKLE] = replace(points[Joint.R_ANKLE], x=0.0, y=0.0, confidence=0.0, present=False)
    without = Pose(tuple(points))
    assert unseen(standing(), source=without) == (Joint.R_ANKLE,)
    assert unseen(without, source=standing()) == ()
