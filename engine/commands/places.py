"""Where the program's own files lie, and which places a command may write to."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from engine.errors import OutputError

_ROOT = Path(__file__).resolve().parents[2]
MODELS = _ROOT / "weights"
DEMO_PHOTO = _ROOT / "resources" / "demo.png"
POSES = _ROOT / "resources" / "poses"


def check_output(path: Path | None, *, ending: str, originals: Iterable[Path | None]) -> None:
    """Raise OutputError unless `path` may become a result: right `ending`, a folder to write to, no original.

    An original is known by its file, not its name: links to it count as well. Without a path all is well.
    """
    if path is None:
        return
    check_ending(path, ending)
    if not path.parent.is_dir():
        raise OutputError(f"The folder {path.parent} does not exist. Create it or choose another.")
    if path.is_dir():
        raise OutputError(f"{path} is a folder. Choose a file name.")
    if not os.access(path.parent, os.W_OK):
        raise OutputError(f"Nothing may be written into {path.parent}. Choose a folder of your own.")
    if any(original is not None and _same_file(path, original) for original in originals):
        raise OutputError(f"{path} is what this command reads, and originals are kept. Choose another name.")


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
        if any(_same_file(path, other) for other in seen):
            raise OutputError(f"Two results would go into {path}. Choose different names.")
        seen.append(path)


def _same_file(first: Path, second: Path) -> bool:
    if first.resolve() == second.resolve():
        return True
    return first.exists() and second.exists() and first.samefile(second)
