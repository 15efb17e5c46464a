"""Hips and chest taken hold of, symmetry, and both by keys."""

from __future__ import annotations

import math

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from engine.pose.kinematics import pelvis
from engine.pose.pose import UPPER_BODY, Joint
from gui.canvas.pose_interaction import Body
from tests.gui.canvas.test_canvas import CTRL, LEFT, NO_KEYS, SHIFT, START, moved, on_canvas, place, pull
from tests.gui.conftest import Desk
from tests.sure import sure

ALT = Qt.KeyboardModifier.AltModifier
CHEST = (150.0, 135.0)
HIPS = (150.0, 200.0)
FEET = (Joint.R_ANKLE, Joint.L_ANKLE)
KNEES = (Joint.R_KNEE, Joint.L_KNEE)


def text(desk: Desk) -> str:
    return desk.session.undo_stack.undoText()


def test_hips_dragged_down_crouch_over_planted_feet(opened: Desk) -> None:
    pull(opened, on_canvas(opened, HIPS), on_canvas(opened, (150.0, 230.0)))
    assert sure(pelvis(opened.pose)).imag == pytest.approx(230.0, abs=1.0)
    assert all(opened.pose.at(foot) == pytest.approx(START.at(foot)) for foot in FEET)
    assert math.dist(opened.pose.at(Joint.R_KNEE), START.at(Joint.R_KNEE)) > 10
    assert text(opened) == "Shift hips"


def test_knees_of_a_crouch_stay_over_the_feet_and_legs_come_back_to_their_length(opened: Desk) -> None:
    pull(opened, on_canvas(opened, HIPS), on_canvas(opened, (150.0, 245.0)))
    knees = [(opened.pose[knee].x, opened.pose[foot].x) for knee, foot in zip(KNEES, FEET, strict=True)]
    assert knees[0][0] < knees[0][1] + 1, "not inwards"
    assert all(abs(knee - foot) < 26 for knee, foot in knees), (
        "nor out to the sides, as in the picture's plane"
    )
    pull(opened, on_canvas(opened, (150.0, 245.0)), on_canvas(opened, HIPS))
    for joint in (*KNEES, *FEET):
        assert math.dist(opened.pose.at(joint), START.at(joint)) < 3
    pull(opened, on_canvas(opened, HIPS), on_canvas(opened, (150.0, 120.0)))
    assert sure(pelvis(opened.pose)).imag > 195, "no higher than legs are long"


def test_hips_dragged_aside_leave_the_shoulders_above_the_feet(opened: Desk) -> None:
    pull(opened, on_canvas(opened, HIPS), on_canvas(opened, (172.0, 210.0)))
    assert sure(pelvis(opened.pose)).real > 160
    assert opened.pose[Joint.NECK].x == pytest.approx(150.0, abs=0.5)
    assert all(opened.pose.at(foot) == pytest.approx(START.at(foot)) for foot in FEET)


def test_the_chest_leans_and_with_shift_tilts_the_shoulders(opened: Desk) -> None:
    pull(opened, on_canvas(opened, CHEST), on_canvas(opened, (175.0, 140.0)))
    assert moved(opened.pose) == set(UPPER_BODY)
    assert text(opened) == "Lean"
    opened.trigger("undo")
    pull(opened, on_canvas(opened, CHEST), on_canvas(opened, (165.0, 135.0)), SHIFT)
    assert opened.pose[Joint.L_SHOULDER].y > START[Joint.L_SHOULDER].y
    assert opened.pose[Joint.R_SHOULDER].y < START[Joint.R_SHOULDER].y
    assert Joint.NOSE not in moved(opened.pose)
    assert text(opened) == "Tilt shoulders"


def test_with_shift_hips_tilt_over_feet_that_stay(opened: Desk) -> None:
    pull(opened, on_canvas(opened, HIPS), on_canvas(opened, (168.0, 200.0)), SHIFT)
    assert abs(opened.pose[Joint.L_HIP].y - opened.pose[Joint.R_HIP].y) > 3
    assert all(opened.pose.at(foot) == pytest.approx(START.at(foot), abs=1e-3) for foot in FEET)
    assert text(opened) == "Tilt hips"


@pytest.mark.parametrize("grip", [CHEST, HIPS])
def test_with_ctrl_either_carries_the_whole_person(opened: Desk, grip: tuple[float, float]) -> None:
    pull(opened, on_canvas(opened, grip), on_canvas(opened, (grip[0] + 30, grip[1] - 10)), CTRL)
    assert moved(opened.pose) == set(Joint)
    assert text(opened) == "Move body"


def test_the_pointer_is_told_what_the_handles_are(opened: Desk) -> None:
    def said() -> str:
        return "  ".join(label.text() for label in opened.window.status.findChildren(QLabel))

    QTest.mouseMove(opened.canvas, on_canvas(opened, HIPS))
    assert "Drag: crouch, or shift the weight" in said()
    assert opened.canvas.pointer.handle is Body.HIPS
    QTest.mouseMove(opened.canvas, on_canvas(opened, CHEST))
    assert "Shift: tilt the shoulders" in said()
    pull(opened, on_canvas(opened, CHEST), on_canvas(opened, (170.0, 138.0)), release=False)
    assert "Alt: snap" in said()
    assert "Esc: cancel" in said()
    QTest.mouseRelease(opened.canvas, LEFT, NO_KEYS, on_canvas(opened, (170.0, 138.0)))
    assert "Esc: cancel" not in said()


def test_a_person_who_is_small_on_the_canvas_has_no_handles(opened: Desk) -> None:
    opened.canvas.zoom_by(0.2)
    QTest.mouseMove(opened.canvas, on_canvas(opened, (150.0, 170.0)))
    assert opened.canvas.pointer.over is None or opened.canvas.pointer.over.body is Body.TORSO


def test_alt_with_arrows_crouches_leans_and_tilts_each_as_one_edit(opened: Desk) -> None:
    opened.canvas.setFocus()
    for _ in range(5):
        QTest.keyClick(opened.canvas, Qt.Key.Key_Down, ALT)
    assert sure(pelvis(opened.pose)).imag == pytest.approx(215.0)
    assert opened.pose.at(Joint.R_ANKLE) == pytest.approx(START.at(Joint.R_ANKLE))
    assert opened.session.undo_stack.count() == 1
    QTest.keyClick(opened.canvas, Qt.Key.Key_Right, ALT | SHIFT)
    assert text(opened) == "Lean"
    QTest.keyClick(opened.canvas, Qt.Key.Key_Down, ALT | SHIFT)
    assert text(opened) == "Tilt shoulders"
    for _ in range(3):
        opened.trigger("undo")
    assert opened.pose == START


def test_with_symmetry_the_other_arm_does_the_same_in_one_edit(opened: Desk) -> None:
    QTest.keyClick(opened.canvas, Qt.Key.Key_X, SHIFT)
    pull(opened, place(opened, Joint.R_WRIST), on_canvas(opened, (60.0, 120.0)))
    for joint in (Joint.R_ELBOW, Joint.R_WRIST):
        x, y = opened.pose.at(joint)
        other = opened.pose.at(Joint[joint.name.replace("R_", "L_")])
        assert other == pytest.approx((300.0 - x, y), abs=0.5)
    assert text(opened) == "Move right wrist on both sides"
    opened.trigger("undo")
    assert opened.pose == START


def test_a_locked_joint_of_the_other_side_keeps_it_out_of_symmetry(opened: Desk) -> None:
    opened.trigger("symmetry")
    opened.session.set_locked({Joint.L_ELBOW}, locked=True)
    pull(opened, place(opened, Joint.R_WRIST), on_canvas(opened, (60.0, 120.0)))
    assert moved(opened.pose) == {Joint.R_ELBOW, Joint.R_WRIST}


def test_arrow_keys_are_symmetrical_too(opened: Desk) -> None:
    opened.trigger("symmetry")
    opened.session.select({Joint.R_ANKLE})
    QTest.keyClick(opened.canvas, Qt.Key.Key_Left, SHIFT)
    assert opened.pose[Joint.L_ANKLE].x > START[Joint.L_ANKLE].x + 3
    QTest.mouseClick(opened.canvas, LEFT, NO_KEYS, on_canvas(opened, (20.0, 20.0)))
