"""Folders opened by a key, and the photos, folders and projects opened last, by the menu."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QMenu

from engine.system.shipped import DEMO_PHOTO
from tests.gui.conftest import Desk

CTRL_ALT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


def folder_of(place: Path, *names: str) -> Path:
    place.mkdir()
    for name in names:
        (place / name).touch()
    return place


def recent_menu(desk: Desk) -> QMenu:
    actions = desk.window.menus.menu("file").actions()
    (menu,) = [each.menu() for each in actions if "recent" in each.text()]
    assert isinstance(menu, QMenu)
    return menu


def offered(desk: Desk) -> list[str]:
    menu = recent_menu(desk)
    return [action.toolTip() for action in menu.actions() if action.toolTip() != action.text()]


def choose_recent(desk: Desk, row: int) -> None:
    """By keys: into the menu, down, Enter."""
    menu = recent_menu(desk)
    menu.popup(desk.window.pos())
    for _ in range(row + 1):
        QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)


def names(desk: Desk) -> list[str]:
    return [entry.name for entry in desk.session.document.photos]


def test_a_folder_is_opened_by_its_key_and_offered_again(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = folder_of(tmp_path / "shoot", "b.jpg", "a.png", "notes.txt")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_, **__: str(folder))
    QTest.keyClick(desk.window, Qt.Key.Key_O, CTRL_ALT)
    assert names(desk) == ["a.png", "b.jpg"]
    assert offered(desk) == [str(folder)]


def test_a_folder_without_photos_is_told(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = folder_of(tmp_path / "empty", "notes.txt")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_, **__: str(folder))
    QTest.keyClick(desk.window, Qt.Key.Key_O, CTRL_ALT)
    assert "no photos in empty" in desk.window.notice.sentence
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_, **__: "")
    desk.window.notice.clear()
    QTest.keyClick(desk.window, Qt.Key.Key_O, CTRL_ALT)
    assert desk.window.notice.sentence == "", "given up"


def test_photos_are_offered_newest_first_and_open_again(desk: Desk, tmp_path: Path) -> None:
    folder = folder_of(tmp_path / "shoot", *(f"{number}.png" for number in range(7)))
    photos = sorted(folder.iterdir())
    desk.window.open_files([photos[6]])
    desk.window.open_files(photos[:6])
    desk.window.open_files([DEMO_PHOTO, tmp_path / "nowhere.png"])
    assert offered(desk) == [str(each) for each in (*photos[:4], photos[6])], (
        "not all of many, no demo, no ghost"
    )
    desk.trigger("new_project")
    assert names(desk) == []
    choose_recent(desk, 1)
    assert names(desk) == ["1.png"]
    assert offered(desk)[0] == str(photos[1])


def test_a_photo_that_is_gone_is_told_and_no_longer_offered(desk: Desk, tmp_path: Path) -> None:
    photo = folder_of(tmp_path / "shoot", "a.png") / "a.png"
    desk.window.open_files([photo])
    desk.trigger("new_project")
    photo.unlink()
    choose_recent(desk, 0)
    assert desk.window.notice.sentence == "a.png is no longer where it was."
    assert names(desk) == []
    assert offered(desk) == []
