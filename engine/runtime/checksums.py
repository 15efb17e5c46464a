"""Tells files that were damaged from those that were shipped, by the list of SHA-256 sums in their folder."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from engine.system.errors import WeightsError

SUMS = "SHA256SUMS"  # as `sha256sum` writes and checks it


def check_sum(path: Path) -> None:
    """Raise WeightsError unless `path` is the file that the list beside it names; files in no list pass.

    A file is read once a process, 20 ms for the three that are shipped, and again only when it has changed.
    """
    wanted = listed_sums(path.parent).get(path.name)
    stat = path.stat()
    if wanted not in (None, _sum(path, stat.st_size, stat.st_mtime_ns)):
        raise WeightsError(
            f"{path.name} is damaged or not the one that came with Repose; get the file again and put it into "
            f"{path.parent}, or reinstall."
        )


def listed_sums(folder: Path) -> dict[str, str]:
    """SHA-256 sums, hexadecimal, by file name; none where the folder has no list."""
    try:
        lines = (folder / SUMS).read_text("utf-8", "replace").splitlines()
    except OSError:
        return {}
    pairs = (line.split(maxsplit=1) for line in lines if len(line.split(maxsplit=1)) == 2)
    return {name.strip().removeprefix("*"): digest for digest, name in pairs}


@cache
def _sum(path: Path, _size: int, _changed_ns: int) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
