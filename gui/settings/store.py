"""The settings of the running program: one current value, kept on disk, and a signal when it changes."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from engine.system.errors import OutputError
from gui.settings.recent import merged_recent
from gui.settings.settings import Settings, load_settings, read_settings, save_settings, settings_path


class SettingsStore(QObject):
    """Read `value`, change it with `put`; both on the window's thread."""

    changed = Signal(object)  # Settings
    failed = Signal(str)  # a sentence: the change holds until the program ends

    def __init__(self, path: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = path or settings_path()
        self.value = load_settings(self._path)

    def put(self, settings: Settings) -> None:
        """Take over settings, and keep them; nothing happens where they are the same.

        Only what changed is written over what another window may have written meanwhile.
        """
        if settings == self.value:
            return
        before, on_disk = self.value, read_settings(self._path)
        changes = {name: value for name, value in settings if value != getattr(before, name, None)}
        if on_disk is not None and "recent" in changes:
            recent = merged_recent(settings.recent, before=before.recent, theirs=on_disk.recent)
            changes["recent"] = recent
            settings = settings.model_copy(update={"recent": recent})
        self.value = settings
        self.changed.emit(settings)
        try:
            save_settings(settings if on_disk is None else on_disk.model_copy(update=changes), self._path)
        except OutputError as error:
            self.failed.emit(str(error))
