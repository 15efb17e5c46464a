"""Which files the window only reads, so that nothing it saves is ever written over them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from engine.system.shipped import shipped
from gui.document.session import Session

FilesInUse = Callable[[], tuple[Path, ...]]


def files_in_use(
    session: Session, project: Callable[[], Path | None], *, own_poses: Path
) -> tuple[Path, ...]:
    """The photos of the film strip, the project, the person's own poses, and what ships with the program."""
    photos = [entry.path for entry in session.document.photos if entry.path is not None]
    saved = project()
    return (*photos, *(() if saved is None else (saved,)), *own_poses.rglob("*.json"), *shipped())
