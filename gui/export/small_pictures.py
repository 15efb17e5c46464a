"""Small pictures of files on a thread of their own, so that a finished export is seen without holding up the window."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from engine.photo.file_bytes import read_file
from engine.photo.photo import glimpse_photo
from gui.link.background import Background
from gui.link.pictures import to_image

_EDGE_PX = 240  # what a cell shows, on a screen with two pixels to each


class SmallPictures(QObject):
    """Asked on the window's thread and answered there; files that cannot be read give no answer."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = Background(self)

    def of(self, file: Path, then: Callable[[QImage], object]) -> None:
        """Call `then` with a small picture of a file."""
        self._background.run(partial(_small, file), then, otherwise=lambda _sentence: None)

    def finish(self, timeout: float) -> bool:
        """Wait for what was asked for; True when it was done within `timeout` seconds."""
        return self._background.finish(timeout)


def _small(file: Path) -> QImage:
    return to_image(glimpse_photo(read_file(file), file.name, edge_px=_EDGE_PX).rgb)
