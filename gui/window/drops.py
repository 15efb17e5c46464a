"""What is dropped on the window: files, and photos of its film strip; taken as copies, so that no source lets go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QDropEvent

from gui.window import opening

if TYPE_CHECKING:
    from gui.window.main_window import MainWindow

_COPY = Qt.DropAction.CopyAction


def welcome(window: MainWindow, event: QDropEvent) -> bool:
    """Accept files, and photos of the film strip that have something to give, where they may be copied."""
    wanted = bool(opening.local_files(event.mimeData())) or window.tools.dragged(event) is not None
    if not (wanted and event.possibleActions() & _COPY):
        return False
    # A file manager that proposes to move would delete the original once it hears that it was.
    event.setDropAction(_COPY)
    event.accept()
    return True


def take(window: MainWindow, event: QDropEvent) -> None:
    """Open what was dropped, or ask what of a photo is wanted."""
    if not welcome(window, event):
        return
    key = window.tools.dragged(event)
    if key is None:
        window.open_files(opening.local_files(event.mimeData()))
    else:
        window.tools.offer(key, window.mapToGlobal(event.position().toPoint()))
