"""First steps on the demo person: each follows the one before once it was done, they can be skipped, and come once."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton

from engine.pose.pose import Joint
from gui.settings.settings import load_settings
from gui.window.coach import CoachBar
from tests.gui.canvas.test_canvas import LEFT, NO_KEYS, on_canvas, place, pull
from tests.gui.conftest import Desk
from tests.sure import sure

CTRL = Qt.KeyboardModifier.ControlModifier


def said(desk: Desk) -> str:
    return sure(desk.window.findChild(CoachBar)).sentence


def open_demo(desk: Desk) -> None:
    desk.open(str(desk.window._demo))


def click_pose(desk: Desk) -> None:
    view = desk.window.docks.library.view
    QTest.mouseClick(view.viewport(), LEFT, NO_KEYS, view.visualRect(view.model().index(3, 0)).center())


def test_each_step_that_is_done_brings_the_next(desk: Desk) -> None:
    open_demo(desk)
    assert said(desk).startswith("First steps, 1 of 4 – Drag a hand")
    pull(desk, on_canvas(desk, (140.0, 150.0)), on_canvas(desk, (150.0, 165.0)))
    assert "1 of 4" in said(desk), "that was the torso"
    pull(desk, place(desk, Joint.R_WRIST), on_canvas(desk, (60.0, 130.0)))
    assert "2 of 4" in said(desk)
    QTest.keyClick(desk.canvas, Qt.Key.Key_Z, CTRL)
    QTest.keyClick(desk.canvas, Qt.Key.Key_Z, CTRL)
    assert "2 of 4" in said(desk), "what is undone is not done"
    pull(desk, on_canvas(desk, (140.0, 150.0)), on_canvas(desk, (150.0, 165.0)))
    assert "3 of 4" in said(desk)
    click_pose(desk)
    assert "4 of 4" in said(desk)
    QTest.keyClick(desk.canvas, Qt.Key.Key_K, CTRL)
    assert said(desk).startswith("That was all")
    assert not desk.window.store.value.first_steps_seen
    QTest.mouseClick(sure(desk.window.findChild(CoachBar)).button, LEFT)
    assert said(desk) == ""
    assert desk.window.store.value.first_steps_seen


def test_they_are_skipped_for_good_and_come_again_when_asked_for(desk: Desk) -> None:
    open_demo(desk)
    QTest.mouseClick(sure(desk.window.findChild(CoachBar)).button, LEFT)
    assert "2 of 4" in said(desk), "a step is passed over by the button"
    QTest.mouseClick(sure(sure(desk.window.findChild(CoachBar)).findChild(QToolButton)), LEFT)
    assert said(desk) == ""
    assert load_settings(desk.window.store._path).first_steps_seen
    desk.trigger("new_project")
    open_demo(desk)
    assert said(desk) == ""
    desk.trigger("first_steps")
    assert "1 of 4" in said(desk)


def test_a_photo_of_ones_own_has_none_of_them(opened: Desk) -> None:
    assert said(opened) == ""
    open_demo(opened)
    assert "1 of 4" in said(opened)
    opened.trigger("previous_photo")
    assert said(opened) == ""
    opened.trigger("next_photo")
    assert "1 of 4" in said(opened)
