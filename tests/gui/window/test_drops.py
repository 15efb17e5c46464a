"""What is dropped is copied, whatever its source offers: a file manager may delete what it believes was moved."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from gui.settings.preferences_dialog import PreferencesDialog
from gui.window.shortcuts_dialog import ShortcutsDialog
from tests.gui.conftest import Desk

COPY, MOVE = Qt.DropAction.CopyAction, Qt.DropAction.MoveAction
# With Shift held file managers propose to move.
LEFT, SHIFT = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier


def files(*paths: Path) -> QMimeData:
    """As a file manager offers them: as addresses and as text."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    data.setText("\n".join(map(str, paths)))
    return data


def dropped(on: QWidget, data: QMimeData, offered: Qt.DropAction) -> Qt.DropAction:
    """Drag over a widget and let go; what the source is told was done with it."""
    at = QPoint(5, 5)
    enter = QDragEnterEvent(at, offered, data, LEFT, SHIFT)
    assert enter.proposedAction() == MOVE
    QApplication.sendEvent(on, enter)
    if not enter.isAccepted():
        return Qt.DropAction.IgnoreAction
    drop = QDropEvent(QPointF(at), offered, data, LEFT, SHIFT)
    QApplication.sendEvent(on, drop)
    if not drop.isAccepted():
        return Qt.DropAction.IgnoreAction
    assert drop.dropAction() == enter.dropAction()
    return drop.dropAction()


def receivers(desk: Desk) -> Iterator[QWidget]:
    """All that can be dropped on, in the window and in the windows it opens."""
    window, actions = desk.window, desk.window.actions_by_name
    desk.trigger("export_pictures")
    dialogs = (ShortcutsDialog(actions, window), PreferencesDialog(desk.window.store.value, window))
    for each in (window, *dialogs):
        yield from (widget for widget in (each, *each.findChildren(QWidget)) if widget.acceptDrops())


def test_a_photo_that_could_be_moved_is_copied(desk: Desk, tmp_path: Path) -> None:
    assert dropped(desk.window, files(tmp_path / "a.png"), COPY | MOVE) == COPY
    assert [entry.name for entry in desk.session.document.photos] == ["a.png"]


def test_what_can_only_be_moved_is_refused(desk: Desk, tmp_path: Path) -> None:
    assert dropped(desk.window, files(tmp_path / "a.png"), MOVE) == Qt.DropAction.IgnoreAction
    assert desk.session.document.photos == ()


def test_nowhere_a_file_is_taken_as_moved(opened: Desk, tmp_path: Path) -> None:
    every = list(receivers(opened))
    assert opened.window in every
    told = {
        type(widget).__name__: dropped(widget, files(tmp_path / "a.png"), COPY | MOVE) for widget in every
    }
    assert MOVE not in told.values(), told


def test_photos_of_phones_in_a_dropped_folder_are_opened(desk: Desk, tmp_path: Path) -> None:
    for name in ("IMG_1.HEIC", "IMG_2.heif", "notes.txt"):
        (tmp_path / name).write_bytes(b"")
    assert dropped(desk.window, files(tmp_path), COPY | MOVE) == COPY
    assert [entry.name for entry in desk.session.document.photos] == ["IMG_1.HEIC", "IMG_2.heif"]
