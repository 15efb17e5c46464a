"""The photos, folders and projects opened last, offered again in the menu File."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QWidget

from engine.photo.formats import PHOTO_ENDINGS
from engine.system.shipped import RESOURCES
from engine.system.stored_path import readable
from gui.project.file import SUFFIX
from gui.settings.recent import RecentMenu, with_recent, without_recent
from gui.settings.store import SettingsStore

_MOST_AT_ONCE = 4  # of many photos dropped together: the others in the list are worth as much


class RecentFiles(QObject):
    """Owns `menu`; projects come into the list where they are opened and saved."""

    def __init__(
        self,
        store: SettingsStore,
        *,
        open_files: Callable[[Sequence[Path]], None],
        say: Callable[[str], None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._open_files = open_files
        self._say = say
        self.menu = RecentMenu(parent)
        self.menu.show_files(store.value.recent)
        store.changed.connect(lambda settings: self.menu.show_files(settings.recent))
        self.menu.open_requested.connect(self.open)
        self.menu.clear_requested.connect(lambda: self._put(()))

    def remember(self, paths: Sequence[Path]) -> None:
        """Put photos and folders of photos that were opened into the list, but not what ships with the program."""
        wanted = [path.absolute() for path in paths if _is_photo_or_folder(path)]
        for path in reversed(wanted[:_MOST_AT_ONCE]):
            self._put(with_recent(self._store.value.recent, path))

    def open(self, path: Path) -> None:
        """Open one of the list, or say that it is gone."""
        if path.suffix.lower() == SUFFIX or os.path.exists(path):  # noqa: PTH110 - as below
            self._open_files([path])
            return
        self._put(without_recent(self._store.value.recent, path))
        sentence = QCoreApplication.translate("RecentFiles", "{name} is no longer where it was.")
        self._say(sentence.format(name=readable(path.name)))

    def _put(self, recent: tuple[Path, ...]) -> None:
        self._store.put(self._store.value.model_copy(update={"recent": recent}))


def _is_photo_or_folder(path: Path) -> bool:
    if RESOURCES in path.absolute().parents:
        return False
    # Path's own questions raise for names that no file can have.
    is_photo = path.suffix.lower() in PHOTO_ENDINGS and os.path.isfile(path)  # noqa: PTH113
    return is_photo or os.path.isdir(path)  # noqa: PTH112
