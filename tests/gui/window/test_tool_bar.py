"""The tool bar in a narrow window: what has no room is in a menu that can be found."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtGui import QAction, QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from gui.canvas.layers import ViewMode
from gui.look.theme import Scheme, tokens
from gui.look.tokens import contrast
from tests.gui.conftest import Desk

LEFT = Qt.MouseButton.LeftButton


def more_button(desk: Desk) -> QToolButton:
    buttons = desk.window.findChildren(QToolButton, "qt_toolbar_ext_button")
    (button,) = [each for each in buttons if each.isVisible()]
    return button


def is_shown(desk: Desk, action: QAction) -> bool:
    widget = desk.window.menus.tool_bar.widgetForAction(action)
    return isinstance(widget, QWidget) and widget.isVisible()


def narrow(desk: Desk) -> QToolButton:
    desk.window.resize(1000, 700)
    QApplication.processEvents()
    return more_button(desk)


def test_the_button_for_tools_without_room_is_whole_and_seen_in_both_themes(opened: Desk) -> None:
    button = narrow(opened)
    at = QRect(button.mapTo(opened.window, button.rect().topLeft()), button.size())
    assert opened.window.rect().contains(at)
    assert button.visibleRegion().boundingRect() == button.rect()
    for scheme in (Scheme.LIGHT, Scheme.DARK):
        opened.window.frame.follower.choose(scheme)
        image = opened.window.grab(at).toImage()
        seen = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
        assert max(contrast(colour, QColor(tokens().panel).name()) for colour in seen) >= 3
    opened.window.frame.follower.choose(Scheme.SYSTEM)


def test_tools_without_room_are_in_its_menu(opened: Desk, qtbot: QtBot) -> None:
    button = narrow(opened)
    shown = [act for act in opened.window.menus.tool_bar.actions() if is_shown(opened, act)]
    offered: list[str] = []

    def choose() -> None:
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        offered.extend(action.objectName() for action in menu.actions() if not action.isSeparator())
        action = opened.window.actions_by_name["view_side"]
        QTest.mouseClick(menu, LEFT, pos=menu.actionGeometry(action).center())

    QTimer.singleShot(0, choose)
    QTest.mouseClick(button, LEFT)
    assert offered[-3:] == ["view_side", "fit", "actual_size"]
    assert set(offered).isdisjoint(action.objectName() for action in shown)
    assert opened.canvas.mode is ViewMode.SIDE_BY_SIDE


def test_a_wide_window_has_all_tools_and_no_such_button(opened: Desk) -> None:
    opened.window.resize(1600, 800)
    QApplication.processEvents()
    assert all(is_shown(opened, action) for action in opened.window.menus.tool_bar.actions())
    assert not any(b.isVisible() for b in opened.window.findChildren(QToolButton, "qt_toolbar_ext_button"))


def test_export_is_a_tool(opened: Desk) -> None:
    button = opened.window.menus.tool_bar.widgetForAction(opened.window.actions_by_name["export_pictures"])
    assert isinstance(button, QToolButton)
    QTest.mouseClick(button, LEFT)
    dialog = opened.window.exporting.dialog
    assert dialog is not None
    assert dialog.isVisible()
    opened.window.exporting.close()
