"""The film strip on the screen: thumbnails of one size, and nothing left of what was there before."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QRect, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.pose.pose import Joint
from gui.look.theme import tokens
from tests.gui.canvas.test_canvas import on_canvas, place, pull
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


def middle(desk: Desk, row: int) -> QPoint:
    view = desk.window.film_strip
    return view.visualItemRect(view.item(row)).center()


def click(desk: Desk, row: int, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.mouseClick(desk.window.film_strip.viewport(), Qt.MouseButton.LeftButton, keys, middle(desk, row))


def names(desk: Desk) -> list[str]:
    return [entry.name for entry in desk.session.document.photos]


def test_several_are_chosen_and_taken_off_and_brought_back_at_once(strip: Desk) -> None:
    view = strip.window.film_strip
    click(strip, 0)
    click(strip, 2, Qt.KeyboardModifier.ControlModifier)
    assert [Path(key).name for key in view.chosen()] == [NAMES[0], NAMES[2]]
    assert strip.entry.name == NAMES[0], "choosing more leaves the canvas alone"
    strip.engine.load(Path(NAMES[1]).absolute())  # the strip is told anew
    assert len(view.chosen()) == 2
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Delete)
    assert names(strip) == [NAMES[1]]
    strip.window.canvas.setFocus()
    QTest.keyClick(strip.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert names(strip) == list(NAMES)
    assert strip.entry.name == NAMES[0]


def lit(desk: Desk) -> list[str]:
    """The names of the tiles that are drawn as chosen."""
    view, found = desk.window.film_strip, []
    for row in range(view.count()):
        name = view.item(row).data(Qt.ItemDataRole.AccessibleTextRole).split(":")[0]
        area = view.visualItemRect(view.item(row))
        image = view.viewport().grab(area).toImage()
        if image.pixelColor(6, area.height() // 2) != view.palette().base().color():
            found.append(name)
    return found


def test_of_a_photo_added_while_another_is_open_only_the_new_one_is_lit(desk: Desk, qtbot: QtBot) -> None:
    desk.open("a.png")
    desk.open("b.png")
    strip = desk.window.film_strip
    qtbot.waitUntil(strip.isVisible)
    assert [Path(key).name for key in strip.chosen()] == ["b.png"]
    click(desk, 0)
    assert [Path(key).name for key in strip.chosen()] == ["a.png"]
    data, at = QMimeData(), desk.canvas.mapTo(desk.window, desk.canvas.rect().center())
    data.setUrls([QUrl.fromLocalFile(str(Path("c.png").absolute()))])
    how = Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(desk.window, QDragEnterEvent(at, *how))
    QApplication.sendEvent(desk.window, QDropEvent(QPointF(at), *how))
    desk.engine.load(Path("c.png").absolute())
    desk.engine.prepare_done(Path("c.png").absolute())
    assert desk.entry.name == "c.png"
    assert [Path(key).name for key in strip.chosen()] == ["c.png"]
    assert lit(desk) == ["c.png"]


def test_shift_with_arrows_and_clicks_chooses_a_range_and_a_plain_click_one_again(strip: Desk) -> None:
    view = strip.window.film_strip
    click(strip, 0)
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert len(view.chosen()) == 2
    click(strip, 2, Qt.KeyboardModifier.ShiftModifier)
    assert len(view.chosen()) == 3
    assert strip.entry.name == NAMES[0]
    click(strip, 1)
    assert [Path(key).name for key in view.chosen()] == [NAMES[1]]
    assert strip.entry.name == NAMES[1]


def test_tiles_tell_what_is_unread_edited_and_failed(strip: Desk) -> None:
    view = strip.window.film_strip

    def told(row: int) -> str:
        return str(view.item(row).data(Qt.ItemDataRole.AccessibleTextRole))

    def picture(row: int) -> QImage:
        return view.item(row).icon().pixmap(72, 72).toImage()

    unread = picture(0)
    assert told(0) == "a.png: Not read yet"
    for name in NAMES[:2]:
        strip.engine.load(Path(name).absolute())
        strip.engine.prepare_done(Path(name).absolute())
    plain = picture(0)
    assert told(0) == "a.png"
    assert plain != unread
    click(strip, 0)
    pull(strip, place(strip, Joint.R_WRIST), on_canvas(strip, (60.0, 130.0)))
    assert told(0) == "a.png: Edited"
    assert view.item(0).toolTip().startswith("Edited\n")
    assert picture(0) != plain
    QTest.keyClick(strip.canvas, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert told(0) == "a.png"
    assert picture(0) == plain
    strip.engine.fail(Path(NAMES[1]).absolute(), "b.png is damaged or incomplete. Copy or export it again.")
    assert "damaged" in told(1)
    assert picture(1) != plain


def test_photos_of_one_name_have_their_folders_beside_it(desk: Desk, tmp_path: Path) -> None:
    desk.window.open_files([tmp_path / "monday" / "a.jpg", tmp_path / "b.jpg"])
    view = desk.window.film_strip
    assert [view.item(row).text() for row in range(2)] == ["a.jpg", "b.jpg"]
    desk.window.open_files([tmp_path / "tuesday" / "a.jpg"])
    assert [view.item(row).text() for row in range(3)] == ["a.jpg\n(monday)", "b.jpg", "a.jpg\n(tuesday)"]


ALIKE = (
    "2026SS_lookbook_womens_hat_02-blue_main.png",
    "2026SS_lookbook_womens_hat_02-red_main.png",
    "2026SS_lookbook_womens_hat_02-red_back.png",
    "short.png",
    "春夏カタログ_女性_帽子_青_正面.png",
    "春夏カタログ_女性_帽子_赤_正面.png",
)


def test_names_that_differ_in_their_midst_are_told_apart_in_two_lines_that_fit(
    desk: Desk, qtbot: QtBot
) -> None:
    desk.window.open_files([Path(name).absolute() for name in ALIKE])
    strip = desk.window.film_strip
    qtbot.waitUntil(strip.isVisible)
    shown = [strip.item(row).text() for row in range(strip.count())]
    assert shown[3] == "short.png"
    for text, differing in zip(shown, ("blue", "red_m", "red_b", "", "青", "赤"), strict=True):
        assert differing in text
        lines = text.split("\n")
        assert len(lines) <= 2
        assert all(
            strip.fontMetrics().horizontalAdvance(line) < strip.gridSize().width() - 8 for line in lines
        )
    tile = strip.visualItemRect(strip.item(0))
    names = QRect(tile.left(), tile.top() + strip.iconSize().height(), tile.width(), 100)
    assert tile.bottom() - names.top() >= 2 * strip.fontMetrics().height(), "room for both lines"
    assert strip.item(0).data(Qt.ItemDataRole.AccessibleTextRole).startswith(ALIKE[0])
