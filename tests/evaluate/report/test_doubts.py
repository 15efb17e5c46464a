"""What marks a picture: parts that are missing, apart, made up or cut off, and joints that went elsewhere."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from engine.contract import judgement
from engine.contract.messages import Quality, Rendered, RenderRequest, Source
from engine.evaluate.report.doubts import Reason, drawing_doubts, joint_doubts
from engine.photo.photo import Photo
from engine.pose.edits import scale, translate
from engine.pose.outside import ends
from engine.pose.pose import LIMBS, Joint, Pose
from tests.pose.posing import FRONT

SIZE = (400, 560)
POSE = translate(scale(FRONT, 0.72, pivot=(0.0, 0.0)), (60.0, 60.0))


def drawn(pose: Pose) -> np.ndarray:
    """An alpha of limbs, head, hands and feet."""
    alpha = np.zeros(SIZE[::-1], np.uint8)
    place = lambda x, y: (round(x), round(y))  # noqa: E731
    for near, far in LIMBS:
        cv2.line(alpha, place(*pose.at(near)), place(*pose.at(far)), 255, 14)
    for end in ends(pose):
        cv2.circle(alpha, place(end.middle.real, end.middle.imag), round(end.radius) + 2, 255, cv2.FILLED)
    return alpha


def rendered(pose: Pose = POSE) -> Rendered:
    photo = Photo(np.zeros((SIZE[1], SIZE[0], 3), np.uint8), "doll", key="doll")
    source = Source(photo, POSE, (drawn(POSE) / 255).astype(np.float32))
    nothing = np.zeros(SIZE[::-1], np.uint8)
    return Rendered(RenderRequest(source, pose, Quality.FINAL), photo.rgb, 0.0, nothing, {}, "cpu")


def disc(end_name: str) -> np.ndarray:
    (end,) = [end for end in ends(POSE) if end.name == end_name]
    mask = np.zeros(SIZE[::-1], np.uint8)
    cv2.circle(mask, (round(end.middle.real), round(end.middle.imag)), round(end.radius) + 6, 255, cv2.FILLED)
    return mask


def told(made: Rendered, alpha: np.ndarray) -> dict[Reason, tuple[str, ...]]:
    return {doubt.reason: doubt.parts for doubt in drawing_doubts(made, alpha)}


def test_a_whole_person_is_not_doubted() -> None:
    assert told(rendered(), drawn(POSE)) == {}


@pytest.mark.parametrize("name", ["left hand", "right foot", "head"])
def test_an_end_that_is_hardly_drawn_is_missing(name) -> None:
    alpha = drawn(POSE)
    alpha[disc(name) > 0] = 0
    assert told(rendered(), alpha)[Reason.MISSING] == (name,)


def test_a_hand_that_is_mostly_made_up_is_named() -> None:
    made = replace(rendered(), invented_map=disc("left hand"))
    assert told(made, drawn(POSE)) == {Reason.MADE_UP: ("left hand",)}


def test_a_piece_in_the_air_is_found_and_crumbs_are_not() -> None:
    alpha = drawn(POSE)
    alpha[5:9, 5:9] = 255
    assert told(rendered(), alpha) == {}
    alpha[5:40, 5:40] = 255
    assert told(rendered(), alpha) == {Reason.DETACHED: ()}


def test_what_the_edge_cuts_off_is_not_missed_as_well() -> None:
    aside = translate(POSE, (SIZE[0] - POSE.at(Joint.L_WRIST)[0] + 30, 0.0))
    found = told(rendered(aside), drawn(aside))
    assert "left hand" in found[Reason.EDGE]
    assert "left hand" not in found.get(Reason.MISSING, ())


def test_a_picture_likely_to_be_sent_back_is_doubted_for_its_limbs_whatever_share_is_made_up() -> None:
    assert told(replace(rendered(), invented=0.2), drawn(POSE)) == {}
    why = (
        judgement.Doubt(judgement.Reason.UNSURE, "right arm"),
        judgement.Doubt(judgement.Reason.THING, "right arm"),
        judgement.Doubt(judgement.Reason.UNSURE, "left leg"),
    )
    judged = replace(rendered(), judgement=judgement.Judgement(0.8, why))
    assert told(judged, drawn(POSE)) == {
        Reason.UNSURE: ("right arm", "left leg"),
        Reason.THING: ("right arm",),
    }
    passed = replace(rendered(), judgement=judgement.Judgement(0.4, why))
    assert told(passed, drawn(POSE)) == {}


def test_lost_joints_are_doubts() -> None:
    assert [doubt.parts for doubt in joint_doubts([Joint.R_KNEE])] == [("R_KNEE",)]
    assert list(joint_doubts([])) == []
