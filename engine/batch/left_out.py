"""What a folder holds that a batch does not take, and one sentence on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_SHOWN = 3


@dataclass(frozen=True, slots=True)
class LeftOut:
    """The names of what was left out of the folder `place`. what: what was looked for, "photo" or "pose file".

    others: files of another kind. broken: files of the right kind that cannot be used, each with a sentence why.
    """

    place: Path
    what: str
    others: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()
    broken: tuple[tuple[str, str], ...] = ()

    def sentence(self) -> str:
        """How many of each and a few of their names; empty where nothing was left out."""
        kinds = (
            (
                (name for name, _ in self.broken),
                f"{self.what} that cannot be used",
                f"{self.what}s that cannot be used",
            ),
            (self.others, f"file that is no {self.what}", f"files that are no {self.what}s"),
            (self.hidden, "hidden file", "hidden files"),
            (self.folders, "folder", "folders"),
        )
        parts = [_counted(tuple(names), one=one, many=many) for names, one, many in kinds]
        told = ", ".join(part for part in parts if part)
        return f"Left out of {self.place}: {told}." if told else ""

    def faults(self) -> tuple[str, ...]:
        """A sentence for each that cannot be used."""
        return tuple(f"{name} is left out: {reason}" for name, reason in self.broken)


def parted(place: Path, endings: Sequence[str], *, what: str) -> tuple[list[Path], LeftOut]:
    """The files in the folder `place` whose names have one of `endings`, and what else there is; raises OSError."""
    wanted: list[Path] = []
    others: list[str] = []
    hidden: list[str] = []
    folders: list[str] = []
    for entry in sorted(place.iterdir()):
        if entry.name.startswith("."):
            hidden.append(entry.name)
        elif entry.is_dir():
            folders.append(entry.name)
        elif entry.suffix.lower() in endings and entry.is_file():
            wanted.append(entry)
        else:
            others.append(entry.name)
    return wanted, LeftOut(place, what, others=tuple(others), hidden=tuple(hidden), folders=tuple(folders))


def _counted(names: Sequence[str], *, one: str, many: str) -> str:
    if not names:
        return ""
    shown = [*names[:_SHOWN], *(["…"] if len(names) > _SHOWN else [])]
    return f"{len(names)} {one if len(names) == 1 else many} ({', '.join(shown)})"
