"""The choice of a folder of the pose library: all, one that ships, all of one's own, or one of one's own."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox

from gui.look.follows_look import FollowsLook
from gui.panels.library_model import language_code
from gui.panels.pose_library import OWN, Library, own_folder_key


class FolderBox(FollowsLook, QComboBox):
    """Its data are keys of folders, None for all poses; what is chosen stays so as far as it is there."""

    def __init__(self) -> None:
        super().__init__()
        self._library = Library({}, ())
        self._retranslate()

    def show_folders(self, library: Library) -> None:
        """Offer the folders of a library."""
        chosen, mine = self.currentData(), self.tr("My poses")
        self._library = library
        self.blockSignals(True)
        self.clear()
        self.addItem(self.tr("All poses"), None)
        for key, name in library.folders.items():
            self.addItem(name.in_language(language_code()), key)
        self.addItem(mine, OWN)
        for own in library.own_folders:
            self.addItem(f"{mine} › {own}", own_folder_key(own))
        self.choose(chosen)
        self.blockSignals(False)

    def choose(self, key: str | None) -> None:
        """Have a folder chosen, or where there is none of this key all poses."""
        self.setCurrentIndex(max(self.findData(key), 0))

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Pose folder"))
        self.show_folders(self._library)
