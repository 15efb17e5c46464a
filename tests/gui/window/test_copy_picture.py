"""Copying the picture: by key from anywhere, as large as the photo, also while it is made; what fails is said."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from engine.contract.messages import Quality
from engine.pose.pose import Joint
from tests.gui.canvas.test_canvas import on_canvas, place, pull
from tests.gui.conftest import Desk
from tests.gui.fakes import SIZE

KEYS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def press(target: QWidget) -> None:
    QTest.keyClick(target, Qt.Key.Key_C, KEYS)


def test_the_picture_on_the_canvas_is_copied_at_once(opened: Desk) -> None:
    QGuiApplication.clipboard().clear()
    press(opened.window.docks.library)
    image = QGuiApplication.clipboard().image()
    assert (image.width(), image.height()) == SIZE
    assert image.pixelColor(10, 10).red() == 200, "the engine's picture, not the photo"
    assert opened.window.status.currentMessage() == "Picture copied"
    assert opened.engine.batches == []


def test_a_picture_that_is_still_being_made_is_waited_for(opened: Desk) -> None:
    QGuiApplication.clipboard().clear()
    pull(opened, place(opened, Joint.R_WRIST), on_canvas(opened, (60.0, 130.0)))
    press(opened.canvas)
    assert QGuiApplication.clipboard().image().isNull()
    assert opened.window.status.currentMessage() == "The picture is made in full size, then copied…"
    (asked,) = opened.engine.batches
    assert (asked.size, asked.quality, asked.pose) == (None, Quality.FINAL, opened.pose)
    opened.trigger("mirror")
    opened.engine.render(asked, grey=77)
    assert QGuiApplication.clipboard().image().pixelColor(10, 10).red() == 77


def test_a_picture_that_cannot_be_made_is_said_and_the_clipboard_stays(opened: Desk) -> None:
    QGuiApplication.clipboard().setText("mine")
    pull(opened, place(opened, Joint.R_WRIST), on_canvas(opened, (60.0, 130.0)))
    press(opened.canvas)
    opened.trigger("mirror")
    opened.engine.fail(opened.engine.batches[0], "There is not enough memory for this.")
    assert "memory" in opened.window.notice.sentence
    assert QGuiApplication.clipboard().text() == "mine"


def test_copying_the_pose_is_said_and_how_the_picture_is_copied(opened: Desk) -> None:
    QTest.keyClick(opened.canvas, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert "keypoints" in QGuiApplication.clipboard().text()
    assert opened.window.status.currentMessage() == "Pose copied. Ctrl+Shift+C copies the picture."


def test_without_a_pose_nothing_is_said_to_be_copied(desk: Desk) -> None:
    QTest.keyClick(desk.window, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert desk.window.status.currentMessage() == ""
