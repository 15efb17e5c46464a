"""The plan of an export is kept: over closing, in the project and the journal; and poses are ticked in the library."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.contract.messages import PhotoLoaded, Prepared, Source
from engine.photo.photo import load_photo
from gui.document.export_plan import ExportPlan
from gui.export.dialog import ExportDialog
from gui.export.pose_picker import PosePicker
from gui.project.file import open_project
from gui.project.journal import Journal
from tests.gui.canvas.test_canvas import on_canvas, pull
from tests.gui.conftest import Desk
from tests.gui.export.shooting import a_shoot, open_export
from tests.gui.fakes import SIZE, standing
from tests.sure import sure

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def shoot(desk: Desk, tmp_path: Path) -> Desk:
    return a_shoot(desk, tmp_path)


@pytest.fixture
def dialog(shoot: Desk) -> ExportDialog:
    return open_export(shoot)


def _tick_across(dialog: ExportDialog) -> None:
    """Switch the first photo's second pose on, with the keyboard."""
    view = dialog.page.view
    view.setFocus()
    view.setCurrentIndex(view.model().index(0, 1))
    QTest.keyClick(view, Qt.Key.Key_Space)


def _pick(dialog: ExportDialog, choose) -> None:
    """Open the library by its button and do what `choose` does with it."""

    def at_work() -> None:
        picker = QApplication.activeModalWidget()
        assert isinstance(picker, PosePicker)
        choose(picker)
        QTest.mouseClick(picker.take, LEFT)

    QTimer.singleShot(50, at_work)
    QTest.mouseClick(dialog.page.poses.pick, LEFT)


def _click_tile(picker: PosePicker, row: int) -> None:
    at = picker.view.visualRect(picker.model.index(row)).center()
    QTest.mouseClick(picker.view.viewport(), LEFT, pos=at)


def _names(dialog: ExportDialog) -> list[str]:
    return [pose.name for pose in dialog.page.plan().poses]


def test_poses_are_ticked_in_the_library_by_mouse_and_keys(dialog: ExportDialog) -> None:
    def some(picker: PosePicker) -> None:
        QTest.keyClicks(picker.search, "wide")
        assert picker.model.rowCount() < len(picker._library.poses)
        _click_tile(picker, 0)
        picker.search.clear()
        picker.view.setFocus()
        picker.view.setCurrentIndex(picker.model.index(0))
        QTest.keyClick(picker.view, Qt.Key.Key_Space)
        assert picker.count.text() == "2 poses"

    _pick(dialog, some)
    assert _names(dialog) == ["best coat", "best dress", "Relaxed", "Wide stance"]
    assert len(dialog.page.plan().cells()) == 2 + 2 * 2

    def fewer(picker: PosePicker) -> None:
        assert len(picker.chosen) == 2  # what is in the matrix is ticked
        _click_tile(picker, 0)

    _pick(dialog, fewer)
    assert _names(dialog) == ["best coat", "best dress", "Wide stance"]


def test_escape_throws_no_plan_away_and_poses_kept_since_come_in(dialog: ExportDialog, shoot: Desk) -> None:
    _tick_across(dialog)
    dialog.page.target.names.setText("{pose}")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert shoot.window.isWindowModified()
    shoot.session.keep_variant("late")
    open_export(shoot)
    assert _names(dialog) == ["best coat", "best dress", "late"]
    assert dialog.page.matrix.cells == {(0, 0), (0, 1), (1, 1), (1, 2)}
    assert dialog.page.target.names.text() == "{pose}"


def test_a_kept_pose_that_is_gone_leaves_the_plan_and_the_cells_stay_right(
    dialog: ExportDialog, shoot: Desk
) -> None:
    _tick_across(dialog)
    dialog.close()
    shoot.session.select_photo(shoot.session.document.photos[0].key)
    shoot.session.set_variants((), "Delete")
    open_export(shoot)
    assert _names(dialog) == ["best dress"]
    assert dialog.page.matrix.cells == {(0, 0), (1, 0)}


def test_a_changed_plan_is_there_to_be_saved_while_the_dialog_stands(
    dialog: ExportDialog, shoot: Desk, qtbot: QtBot
) -> None:
    shoot.session.undo_stack.setClean()
    _tick_across(dialog)
    qtbot.waitUntil(shoot.window.isWindowModified)
    assert dialog.isVisible()
    assert len(sure(shoot.session.document.export).on) == 3


def test_a_pose_kept_beside_the_open_plan_comes_in_when_it_is_opened_again(
    dialog: ExportDialog, shoot: Desk, qtbot: QtBot
) -> None:
    _tick_across(dialog)
    shoot.session.keep_variant("meanwhile")
    qtbot.waitUntil(lambda: shoot.session.document.export is not None)
    open_export(shoot)
    assert _names(dialog) == ["best coat", "best dress", "meanwhile"]


def test_looking_at_the_plan_is_no_change_of_the_project(dialog: ExportDialog, shoot: Desk) -> None:
    shoot.session.undo_stack.setClean()
    dialog.close()
    assert not shoot.window.isWindowModified()


def test_a_project_brings_the_plan_back_and_tells_no_places(
    dialog: ExportDialog, shoot: Desk, tmp_path: Path
) -> None:
    def one(picker: PosePicker) -> None:
        _click_tile(picker, 0)

    _pick(dialog, one)
    _tick_across(dialog)
    dialog.page.target.folder.setText(str(tmp_path / "shop" / "out"))
    dialog.close()
    path = tmp_path / "shoot.repose"
    shoot.window.keeper.save(path)
    assert shoot.window.keeper.finish_save()
    with zipfile.ZipFile(path) as archive:
        told = json.loads(archive.read("project.json"))["export"]
    assert str(tmp_path) not in json.dumps(told)
    shoot.window.start_anew()
    assert shoot.session.document.export is None
    shoot.session.replace_document(open_project(path).document)
    kept: ExportPlan = sure(shoot.session.document.export)
    assert kept.folder == str(tmp_path / "shop" / "out")
    assert {photo.key for photo in shoot.session.document.photos} == set(kept.photos)
    open_export(shoot)
    assert _names(dialog) == ["best coat", "best dress", "Relaxed"]
    assert dialog.page.target.folder.text() == str(tmp_path / "shop" / "out")


def test_a_plan_of_a_newer_repose_is_no_reason_to_refuse_a_project(
    dialog: ExportDialog, shoot: Desk, tmp_path: Path
) -> None:
    path, other = tmp_path / "shoot.repose", tmp_path / "newer.repose"
    shoot.window.keeper.save(path)
    assert shoot.window.keeper.finish_save()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(other, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "project.json":
                data = json.dumps({**json.loads(data), "export": {"poses": "otherwise"}}).encode()
            new.writestr(name, data)
    opened = open_project(other).document
    assert len(opened.photos) == 2
    assert opened.export is None


def test_after_a_crash_the_plan_is_there_again(
    dialog: ExportDialog, shoot: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    _tick_across(dialog)
    dialog.close()
    found = Journal(tmp_path / "data" / "journal")
    assert found.recoverable() == ()  # the window is alive
    sure(shoot.window.keeper._journal._writer._lock).release()  # as its end does
    (item,) = found.recoverable()
    plan = sure(found.recover(item).document.export)
    assert (str(tmp_path / "coat.png"), 1) in plan.on
    found.close()


def test_a_pose_that_is_on_the_canvas_and_nowhere_else_is_in_the_plan_and_in_view(
    dialog: ExportDialog, shoot: Desk, tmp_path: Path
) -> None:
    _tick_across(dialog)
    dialog.close()
    for number in range(12):
        path = tmp_path / f"later{number}.png"
        path.write_bytes((tmp_path / "coat.png").read_bytes())
        shoot.window.open_files([path])
    path = tmp_path / "later11.png"
    loaded = load_photo(path)
    shoot.engine.tell(PhotoLoaded(path, loaded))
    matte = np.ones((SIZE[1], SIZE[0]), np.float32)
    shoot.engine.tell(Prepared(Source(loaded, standing(), matte), path))
    shoot.session.select_photo(shoot.session.document.photos[-1].key)
    pull(shoot, on_canvas(shoot, (200, 200)), on_canvas(shoot, (250, 120)))
    assert shoot.entry.name == "later11.png"
    open_export(shoot)
    assert _names(dialog) == ["best coat", "best dress", "edited"]
    matrix, view = dialog.page.matrix, dialog.page.view
    row = len(matrix.rows) - 1
    assert (row, 2) in matrix.cells
    QApplication.processEvents()
    assert view.viewport().rect().contains(view.visualRect(matrix.index(row, 2)).center())
    assert not view.viewport().rect().intersects(view.visualRect(matrix.index(0, 0)))


def test_going_on_is_offered_only_while_pictures_are_left_to_make(
    dialog: ExportDialog, shoot: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog.page.target.folder.setText(str(tmp_path / "out"))
    page, progress = dialog.page, dialog.progress
    QTest.mouseClick(page.start, LEFT)
    qtbot.waitUntil(lambda: len(shoot.engine.batches) == 1)
    QTest.mouseClick(progress.cancel, LEFT)
    shoot.engine.render(shoot.engine.batches[0])
    qtbot.waitUntil(progress.back.isVisible)
    QTest.mouseClick(progress.back, LEFT)
    open_export(shoot)
    assert page.resume.isVisible()
    QTest.mouseClick(page.resume, LEFT)
    qtbot.waitUntil(lambda: len(shoot.engine.batches) == 2)
    shoot.engine.render(shoot.engine.batches[1])
    qtbot.waitUntil(progress.back.isVisible)
    QTest.mouseClick(progress.back, LEFT)
    open_export(shoot)
    assert page.isVisible()
    assert not page.resume.isVisible()
    shoot.window.exporting.close()
    dialog.pictures.finish(5.0)
