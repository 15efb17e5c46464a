"""Whatever name a person chooses in the window, the photos, poses and projects in use there stay as they are."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from engine.batch.plan import OnConflict
from engine.contract.messages import PhotoLoaded, Prepared, Source
from engine.photo.photo import load_photo
from engine.pose.openpose import pose_to_json
from engine.system.files import encode_png
from engine.system.shipped import shipped
from tests.gui.conftest import Desk
from tests.gui.fakes import SIZE, photo, standing
from tests.gui.saving import save_picture

KEPT = "originals are kept"
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
LINKS = pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")


@pytest.fixture
def shoot(desk: Desk, tmp_path: Path) -> Desk:
    """Two photos in files, the second on the canvas with its picture; each in a folder of its own."""
    for name, grey in (("coat", 90), ("dress", 120)):
        path = tmp_path / name / f"{name}.png"
        path.parent.mkdir()
        path.write_bytes(encode_png(photo(grey=grey).rgb, icc=None, text={}))
        loaded = load_photo(path)
        desk.window.open_files([path])
        desk.engine.tell(PhotoLoaded(path, loaded))
        matte = np.ones((SIZE[1], SIZE[0]), np.float32)
        desk.engine.tell(Prepared(Source(loaded, standing(), matte), path))
    desk.engine.render_all()
    return desk


def contents(folder: Path) -> dict[Path, bytes]:
    return {
        path: path.read_bytes()
        for path in folder.rglob("*.*")
        if path.is_file() and "data" not in path.parts and path.name != "settings.json"
    }


def choose(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    """Answer the next question for a place, as a person does who has agreed to replace what is there."""
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(path), ""))


def as_chosen(original: Path, kind: str) -> Path:
    """A name that leads to `original`, with its ending."""
    chosen = original.parent / f"chosen{original.suffix}"
    if kind == "itself":
        return original
    if kind == "link":
        chosen.symlink_to(original)
    else:
        os.link(original, chosen)
    return chosen


@LINKS
@pytest.mark.parametrize("kind", ["itself", "link", "hard link"])
@pytest.mark.parametrize("name", ["dress", "coat"])  # on the canvas, and beside it on the film strip
def test_a_picture_is_not_saved_over_a_photo(
    shoot: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, name: str
) -> None:
    chosen = as_chosen(tmp_path / name / f"{name}.png", kind)
    before = contents(tmp_path)
    choose(monkeypatch, chosen)
    with qtbot.waitSignal(shoot.window.saver.failed):
        save_picture(shoot.window)
        shoot.engine.render_all()
    assert KEPT in shoot.window.notice.sentence
    assert contents(tmp_path) == before
    choose(monkeypatch, tmp_path / name / "another.png")
    with qtbot.waitSignal(shoot.window.saver.saved):
        save_picture(shoot.window)
    assert (tmp_path / name / "another.png").is_file()


@LINKS
def test_a_picture_is_not_saved_over_the_project_or_what_ships(
    shoot: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = tmp_path / "shoot.repose"
    shoot.window.keeper.save(project)
    qtbot.waitUntil(lambda: shoot.window.keeper.path == project)
    for number, original in enumerate((project, shipped()[0])):
        chosen = tmp_path / f"chosen{number}.png"
        chosen.symlink_to(original)
        before = original.read_bytes()
        choose(monkeypatch, chosen)
        with qtbot.waitSignal(shoot.window.saver.failed):
            save_picture(shoot.window)
        assert original.read_bytes() == before


@LINKS
def test_a_pose_is_not_exported_over_a_photo_or_a_pose_of_the_library(
    shoot: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "data" / "poses" / "mine.json"
    own.parent.mkdir(parents=True)
    own.write_text(pose_to_json(standing(), size=SIZE))
    linked = tmp_path / "linked.json"
    linked.symlink_to(tmp_path / "coat" / "coat.png")
    for chosen in (own, linked):
        before = chosen.read_bytes()
        choose(monkeypatch, chosen)
        QTest.keyClick(shoot.window, Qt.Key.Key_E, CTRL | ALT)
        assert KEPT in shoot.window.notice.sentence
        assert chosen.read_bytes() == before
        shoot.window.notice.clear()


@LINKS
def test_a_project_is_not_saved_over_a_photo(
    shoot: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = tmp_path / "chosen.repose"
    chosen.symlink_to(tmp_path / "coat" / "coat.png")
    before = contents(tmp_path)
    choose(monkeypatch, chosen)
    with qtbot.waitSignal(shoot.window.keeper.said) as told:
        QTest.keyClick(shoot.window, Qt.Key.Key_S, CTRL | SHIFT)
    assert KEPT in told.args[0]
    assert contents(tmp_path) == before


@LINKS
@pytest.mark.parametrize("original", ["photo", "project"])
@pytest.mark.parametrize("conflict", list(OnConflict))
def test_an_export_writes_over_nothing_that_is_open(
    shoot: Desk, qtbot: QtBot, tmp_path: Path, conflict: OnConflict, original: str
) -> None:
    """Pictures of the dress alone, into a folder where their name is taken by the coat's photo or by the project."""
    folder = tmp_path / "coat"
    shoot.window.keeper.save(folder / "shoot.repose")
    qtbot.waitUntil(lambda: shoot.window.keeper.path is not None)
    (folder / "project.png").symlink_to(folder / "shoot.repose")
    before = contents(folder)
    QTest.keyClick(shoot.window, Qt.Key.Key_E, CTRL | SHIFT)
    dialog = shoot.window.exporting.dialog
    assert dialog is not None
    page = dialog.page
    page.target.folder.setText(str(folder))
    page.target.names.setText("coat" if original == "photo" else "project")
    page.target.conflict.setCurrentIndex(page.target.conflict.findData(conflict))
    page.matrix.set_all(on=False)
    page.matrix.setData(page.matrix.index(1, 0), Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
    assert len(page.plan().cells()) == 1
    QTest.mouseClick(page.start, Qt.MouseButton.LeftButton)
    assert (KEPT in page.notice.text()) is (conflict is OnConflict.OVERWRITE)
    shoot.window.exporting.close()
    after = contents(folder)
    assert {path: after[path] for path in before} == before


def test_a_folder_that_cannot_be_read_is_told_in_a_sentence(desk: Desk, tmp_path: Path) -> None:
    desk.window.open_files([tmp_path / ("x" * 300)])
    assert "could not be opened" in desk.window.notice.sentence
    assert "Errno" not in desk.window.notice.sentence
