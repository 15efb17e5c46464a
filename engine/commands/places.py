"""Where the program's own files lie, and which places a command may write to."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from engine.system.errors import OutputError
from engine.system.files import check_place
from engine.system.originals import Originals
from engine.system.shipped import shipped


def originals_among(*read: Path | None) -> Originals:
    """What a command must not write to: the files it reads, and those that ship with the program."""
    return Originals.of((*read, *shipped()))


def check_output(path: Path | None, *, ending: str, originals: Originals) -> None:
    """Raise OutputError unless `path` may become a result: right `ending`, a folder to write to, no original.

    So that it is said before any work is done; writing checks it again. Without a path all is well.
    """
    if path is None:
        return
    check_ending(path, ending)
    check_place(path, originals=originals)


def check_ending(path: Path, ending: str) -> None:
    """Raise OutputError unless the name of `path` ends in `ending`."""
    if path.suffix.lower() != ending:
        raise OutputError(f"{path} does not end in {ending}. Choose a name that does.")


def check_distinct(paths: Iterable[Path | None]) -> None:
    """Raise OutputError when two results would go into one file."""
    seen: list[Path] = []
    for path in paths:
        if path is None:
            continue
        if Originals.of(seen).include(path):
            raise OutputError(f"Two results would go into {path}. Choose different names.")
        seen.append(path)
