"""A folder of large photos: small pictures of all, the clicked one first, only those near the canvas held in memory."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from engine.contract.messages import PhotoLoaded, Prepared, Source
from engine.photo.photo import load_photo
from engine.pose.plain import joints_of
from engine.pose.pose import Joint
from engine.system.errors import PhotoError
from gui.export.plan import at_hand, edited_columns, rows_of
from tests.gui.canvas.test_canvas import place, pull
from tests.gui.conftest import Desk
from tests.gui.fakes import photo, standing

LARGE = (6000, 4000)
COUNT = 20


@pytest.fixture
def folder(desk: Desk, tmp_path: Path, qtbot: QtBot) -> list[Path]:
    """Opened, and nothing of it read yet."""
    paths = [tmp_path / f"{number:02}.jpg" for number in range(COUNT)]
    for path in paths:
        path.touch()
    desk.window.open_files([tmp_path])
    qtbot.waitUntil(desk.window.film_strip.isVisible)
    return paths


def click_tile(desk: Desk, row: int) -> None:
    """Scroll to a tile and click it, as a person would."""
    strip = desk.window.film_strip
    strip.scrollToItem(strip.item(row))
    at = strip.visualItemRect(strip.item(row)).center()
    QTest.mouseClick(strip.viewport(), Qt.MouseButton.LeftButton, pos=at)


def words(desk: Desk) -> str:
    return " ".join(label.text() for label in desk.window.status.findChildren(QLabel) if label.isVisible())


def grey_in_middle(desk: Desk) -> int:
    canvas = desk.canvas
    return canvas.grab().toImage().pixelColor(canvas.width() // 2, canvas.height() // 2).red()


def settle(desk: Desk) -> None:
    """Let what was put away be encoded."""
    assert desk.window.keeper.finish(10)
    QApplication.processEvents()


def take_in(desk: Desk, path: Path) -> None:
    desk.engine.load(path)
    desk.engine.prepare_done(path)
    desk.engine.render_all()


def test_after_files_that_are_no_photos_the_others_are_asked_for(desk: Desk, tmp_path: Path) -> None:
    files = [tmp_path / f"{name}.jpg" for name in "abcde"]
    desk.window.open_files(files)
    while failing := [file for file in desk.engine.subjects if desk.session.fault_of(str(file)) is None]:
        for file in failing:
            desk.engine.fail(file, "This is no photo.", is_lasting=True)
    assert desk.engine.subjects == files


def test_all_are_glimpsed_and_the_status_bar_counts(desk: Desk, folder: list[Path]) -> None:
    assert desk.engine.glimpses == folder
    assert "0 of 20 photos" in words(desk)
    for path in folder[:12]:
        desk.engine.show(path, size=LARGE)
    assert "12 of 20 photos" in words(desk)
    for path in folder[12:]:
        desk.engine.show(path, size=LARGE)
    assert "photos" not in words(desk)
    assert desk.canvas.photo_size == LARGE, "the first shows before it was read"
    assert grey_in_middle(desk) == 90


def test_the_clicked_photo_shows_at_once_and_is_first_in_every_queue(desk: Desk, folder: list[Path]) -> None:
    for path in folder:
        desk.engine.show(path, size=LARGE)
    click_tile(desk, COUNT - 1)
    assert desk.entry.path == folder[-1]
    assert grey_in_middle(desk) == 90
    assert desk.engine.preferred[-1] == folder[-1]
    assert desk.engine.subjects[-2:] == [folder[-1], folder[-2]]
    assert folder[0] in desk.engine.withdrawn
    assert not set(folder[4:-2]) & set(desk.engine.subjects), "the others wait until they are near"


def test_reading_a_photo_that_is_seen_leaves_the_view_as_it_is(desk: Desk, folder: list[Path]) -> None:
    desk.engine.show(folder[0], size=photo().size)
    QTest.keyClick(desk.canvas, Qt.Key.Key_Equal, Qt.KeyboardModifier.ControlModifier)
    before = desk.canvas.view
    assert before.scale > 1.9
    desk.engine.load(folder[0])
    assert desk.canvas.view == before
    assert grey_in_middle(desk) == 128


def test_far_photos_are_let_go_and_come_back_without_being_searched_again(
    desk: Desk, folder: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gui.document.nearness._BUDGET_BYTES", 3.1 * 300 * 400 * (7 + 16 / 3))
    for path in folder:
        desk.engine.show(path, size=photo().size)
    take_in(desk, folder[0])
    asked = len(desk.engine.subjects)
    click_tile(desk, 10)
    take_in(desk, folder[10])
    settle(desk)
    far = desk.session.document.photos[0]
    assert far.source is None
    assert far.pose is not None
    assert desk.session.photo_of(far.key) is not None, "the small picture stays"
    assert not desk.session.undo_stack.canUndo()
    click_tile(desk, 0)
    assert desk.engine.preferred[-1] == folder[0]
    assert desk.engine.files == [folder[0]]
    desk.engine.load(folder[0])
    desk.window.background.finish(10)
    settle(desk)
    assert desk.source.pose == far.pose
    assert folder[0] not in desk.engine.subjects[asked:]


def visit_and_return(desk: Desk, paths: list[Path]) -> None:
    """Go to a photo far off, so that the first one is let go, and back to that one, which is read again."""
    click_tile(desk, 10)
    take_in(desk, paths[10])
    settle(desk)
    assert desk.session.document.photos[0].source is None
    assert desk.session.photo_of(str(paths[0])) is not None, "a small picture is kept"
    click_tile(desk, 0)
    desk.engine.load(paths[0])
    desk.window.background.finish(10)
    settle(desk)
    desk.engine.render_all()


def test_a_posed_photo_is_let_go_too_and_comes_back_as_it_was(
    desk: Desk, folder: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gui.document.nearness._BUDGET_BYTES", 1.0)
    take_in(desk, folder[0])
    stood = desk.pose
    pull(desk, place(desk, Joint.R_WRIST), place(desk, Joint.R_HIP))
    edited = desk.pose
    assert edited != stood
    asked = len(desk.engine.subjects)
    visit_and_return(desk, folder)
    assert folder[0] not in desk.engine.subjects[asked:], "nobody is looked for again"
    assert (desk.pose, desk.source.pose) == (edited, stood)
    rendered = desk.session.rendered
    assert rendered is not None
    assert rendered.request.pose == edited
    QTest.keyClick(desk.canvas, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert desk.pose == stood, "its history is there"


def test_a_posed_photo_that_is_not_held_is_edited_and_exported_as_it_is(
    desk: Desk, folder: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gui.document.nearness._BUDGET_BYTES", 1.0)
    cv2.imwrite(str(folder[0]), photo().rgb[..., ::-1])
    read = load_photo(folder[0])
    desk.engine.show(folder[0], size=read.size)
    desk.engine.tell(PhotoLoaded(folder[0], read))
    matte = np.zeros(read.rgb.shape[:2], np.float32)
    matte[50:150] = 0.5
    desk.engine.tell(Prepared(Source(read, standing(), matte), folder[0]))
    desk.engine.render_all()
    pull(desk, place(desk, Joint.R_WRIST), place(desk, Joint.R_HIP))
    edited = desk.pose
    click_tile(desk, 10)
    settle(desk)
    key = str(folder[0])
    entry = desk.session.document.photos[0]
    assert entry.source is None
    assert desk.session.is_edited(key)
    (column,) = edited_columns(desk.session.document)
    assert (column.home, column.item.canvas) == (key, read.size)
    assert column.item.joints == joints_of(edited)
    item = next(row.item for row in rows_of(desk.session) if row.key == key)
    found = at_hand(desk.session).of(item)
    assert found is not None
    assert (found.photo, found.pose) == (read, standing())
    assert np.abs(found.matte - matte).max() < 1e-4
    folder[0].write_bytes(b"another file")
    with pytest.raises(PhotoError):
        at_hand(desk.session).of(item)


def test_a_photo_with_work_in_it_stays_where_its_file_is_gone(
    desk: Desk, folder: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gui.document.nearness._BUDGET_BYTES", 1.0)
    take_in(desk, folder[0])
    pull(desk, place(desk, Joint.R_WRIST), place(desk, Joint.R_HIP))
    folder[0].unlink()
    click_tile(desk, 10)
    settle(desk)
    assert desk.session.document.photos[0].source is not None


def test_the_next_person_is_found_beforehand_though_the_photo_is_not_held(
    desk: Desk, folder: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gui.document.nearness._BUDGET_BYTES", 1.0)
    take_in(desk, folder[0])
    assert folder[1] in desk.engine.subjects
    assert folder[2] not in desk.engine.subjects
    take_in(desk, folder[1])
    settle(desk)
    following = desk.session.document.photos[1]
    assert following.source is None
    assert following.stands == standing()
    assert desk.session.asides[following.key].pose == standing()


def test_a_damaged_file_is_told_of_once(desk: Desk, folder: list[Path]) -> None:
    sentence = f"{folder[5].name} is damaged or incomplete. Copy or export it again."
    desk.engine.fail(folder[5], sentence, is_lasting=True)
    desk.engine.fail(folder[5], sentence, is_lasting=True)
    assert desk.window.notice.sentence == sentence
    assert "1 of 20 photos" in words(desk)


def test_a_photo_that_was_read_before_it_was_glimpsed_counts(desk: Desk, folder: list[Path]) -> None:
    desk.engine.tell(PhotoLoaded(folder[0], photo(folder[0].name)))
    assert "1 of 20 photos" in words(desk)
