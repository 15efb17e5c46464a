"""Where the keyboard goes: back to the canvas after a choice by mouse, and Undo past fields with nothing to undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractSpinBox, QLineEdit

if TYPE_CHECKING:
    from gui.main_window import MainWindow


class FieldUndo(QObject):
    """Watches `field`, which keeps the keys of Undo and Redo only for as long as it has something to take back."""

    def __init__(self, field: QLineEdit | QAbstractSpinBox) -> None:
        super().__init__(field)
        self._line = field if isinstance(field, QLineEdit) else field.findChild(QLineEdit)
        field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave a key that would do nothing here to the shortcuts."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self._is_idle(event)
        ):
            event.ignore()
            return True
        return False

    def _is_idle(self, event: QKeyEvent) -> bool:
        keys, line = QKeySequence.StandardKey, self._line
        if line is None:
            return False
        return (event.matches(keys.Undo) and not line.isUndoAvailable()) or (
            event.matches(keys.Redo) and not line.isRedoAvailable()
        )


def return_keyboard(window: MainWindow) -> None:
    """Let what is chosen by mouse, which is on the canvas then, give the canvas the keys; keys walk on in their list.

    A click on a kept pose chooses it for Delete and F2, and only a second one brings it back.
    """
    library, kept = window.docks.library.view, window.docks.variants.view
    for chosen in (library.clicked, window.film_strip.clicked, kept.doubleClicked):
        chosen.connect(lambda _index: window.canvas.setFocus())
