"""A batch as it is made: each cell with its picture and its warning, left out or made again by mouse and keys."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QColor, QContextMenuEvent, QDesktopServices, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QMessageBox
from pytestqt.qtbot import QtBot

from engine.batch.unwanted import ASIDE
from engine.contract.judgement import SOUND
from engine.contract.messages import Prepared, Source
from engine.photo.photo import Photo
from engine.pose.pose import Joint, Pose
from gui.export.dialog import ExportDialog
from gui.export.results import State
from gui.look.language import Language
from gui.look.languages import Translations
from gui.panels.figure_delegate import PICTURE_ROLE, WARNING_ROLE
from tests.gui.conftest import Desk, a_desk
from tests.gui.export.shooting import a_shoot, open_export
from tests.gui.fakes import SENT_BACK, SIZE
from tests.sure import sure

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def shoot(desk: Desk, tmp_path: Path) -> Desk:
    return a_shoot(desk, tmp_path)


@pytest.fixture
def dialog(shoot: Desk, tmp_path: Path) -> Iterator[ExportDialog]:
    made = open_export(shoot)
    made.page.target.folder.setText(str(tmp_path / "out"))
    yield made
    shoot.window.exporting.close()
    made.pictures.finish(5.0)


class Batch:
    """A batch in the dialog whose pictures the fake engine makes when told to."""

    def __init__(self, dialog: ExportDialog, desk: Desk, qtbot: QtBot) -> None:
        self.dialog, self.desk, self.qtbot = dialog, desk, qtbot
        self.results, self.view = dialog.progress.results, dialog.progress.view
        self._made = 0

    def begin(self) -> None:
        QTest.mouseClick(self.dialog.page.start, LEFT)

    def make_one(self, *, grey: int = 200) -> None:
        """Answer the next request of the batch."""
        self.qtbot.waitUntil(lambda: len(self.desk.engine.batches) > self._made)
        self.desk.engine.render(self.desk.engine.batches[self._made], grey=grey)
        self._made += 1

    def wait_for_end(self) -> None:
        self.qtbot.waitUntil(self.dialog.progress.close_button.isVisible)

    def state(self, cell: int) -> State:
        return self.results.state_of(cell)

    def click(self, row: int, column: int) -> QPoint:
        at = self.view.visualRect(self.results.index(row, column)).center()
        QTest.mouseClick(self.view.viewport(), LEFT, pos=at)
        return at


@pytest.fixture
def batch(dialog: ExportDialog, shoot: Desk, qtbot: QtBot) -> Batch:
    return Batch(dialog, shoot, qtbot)


def test_heads_show_the_photos_and_the_poses(dialog: ExportDialog) -> None:
    down, across = dialog.page.view.verticalHeader(), dialog.page.view.horizontalHeader()
    assert _has(down.grab().toImage(), QColor(90, 90, 90))  # as grey as the photo
    assert _colours(across.grab().toImage()) > 3  # limbs of both sides, not words alone


def test_each_cell_gets_its_picture_as_it_is_made(batch: Batch, qtbot: QtBot, tmp_path: Path) -> None:
    batch.begin()
    assert [batch.state(cell) for cell in (1, 2)] == [State.WAITING, State.WAITING]
    batch.make_one(grey=77)
    at = batch.results.index(0, 0)
    qtbot.waitUntil(lambda: isinstance(at.data(PICTURE_ROLE), QImage))
    assert _has(batch.view.viewport().grab(batch.view.visualRect(at)).toImage(), QColor(77, 77, 77))
    qtbot.waitUntil(lambda: batch.state(2) is State.NOW)
    batch.make_one()
    batch.wait_for_end()
    assert batch.dialog.progress.counts.text() == "made: 2"


def test_a_cell_whose_pose_is_cut_off_is_marked_and_says_so(batch: Batch, shoot: Desk) -> None:
    higher = Pose(tuple(replace(point, y=point.y - 90) for point in shoot.pose.points))
    shoot.session.apply_pose(higher, "Up")
    shoot.session.keep_variant("high")
    open_export(shoot)
    batch.begin()
    for _ in range(3):
        batch.make_one()
    batch.wait_for_end()
    assert batch.state(3) is State.WARNED
    assert "cut off at the edge: head" in str(batch.results.index(1, 2).data(Qt.ItemDataRole.ToolTipRole))
    assert batch.dialog.progress.failures.count() == 1


def test_a_line_of_what_is_to_be_checked_is_its_cell(batch: Batch, shoot: Desk, tmp_path: Path) -> None:
    batch.begin()
    batch.desk.engine.judgement = SENT_BACK
    batch.make_one()
    batch.make_one()
    batch.wait_for_end()
    progress = batch.dialog.progress
    lines, out = progress.failures, tmp_path / "out"
    assert lines.count() == 2
    assert not progress.leave_out.isEnabled()
    QTest.mouseClick(lines.viewport(), LEFT, pos=lines.visualItemRect(lines.item(1)).center())
    assert batch.view.chosen() == {2}
    assert progress.leave_out.isEnabled()
    assert progress.again.isEnabled()
    batch.click(0, 0)
    assert [lines.item(row).isSelected() for row in range(2)] == [True, False], "and the other way round"
    QTest.mouseClick(lines.viewport(), LEFT, pos=lines.visualItemRect(lines.item(1)).center())
    QTest.mouseClick(progress.leave_out, LEFT)
    assert [batch.state(cell) for cell in (1, 2)] == [State.WARNED, State.LEFT_OUT]
    batch.qtbot.waitUntil((out / ASIDE / "dress-best dress.png").exists)
    batch.wait_for_end()
    QTest.mouseClick(lines.viewport(), LEFT, pos=lines.visualItemRect(lines.item(0)).center())
    QTest.keyClick(lines, Qt.Key.Key_Delete)
    assert batch.state(1) is State.LEFT_OUT
    batch.qtbot.waitUntil((out / ASIDE / "coat-best coat.png").exists)
    batch.wait_for_end()


def test_the_worst_is_listed_first(batch: Batch) -> None:
    batch.begin()
    for broken in (0.6, 0.9):
        batch.desk.engine.judgement = replace(SENT_BACK, broken=broken)
        batch.make_one()
        batch.qtbot.waitUntil(lambda: batch.state(batch._made) is State.WARNED)
    batch.wait_for_end()
    lines = batch.dialog.progress.failures
    QTest.mouseClick(lines.viewport(), LEFT, pos=lines.visualItemRect(lines.item(0)).center())
    assert batch.view.chosen() == {2}


def test_delete_leaves_a_finished_picture_out_and_keeps_its_file_aside(batch: Batch, tmp_path: Path) -> None:
    batch.begin()
    for _ in range(2):
        batch.make_one()
    batch.wait_for_end()
    batch.click(0, 0)
    QTest.keyClick(batch.view, Qt.Key.Key_Delete)
    assert batch.state(1) is State.LEFT_OUT
    aside = tmp_path / "out" / ASIDE / "coat-best coat.png"
    batch.qtbot.waitUntil(aside.exists)
    batch.wait_for_end()
    assert not (tmp_path / "out" / aside.name).exists()
    assert not batch.dialog.progress.leave_out.isEnabled()
    assert f"kept in the folder “{ASIDE}”" in batch.dialog.progress.counts.text()


def test_in_a_japanese_window_files_left_out_go_to_a_folder_with_a_japanese_name(
    batch: Batch, qapp: QApplication, tmp_path: Path
) -> None:
    translations = Translations(qapp, Language.JAPANESE)
    try:
        QApplication.processEvents()
        batch.begin()
        assert "「除外」" in batch.dialog.progress.leave_out.toolTip()
        for _ in range(2):
            batch.make_one()
        batch.wait_for_end()
        batch.click(0, 0)
        QTest.keyClick(batch.view, Qt.Key.Key_Delete)
        batch.qtbot.waitUntil((tmp_path / "out" / "除外" / "coat-best coat.png").exists)
        batch.wait_for_end()
        assert "「除外」" in batch.dialog.progress.counts.text()
    finally:
        translations.choose(Language.ENGLISH)
        QApplication.processEvents()
    assert "“除外”" in batch.dialog.progress.leave_out.toolTip(), "the folder keeps its name"


def test_a_waiting_cell_is_left_out_by_the_button_and_never_asked_of_the_engine(batch: Batch) -> None:
    batch.begin()
    batch.qtbot.waitUntil(lambda: batch.state(1) is State.NOW)
    batch.click(1, 1)
    QTest.mouseClick(batch.dialog.progress.leave_out, LEFT)
    batch.make_one()
    batch.wait_for_end()
    assert batch.state(2) is State.LEFT_OUT
    assert len(batch.desk.engine.batches) == 1


def test_a_cell_is_made_again_by_another_rule_from_its_menu(batch: Batch, tmp_path: Path) -> None:
    batch.begin()
    for _ in range(2):
        batch.make_one()
    batch.wait_for_end()
    file = tmp_path / "out" / "coat-best coat.png"
    before = file.read_bytes()
    batch.click(0, 0)
    menu = sure(batch.dialog.progress.again.menu())
    menu.aboutToShow.emit()
    assert isinstance(menu, QMenu)
    menu.actions()[1].trigger()
    assert batch.state(1) in (State.WAITING, State.NOW)
    batch.make_one(grey=33)
    batch.wait_for_end()
    assert file.read_bytes() != before
    assert batch.desk.engine.batches[-1].pose != batch.desk.engine.batches[0].pose  # fitted, not as it lay
    assert len(list((tmp_path / "out").glob("*.png"))) == 2


def test_paused_is_said(batch: Batch) -> None:
    batch.begin()
    QTest.mouseClick(batch.dialog.progress.pause, LEFT)
    assert batch.dialog.progress.now.text() == "Paused"
    QTest.mouseClick(batch.dialog.progress.pause, LEFT)
    assert batch.dialog.progress.now.text() != "Paused"
    for _ in range(2):
        batch.make_one()
    batch.wait_for_end()


def test_a_batch_that_broke_off_is_offered_at_the_next_start_and_goes_on(
    batch: Batch, qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    batch.begin()
    batch.make_one()
    qtbot.waitUntil(lambda: batch.state(1) is State.MADE)
    batch.desk.window.exporting.close()  # as when the window closes in the midst of it
    later = a_desk(qtbot, qapp, tmp_path)
    asked: list[str] = []

    def go_on() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        asked.append(box.text())
        QTest.keyClick(box, Qt.Key.Key_Return)

    QTimer.singleShot(50, go_on)
    later.window.offer_recovery()
    assert asked == ["An export broke off: 1 of 2 pictures are finished."]
    again = Batch(sure(later.window.exporting.dialog), later, qtbot)
    qtbot.waitUntil(lambda: again.state(1) is State.MADE)  # it is there, and seen
    qtbot.waitUntil(lambda: bool(later.engine.subjects))
    found = later.engine.subjects[-1]
    assert isinstance(found, Photo)
    later.engine.tell(
        Prepared(Source(found, sure(found.pose), np.ones((SIZE[1], SIZE[0]), np.float32)), found)
    )
    again.make_one()
    again.wait_for_end()
    made = {path.name for path in (tmp_path / "out").glob("*.png")}
    assert made == {"coat-best coat.png", "dress-best dress.png"}
    later.window.offer_recovery()  # asks nothing any more: a question would stay open here
    later.window.exporting.close()


def _has(image: QImage, colour: QColor) -> bool:
    return any(
        image.pixelColor(x, y) == colour
        for x in range(0, image.width(), 2)
        for y in range(0, image.height(), 2)
    )


def _colours(image: QImage) -> int:
    found = {image.pixelColor(x, y).hue() for x in range(image.width()) for y in range(image.height())}
    return len(found)


def test_cells_show_what_they_will_look_like_before_the_run(
    dialog: ExportDialog, shoot: Desk, qtbot: QtBot
) -> None:
    view, at = dialog.page.view, dialog.page.matrix.index(0, 0)
    asked = set(shoot.engine.wishes)
    qtbot.waitUntil(
        lambda: len(shoot.engine.wishes) > len(asked)
    )  # beside what the panel of kept poses wants
    while shoot.engine.wishes:
        shoot.engine.render_at_leisure(grey=44)
    qtbot.waitUntil(lambda: isinstance(at.data(PICTURE_ROLE), QImage))
    assert _has(view.viewport().grab(view.visualRect(at)).toImage(), QColor(44, 44, 44))
    assert not isinstance(dialog.page.matrix.index(0, 1).data(PICTURE_ROLE), QImage)  # it is off
    dialog.close()
    assert shoot.engine.wishes == []


def test_a_cell_that_will_be_cut_off_is_marked_before_the_run(
    dialog: ExportDialog, shoot: Desk, qtbot: QtBot
) -> None:
    higher = Pose(tuple(replace(point, y=point.y - 90) for point in shoot.pose.points))
    shoot.session.apply_pose(higher, "Up")
    shoot.session.keep_variant("high")
    open_export(shoot)
    matrix = dialog.page.matrix
    qtbot.waitUntil(lambda: bool(matrix.index(1, 2).data(WARNING_ROLE)))
    assert not matrix.index(1, 1).data(WARNING_ROLE)
    assert "cut off at the edge: head" in str(matrix.index(1, 2).data(Qt.ItemDataRole.ToolTipRole))


def test_a_cell_that_moves_what_the_photo_does_not_show_is_marked_before_and_after_the_run(
    desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    a_shoot(desk, tmp_path)
    desk.session.correct_skeleton(desk.source.pose.with_present(Joint.L_WRIST, present=False), "Missing")
    desk.session.apply_pose(desk.pose.moved(Joint.L_WRIST, (260.0, 140.0)), "Arm")
    desk.session.keep_variant("arm")
    dialog = open_export(desk)
    dialog.page.target.folder.setText(str(tmp_path / "out"))
    matrix = dialog.page.matrix
    qtbot.waitUntil(lambda: bool(matrix.index(1, 2).data(WARNING_ROLE)))
    assert not matrix.index(1, 1).data(WARNING_ROLE), "there the wrist hangs as it is guessed to hang"
    told = "moves what the photo does not show: left wrist"
    assert told in str(matrix.index(1, 2).data(Qt.ItemDataRole.ToolTipRole))
    assert "To be checked, as far as is known: 1" in dialog.page.sum.text()
    batch = Batch(dialog, desk, qtbot)
    batch.begin()
    for _ in range(3):
        batch.make_one()
    batch.wait_for_end()
    assert [batch.state(cell) for cell in (1, 2, 3)] == [State.MADE, State.MADE, State.WARNED]
    assert told in str(batch.results.index(1, 2).data(Qt.ItemDataRole.ToolTipRole))
    desk.window.exporting.close()
    dialog.pictures.finish(5.0)


def test_a_cell_likely_to_be_sent_back_is_marked_as_soon_as_that_is_known(
    batch: Batch, dialog: ExportDialog, shoot: Desk, qtbot: QtBot
) -> None:
    matrix, told = dialog.page.matrix, "check this first: right arm: the outline (unclear in the photo)"
    qtbot.waitUntil(lambda: len(shoot.engine.wishes) >= 2)
    assert not matrix.index(0, 0).data(WARNING_ROLE)
    shoot.engine.judgement = SENT_BACK
    while shoot.engine.wishes:
        shoot.engine.render_at_leisure()
    qtbot.waitUntil(lambda: bool(matrix.index(0, 0).data(WARNING_ROLE)))
    for role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
        assert told in str(matrix.index(0, 0).data(role)).replace("\n", " ")
    assert "To be checked, as far as is known: 2" in dialog.page.sum.text()
    batch.begin()
    batch.make_one()
    shoot.engine.judgement = SOUND
    batch.make_one()
    batch.wait_for_end()
    assert [batch.state(cell) for cell in (1, 2)] == [State.WARNED, State.MADE]
    tip = str(batch.results.index(0, 0).data(Qt.ItemDataRole.ToolTipRole))
    assert told in tip.replace("\n", " ")
    assert batch.results.index(0, 0).data(WARNING_ROLE) == 2


def test_a_double_click_shows_a_picture_large_in_the_window_and_escape_closes_that_alone(
    batch: Batch, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.fileName()))
    batch.begin()
    batch.desk.engine.judgement = SENT_BACK
    batch.make_one(grey=77)
    qtbot.waitUntil(lambda: batch.state(1) is State.WARNED)
    batch.desk.engine.judgement = SOUND
    batch.make_one(grey=33)
    batch.wait_for_end()
    dialog, large = batch.dialog, batch.dialog.large
    at = batch.click(0, 0)
    QTest.mouseDClick(batch.view.viewport(), LEFT, pos=at)
    assert (large.isVisible(), large.cell, opened) == (True, 1, [])
    assert "right arm" in large.doubts.text()
    qtbot.waitUntil(lambda: _has(large.pane.grab().toImage(), QColor(77, 77, 77)))
    assert dialog.frameGeometry().contains(large.geometry())
    QTest.keyClick(large.pane, Qt.Key.Key_Right)
    assert large.cell == 2
    assert not large.doubts.isVisible()
    assert not large.after.isEnabled()
    qtbot.waitUntil(lambda: _has(large.pane.grab().toImage(), QColor(33, 33, 33)))
    QTest.mouseClick(large.before, LEFT)
    assert large.cell == 1
    QTest.keyClick(large.pane, Qt.Key.Key_Escape)
    assert not large.isVisible()
    assert dialog.isVisible(), "the export itself stays"
    QTest.keyClick(batch.view, Qt.Key.Key_Return)
    assert large.cell == 1
    QTest.keyClick(large.pane, Qt.Key.Key_Escape)
    batch.view.contextMenuEvent(
        QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, batch.view.mapToGlobal(at))
    )
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    entry = next(each for each in menu.actions() if each.text() == "Open in another program")
    QTest.mouseClick(menu, LEFT, pos=menu.actionGeometry(entry).center())
    assert len(opened) == 1
    assert large.finish(5.0)
