"""The film strip on the screen: thumbnails of one size, and nothing left of what was there before."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.look.theme import tokens
from tests.gui.conftest import Desk

NAMES = ("a.png", "b.png", "a much longer name than the others.png")


@pytest.fixture
def strip(desk: Desk, qtbot: QtBot) -> Desk:
    """Three photos that are still to be read."""
    desk.window.open_files([Path(name).absolute() for name in NAMES])
    qtbot.waitUntil(desk.window.film_strip.isVisible)
    QApplication.processEvents()
    return desk


def on_screen(desk: Desk) -> QImage:
    """The strip as it was painted bit by bit, not anew."""
    view = desk.window.film_strip.viewport()
    whole = desk.window.screen().grabWindow(desk.window.winId())
    return whole.copy(QRect(view.mapTo(desk.window, view.rect().topLeft()), view.size())).toImage()


def icon_area(desk: Desk, row: int) -> QRect:
    """Where the thumbnail of a row is, from the left edge of its tile to the right."""
    strip = desk.window.film_strip
    tile = strip.visualItemRect(strip.item(row))
    return QRect(tile.left(), tile.top(), tile.width(), strip.iconSize().height())


def test_delete_takes_the_chosen_photo_off_and_undo_brings_it_back(strip: Desk) -> None:
    view = strip.window.film_strip
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Down)
    QTest.keyClick(view, Qt.Key.Key_Delete)
    assert [entry.name for entry in strip.session.document.photos] == [NAMES[0], NAMES[2]]
    QTest.keyClick(view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert [entry.name for entry in strip.session.document.photos] == list(NAMES)


def test_nothing_is_left_of_a_blank_tile_when_its_thumbnail_comes(strip: Desk, qtbot: QtBot) -> None:
    blank = QColor(tokens().border).name()
    for name in NAMES:
        strip.engine.load(Path(name).absolute())
        QApplication.processEvents()
    seen, anew = on_screen(strip), strip.window.film_strip.viewport().grab().toImage()
    assert seen.size() == anew.size()
    for row in range(len(NAMES)):
        area = icon_area(strip, row)
        painted = [seen.pixelColor(x, area.center().y()).name() for x in range(seen.width())]
        assert painted == [anew.pixelColor(x, area.center().y()).name() for x in range(seen.width())]
        assert blank not in painted


def test_tiles_are_alike_before_and_after_and_thumbnails_are_in_their_middle(strip: Desk) -> None:
    view = strip.window.film_strip
    before = [view.visualItemRect(view.item(row)) for row in range(3)]
    assert len({(tile.left(), tile.width(), tile.height()) for tile in before}) == 1
    for name in NAMES:
        strip.engine.load(Path(name).absolute())
    after = [view.visualItemRect(view.item(row)) for row in range(3)]
    assert after == before
    sizes = {view.item(row).icon().actualSize(view.iconSize()).toTuple() for row in range(3)}
    assert sizes == {(72, 72)}
    area, grey = icon_area(strip, 1), QColor(128, 128, 128).name()
    image = view.viewport().grab().toImage()
    photo = [
        x for x in range(area.left(), area.right()) if image.pixelColor(x, area.center().y()).name() == grey
    ]
    assert len(photo) == pytest.approx(72 * 300 / 400, abs=2)
    assert (photo[0] + photo[-1]) / 2 == pytest.approx(area.center().x(), abs=1)
