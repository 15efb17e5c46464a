"""Room for what matters: the canvas while no pose is kept, and the demo person on the first page."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDockWidget, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from gui.document.document import PhotoEntry
from gui.document.others import Variant
from gui.window.welcome import Welcome
from tests.gui.conftest import Desk
from tests.gui.fakes import standing
from tests.sure import sure

DEMO = Path(__file__).resolve().parents[3] / "resources" / "demo.png"


def kept_panel(desk: Desk) -> QWidget:
    return sure(desk.window.findChild(QDockWidget, "variants"))


def share_of_window(desk: Desk) -> float:
    QApplication.processEvents()
    canvas, window = desk.canvas.size(), desk.window.size()
    return canvas.width() * canvas.height() / (window.width() * window.height())


def test_the_canvas_has_the_room_of_kept_poses_until_there_is_one(opened: Desk, qtbot: QtBot) -> None:
    assert not kept_panel(opened).isVisible()
    assert share_of_window(opened) > 0.55
    QTest.keyClick(opened.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(kept_panel(opened).isVisible)
    view = opened.window.docks.variants.view
    QApplication.processEvents()
    tile = view.visualRect(opened.window.docks.variants.model.index(0))
    assert view.viewport().rect().contains(tile.center())
    opened.trigger("undo")
    assert kept_panel(opened).isVisible(), "what was kept stays"


def test_kept_poses_of_another_photo_keep_the_panel_where_it_is(opened: Desk) -> None:
    opened.session.keep_variant()
    opened.open("second.png")
    assert kept_panel(opened).isVisible()


def test_a_panel_that_was_opened_or_closed_by_hand_stays_so(opened: Desk) -> None:
    kept_panel(opened).show()
    opened.session.apply_pose(standing(), "Nothing")
    opened.trigger("mirror")
    assert kept_panel(opened).isVisible()
    opened.session.keep_variant()
    kept_panel(opened).close()
    opened.session.keep_variant("again")
    assert not kept_panel(opened).isVisible()


def test_an_opened_document_with_kept_poses_shows_them(desk: Desk) -> None:
    kept = (Variant("wave", standing()),)
    desk.session.add_entries([PhotoEntry("anna", None, "anna.png", pose=standing(), variants=kept)])
    assert kept_panel(desk).isVisible()


def test_a_layout_with_the_panel_open_does_not_bring_it_back_empty(desk: Desk) -> None:
    kept_panel(desk).show()
    desk.window.frame.remember_layout(desk.window)
    kept_panel(desk).hide()
    desk.window.frame.restore_layout(desk.window)
    desk.window.docks.fold()
    assert not kept_panel(desk).isVisible()


@pytest.mark.parametrize("height", [800, 640, 560])
def test_a_notice_leaves_the_demo_person_on_the_first_page(desk: Desk, height: int) -> None:
    page = sure(desk.window.findChild(Welcome))
    picture = sure(page.findChild(QToolButton))
    desk.window.resize(1280, height)
    QApplication.processEvents()
    assert picture.isVisible()
    desk.window.notice.say("anna.jpg is damaged or incomplete. Copy or export it again.")
    QApplication.processEvents()
    assert picture.isVisible()
    assert page.rect().contains(picture.geometry())
    below = [child for child in page.findChildren(QWidget) if child is not picture and child.isVisible()]
    assert all(not child.geometry().intersects(picture.geometry()) for child in below)


def test_the_demo_person_is_as_large_as_there_is_room_for(qtbot: QtBot) -> None:
    page = Welcome(DEMO)
    qtbot.addWidget(page)
    page.show()
    picture = sure(page.findChild(QToolButton))
    heights = []
    for height in (700, 470, 400, 340, 300):
        page.resize(900, height)
        QApplication.processEvents()
        heights.append(picture.iconSize().height() if picture.isVisible() else 0)
    assert heights == [200, 160, 90, 0, 0]
