"""What is dropped on the window: files, and photos of its film strip; taken as copies, so that no source lets go."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QDropEvent

from gui.window import opening
from gui.window.tools import Tools
from gui.window.workbench import Workbench

_COPY = Qt.DropAction.CopyAction


def welcome(tools: Tools, event: QDropEvent) -> bool:
    """Accept files, and photos of the film strip that have something to give, where they may be copied."""
    wanted = bool(opening.local_files(event.mimeData())) or tools.dragged(event) is not None
    if not (wanted and event.possibleActions() & _COPY):
        return False
    # A file manager that proposes to move would delete the original once it hears that it was.
    event.setDropAction(_COPY)
    event.accept()
    return True


def take(window: Workbench, tools: Tools, event: QDropEvent) -> None:
    """Open what was dropped, or ask what of a photo is wanted."""
    if not welcome(tools, event):
        return
    key = tools.dragged(event)
    if key is None:
        window.open_files(opening.local_files(event.mimeData()))
    else:
        tools.offer(key, window.mapToGlobal(event.position().toPoint()))
