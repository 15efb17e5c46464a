"""Tells whether a file on disk is still the one that was read or written last."""

from __future__ import annotations

from pathlib import Path

Stamp = tuple[int, int]


def stamp_of(path: Path) -> Stamp | None:
    """When `path` was changed last, in nanoseconds, and its bytes; None where there is no file."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return status.st_mtime_ns, status.st_size
