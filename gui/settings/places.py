"""Where the window finds and keeps its own files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStandardPaths

from engine.system.shipped import RESOURCES


@dataclass(frozen=True, slots=True)
class Places:
    """The demo photo, and the data folder with the journal and the person's own poses."""

    demo: Path
    data: Path

    @property
    def logs(self) -> Path:
        """The folder of the log."""
        return self.data / "logs"


def is_own(folder: Path) -> bool:
    """Whether a folder is one of the program's own."""
    place = folder.absolute()
    return RESOURCES in (place, *place.parents)


def folder_beside(photo: Path) -> Path:
    """Where what is made of a photo is proposed to go: beside it, but never among the program's own files."""
    if is_own(photo.parent):
        return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation))
    return photo.parent
