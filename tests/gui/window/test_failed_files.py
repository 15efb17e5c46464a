"""Files that cannot be opened: the photo on the canvas stays, and the file says why on its tile and when chosen."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QToolButton

from engine.pose.pose import Joint
from gui.look.language import Language
from gui.look.languages import Translations
from tests.gui.canvas.test_canvas import LEFT, colour_at, on_canvas, place, pull
from tests.gui.conftest import Desk
from tests.gui.fakes import photo
from tests.gui.window.test_drops import COPY, MOVE, dropped, files
from tests.sure import sure

NO_PHOTO = "notes.txt is not a photo of a known kind. Use one of JPEG, PNG, WebP, TIFF, BMP, AVIF, HEIC."
NOTES = Path("notes.txt").absolute()


def drop(desk: Desk, *paths: Path) -> None:
    assert dropped(desk.window, files(*paths), COPY | MOVE) == COPY


def fail(desk: Desk, path: Path = NOTES, sentence: str = NO_PHOTO, *, is_lasting: bool = True) -> None:
    desk.engine.fail(path, sentence, is_lasting=is_lasting)


def click_tile(desk: Desk, row: int) -> None:
    strip = desk.window.film_strip
    at = strip.visualItemRect(strip.item(row)).center()
    QTest.mouseClick(strip.viewport(), LEFT, pos=at)


def figures(desk: Desk) -> str:
    return " ".join(label.text() for label in desk.window.status.findChildren(QLabel) if label.isVisible())


def words_on_canvas(desk: Desk) -> int:
    """How many pixels of the canvas are not its plain ground."""
    image = desk.canvas.grab().toImage()
    ground = image.pixelColor(2, 2)
    rows, columns = range(0, image.height(), 2), range(0, image.width(), 2)
    return sum(image.pixelColor(x, y) != ground for y in rows for x in columns)


@pytest.fixture
def refused(opened: Desk) -> Desk:
    """A photo on the canvas, and a text file dropped beside it that could not be opened."""
    drop(opened, NOTES)
    fail(opened)
    return opened


def test_the_photo_on_the_canvas_stays_and_so_does_its_picture(opened: Desk) -> None:
    before = len(opened.engine.requests)
    drop(opened, NOTES)
    assert opened.entry.name == "person.png"
    fail(opened)
    assert opened.entry.name == "person.png"
    assert colour_at(opened, (10.0, 390.0)).red() == 200
    assert len(opened.engine.requests) == before
    assert opened.window.notice.sentence == NO_PHOTO
    assert not opened.window.notice.button.isVisible()


def test_of_several_the_number_is_told(refused: Desk) -> None:
    more = [Path(f"{name}.txt").absolute() for name in "ab"]
    drop(refused, *more)
    for path in more:
        fail(refused, path, f"{path.name} is empty. Export or download it again.")
    assert "3 photos" in refused.window.notice.sentence
    QTest.mouseClick(sure(refused.window.notice.findChild(QToolButton)), LEFT)
    drop(refused, NOTES)
    fail(refused)
    assert refused.window.notice.sentence == NO_PHOTO


def test_a_good_photo_comes_onto_the_canvas_once_it_can_be_seen(opened: Desk) -> None:
    second = Path("second.png").absolute()
    drop(opened, NOTES, second, Path("third.png").absolute())
    fail(opened)
    assert opened.entry.name == "person.png"
    opened.engine.load(second)
    assert opened.entry.name == "second.png"
    assert opened.window.notice.sentence == NO_PHOTO
    opened.engine.load(Path("third.png").absolute())
    assert opened.entry.name == "second.png"


def test_photos_come_in_the_order_they_were_opened_in(desk: Desk) -> None:
    first, second = Path("first.png").absolute(), Path("second.png").absolute()
    drop(desk, first, second)
    desk.engine.load(second)
    assert desk.entry.name == "first.png"
    desk.engine.fail(first, "first.png is damaged or incomplete. Copy or export it again.", is_lasting=True)
    assert desk.entry.name == "second.png"


def test_a_photo_that_comes_late_does_not_end_what_a_person_is_at(opened: Desk) -> None:
    drop(opened, Path("second.png").absolute())
    pull(opened, place(opened, Joint.R_WRIST), on_canvas(opened, (60.0, 130.0)), release=False)
    opened.engine.load(Path("second.png").absolute())
    assert opened.session.in_gesture
    QTest.mouseRelease(opened.canvas, LEFT, pos=on_canvas(opened, (60.0, 130.0)))
    assert opened.entry.name == "person.png"
    assert opened.session.undo_stack.count() == 1


def test_the_tile_is_marked_and_says_why(refused: Desk) -> None:
    strip = refused.window.film_strip
    assert strip.item(1).toolTip() == NO_PHOTO
    assert NO_PHOTO in strip.item(1).data(Qt.ItemDataRole.AccessibleTextRole)
    plain, marked = (strip.item(row).icon().pixmap(72, 72).toImage() for row in (0, 1))
    danger = QColor("#b3261e").hslHue()

    def reds(image) -> int:
        pixels = (image.pixelColor(x, y) for y in range(image.height()) for x in range(image.width()))
        return sum(p.saturation() > 90 and abs((p.hslHue() - danger + 180) % 360 - 180) < 15 for p in pixels)

    assert reds(plain) == 0
    assert reds(marked) > 40


def test_chosen_it_says_why_on_the_canvas_and_shows_nothing_of_another(refused: Desk) -> None:
    QTest.mouseClick(sure(refused.window.notice.findChild(QToolButton)), LEFT)
    click_tile(refused, 1)
    assert refused.entry.name == "notes.txt"
    assert words_on_canvas(refused) > 100
    assert "ms" not in figures(refused)
    assert "%" not in figures(refused)
    QTest.mouseClick(sure(refused.window.notice.findChild(QToolButton)), LEFT)
    assert words_on_canvas(refused) > 100


def test_what_the_canvas_says_follows_the_language(refused: Desk, qapp) -> None:
    click_tile(refused, 1)
    before = refused.canvas.grab().toImage()
    translations = Translations(qapp, Language.ENGLISH)
    try:
        translations.choose(Language.JAPANESE)
        qapp.processEvents()
        assert refused.canvas.grab().toImage() != before
        assert refused.window.film_strip.item(1).toolTip() != NO_PHOTO
    finally:
        translations.choose(Language.ENGLISH)
        qapp.processEvents()


def test_trying_again_is_offered_where_it_can_help(opened: Desk) -> None:
    gone = Path("gone.png").absolute()
    drop(opened, gone)
    fail(opened, gone, f"There is no file {gone}. Check its name or choose another photo.", is_lasting=False)
    click_tile(opened, 1)
    assert opened.window.notice.button.isVisible()
    QTest.mouseClick(opened.window.notice.button, LEFT)
    assert opened.engine.subjects[-1] == gone
    opened.engine.load(gone)
    assert opened.session.fault is None
    assert opened.window.film_strip.item(1).toolTip() == str(gone)


def test_opened_again_a_failed_file_is_tried_again(refused: Desk) -> None:
    drop(refused, NOTES)
    assert refused.engine.subjects.count(NOTES) == 2
    assert refused.entry.name == "person.png"
    refused.engine.load(NOTES)
    assert refused.entry.name == "notes.txt"
    assert refused.session.photo_picture is not None
    assert refused.session.photo_picture.size == photo().size


def test_the_only_file_says_why_at_once(desk: Desk) -> None:
    drop(desk, NOTES)
    fail(desk)
    assert desk.entry.name == "notes.txt"
    assert words_on_canvas(desk) > 100
    assert desk.window.notice.sentence == NO_PHOTO
    QTest.mouseMove(desk.canvas, QPoint(9, 9))


def test_it_is_no_row_of_the_export(refused: Desk) -> None:
    drop(refused, Path("late.png").absolute())
    refused.trigger("export_pictures")
    dialog = refused.window.exporting.dialog
    assert dialog is not None
    assert [row.item.name for row in dialog.page.matrix.rows] == ["person", "late"]
    assert "notes.txt" in dialog.page.notice.text()
