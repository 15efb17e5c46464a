"""Where the window finds and keeps its own files."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStandardPaths

from engine.system.shipped import RESOURCES

_LOOKED_AT = 3  # of what was opened last; drives that are gone take their time to say so


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
    return pictures_folder() if is_own(photo.parent) or not photo.is_absolute() else photo.parent


def pictures_folder() -> Path:
    """The person's own folder of pictures, or their home where there is none."""
    place = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation))
    return place if place.is_dir() else Path.home()


def last_folder(recent: Sequence[Path]) -> Path:
    """Where a person was last: the folder of what they opened last, newest first, or that of their pictures."""
    for path in recent[:_LOOKED_AT]:
        folder = path if os.path.isdir(path) else path.parent  # noqa: PTH112 - names that no file can have
        if os.path.isdir(folder) and not is_own(folder):  # noqa: PTH112
            return folder
    return pictures_folder()
