"""What can be done now is told: nothing of posing with a brush in hand, and no silence without a selection."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QToolButton

from engine.pose.pose import Joint
from tests.gui.canvas.test_canvas import on_canvas, place, pull
from tests.gui.conftest import Desk
from tests.sure import sure

LEFT = Qt.MouseButton.LeftButton


def tool(desk: Desk, name: str) -> QToolButton:
    button = desk.window.menus.tool_bar.widgetForAction(desk.window.actions_by_name[name])
    assert isinstance(button, QToolButton)
    return button


@pytest.mark.parametrize("taken", ["touch_up_matte", "correct_skeleton"])
def test_with_a_tool_in_hand_posing_is_out_of_reach_and_comes_back_with_it(opened: Desk, taken: str) -> None:
    names = ("mirror", "reset_pose", "keep_variant", "view_result", "view_split")
    assert all(tool(opened, name).isEnabled() for name in names)
    opened.trigger(taken)
    assert not any(tool(opened, name).isEnabled() for name in names)
    QTest.mouseClick(tool(opened, "mirror"), LEFT)
    assert opened.session.undo_stack.count() == 0
    assert tool(opened, "fit").isEnabled()
    QTest.keyClick(opened.canvas, Qt.Key.Key_Escape)
    assert opened.canvas.tool is None
    assert all(tool(opened, name).isEnabled() for name in names)


@pytest.mark.parametrize("key", [Qt.Key.Key_F, Qt.Key.Key_Delete, Qt.Key.Key_B, Qt.Key.Key_L, Qt.Key.Key_X])
def test_keys_for_a_selection_say_when_there_is_none(opened: Desk, key: Qt.Key) -> None:
    opened.canvas.setFocus()
    QTest.keyClick(opened.canvas, key)
    assert opened.window.status.currentMessage() == "Select a joint first: click one, or press N."
    assert opened.session.undo_stack.count() == 0
    opened.window.status.clearMessage()
    opened.session.select({Joint.R_ELBOW})
    QTest.keyClick(opened.canvas, key)
    assert opened.window.status.currentMessage() == ""


def test_the_blend_has_a_figure(opened: Desk) -> None:
    library = opened.window.docks.library
    view = library.view
    QTest.mouseClick(view.viewport(), LEFT, pos=view.visualRect(sure(view.model()).index(2, 0)).center())
    assert library.blend_figure.text() == "100%"
    library.blend_slider.setFocus()
    for _ in range(3):
        QTest.keyClick(library.blend_slider, Qt.Key.Key_Left)
    assert library.blend_figure.text() == f"{library.blend_slider.value()}%"
    assert library.blend_slider.value() < 100


def test_with_the_skeleton_in_hand_no_panel_poses_and_the_library_says_why(opened: Desk) -> None:
    docks, waiting = opened.window.docks, "Poses wait"
    pull(opened, place(opened, Joint.R_WRIST), on_canvas(opened, (60.0, 130.0)))
    opened.trigger("keep_variant")
    opened.trigger("undo")
    pose = opened.pose

    def said() -> bool:
        labels = opened.window.findChildren(QLabel)
        return any(label.isVisible() and label.text().startswith(waiting) for label in labels)

    def click_both() -> None:
        for view in (docks.library.view, docks.variants.view):
            at = view.visualRect(sure(view.model()).index(0, 0)).center()
            QTest.mouseClick(view.viewport(), LEFT, pos=at)

    opened.trigger("correct_skeleton")
    assert said()
    click_both()
    assert opened.pose == pose
    assert opened.session.undo_stack.canRedo()
    QTest.mouseClick(opened.window.tools.skeleton_bar.done_button, LEFT)
    assert not said()
    click_both()
    assert opened.pose == opened.entry.variants[0].pose
