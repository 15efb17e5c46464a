"""The first page with real clicks: a folder, the last projects, and where file dialogs begin."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from gui.window.welcome import Welcome
from tests.gui.conftest import Desk

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier


def page(desk: Desk) -> Welcome:
    (welcome,) = desk.window.findChildren(Welcome)
    return welcome


def button(desk: Desk, text: str) -> QPushButton:
    (found,) = [each for each in page(desk).findChildren(QPushButton) if each.text() == text]
    return found


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """Where file dialogs began; all are given up."""
    places: list[str] = []

    def ask(_parent: object, _title: str, start: str, *_: object) -> tuple[list[str], str]:
        places.append(start)
        return [], ""

    def ask_folder(_parent: object, _title: str, start: str) -> str:
        places.append(start)
        return ""

    monkeypatch.setattr(QFileDialog, "getOpenFileNames", ask)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", ask_folder)
    pictures = tmp_path / "Pictures"
    pictures.mkdir()
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _kind: str(pictures))
    return places


def test_dialogs_begin_among_the_pictures_and_later_where_the_person_was_last(
    desk: Desk, begun: list[str], tmp_path: Path
) -> None:
    QTest.mouseClick(button(desk, "Open folder…"), LEFT)
    QTest.mouseClick(button(desk, "Open photos…"), LEFT)
    assert begun == [str(tmp_path / "Pictures")] * 2
    photo = tmp_path / "shoot" / "a.png"
    photo.parent.mkdir()
    photo.touch()
    desk.window.open_files([photo])
    QTest.keyClick(desk.window, Qt.Key.Key_O, CTRL)
    assert begun[-1] == str(photo.parent)


def test_the_last_projects_are_offered_on_the_first_page_and_opened(
    opened: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    for name in ("spring", "summer"):
        with qtbot.waitSignal(opened.window.keeper.saved):
            opened.window.keeper.save(tmp_path / f"{name}.repose")
    opened.trigger("new_project")
    shown = [each for each in page(opened).projects if each.isVisible()]
    assert [each.text() for each in shown] == ["summer", "spring"]
    with qtbot.waitSignal(opened.window.keeper.opened):
        QTest.mouseClick(shown[1], LEFT)
    assert opened.window.keeper.path == tmp_path / "spring.repose"
    assert "spring" in opened.window.windowTitle()
