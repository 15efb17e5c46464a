"""Device and weights in the window: chosen by mouse and keys, kept with the project, compared in the split view."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMenu

from engine.contract.messages import Quality
from engine.system.equipment import DeviceRefused
from gui.canvas.layers import ViewMode
from gui.document.weights_names import WeightsNames
from gui.project.file import open_project
from gui.window.weights_dialog import WeightsDialog
from tests.gui.conftest import Desk
from tests.gui.documents import document_of, photo_file
from tests.gui.fakes import with_real_keys
from tests.gui.saving import activate
from tests.runtime.test_weights_files import a_file
from tests.sure import sure

LEFT = Qt.MouseButton.LeftButton
CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "data" / "weights"
    made.mkdir(parents=True)
    return made


@pytest.fixture
def dialog(opened: Desk, folder: Path) -> WeightsDialog:
    a_file(folder / "mine.safetensors", licence="CC0", metrics='{"miou": 0.61}')
    a_file(folder / "other.safetensors", architecture="stable-diffusion")
    return open_weights(opened)


def open_weights(desk: Desk) -> WeightsDialog:
    activate(desk.window)
    QTest.keyClick(desk.window, Qt.Key.Key_Comma, CTRL_SHIFT)
    return sure(desk.window.equipping.dialog)


def choose(dialog: WeightsDialog, row: int) -> None:
    """Click a line of the table."""
    at = dialog.table.visualItemRect(sure(dialog.table.item(row, 1))).center()
    QTest.mouseClick(dialog.table.viewport(), LEFT, pos=at)


def words(dialog: WeightsDialog, row: int) -> list[str]:
    return [sure(dialog.table.item(row, column)).text() for column in range(6)]


def test_files_are_listed_with_what_they_say_of_themselves(dialog: WeightsDialog) -> None:
    assert [words(dialog, row)[0] for row in range(4)] == ["✓", "✓", "", ""]
    assert words(dialog, 2) == ["", "mine.safetensors", "xinggan_pp", "9.1", "CC0", "miou 0.61"]
    choose(dialog, 3)
    assert "holds stable-diffusion" in dialog.details.text()
    assert not dialog.use.isEnabled()


def test_weights_are_chosen_for_the_project_and_the_picture_is_made_anew(
    dialog: WeightsDialog, opened: Desk, folder: Path, tmp_path: Path
) -> None:
    choose(dialog, 2)
    QTest.mouseClick(dialog.use, LEFT)
    assert opened.engine.requests[-1].weights.network == folder / "mine.safetensors"
    assert words(dialog, 2)[0] == "✓"
    assert words(dialog, 0)[0] == ""
    assert opened.window.isWindowModified()
    opened.engine.render_all()
    choose(dialog, 0)
    QTest.mouseClick(dialog.use, LEFT)
    assert opened.engine.requests[-1].weights.network is None


def test_a_project_keeps_its_weights_and_says_when_they_are_gone(
    desk: Desk, folder: Path, tmp_path: Path
) -> None:
    a_file(folder / "mine.safetensors")
    desk.session.replace_document(with_real_keys(document_of(photo_file(tmp_path))))
    desk.session.choose_weights(WeightsNames(network="mine.safetensors"))
    path = tmp_path / "shoot.repose"
    desk.window.keeper.save(path)
    assert desk.window.keeper.finish_save()
    desk.window.start_anew()
    (folder / "mine.safetensors").unlink()
    kept = open_project(path).document
    assert kept.weights == WeightsNames(network="mine.safetensors")
    desk.session.replace_document(kept)
    assert "mine.safetensors" in _notice(desk)
    assert desk.session.weights.network is None


def test_names_from_a_stranger_lead_nowhere_else(tmp_path: Path) -> None:
    from gui.project.format import parse_project

    told = {"format": "repose-project", "weights": {"network": "../../other.safetensors"}}
    assert parse_project(json.dumps(told).encode()).weights == WeightsNames()


def test_two_weights_are_compared_in_the_split_view(
    dialog: WeightsDialog, opened: Desk, folder: Path
) -> None:
    choose(dialog, 2)
    QTest.mouseClick(dialog.compare, LEFT)
    assert opened.canvas.mode is ViewMode.SPLIT
    asked = opened.engine.batches[-1]
    assert asked.weights.network == folder / "mine.safetensors"
    assert asked.quality is Quality.FINAL
    opened.engine.render(asked, grey=60)
    opened.trigger("show_skeleton")
    shown = opened.canvas.grab().toImage()
    left, right = _sides(opened, shown)
    assert left == QColor(60, 60, 60)
    assert right == QColor(200, 200, 200)  # the project's own
    activate(dialog)
    QTest.mouseClick(dialog.compare, LEFT)
    left, _ = _sides(opened, opened.canvas.grab().toImage())
    assert left == QColor(128, 128, 128)  # the photo again


def test_a_file_is_added_and_a_foreign_one_refused_in_one_sentence(
    dialog: WeightsDialog, opened: Desk, folder: Path, tmp_path: Path
) -> None:
    adding = opened.window.equipping.adding
    before = {path.name for path in folder.iterdir()}
    adding.take(a_file(tmp_path / "foreign.safetensors", architecture="gpt"))
    assert dialog.notice.text().startswith("foreign.safetensors holds gpt, not xinggan_pp")
    assert {path.name for path in folder.iterdir()} == before
    adding.take(a_file(tmp_path / "mine.safetensors", version="9.2"))
    assert dialog.notice.isHidden()
    assert words(dialog, dialog.table.currentRow())[1] == "mine-2.safetensors"


def test_the_device_is_changed_in_the_status_bar_and_a_refusal_is_said(opened: Desk) -> None:
    opened.engine.status(busy=False, text="Ready")
    button = opened.window.status.device
    menu = sure(button.menu())
    menu.aboutToShow.emit()
    assert isinstance(menu, QMenu)
    assert [action.text() for action in menu.actions() if action.isChecked()] == ["Automatic (fastest)"]
    menu.actions()[2].trigger()
    assert opened.engine.devices == ["cuda"]
    assert _wanted(opened) == "cuda"
    opened.engine.tell(
        DeviceRefused("cuda", "This computer has no cuda device that torch can use; choose auto or cpu.")
    )
    assert "no cuda device" in _notice(opened)
    assert _wanted(opened) == "auto"
    assert opened.engine.devices == ["cuda"]


def test_an_export_names_the_weights_in_its_pictures(
    opened: Desk, folder: Path, tmp_path: Path, qtbot
) -> None:
    a_file(folder / "mine.safetensors")
    opened.session.choose_weights(WeightsNames(network="mine.safetensors"))
    opened.session.keep_variant("best")
    window = opened.window
    activate(window)
    QTest.keyClick(window, Qt.Key.Key_E, CTRL_SHIFT)
    dialog = sure(window.exporting.dialog)
    dialog.page.target.folder.setText(str(tmp_path / "out"))
    QTest.mouseClick(dialog.page.start, LEFT)
    qtbot.waitUntil(lambda: bool(opened.engine.batches))
    assert opened.engine.batches[-1].weights.network == folder / "mine.safetensors"
    opened.engine.render(opened.engine.batches[-1])
    qtbot.waitUntil(dialog.progress.close_button.isVisible)
    (made,) = (tmp_path / "out").glob("*.png")
    assert b"9.1 (mine.safetensors, " in made.read_bytes()
    window.exporting.close()
    dialog.pictures.finish(5.0)


def _wanted(desk: Desk) -> str:
    return desk.window.store.value.device


def _notice(desk: Desk) -> str:
    return " ".join(label.text() for label in desk.window.notice.findChildren(QLabel))


def _sides(desk: Desk, shown: QImage) -> tuple[QColor, QColor]:
    """The colour on both sides of the split line, a little away from it and its names."""
    middle = QPoint(shown.width() // 2, shown.height() // 2 + 40)
    return shown.pixelColor(middle - QPoint(40, 0)), shown.pixelColor(middle + QPoint(40, 0))
