"""A line to type in that leaves to the window around it what is not for a line: dropped files, and Undo of nothing."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QDragEnterEvent
from PySide6.QtWidgets import QLineEdit

from gui.keyboard import left_to_shortcuts


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
