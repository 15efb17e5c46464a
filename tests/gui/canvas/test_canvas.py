"""The canvas under real mouse, wheel and key events, over an engine that answers when told to."""

from __future__ import annotations

import math

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from engine.contract.messages import Quality
from engine.pose.pose import Joint, Pose
from gui.canvas.layers import ViewMode
from tests.gui.conftest import Desk
from tests.gui.fakes import SIZE, standing
from tests.sure import sure

LEFT = Qt.MouseButton.LeftButton
NO_KEYS = Qt.KeyboardModifier.NoModifier
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
START = standing()


def place(desk: Desk, joint: Joint) -> QPoint:
    return on_canvas(desk, desk.pose.at(joint))


def on_canvas(desk: Desk, xy: tuple[float, float]) -> QPoint:
    return QPointF(*desk.canvas.view.to_canvas(xy)).toPoint()


def pull(desk: Desk, start: QPoint, end: QPoint, keys=NO_KEYS, *, release: bool = True) -> None:
    """Drag in eight steps, with `keys` held."""
    QTest.mousePress(desk.canvas, LEFT, keys, start)
    for step in range(1, 9):
        at = start + (end - start) * step / 8
        # QTest.mouseMove sends no modifiers, so hold them as a person would.
        event = QMouseMove(at, keys)
        QApplication.sendEvent(desk.canvas, event)
    if release:
        QTest.mouseRelease(desk.canvas, LEFT, keys, end)


def QMouseMove(at: QPoint, keys):
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QMouseEvent

    local = QPointF(at)
    return QMouseEvent(QEvent.Type.MouseMove, local, local, Qt.MouseButton.NoButton, LEFT, keys)


def turn_wheel(desk: Desk, at: QPoint, notches: int, keys=NO_KEYS) -> None:
    event = QWheelEvent(
        QPointF(at), QPointF(desk.canvas.mapToGlobal(at)), QPoint(), QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton, keys, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(desk.canvas, event)


def moved(after: Pose) -> set[Joint]:
    return {joint for joint in Joint if math.dist(START.at(joint), after.at(joint)) > 1e-6}


def colour_at(desk: Desk, xy: tuple[float, float]) -> QColor:
    return desk.canvas.grab().toImage().pixelColor(on_canvas(desk, xy))


def test_dragging_a_wrist_reaches_with_locked_lengths_in_one_entry(opened: Desk) -> None:
    target = on_canvas(opened, (60.0, 130.0))
    pull(opened, place(opened, Joint.R_WRIST), target)
    after = sure(opened.session.pose)
    assert moved(after) == {Joint.R_ELBOW, Joint.R_WRIST}
    assert math.dist(after.at(Joint.R_WRIST), (60.0, 130.0)) < 2
    assert opened.session.undo_stack.count() == 1
    opened.trigger("undo")
    assert opened.session.pose == START


def test_with_ctrl_a_joint_goes_anywhere_alone(opened: Desk) -> None:
    pull(opened, place(opened, Joint.L_WRIST), on_canvas(opened, (280.0, 20.0)), CTRL)
    assert moved(opened.pose) == {Joint.L_WRIST}


def test_with_shift_the_torso_leans(opened: Desk) -> None:
    pull(opened, on_canvas(opened, (140.0, 140.0)), on_canvas(opened, (180.0, 140.0)), SHIFT)
    legs = {Joint.R_HIP, Joint.L_HIP, Joint.R_KNEE, Joint.L_KNEE, Joint.R_ANKLE, Joint.L_ANKLE}
    assert moved(opened.pose) == set(Joint) - legs


def test_previews_follow_the_drag_and_the_end_is_final(opened: Desk) -> None:
    before = len(opened.engine.requests)
    pull(opened, place(opened, Joint.R_WRIST), on_canvas(opened, (60.0, 130.0)), release=False)
    during = opened.engine.requests[before:]
    assert {request.quality for request in during} == {Quality.PREVIEW}
    assert during[-1].pose == opened.session.pose
    opened.engine.render()
    QTest.mouseRelease(opened.canvas, LEFT, NO_KEYS, on_canvas(opened, (60.0, 130.0)))
    last = opened.engine.requests[-1]
    assert (last.quality, last.pose) == (Quality.FINAL, opened.session.pose)


def test_a_click_selects_and_moves_nothing(opened: Desk) -> None:
    QTest.mouseClick(opened.canvas, LEFT, NO_KEYS, place(opened, Joint.NOSE))
    assert opened.session.selection == {Joint.NOSE}
    QTest.mouseClick(opened.canvas, LEFT, SHIFT, place(opened, Joint.R_KNEE))
    assert opened.session.selection == {Joint.NOSE, Joint.R_KNEE}
    QTest.mouseClick(opened.canvas, LEFT, NO_KEYS, on_canvas(opened, (20.0, 300.0)))
    assert opened.session.selection == frozenset()
    assert opened.session.pose == START
    assert opened.session.undo_stack.count() == 0


def test_a_frame_selects_what_is_inside(opened: Desk) -> None:
    pull(opened, on_canvas(opened, (90.0, 260.0)), on_canvas(opened, (210.0, 390.0)))
    assert opened.session.selection == {Joint.R_KNEE, Joint.L_KNEE, Joint.R_ANKLE, Joint.L_ANKLE}


def test_escape_gives_a_drag_up(opened: Desk) -> None:
    pull(opened, place(opened, Joint.R_WRIST), on_canvas(opened, (60.0, 130.0)), release=False)
    assert opened.session.pose != START
    QTest.keyClick(opened.canvas, Qt.Key.Key_Escape)
    assert opened.session.pose == START
    assert opened.session.undo_stack.count() == 0


def test_arrow_keys_nudge_and_merge(opened: Desk) -> None:
    opened.session.select({Joint.R_WRIST})
    QTest.keyClick(opened.canvas, Qt.Key.Key_Right)
    QTest.keyClick(opened.canvas, Qt.Key.Key_Right)
    QTest.keyClick(opened.canvas, Qt.Key.Key_Up, SHIFT)
    assert opened.pose.at(Joint.R_WRIST) == pytest.approx((102.0, 190.0), abs=0.01)
    assert opened.session.undo_stack.count() == 1


def test_a_double_click_bends_a_knee_to_the_other_side(opened: Desk) -> None:
    QTest.mouseDClick(opened.canvas, LEFT, NO_KEYS, place(opened, Joint.R_KNEE))
    assert moved(opened.pose) == {Joint.R_KNEE}


def test_each_photo_keeps_its_zoom(opened: Desk) -> None:
    opened.open("second.png")  # which brings the film strip, and takes its room from the canvas
    QApplication.processEvents()
    fitted = opened.canvas.view
    turn_wheel(opened, on_canvas(opened, (100.0, 200.0)), 3)
    zoomed = opened.canvas.view
    assert zoomed != fitted
    QTest.keyClick(opened.canvas, Qt.Key.Key_PageUp)
    assert opened.canvas.view == fitted
    QTest.keyClick(opened.canvas, Qt.Key.Key_PageDown)
    assert opened.canvas.view == zoomed
    QTest.keyClick(opened.canvas, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(opened.canvas, Qt.Key.Key_PageUp)
    QTest.keyClick(opened.canvas, Qt.Key.Key_PageDown)
    assert opened.canvas.view == fitted


def test_the_wheel_zooms_at_the_pointer(opened: Desk) -> None:
    at = on_canvas(opened, (100.0, 200.0))
    before = opened.canvas.view
    turn_wheel(opened, at, 3)
    assert opened.canvas.view.scale > 1.5 * before.scale
    assert opened.canvas.view.to_photo(at.toTuple()) == pytest.approx(before.to_photo(at.toTuple()))


def test_the_middle_button_and_space_pan(opened: Desk) -> None:
    before = opened.canvas.view
    QTest.mousePress(opened.canvas, Qt.MouseButton.MiddleButton, NO_KEYS, QPoint(200, 200))
    QTest.mouseMove(opened.canvas, QPoint(230, 190))
    QTest.mouseRelease(opened.canvas, Qt.MouseButton.MiddleButton, NO_KEYS, QPoint(230, 190))
    assert opened.canvas.view.left == pytest.approx(before.left + 30)
    assert opened.canvas.view.top == pytest.approx(before.top - 10)
    QTest.keyPress(opened.canvas, Qt.Key.Key_Space)
    pull(opened, place(opened, Joint.NOSE), place(opened, Joint.NOSE) + QPoint(16, 8))
    QTest.keyRelease(opened.canvas, Qt.Key.Key_Space)
    assert opened.canvas.view.left == pytest.approx(before.left + 46)
    assert opened.session.pose == START


def test_result_original_and_the_held_key(opened: Desk) -> None:
    corner = (10.0, 390.0)
    assert colour_at(opened, corner).red() == 200  # the fake engine's picture
    QTest.keyPress(opened.canvas, Qt.Key.Key_O)
    assert colour_at(opened, corner).red() == 128  # the photo
    QTest.keyRelease(opened.canvas, Qt.Key.Key_O)
    assert colour_at(opened, corner).red() == 200
    opened.trigger("view_original")
    assert colour_at(opened, corner).red() == 128


def test_the_split_line_can_be_dragged(opened: Desk) -> None:
    opened.trigger("view_split")
    assert colour_at(opened, (60.0, 390.0)).red() == 128
    assert colour_at(opened, (240.0, 390.0)).red() == 200
    line = QPoint(opened.canvas.width() // 2, 30)
    pull(opened, line, QPoint(on_canvas(opened, (30.0, 0.0)).x(), 30))
    assert colour_at(opened, (60.0, 390.0)).red() == 200


def test_side_by_side_shows_both_and_the_result_can_be_posed(opened: Desk) -> None:
    opened.trigger("view_side")
    assert opened.canvas.mode is ViewMode.SIDE_BY_SIDE
    right = on_canvas(opened, (10.0, 390.0))
    image = opened.canvas.grab().toImage()
    assert image.pixelColor(right).red() == 200
    assert image.pixelColor(right - QPoint(opened.canvas.width() // 2, 0)).red() == 128, (
        "as in the split view"
    )
    pull(opened, place(opened, Joint.L_WRIST), on_canvas(opened, (240.0, 130.0)))
    assert moved(opened.pose) == {Joint.L_ELBOW, Joint.L_WRIST}


def test_fit_and_actual_size(opened: Desk) -> None:
    opened.trigger("actual_size")
    assert opened.canvas.view.scale == pytest.approx(1 / opened.canvas.devicePixelRatioF())
    opened.trigger("fit")
    left, top = opened.canvas.view.to_canvas((0.0, 0.0))
    right, bottom = opened.canvas.view.to_canvas(SIZE)
    assert left >= 0
    assert top >= 0
    assert right <= opened.canvas.width()
    assert bottom <= opened.canvas.height()


def test_a_fitted_photo_stays_fitted_when_the_canvas_grows(opened: Desk) -> None:
    before = opened.canvas.view.scale
    opened.window.resize(1600, 1100)
    QApplication.processEvents()
    assert opened.canvas.view.scale > before


def test_hovering_names_the_joint(opened: Desk) -> None:
    named: list[Joint | None] = []
    opened.canvas.joint_hovered.connect(named.append)
    QTest.mouseMove(opened.canvas, place(opened, Joint.L_ANKLE))
    QTest.mouseMove(opened.canvas, QPoint(3, 3))
    assert named == [Joint.L_ANKLE, None]


def test_a_hidden_joint_can_be_placed_by_hand(opened: Desk) -> None:
    opened.session.select({Joint.R_WRIST})
    opened.trigger("hide")
    assert not opened.pose.has(Joint.R_WRIST)
    opened.trigger("show_hidden")
    pull(opened, place(opened, Joint.R_WRIST), on_canvas(opened, (70.0, 150.0)))
    assert opened.pose.has(Joint.R_WRIST)
    assert math.dist(opened.pose.at(Joint.R_WRIST), (70.0, 150.0)) < 2


def test_without_a_skeleton_shown_nothing_is_grasped(opened: Desk) -> None:
    opened.trigger("show_skeleton")
    pull(opened, place(opened, Joint.R_WRIST), on_canvas(opened, (60.0, 130.0)))
    assert opened.session.pose == START


def test_the_overlays_tint_the_picture(opened: Desk) -> None:
    plain = colour_at(opened, (10.0, 390.0))
    opened.trigger("show_invented")
    tinted = colour_at(opened, (10.0, 390.0))
    assert tinted != plain
    opened.trigger("show_invented")
    opened.trigger("show_matte")
    assert colour_at(opened, (10.0, 390.0)) not in (plain, tinted)
