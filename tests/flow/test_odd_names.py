"""A photo in a folder, both named in bytes that are no UTF-8, as out of an old archive: the whole way through."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from engine.photo.photo import load_photo
from engine.pose.pose import Joint
from engine.runtime.device import Device
from engine.service.worker import EngineThread
from engine.system.stored_path import path_of
from gui.settings.places import Places
from gui.settings.store import SettingsStore
from gui.window.frame import Frame
from gui.window.main_window import MainWindow
from tests.batch.material import a_photo
from tests.flow.killing import kill_and_recover
from tests.gui.conftest import forget_edits
from tests.gui.saving import save_picture
from tests.service.studios import GatedStudio
from tests.sure import sure

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems keep file names in Unicode")
ODD = os.fsdecode(b"\x8e\xca\x90^")
LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    folder = tmp_path / ODD
    folder.mkdir()
    return a_photo(folder, ODD).path


@pytest.fixture
def start(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Callable[[], MainWindow]:
    """Starts the program with an engine that answers at once."""

    def make_engine(listener):
        import torch

        return EngineThread(GatedStudio(), listener, device=Device("cpu", torch.float32, 1))

    def make() -> MainWindow:
        store = SettingsStore(tmp_path / "settings.json")
        places = Places(tmp_path / "demo.png", tmp_path / "data")
        window = MainWindow(make_engine, frame=Frame(qapp, store), store=store, places=places)
        qtbot.addWidget(window, before_close_func=forget_edits)
        window.show()
        return window

    return make


def drop(window: MainWindow, photo: Path) -> None:
    data = QMimeData()
    data.setData("text/uri-list", QByteArray(f"{photo.as_uri()}\r\n".encode()))  # as file managers do
    action, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(window, QDragEnterEvent(QPoint(9, 9), action, data, LEFT, none))
    QApplication.sendEvent(window, QDropEvent(QPointF(9, 9), action, data, LEFT, none))


def drag(window: MainWindow) -> None:
    canvas, pose = window.canvas, sure(window.session.pose)
    start = QPointF(*canvas.view.to_canvas(pose.at(Joint.L_ANKLE))).toPoint()
    QTest.mousePress(canvas, LEFT, pos=start)
    QTest.mouseMove(canvas, start + QPoint(20, 10))
    QTest.mouseMove(canvas, start + QPoint(40, 20))
    QTest.mouseRelease(canvas, LEFT, pos=start + QPoint(40, 20))


def test_opened_dragged_saved_opened_again_and_exported(
    photo: Path,
    start: Callable[[], MainWindow],
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window = start()
    window.store.put(window.store.value.model_copy(update={"embed_photos": False}))
    drop(window, photo)
    qtbot.waitUntil(lambda: window.session.source is not None)
    before = window.session.pose
    drag(window)
    assert window.session.pose != before
    window.actions_by_name["keep_variant"].trigger()

    picture = tmp_path / "picture.png"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(picture), ""))
    with qtbot.waitSignal(window.saver.saved, timeout=20_000):
        save_picture(window)
    recipe = sure(load_photo(picture).recipe)
    assert (tmp_path / path_of(sure(recipe.photo.beside))).resolve() == photo

    project = tmp_path / "a.repose"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(project), ""))
    with qtbot.waitSignal(window.keeper.saved, timeout=20_000):
        QTest.keyClick(window, Qt.Key.Key_S, CTRL)
    assert not window.isWindowModified()

    window.exporting.show()
    dialog = sure(window.exporting.dialog)
    QTest.mouseClick(dialog.page.start, LEFT)
    assert window.exporting.run.is_running
    qtbot.waitUntil(lambda: not window.exporting.run.is_running, timeout=20_000)
    made = sorted((photo.parent / "repose").glob("*.png"))
    assert [path.name for path in made] == ["_ʐ^-Pose 1.png"]
    assert window.notice.sentence == ""

    edited = window.session.pose
    again = start()
    again.open_files([project])
    qtbot.waitUntil(lambda: again.session.source is not None, timeout=20_000)
    assert sure(again.session.entry).path == photo
    assert again.session.pose == edited
    assert again.notice.sentence == ""


def test_killed_and_brought_back(photo: Path, tmp_path: Path) -> None:
    done = kill_and_recover(tmp_path, kind="quick", gestures=2, steps=5, photo=photo)
    assert done.over >= 2
    assert done.is_kept, done
