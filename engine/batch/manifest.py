"""The memory of a batch in its folder: an append-only, synced file of JSON lines, and what it says of each cell."""

from __future__ import annotations

import errno
import hashlib
import os
import sys
import threading
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from types import TracebackType

from engine.batch.folders import with_folders, without_folders
from engine.batch.plan import Plan
from engine.batch.records import (
    Failed,
    Finished,
    LeftOut,
    Record,
    Resumed,
    Skipped,
    Started,
    Writing,
    from_line,
    to_line,
)
from engine.system.errors import DiskFullError, OutputError
from engine.system.files import sync_folder

MANIFEST = "repose-batch.jsonl"
_MAX_BYTES = 500_000_000
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_BUSY = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)


@dataclass(slots=True)
class History:
    """What the lines since the last start say. The mappings are by the name that the template gives."""

    plan: Plan | None = None
    date: datetime | None = None
    finished: dict[str, Finished] = field(default_factory=dict)
    announced: dict[str, Writing] = field(default_factory=dict)
    failed: dict[str, Failed] = field(default_factory=dict)
    skipped: dict[str, Skipped] = field(default_factory=dict)
    left_out: dict[str, LeftOut] = field(default_factory=dict)

    def add(self, record: Record) -> None:
        """Take in the next line."""
        if isinstance(record, Started):
            for mapping in (self.finished, self.announced, self.failed, self.skipped, self.left_out):
                mapping.clear()
            self.plan, self.date = record.plan, record.date
        elif isinstance(record, Resumed):
            self.plan = record.plan or self.plan
        elif isinstance(record, Writing):
            self.announced[record.name] = record
        elif isinstance(record, Finished):
            self.finished[record.name] = record
            self.failed.pop(record.name, None)
            self.skipped.pop(record.name, None)
            self.left_out.pop(record.name, None)
        elif isinstance(record, Failed):
            self.failed[record.name] = record
        elif isinstance(record, LeftOut):
            self._leave_out(record)
        else:
            self.skipped[record.name] = record

    def _leave_out(self, record: LeftOut) -> None:
        for mapping in (self.finished, self.announced, self.failed, self.skipped, self.left_out):
            mapping.pop(record.name, None)
        if not record.again:
            self.left_out[record.name] = record

    def is_in_place(self, name: str, recipe: str | None, *, folder: Path) -> Writing | None:
        """What was announced for `name` with this recipe (None: any), where exactly those bytes are in `folder`."""
        said = self.announced.get(name)
        if said is None or recipe not in (None, said.recipe):
            return None
        return said if file_sha256(folder / said.file) == said.sha256 else None


def file_sha256(path: Path) -> str | None:
    """The sha256 of a plain file, hexadecimal; None where there is none that can be read."""
    try:
        if path.is_symlink() or not path.is_file():
            return None
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def read_history(folder: Path) -> History:
    """What the manifest in `folder` says, empty where there is none; raises OutputError when it cannot be read."""
    history, path = History(), folder / MANIFEST
    try:
        if not path.exists():
            return history
        if path.stat().st_size > _MAX_BYTES:
            raise OutputError(f"{path} is too large to be the record of a batch. Choose another folder.")
        with path.open("rb") as file:
            for line in file:
                record = from_line(line)
                if record is not None:
                    history.add(with_folders(record, folder))
    except OSError as error:
        raise OutputError(f"{path} could not be read ({error.strerror}). Check its permissions.") from error
    return history


def is_claimed(folder: Path) -> bool:
    """Whether a batch is at work in `folder` now, of this program or another."""
    try:
        with (folder / MANIFEST).open("r+b", buffering=0) as file:
            return not _claimed(file.fileno())
    except OSError:
        return False


class Manifest:
    """The manifest of a folder, open for one batch at a time; a context manager. Any thread may append."""

    def __init__(self, folder: Path) -> None:
        """Open the one in `folder`, made when missing; raises OutputError, also while another batch works there."""
        self._path = folder / MANIFEST
        self._lock = threading.Lock()
        self._torn = False
        try:
            if self._path.is_symlink() or (self._path.exists() and not self._path.is_file()):
                raise OutputError(f"{self._path} is not a plain file. Move it away or choose another folder.")
            is_new = not self._path.exists()
            self._file = self._path.open("ab", buffering=0)
            try:
                self._begin(is_new)
                self.history = read_history(folder)
            except BaseException:
                self._file.close()
                raise
        except OSError as error:
            raise self._sentence(error) from error

    def append(self, record: Record) -> None:
        """Add a line and wait until it is on the disk; raises DiskFullError, and OutputError for other trouble.

        A line that fails is passed over by readers; the next one begins anew.
        """
        with self._lock:
            told = without_folders(record, self._path.parent)
            line = (b"\n" if self._torn else b"") + to_line(told)
            try:
                self._torn = True
                written = self._file.write(line)
                if written != len(line):
                    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
                os.fsync(self._file.fileno())
            except OSError as error:
                raise self._sentence(error) from error
            self._torn = False
            self.history.add(record)

    def close(self) -> None:
        """Let another batch work in the folder."""
        self._file.close()

    def __enter__(self) -> Manifest:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _begin(self, is_new: bool) -> None:
        if not _claimed(self._file.fileno()):
            raise OutputError(
                f"Another batch is writing into {self._path.parent}. Wait for it or choose another folder."
            )
        self._torn = self._ends_torn()
        if is_new:
            sync_folder(self._path.parent)

    def _ends_torn(self) -> bool:
        """Whether the last line was never finished, so that the next record must not be written behind it."""
        with self._path.open("rb") as file:
            if file.seek(0, os.SEEK_END) == 0:
                return False
            file.seek(-1, os.SEEK_END)
            return file.read(1) != b"\n"

    def _sentence(self, error: OSError) -> OutputError:
        if error.errno in _FULL:
            return DiskFullError(f"There is no room left in {self._path.parent}. Free some space first.")
        return OutputError(f"{self._path} could not be written ({error.strerror}). Choose another folder.")


def _claimed(descriptor: int) -> bool:
    """Whether this process alone has the file now; it ends with the process. Where there are no locks, always."""
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(descriptor, 2**30, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in _BUSY
    return True
