"""Paths as people give them: where they lead, whatever they are, and what of them strangers may be told."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path


def real_place(path: Path) -> Path:
    """Where `path` leads, links followed; raises OSError for links in a circle and names that no system takes."""
    try:
        with suppress(FileNotFoundError, NotADirectoryError, PermissionError):
            path.stat()  # asks the system, which says what is wrong in the same words on every version of Python
        return path.resolve()
    except RuntimeError as error:
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP)) from error
    except ValueError as error:
        raise OSError(errno.EINVAL, "no file can have this name") from error


def known_place(path: Path) -> Path:
    """As `real_place`, and where that cannot be told, `path` made absolute; never raises."""
    try:
        return real_place(path)
    except OSError:
        return Path(os.path.abspath(path))  # noqa: PTH100 - Path.absolute leaves ".." in place


def near_place(file: Path, folder: Path) -> str | None:
    """Where `file` is as seen from `folder`, with forward slashes, as far as whoever gets `folder` may be told.

    That is inside, above or beside it: at most one step up and one folder's name, which is not that of a person's
    account. None for all other places.
    """
    try:
        seen = Path(os.path.relpath(file, folder))
    except ValueError:  # on another drive
        return None
    folders = seen.parts[:-1]
    ups = folders.count(os.pardir)
    if ups > 1 or len(folders) - ups > 1:
        return None
    tells_account = len(folders) > ups and known_place(file.parent) == known_place(_home())
    return None if tells_account else seen.as_posix()


def _home() -> Path:
    return Path(os.path.expanduser("~"))  # noqa: PTH111 - Path.home raises where there is none
