"""Saving a picture as a person does: the key, Enter in the choices, then the name."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from gui.export.picture_dialog import PictureDialog
from tests.sure import sure

CTRL = Qt.KeyboardModifier.ControlModifier


def activate(window: QWidget) -> None:
    """Offscreen nobody gives a window its focus back when a dialog is gone, and shortcuts need it."""
    QApplication.processEvents()
    window.activateWindow()
    QApplication.processEvents()


def choices(window: QWidget) -> PictureDialog:
    """The dialog that Ctrl+E brings."""
    activate(window)
    QTest.keyClick(window, Qt.Key.Key_E, CTRL)
    return sure(next((each for each in window.findChildren(PictureDialog) if each.isVisible()), None))


def save_picture(window: QWidget) -> None:
    """Save with the choices that are shown; where to is to be answered by the test."""
    QTest.keyClick(choices(window), Qt.Key.Key_Return)
    activate(window)
