"""A line to type in that leaves to the window around it what is not for a line: dropped files, and Undo of nothing."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QDragEnterEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit


class TextField(QLineEdit):
    """Qt's own would take a file's name, and tell the file manager that the file was moved where it proposed so."""

    def event(self, event: QEvent) -> bool:
        """Leave keys that would do nothing here to the shortcuts."""
        if left_to_shortcuts(event, self):
            event.ignore()
            return True
        return super().event(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take nothing."""
        event.ignore()


def left_to_shortcuts(event: QEvent, line: QLineEdit) -> bool:
    """Whether `event` asks for Undo or Redo, of which `line`, with the keyboard in it, has nothing."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    keys = QKeySequence.StandardKey
    return (event.matches(keys.Undo) and not line.isUndoAvailable()) or (
        event.matches(keys.Redo) and not line.isRedoAvailable()
    )
