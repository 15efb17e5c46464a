"""Reads a photo file whole, or says in a sentence why it cannot be."""

from __future__ import annotations

from pathlib import Path

from engine.photo.formats import HEAD_BYTES, check_kind
from engine.system.errors import PhotoError, PhotoUnreachableError


def read_file(path: Path) -> bytes:
    """The bytes of a photo file; raises PhotoError where it is none, too large for its kind or cannot be read."""
    try:
        if path.is_dir():
            raise PhotoError(f"{path.name} is a folder. Choose a photo inside it.")
        if not path.exists():
            raise PhotoUnreachableError(f"There is no file {path}. Check its name or choose another photo.")
        if not path.is_file():
            raise PhotoError(f"{path.name} is not a file. Choose a photo.")
        with path.open("rb") as file:
            check_kind(file.read(HEAD_BYTES), path.stat().st_size, name=path.name)
        return path.read_bytes()
    except PermissionError as error:
        raise PhotoUnreachableError(f"{path.name} may not be read. Check the file's permissions.") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "no file can have this name"
        raise PhotoUnreachableError(
            f"{path.name} could not be read ({reason}). Check the disk or the name."
        ) from error
