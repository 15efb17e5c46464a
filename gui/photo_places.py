"""Where the photos of a project are: seen from the project first, then where they were, never elsewhere."""

from __future__ import annotations

import os
from pathlib import Path, PureWindowsPath


def relative_to(folder: Path, photo: Path) -> str | None:
    """`photo` seen from `folder`, with forward slashes; None across drives."""
    try:
        return Path(os.path.relpath(photo, folder)).as_posix()
    except ValueError:
        return None


def place_of(project: Path, *, beside: str | None, absolute: str | None) -> Path | None:
    """Where the photo that a project refers to is: the first place with a file, else the last one named.

    beside: as seen from the project's folder. None where no usable place is named.
    """
    named = [name for name in (beside, absolute) if name and not _is_foreign_share(name, project)]
    places = [Path(os.path.normpath(project.parent / name)) for name in named if "\0" not in name]
    return next((place for place in places if is_file(place)), places[-1] if places else None)


def is_file(path: Path) -> bool:
    """Whether there is a file, also for names that the platform refuses."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _is_foreign_share(name: str, project: Path) -> bool:
    """Whether `name` is on another network share than the project.

    Opening such a path on Windows logs in there, which a project from a stranger must not bring about.
    """
    share = PureWindowsPath(name.replace("/", "\\")).drive
    if not share.startswith("\\\\"):
        return False
    return share.lower() != PureWindowsPath(str(project)).drive.lower()
