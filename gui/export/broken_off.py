"""Remembers which folders batches are being made in, so that one that broke off is offered at the next start."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from engine.batch.job import tasks_of
from engine.batch.manifest import MANIFEST, is_claimed, read_history
from engine.batch.ready import sizes_of
from engine.system.errors import EngineError
from engine.system.stored_path import path_of, text_of
from gui.project.file_stamp import Stamp, stamp_of
from gui.settings.private import make_private, write_private

_MAX_BYTES = 100_000
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class BrokenOff:
    """A batch that was not brought to its end: where, and how many of its pictures are dealt with."""

    folder: Path
    done: int
    total: int


class RunningBatches:
    """One small file for each batch under way, in a folder of the data; nothing here raises."""

    def __init__(self, notes: Path) -> None:
        self._notes = notes

    def begin(self, folder: Path) -> None:
        """A batch is under way in `folder`."""
        try:
            make_private(self._notes)
            write_private(self._note(folder), json.dumps({"folder": text_of(folder)}).encode())
        except OSError as error:
            _log.warning("A batch that breaks off could not be offered again (%s)", error)

    def end(self, folder: Path) -> None:
        """It was brought to its end, or is not to be offered any more."""
        try:
            self._note(folder).unlink(missing_ok=True)
        except OSError as error:
            _log.warning("A batch that ended will be offered once more (%s)", error)

    def broken_off(self) -> Iterator[BrokenOff]:
        """Batches with pictures still to be made in which nobody is at work; the notes of all others go."""
        for note in sorted(self._notes.glob("*.json")):
            folder = _folder_in(note)
            found = None if folder is None else _left_in(folder)
            if folder is not None and found is None:
                if not is_claimed(folder):
                    self.end(folder)
            elif found is not None:
                yield found

    def _note(self, folder: Path) -> Path:
        return self._notes / f"{hashlib.sha256(text_of(folder).encode()).hexdigest()[:16]}.json"


class Unfinished:
    """Whether folders have batches to go on with; a manifest is read again only once it changed."""

    def __init__(self) -> None:
        self._known: tuple[Path, Stamp, bool] | None = None

    def is_in(self, folder: Path | None) -> bool:
        """Whether a batch in `folder` has pictures still to be made in which nobody is at work."""
        stamp = None if folder is None else stamp_of(folder / MANIFEST)
        if folder is None or stamp is None:
            return False
        if self._known is None or self._known[:2] != (folder, stamp):
            self._known = folder, stamp, _left_in(folder) is not None
        return self._known[2]


def _folder_in(note: Path) -> Path | None:
    try:
        with note.open("rb") as file:
            return path_of(json.loads(file.read(_MAX_BYTES))["folder"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def _left_in(folder: Path) -> BrokenOff | None:
    """What is left of the batch in a folder; None where nothing is, or another program works on it."""
    try:
        history = read_history(folder)
        if history.plan is None or history.date is None or is_claimed(folder):
            return None
        names = {task.name for task in tasks_of(history.plan, sizes_of(history.plan), date=history.date)}
    except EngineError:
        return None
    done = sum(name in names for name in {**history.finished, **history.skipped, **history.left_out})
    return BrokenOff(folder, done, len(names)) if done < len(names) else None
