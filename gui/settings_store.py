"""The settings of the running program: one current value, kept on disk, and a signal when it changes."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from engine.errors import OutputError
from gui.settings import Settings, load_settings, save_settings


class SettingsStore(QObject):
    """Read `value`, change it with `put`; both on the window's thread."""

    changed = Signal(object)  # Settings
    failed = Signal(str)  # a sentence: the change holds until the program ends

    def __init__(self, path: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = path
        self.value = load_settings(path)

    def put(self, settings: Settings) -> None:
        """Take over settings, and keep them; nothing happens where they are the same."""
        if settings == self.value:
            return
        self.value = settings
        self.changed.emit(settings)
        try:
            save_settings(settings, self._path)
        except OutputError as error:
            self.failed.emit(str(error))
