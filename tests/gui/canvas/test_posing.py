"""Every way to pose a person, with the mouse and the keys that a person would use, and what undo makes of it."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QNativeGestureEvent, QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu

from engine.pose.pose import LIMBS, MIRROR, UPPER_BODY, Joint, Pose, subtree
from gui.canvas.layers import ViewMode
from gui.look.theme import tokens
from tests.gui.canvas.test_canvas import (
    CTRL,
    LEFT,
    NO_KEYS,
    SHIFT,
    START,
    colour_at,
    moved,
    on_canvas,
    place,
    pull,
    turn_wheel,
)
from tests.gui.conftest import Desk

ALT = Qt.KeyboardModifier.AltModifier
ARM = (Joint.R_SHOULDER, Joint.R_ELBOW, Joint.R_WRIST)
LEG = (Joint.R_ANKLE, Joint.R_KNEE, Joint.R_HIP)


def length(pose: Pose, upper: Joint, lower: Joint) -> float:
    return math.dist(pose.at(upper), pose.at(lower))


def angle(pose: Pose, joint: Joint, other: Joint) -> float:
    (x0, y0), (x1, y1) = pose.at(joint), pose.at(other)
    return math.atan2(y1 - y0, x1 - x0)


def bend(pose: Pose) -> float:
    """On which side of the line from shoulder to wrist the right elbow is, by the sign."""
    (x0, y0), (x1, y1), (x2, y2) = (pose.at(joint) for joint in ARM)
    return (x2 - x0) * (y1 - y0) - (y2 - y0) * (x1 - x0)


def select(desk: Desk, *joints: Joint) -> None:
    """Click the first, add the others with Shift."""
    for number, joint in enumerate(joints):
        QTest.mouseClick(desk.canvas, LEFT, SHIFT if number else NO_KEYS, place(desk, joint))
    desk.canvas.setFocus()


def press(desk: Desk, key: Qt.Key, keys=NO_KEYS, *, times: int = 1) -> None:
    for _ in range(times):
        QTest.keyClick(desk.canvas, key, keys)


# -- drags


@pytest.mark.parametrize("end", [Joint.R_WRIST, Joint.L_WRIST, Joint.R_ANKLE, Joint.L_ANKLE])
def test_hands_and_feet_reach_and_no_limb_changes_its_length(opened: Desk, end: Joint) -> None:
    x, y = opened.pose.at(end)
    pull(opened, place(opened, end), on_canvas(opened, (x + (30 if x > 150 else -30), y - 25)))
    assert end in moved(opened.pose)
    for upper, lower in LIMBS:
        assert length(opened.pose, upper, lower) == pytest.approx(length(START, upper, lower), abs=0.01)


def test_with_the_hand_locked_an_elbow_dragged_across_bends_to_that_side(opened: Desk) -> None:
    select(opened, Joint.R_WRIST)
    press(opened, Qt.Key.Key_L, CTRL)
    x, y = opened.pose.at(Joint.R_ELBOW)
    pull(opened, place(opened, Joint.R_ELBOW), on_canvas(opened, (x + 40, y)))
    assert bend(opened.pose) * bend(START) < 0
    assert opened.pose.at(Joint.R_WRIST) == START.at(Joint.R_WRIST)
    assert length(opened.pose, *ARM[:2]) == pytest.approx(length(START, *ARM[:2]), abs=0.01)


def test_b_bends_to_the_other_side(opened: Desk) -> None:
    select(opened, Joint.R_ELBOW)
    press(opened, Qt.Key.Key_B)
    assert bend(opened.pose) * bend(START) < 0
    assert moved(opened.pose) == {Joint.R_ELBOW}


def test_a_shoulder_turns_about_the_neck_and_takes_the_arm_along(opened: Desk) -> None:
    pull(opened, place(opened, Joint.R_SHOULDER), on_canvas(opened, (122.0, 85.0)))
    assert moved(opened.pose) == set(ARM)
    neck = length(START, Joint.NECK, Joint.R_SHOULDER)
    assert length(opened.pose, Joint.NECK, Joint.R_SHOULDER) == pytest.approx(neck, abs=0.01)


def test_shift_turns_the_whole_arm_without_bending_it(opened: Desk) -> None:
    pull(opened, place(opened, Joint.R_WRIST), on_canvas(opened, (40.0, 120.0)), SHIFT)
    assert moved(opened.pose) == {Joint.R_ELBOW, Joint.R_WRIST}
    by = angle(opened.pose, *ARM[:2]) - angle(START, *ARM[:2])
    assert angle(opened.pose, *ARM[1:]) - angle(START, *ARM[1:]) == pytest.approx(by, abs=0.01)
    assert abs(by) > 0.5


def test_the_torso_shifts_the_weight_over_planted_feet(opened: Desk) -> None:
    pull(opened, on_canvas(opened, (150.0, 150.0)), on_canvas(opened, (160.0, 190.0)))
    for ankle, knee, hip in (LEG, tuple(MIRROR[joint] for joint in LEG)):
        assert opened.pose.at(ankle) == pytest.approx(START.at(ankle))
        for bone in ((hip, knee), (knee, ankle)):  # which come towards the viewer
            assert 0.7 * length(START, *bone) < length(opened.pose, *bone) < length(START, *bone) + 0.01
    by = opened.pose.xy() - START.xy()
    assert np.allclose(by[sorted(UPPER_BODY)], (10.0, 40.0), atol=1.0)
    assert opened.pose[Joint.R_KNEE].x < START[Joint.R_KNEE].x
    assert opened.pose[Joint.L_KNEE].x > START[Joint.L_KNEE].x
    assert opened.session.undo_stack.undoText() == "Shift weight"


def test_the_body_stops_where_planted_feet_would_leave_the_ground_and_says_so(opened: Desk) -> None:
    pull(opened, on_canvas(opened, (150.0, 150.0)), on_canvas(opened, (150.0, 60.0)), release=False)
    assert opened.canvas.pointer.stretched == {Joint.R_ANKLE, Joint.L_ANKLE}
    (x0, y0), (x1, y1) = opened.pose.at(Joint.R_KNEE), opened.pose.at(Joint.R_ANKLE)
    assert colour_at(opened, ((x0 + x1) / 2, (y0 + y1) / 2)).name() == tokens().danger
    QTest.mouseRelease(opened.canvas, LEFT, NO_KEYS, on_canvas(opened, (150.0, 60.0)))
    assert np.allclose(opened.pose.xy(), START.xy(), atol=2.0)
    assert opened.canvas.pointer.stretched == frozenset()


@pytest.mark.parametrize("keys", [NO_KEYS, CTRL])
def test_without_planted_feet_or_with_ctrl_the_torso_carries_the_whole_body(opened: Desk, keys) -> None:
    if keys == NO_KEYS:
        QTest.keyClick(opened.canvas, Qt.Key.Key_P, SHIFT)
    pull(opened, on_canvas(opened, (150.0, 150.0)), on_canvas(opened, (170.0, 140.0)), keys)
    by = opened.pose.xy() - START.xy()
    assert np.allclose(by, (20.0, -10.0), atol=1.0)
    assert np.allclose(by, by[0])
    assert opened.session.undo_stack.count() == 1


def test_a_locked_hand_is_a_pin_and_the_elbow_serves_it_when_the_body_leans(opened: Desk) -> None:
    pull(opened, place(opened, Joint.R_WRIST), on_canvas(opened, (70.0, 130.0)))
    before = opened.pose
    select(opened, Joint.R_WRIST)
    press(opened, Qt.Key.Key_L, CTRL)
    pull(opened, on_canvas(opened, (140.0, 140.0)), on_canvas(opened, (120.0, 140.0)), SHIFT)
    after = opened.pose
    assert after.at(Joint.R_WRIST) == pytest.approx(before.at(Joint.R_WRIST))
    assert after.at(Joint.R_SHOULDER)[0] < before.at(Joint.R_SHOULDER)[0] - 5
    for upper, lower in pairwise(ARM):
        assert length(after, upper, lower) == pytest.approx(length(before, upper, lower), abs=0.01)
    select(opened, Joint.R_HIP)
    opened.trigger("select_all")
    press(opened, Qt.Key.Key_BracketRight)
    assert opened.pose.at(Joint.R_WRIST) == pytest.approx(before.at(Joint.R_WRIST))
    assert length(opened.pose, *ARM[:2]) == pytest.approx(length(before, *ARM[:2]), abs=0.01)


def test_a_locked_foot_bends_the_knee_when_its_hip_is_dragged(opened: Desk) -> None:
    select(opened, Joint.L_ANKLE)
    press(opened, Qt.Key.Key_L, CTRL)
    pull(opened, place(opened, Joint.L_HIP), on_canvas(opened, (170.0, 230.0)))
    assert opened.pose.at(Joint.L_ANKLE) == START.at(Joint.L_ANKLE)
    assert length(opened.pose, Joint.L_HIP, Joint.L_KNEE) == pytest.approx(
        length(START, Joint.L_HIP, Joint.L_KNEE), abs=0.01
    )
    assert opened.pose.at(Joint.L_HIP) == pytest.approx((170.0, 230.0), abs=1.5)


# -- the selection


def test_the_selection_is_turned_and_scaled_by_keys_and_wheel_and_each_run_is_one_entry(opened: Desk) -> None:
    select(opened, Joint.R_ELBOW, Joint.R_WRIST)
    before = angle(START, *ARM[1:]), length(START, *ARM[1:])
    press(opened, Qt.Key.Key_BracketRight, times=3)
    assert math.degrees(angle(opened.pose, *ARM[1:]) - before[0]) == pytest.approx(15, abs=0.01)
    assert opened.session.undo_stack.count() == 1
    turn_wheel(opened, place(opened, Joint.NOSE), 1, ALT)
    assert moved(opened.pose) == {Joint.R_ELBOW, Joint.R_WRIST}
    opened.trigger("undo")
    opened.session.undo_stack.clear()
    before = before[0], length(opened.pose, *ARM[1:])
    press(opened, Qt.Key.Key_BracketRight, SHIFT, times=2)
    assert length(opened.pose, *ARM[1:]) == pytest.approx(before[1] * 1.05**2, rel=0.001)
    assert opened.session.undo_stack.count() == 1


def test_nudges_go_ten_pixels_with_shift_and_merge_with_those_of_one(opened: Desk) -> None:
    select(opened, Joint.L_WRIST)
    press(opened, Qt.Key.Key_Left, SHIFT, times=2)
    press(opened, Qt.Key.Key_Up)
    x, y = START.at(Joint.L_WRIST)
    assert opened.pose.at(Joint.L_WRIST) == pytest.approx((x - 20, y - 1), abs=0.01)
    assert opened.session.undo_stack.count() == 1
    press(opened, Qt.Key.Key_Z, CTRL)
    assert opened.pose == START


def test_arrows_keep_the_lengths_as_a_drag_does_and_ctrl_frees_them(opened: Desk) -> None:
    upper, lower = (Joint.L_SHOULDER, Joint.L_ELBOW), (Joint.L_ELBOW, Joint.L_WRIST)
    select(opened, Joint.L_WRIST)
    press(opened, Qt.Key.Key_Up, SHIFT, times=4)
    assert opened.pose.at(Joint.L_WRIST) == pytest.approx((200.0, 160.0), abs=0.01)
    assert moved(opened.pose) == {Joint.L_ELBOW, Joint.L_WRIST}
    for bone in (upper, lower):
        assert length(opened.pose, *bone) == pytest.approx(length(START, *bone), abs=0.01)
    press(opened, Qt.Key.Key_Z, CTRL)
    press(opened, Qt.Key.Key_Right, CTRL, times=5)
    assert moved(opened.pose) == {Joint.L_WRIST}
    assert opened.pose.at(Joint.L_WRIST) == (205.0, 200.0)


def test_several_joints_are_nudged_together(opened: Desk) -> None:
    select(opened, Joint.L_WRIST, Joint.L_ELBOW)
    press(opened, Qt.Key.Key_Down, times=3)
    assert moved(opened.pose) == {Joint.L_WRIST, Joint.L_ELBOW}
    assert opened.pose.at(Joint.L_ELBOW) == (195.0, 153.0)


def test_a_joint_selected_by_keys_is_named_in_the_status_line(opened: Desk) -> None:
    def told() -> list[str]:
        return [label.text() for label in opened.window.status.findChildren(QLabel)]

    QTest.mouseMove(opened.canvas, QPoint(3, 3))
    press(opened, Qt.Key.Key_N)
    assert "Nose" in told()
    press(opened, Qt.Key.Key_N, times=2)
    assert "Right shoulder" in told()
    press(opened, Qt.Key.Key_Escape)
    assert "Right shoulder" not in told()


def test_nudges_of_another_joint_are_an_entry_of_their_own(opened: Desk) -> None:
    select(opened, Joint.L_WRIST)
    press(opened, Qt.Key.Key_Down)
    select(opened, Joint.R_WRIST)
    press(opened, Qt.Key.Key_Down)
    assert opened.session.undo_stack.count() == 2


def test_delete_hides_and_shift_delete_brings_back(opened: Desk) -> None:
    select(opened, Joint.L_WRIST)
    press(opened, Qt.Key.Key_Delete)
    assert not opened.pose.has(Joint.L_WRIST)
    press(opened, Qt.Key.Key_Delete, SHIFT)
    assert opened.pose == START


def test_a_locked_joint_resists_the_mouse_and_the_keys(opened: Desk) -> None:
    select(opened, Joint.R_WRIST)
    press(opened, Qt.Key.Key_L, CTRL)
    assert opened.session.locked == {Joint.R_WRIST}
    pull(opened, place(opened, Joint.R_WRIST), on_canvas(opened, (60.0, 120.0)))
    press(opened, Qt.Key.Key_Left)
    assert opened.pose == START
    pull(opened, on_canvas(opened, (150.0, 150.0)), on_canvas(opened, (170.0, 140.0)))
    assert set(Joint) - moved(opened.pose) == {Joint.R_WRIST, Joint.R_ANKLE, Joint.L_ANKLE}
    select(opened, Joint.R_WRIST)
    press(opened, Qt.Key.Key_L, CTRL)
    assert opened.session.locked == frozenset()


@pytest.mark.parametrize(
    ("keys", "back"),
    [
        (CTRL, {Joint.R_WRIST}),
        (CTRL | ALT, set(ARM)),
        (CTRL | SHIFT, set(Joint)),
    ],
)
def test_a_joint_a_limb_or_all_go_back_to_the_photo(opened: Desk, keys, back: set[Joint]) -> None:
    opened.session.apply_pose(START.replaced(START.xy() + np.array([7.0, 5.0])), "Move")
    select(opened, Joint.R_WRIST)
    press(opened, Qt.Key.Key_R, keys)
    assert set(Joint) - moved(opened.pose) == back
    press(opened, Qt.Key.Key_Z, CTRL)
    assert moved(opened.pose) == set(Joint)


@pytest.mark.parametrize(
    ("joint", "limb"),
    [
        (Joint.R_WRIST, set(ARM)),
        (Joint.R_SHOULDER, set(ARM)),
        (Joint.L_KNEE, {Joint.L_HIP, Joint.L_KNEE, Joint.L_ANKLE}),
        (Joint.R_EAR, set(subtree(Joint.NOSE))),
    ],
)
def test_l_selects_the_whole_limb(opened: Desk, joint: Joint, limb: set[Joint]) -> None:
    opened.session.select({joint})
    opened.canvas.setFocus()
    press(opened, Qt.Key.Key_L)
    assert opened.session.selection == limb


def test_the_menu_of_a_joint_is_under_the_right_button(opened: Desk) -> None:
    at = place(opened, Joint.L_KNEE)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, opened.canvas.mapToGlobal(at))
    QApplication.sendEvent(opened.canvas, event)
    assert opened.session.selection == {Joint.L_KNEE}
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    names = [action.objectName() for action in menu.actions()]
    assert {"hide", "toggle_lock", "reset_selection", "reset_limb", "bring_to_front"} <= set(names)
    menu.close()


# -- the view


def test_a_pinch_zooms_about_the_fingers(opened: Desk) -> None:
    at = place(opened, Joint.NOSE)
    before = opened.canvas.view
    under = before.to_photo((at.x(), at.y()))
    event = QNativeGestureEvent(
        Qt.NativeGestureType.ZoomNativeGesture, QPointingDevice.primaryPointingDevice(), 2,
        QPointF(at), QPointF(at), QPointF(opened.canvas.mapToGlobal(at)), 0.5, QPointF(),
    )  # fmt: skip
    QApplication.sendEvent(opened.canvas, event)
    assert opened.canvas.view.scale == pytest.approx(before.scale * 1.5)
    assert opened.canvas.view.to_photo((at.x(), at.y())) == pytest.approx(under, abs=0.01)


def test_the_views_are_a_key_away(opened: Desk) -> None:
    for key, mode in (
        (Qt.Key.Key_2, ViewMode.ORIGINAL),
        (Qt.Key.Key_3, ViewMode.SPLIT),
        (Qt.Key.Key_4, ViewMode.SIDE_BY_SIDE),
        (Qt.Key.Key_1, ViewMode.RESULT),
    ):
        press(opened, key)
        assert opened.canvas.mode is mode


def test_both_panes_zoom_together(opened: Desk) -> None:
    press(opened, Qt.Key.Key_4)
    before = opened.canvas.view.scale
    turn_wheel(opened, place(opened, Joint.NOSE) - QPoint(opened.canvas.width() // 2, 0), 2)
    assert opened.canvas.view.scale > before
    image = opened.canvas.grab().toImage()
    nose = place(opened, Joint.NOSE) + QPoint(25, 0)
    assert image.pixelColor(nose).red() == 200
    assert image.pixelColor(nose - QPoint(opened.canvas.width() // 2, 0)).red() == 128


@pytest.mark.parametrize(
    ("key", "action"),
    [
        (Qt.Key.Key_S, "show_skeleton"),
        (Qt.Key.Key_H, "show_hidden"),
        (Qt.Key.Key_M, "show_matte"),
        (Qt.Key.Key_I, "show_invented"),
    ],
)
def test_what_is_shown_over_the_picture_is_a_key_away(opened: Desk, key: Qt.Key, action: str) -> None:
    before = opened.window.actions_by_name[action].isChecked()
    press(opened, key)
    assert opened.window.actions_by_name[action].isChecked() is not before
    press(opened, key)
    assert opened.window.actions_by_name[action].isChecked() is before
