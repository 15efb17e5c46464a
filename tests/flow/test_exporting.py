"""An export from the window over a real engine thread: files come out, and the editor stays in use meanwhile."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from engine.contract.messages import Quality, RenderRequest
from engine.pose.pose import Joint
from engine.runtime.device import Device
from engine.service.worker import EngineThread
from gui.export.dialog import ExportDialog
from gui.settings.places import Places
from gui.settings.store import SettingsStore
from gui.window.frame import Frame
from gui.window.main_window import MainWindow
from tests.batch.material import a_photo
from tests.gui.conftest import forget_edits
from tests.service.studios import GatedStudio

LEFT = Qt.MouseButton.LeftButton


class Room:
    """The window, its studio and two photos on disk."""

    def __init__(self, window: MainWindow, studio: GatedStudio, folder: Path) -> None:
        self.window = window
        self.studio = studio
        self.folder = folder

    @property
    def dialog(self) -> ExportDialog:
        dialog = self.window.exporting.dialog
        assert dialog is not None
        return dialog

    def written(self) -> list[str]:
        return sorted(path.name for path in self.folder.glob("*.png"))


@pytest.fixture
def room(qtbot: QtBot, qapp, tmp_path: Path):
    studio = GatedStudio()

    def make_engine(listener):
        import torch

        return EngineThread(studio, listener, device=Device("cpu", torch.float32, 1))

    store = SettingsStore(tmp_path / "settings.json")
    places = Places(tmp_path / "demo.png", tmp_path / "data")
    window = MainWindow(make_engine, frame=Frame(qapp, store), store=store, places=places)
    qtbot.addWidget(window, before_close_func=forget_edits)
    window.show()
    photos = [Path(a_photo(tmp_path, name).path) for name in ("coat", "dress")]
    window.open_files(photos)
    qtbot.waitUntil(lambda: all(entry.source is not None for entry in window.session.document.photos))
    window.exporting.show()
    out = tmp_path / "out"
    made = Room(window, studio, out)
    made.dialog.page.target.folder.setText(str(out))
    made.dialog.page.matrix.remove_columns(range(2, 99))
    return made


def is_at_rest(window: MainWindow) -> bool:
    shown = window.session.rendered
    return shown is not None and shown.request.quality is Quality.FINAL


def rest(room: Room, qtbot: QtBot) -> None:
    """Wait until the picture on the canvas, the search for people and the previews are done: all that comes first."""
    qtbot.waitUntil(lambda: is_at_rest(room.window), timeout=20_000)
    before = -1
    while before != len(room.studio.jobs):
        before = len(room.studio.jobs)
        qtbot.wait(500)


def finish(room: Room, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not room.window.exporting.run.is_running, timeout=20_000)


def test_the_pictures_are_made_marked_and_remembered(room: Room, qtbot: QtBot) -> None:
    room.dialog.page.target.sheet.click()
    room.dialog.page.target.table.click()
    QTest.mouseClick(room.dialog.page.start, LEFT)
    finish(room, qtbot)
    assert len(room.written()) == 4
    assert (room.folder / "repose-batch.pdf").read_bytes().startswith(b"%PDF")
    assert len((room.folder / "repose-batch.csv").read_text("utf-8-sig").splitlines()) == 5
    for name in room.written():
        with Image.open(room.folder / name) as image:
            assert image.size == (32, 40)
            assert b"compositeWithTrainedAlgorithmicMedia" in image.info["xmp"]
    assert (room.folder / "repose-batch.jsonl").exists()
    assert "made: 4" in room.dialog.progress.counts.text()


def test_the_editor_goes_first_while_a_batch_runs(room: Room, qtbot: QtBot) -> None:
    room.studio.hold()
    while not room.studio.begun.empty():
        room.studio.begun.get_nowait()
    QTest.mouseClick(room.dialog.page.start, LEFT)
    room.studio.wait_until_begun()  # the batch's first photo
    pose = room.window.session.pose
    assert pose is not None
    dragged = pose.moved(Joint.NOSE, (9.0, 9.0))
    room.window.session.apply_pose(dragged, "Move")
    room.studio.release()
    following = room.studio.wait_until_begun()
    assert isinstance(following, RenderRequest)
    assert following.pose == dragged  # before any picture of the batch
    finish(room, qtbot)
    assert len(room.written()) == 4
    qtbot.waitUntil(lambda: room.window.session.rendered is not None)
    rendered = room.window.session.rendered
    assert rendered is not None
    assert rendered.request.pose == dragged


def test_stopped_and_resumed_nothing_is_made_twice(room: Room, qtbot: QtBot) -> None:
    room.studio.hold()
    QTest.mouseClick(room.dialog.page.start, LEFT)
    QTest.mouseClick(room.dialog.progress.cancel, LEFT)
    room.studio.release()
    finish(room, qtbot)
    before = {name: hashlib.sha256((room.folder / name).read_bytes()).digest() for name in room.written()}
    assert len(before) < 4
    QTest.mouseClick(room.dialog.progress.back, LEFT)
    room.dialog.page.target.changed.emit()
    assert room.dialog.page.resume.isVisible()
    QTest.mouseClick(room.dialog.page.resume, LEFT)
    finish(room, qtbot)
    assert len(room.written()) == 4
    assert {name: hashlib.sha256((room.folder / name).read_bytes()).digest() for name in before} == before


def test_closing_the_window_ends_a_batch_that_can_be_resumed(room: Room, qtbot: QtBot) -> None:
    QTest.mouseClick(room.dialog.page.start, LEFT)
    forget_edits(room.window)
    room.window.close()
    assert not any(room.folder.glob("*.part"))


def test_what_failed_is_listed_and_made_when_tried_again(room: Room, qtbot: QtBot) -> None:
    rest(room, qtbot)  # else that would take the fault
    room.studio.faults = [RuntimeError("a fault")]
    QTest.mouseClick(room.dialog.page.start, LEFT)
    finish(room, qtbot)
    assert len(room.written()) == 3  # the persons are known, so only the first picture failed
    page = room.dialog.progress
    lines = [page.failures.item(row).text() for row in range(page.failures.count())]
    assert ["fault in Repose" in line for line in lines] == [True, False, False, False]
    assert all("cut off at the edge" in line for line in lines[1:])  # made, and what is amiss with them
    QTest.mouseClick(room.dialog.progress.retry, LEFT)
    assert room.window.exporting.run.is_running
    finish(room, qtbot)
    assert len(room.written()) == 4
    assert not room.dialog.progress.failed
