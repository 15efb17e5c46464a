"""Files and folders that nobody but the person may read, as photos and mattes of people lie in them."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from engine.system.files import write_whole

_FOLDER, _FILE = 0o700, 0o600


def make_private(folder: Path) -> None:
    """Make `folder` and those above it where they are missing, and close it to others; raises OSError."""
    folder.mkdir(mode=_FOLDER, parents=True, exist_ok=True)
    _close(folder, _FOLDER)


def write_private(path: Path, data: bytes, *, synced: bool = True) -> None:
    """As `engine.system.files.write_whole`; closed to others, for which the folder should be private too."""
    write_whole(path, data, synced=synced, private=True)
    _close(path, _FILE)


def close_to_others(folder: Path) -> None:
    """Close a folder and the files in it, which an earlier version left open; raises OSError."""
    _close(folder, _FOLDER)
    for path in folder.iterdir():
        _close(path, _FILE)


def _close(path: Path, mode: int) -> None:
    with suppress(OSError):  # some file systems know no access rights
        path.chmod(mode)
