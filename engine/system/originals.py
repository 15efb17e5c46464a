"""Files that are only read: known by what they are and not by their names, so that nothing is written to them."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from engine.system.errors import OutputError
from engine.system.paths import known_place


@dataclass(frozen=True, slots=True)
class Originals:
    """Files known by their identity on the disk, so that links to them count as well, and by their place.

    Everything in `engine.system.files` that writes at a place of a person's choice takes one and checks it. Without
    arguments there are none, which is right for files of the program's own.
    """

    identities: frozenset[tuple[int, int]] = frozenset()
    places: frozenset[Path] = frozenset()

    @staticmethod
    def of(paths: Iterable[Path | None]) -> Originals:
        """The files at `paths`; those that are not there are kept in mind by place, None is passed over."""
        every = [path for path in paths if path is not None]
        seen = [status for path in every if (status := _status(path)) is not None]
        identities = frozenset((status.st_dev, status.st_ino) for status in seen)
        return Originals(identities, frozenset(map(known_place, every)))

    def include(self, path: Path) -> bool:
        """Whether `path` leads to an original."""
        if known_place(path) in self.places:
            return True
        status = _status(path)
        return status is not None and (status.st_dev, status.st_ino) in self.identities

    def check(self, path: Path) -> None:
        """Raise OutputError where `path` leads to an original."""
        if self.include(path):
            raise OutputError(f"{path} is in use here, and originals are kept. Choose another name.")


def _status(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except (OSError, ValueError):
        return None
