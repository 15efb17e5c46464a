"""Where the photos of a project are: seen from the project first, then where they were, never elsewhere."""

from __future__ import annotations

import os
from pathlib import Path, PureWindowsPath

from engine.system.stored_path import path_of, text_of


def relative_to(folder: Path, photo: Path) -> str | None:
    """`photo` seen from `folder`, with forward slashes, as text for `place_of`; None across drives."""
    try:
        return text_of(Path(os.path.relpath(photo, folder)).as_posix())
    except ValueError:
        return None


def place_of(project: Path, *, beside: str | None, absolute: str | None) -> Path | None:
    """Where the photo that a project refers to is: the first place with a file, else the last one named.

    beside: as seen from the project's folder; both as `text_of` has it. None where no usable place is named.
    """
    named = [place for text in (beside, absolute) if (place := _path_of(text)) is not None]
    places = [
        Path(os.path.normpath(project.parent / place))
        for place in named
        if not _is_foreign_share(place, project)
    ]
    return next((place for place in places if is_file(place)), places[-1] if places else None)


def is_file(path: Path) -> bool:
    """Whether there is a file, also for names that the platform refuses."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _path_of(text: str | None) -> Path | None:
    try:
        return path_of(text) if text else None
    except ValueError:
        return None


def _is_foreign_share(place: Path, project: Path) -> bool:
    """Whether `place` is on another network share than the project.

    Opening such a path on Windows logs in there, which a project from a stranger must not bring about.
    """
    share = PureWindowsPath(str(place).replace("/", "\\")).drive
    if not share.startswith("\\\\"):
        return False
    return share.lower() != PureWindowsPath(str(project)).drive.lower()
