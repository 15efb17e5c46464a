"""Projects as a person meets them in the window: saving, the modified sign, reopening, and leaving."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from engine.contract.messages import PhotoLoaded, Prepared
from engine.photo.photo import load_photo
from engine.pose.pose import Joint
from engine.system.files import encode_png
from gui.project import questions as project_questions
from gui.project.questions import Leave
from tests.gui.canvas.test_canvas import on_canvas, place, pull
from tests.gui.conftest import Desk
from tests.gui.fakes import photo, source, standing
from tests.sure import sure

CTRL = Qt.KeyboardModifier.ControlModifier
MOVED = standing().moved(Joint.NOSE, (140.0, 60.0))


@pytest.fixture
def edited(desk: Desk, tmp_path: Path) -> Desk:
    """A photo that is on disk, with an edit and a kept pose."""
    path = tmp_path / "person.png"
    path.write_bytes(encode_png(photo().rgb, icc=None, text={}))
    loaded = load_photo(path)
    desk.window.open_files([path])
    desk.engine.tell(PhotoLoaded(path, loaded))
    desk.engine.tell(Prepared(replace(source(), photo=loaded), path))
    desk.session.apply_pose(MOVED, "Move")
    desk.session.keep_variant("Best")
    return desk


def test_saving_clears_the_sign_and_reopening_brings_all_back(
    edited: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = tmp_path / "shoot.repose"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(project), ""))
    assert edited.window.isWindowModified()
    with qtbot.waitSignal(edited.window.keeper.saved):
        QTest.keyClick(edited.window, Qt.Key.Key_S, CTRL)
    assert not edited.window.isWindowModified()
    assert "shoot" in edited.window.windowTitle()
    edited.trigger("new_project")
    assert edited.session.entry is None
    with qtbot.waitSignal(edited.window.keeper.opened):
        edited.window.open_files([project])
    assert edited.session.pose == MOVED
    assert [variant.name for variant in edited.session.document.photos[0].variants] == ["Best"]
    assert not edited.window.isWindowModified()


@pytest.mark.parametrize(("answer", "stays"), [(Leave.STAY, True), (Leave.DISCARD, False)])
def test_closing_asks_before_edits_are_lost(
    edited: Desk, monkeypatch: pytest.MonkeyPatch, answer: Leave, stays: bool
) -> None:
    monkeypatch.setattr(project_questions, "ask_to_leave", lambda _window: answer)
    edited.window.close()
    assert edited.window.isVisible() is stays
    assert edited.engine.closed is not stays


def test_a_library_pose_is_put_on_the_person_by_the_panel(edited: Desk) -> None:
    library = edited.window.docks.library
    library.view.setCurrentIndex(library.model.index(2))
    library.apply_chosen()
    assert edited.session.pose != MOVED
    edited.trigger("undo")
    assert edited.session.pose == MOVED


def test_delete_in_the_strip_of_kept_poses_hides_no_joint(edited: Desk) -> None:
    edited.session.select({Joint.R_WRIST})
    strip = edited.window.docks.variants.view
    strip.setFocus()
    strip.setCurrentIndex(strip.model().index(0, 0))
    QApplication.processEvents()
    QTest.keyClick(strip, Qt.Key.Key_Delete)
    assert edited.entry.variants == ()
    assert edited.pose.has(Joint.R_WRIST)


def test_typing_a_number_into_the_joint_table_is_no_view_mode(edited: Desk) -> None:
    mode = edited.canvas.mode
    table = edited.window.docks.joints.view
    sure(edited.window.docks.joints.parentWidget()).raise_()
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_3)
    assert edited.canvas.mode is mode
    edited.canvas.setFocus()
    QTest.keyClick(edited.canvas, Qt.Key.Key_3)
    assert edited.canvas.mode is not mode


def test_a_new_project_is_called_as_its_photos_folder_in_title_and_file_dialog(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    proposed: list[str] = []

    def ask(*args: object, **_: object) -> tuple[str, str]:
        proposed.append(str(args[2]))
        return "", ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    shoot = tmp_path / "SS26.v2"
    paths = [shoot / "coat.png", shoot / "dress.png", tmp_path / "elsewhere" / "bag.png"]
    for number, path in enumerate(paths):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(encode_png(photo().rgb, icc=None, text={}))
        desk.window.open_files([path])
        desk.session.select_photo(desk.session.document.photos[-1].key)
        name = ("coat", "SS26.v2", "coat")[number]
        assert desk.window.windowTitle() == f"{name}[*] – Repose"
        QTest.keyClick(desk.window, Qt.Key.Key_S, CTRL)
        assert proposed[-1] == str(shoot / f"{name}.repose")


def test_what_is_lost_on_closing_is_called_a_project(edited: Desk) -> None:
    asked: list[tuple[str, str]] = []

    def stay() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        asked.append((box.windowTitle(), box.text()))
        QTest.keyClick(box, Qt.Key.Key_Escape)

    QTimer.singleShot(50, stay)
    edited.window.close()
    assert edited.window.isVisible()
    assert asked[0][0] == "Save the project?"
    assert asked[0][1].startswith("The project has unsaved changes")


def test_a_pose_kept_while_the_panel_is_closed_is_said_to_be(opened: Desk) -> None:
    QTest.keyClick(opened.canvas, Qt.Key.Key_K, CTRL)
    told = opened.window.status.currentMessage()
    assert opened.entry.variants[-1].name in told
    assert "View" not in told, "it is there to be seen"
    dock = sure(opened.window.docks.variants.parentWidget())
    close = sure(dock.findChild(QAbstractButton, "qt_dockwidget_closebutton"))
    QTest.mouseClick(close, Qt.MouseButton.LeftButton)
    assert dock.isHidden()
    QTest.keyClick(opened.canvas, Qt.Key.Key_K, CTRL)
    told = opened.window.status.currentMessage()
    assert opened.entry.variants[-1].name in told
    assert "View → Kept poses" in told


def test_title_and_star_are_the_projects_on_every_photo(opened: Desk) -> None:
    opened.window.open_files([Path("second.png").absolute()])
    called = opened.window.windowTitle()
    pull(opened, place(opened, Joint.R_WRIST), on_canvas(opened, (60, 150)))
    assert opened.window.isWindowModified()
    QTest.keyClick(opened.canvas, Qt.Key.Key_PageDown)
    assert opened.entry.name == "second.png"
    assert opened.window.windowTitle() == called
    assert "second" not in called
