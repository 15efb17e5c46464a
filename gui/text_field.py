"""A line to type in that leaves dropped files to the window around it."""

from __future__ import annotations

from PySide6.QtGui import QDragEnterEvent
from PySide6.QtWidgets import QLineEdit


class TextField(QLineEdit):
    """Qt's own would take a file's name, and tell the file manager that the file was moved where it proposed so."""

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take nothing."""
        event.ignore()
