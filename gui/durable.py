"""Writes a file whole or not at all, so that neither a kill nor a power cut leaves half of one."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import IO


def write_whole(path: Path, data: bytes, *, synced: bool = True) -> None:
    """Put `data` at `path` in one step. Raises OSError, and then the old file is untouched.

    synced: wait until the disk has it, which also survives a power cut; without, a few times faster.
    """
    write_whole_with(path, lambda file: file.write(data), synced=synced)


def write_whole_with(path: Path, write: Callable[[IO[bytes]], object], *, synced: bool = True) -> None:
    """As `write_whole`, for content that `write` puts into an open file; what `write` raises passes."""
    target = path.resolve()  # a link is followed, not replaced
    unfinished = target.with_name(f".repose-{secrets.token_hex(6)}.part")
    try:
        with unfinished.open("xb") as file:
            write(file)
            file.flush()
            if synced:
                os.fsync(file.fileno())
        if target.exists():
            shutil.copymode(target, unfinished)
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
