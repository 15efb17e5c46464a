"""Which files the window only reads, so that nothing it saves is ever written over them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from engine.shipped import shipped

if TYPE_CHECKING:
    from gui.window.main_window import MainWindow

FilesInUse = Callable[[], tuple[Path, ...]]


def files_in_use(window: MainWindow, own_poses: Path) -> tuple[Path, ...]:
    """The photos of the film strip, the project, the person's own poses, and what ships with the program."""
    photos = [entry.path for entry in window.session.document.photos if entry.path is not None]
    project = [] if window.keeper.path is None else [window.keeper.path]
    return (*photos, *project, *own_poses.glob("*.json"), *shipped())
