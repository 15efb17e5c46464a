"""Saving the picture: every format with the export's choices, remembered; presets of one's own; names and Escape."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QInputDialog, QLineEdit, QMessageBox
from pytestqt.qtbot import QtBot

from engine.export.settings import PRESETS, Format, OutputSettings
from gui.settings.settings import load_settings
from tests.gui.conftest import Desk
from tests.gui.saving import activate, choices, save_picture
from tests.sure import sure

LEFT = Qt.MouseButton.LeftButton
CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def pick(box: QComboBox, text: str) -> None:
    """Choose an entry by keys."""
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Home)
    while box.currentText() != text:
        before = box.currentIndex()
        QTest.keyClick(box, Qt.Key.Key_Down)
        assert box.currentIndex() != before, f"{text} is not offered"


def answer(monkeypatch: pytest.MonkeyPatch, name: Path) -> list[str]:
    """Answer the file dialog with `name`; what it proposed and offered comes into the list."""
    asked: list[str] = []

    def place(_parent: object, _title: str, proposed: str, kinds: str) -> tuple[str, str]:
        asked.extend((Path(proposed).name, kinds))
        return str(name), kinds

    monkeypatch.setattr(QFileDialog, "getSaveFileName", place)
    return asked


def type_into_question(text: str, desk: Desk) -> None:
    """Answer the next question for a word."""

    def look() -> None:
        question = QApplication.activeModalWidget()
        if isinstance(question, QInputDialog):
            timer.stop()
            QTest.keyClicks(sure(question.findChild(QLineEdit)), text)
            QTest.keyClick(question, Qt.Key.Key_Return)

    timer = QTimer(desk.window, interval=10)
    timer.timeout.connect(look)
    timer.start()


@pytest.mark.parametrize(
    ("kind", "ending", "read"),
    [("PNG, 16 bits", ".png", "PNG"), ("WebP", ".webp", "WEBP"), ("JPEG", ".jpg", "JPEG"),
     ("TIFF", ".tif", "TIFF")],
)  # fmt: skip
def test_every_format_is_written_and_proposed_with_its_ending(
    opened: Desk,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
    ending: str,
    read: str,
) -> None:
    asked = answer(monkeypatch, tmp_path / "out")
    dialog = choices(opened.window)
    pick(dialog.output.kind, kind)
    with qtbot.waitSignal(opened.window.saver.saved) as saved:
        QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert asked[0] == f"person-reposed{ending}"
    assert ending in asked[1]
    assert saved.args == [tmp_path / f"out{ending}"]
    with Image.open(tmp_path / f"out{ending}") as image:
        assert image.format == read


def test_a_cutout_is_rendered_without_its_background_and_the_choice_is_remembered(
    opened: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, tmp_path / "out.png")
    dialog = choices(opened.window)
    pick(dialog.output.preset, "Cutout (transparent PNG)")
    QTest.mouseClick(dialog.save, LEFT)
    assert [request.transparent for request in opened.engine.batches] == [True]
    assert choices(opened.window).output.settings == PRESETS["cut-out"]
    assert load_settings(tmp_path / "settings.json").picture["background"] == "transparent"


def test_escape_saves_nothing_and_asks_for_no_name(
    opened: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answer(monkeypatch, tmp_path / "out.png")
    dialog = choices(opened.window)
    pick(dialog.output.kind, "JPEG")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert asked == []
    assert choices(opened.window).output.settings == OutputSettings(), "what was given up is not remembered"


def test_choices_that_do_not_go_together_are_said_and_not_saved(opened: Desk) -> None:
    dialog = choices(opened.window)
    pick(dialog.output.background, "Transparent")
    pick(dialog.output.kind, "JPEG")
    assert not dialog.save.isEnabled()
    pick(dialog.output.kind, "WebP")
    assert dialog.save.isEnabled()


@pytest.mark.parametrize("is_agreed", [True, False])
def test_a_file_that_the_ending_leads_to_is_replaced_only_when_wished(
    opened: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_agreed: bool
) -> None:
    there = tmp_path / "out.png"
    there.write_bytes(b"mine")
    answer(monkeypatch, tmp_path / "out")
    button = QMessageBox.StandardButton.Yes if is_agreed else QMessageBox.StandardButton.No
    questions: list[str] = []

    def ask(_parent: object, _title: str, question: str) -> QMessageBox.StandardButton:
        questions.append(question)
        return button

    monkeypatch.setattr(QMessageBox, "question", ask)
    if is_agreed:
        with qtbot.waitSignal(opened.window.saver.saved):
            save_picture(opened.window)
    else:
        save_picture(opened.window)
    assert questions == ["out.png already exists. Do you want to replace it?"]
    assert (there.read_bytes() == b"mine") is not is_agreed


def test_a_preset_of_ones_own_is_kept_by_name_offered_in_the_export_and_deleted(
    opened: Desk, tmp_path: Path
) -> None:
    dialog = choices(opened.window)
    panel = dialog.output
    assert not panel.presets.keep.isEnabled(), "it has a name already"
    pick(panel.kind, "JPEG")
    pick(panel.size_kind, "Longer edge")
    panel.width_px.setFocus()
    panel.width_px.selectAll()
    QTest.keyClicks(panel.width_px, "800")
    wanted = panel.settings
    assert wanted.format is Format.JPEG
    type_into_question("  Shop  ", opened)
    QTest.mouseClick(panel.presets.keep, LEFT)
    assert panel.preset.currentText() == "Shop"
    pick(panel.preset, "Same as photo (PNG)")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)

    activate(opened.window)
    QTest.keyClick(opened.window, Qt.Key.Key_E, CTRL_SHIFT)
    output = sure(opened.window.exporting.dialog).page.output
    pick(output.preset, "Shop")
    assert output.settings == wanted
    QTest.mouseClick(output.presets.delete, LEFT)
    assert output.preset.currentText() == "Custom"
    assert output.settings == wanted, "what is shown stays"
    assert load_settings(tmp_path / "settings.json").presets == {}


def test_a_damaged_preset_is_left_out(opened: Desk) -> None:
    store = opened.window.store
    values = {
        "Bad": {"format": "gif"},
        "Good": PRESETS["web"].model_copy(update={"quality": 33}).model_dump(),
    }
    store.put(store.value.model_copy(update={"presets": values}))
    box = choices(opened.window).output.preset
    assert "Good" in [box.itemText(row) for row in range(box.count())]
    assert "Bad" not in [box.itemText(row) for row in range(box.count())]
