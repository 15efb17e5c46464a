"""The journal: every edit is on disk as soon as it is made, and what a crash left behind can be brought back."""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from gui.document.document import Document
from gui.document.found import Found, Opened
from gui.document.project_error import ProjectError, tr
from gui.project import journal_files as files
from gui.project.file_stamp import Stamp
from gui.project.journal_files import Recoverable
from gui.project.journal_lock import JournalLock
from gui.project.journal_writer import JournalWriter, remove

# A folder without an index may belong to a program that is just starting.
_GRACE_S = 3600

_log = logging.getLogger(__name__)


class Journal(QObject):
    """Keeps the document of one running program in a folder of its own under `folder`.

    What an edit changed is on disk when `record` returns, after a few milliseconds; photos and mattes follow
    on the journal's own thread. A kill at any moment loses at most the edit being recorded; a power cut may
    lose the last seconds.
    """

    trouble_changed = Signal()  # also emitted on the journal's thread

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._adopted: dict[Path, JournalLock] = {}
        self._unwanted: list[tuple[Path, JournalLock]] = []
        self._told: str | None = None
        self._writer = JournalWriter(folder, self._tell)

    @property
    def trouble(self) -> str | None:
        """The sentence to show while not everything is on disk because writing failed, else None."""
        fault = self._writer.fault
        if fault is None:
            return None
        sentence = tr(
            "Your edits are not being backed up: {reason}. Save the project, then free some disk space."
        )
        return sentence.format(reason=getattr(fault, "strerror", None) or type(fault).__name__)

    def record(
        self,
        document: Document,
        *,
        modified: bool,
        found: Mapping[str, Found] | None = None,
        project: Path | None = None,
        stamp: Stamp | None = None,
    ) -> None:
        """Note the document as it is now, and try again what failed before; never raises, see `trouble`.

        modified: whether it holds edits that no project file has; only such documents are offered again.
        found: persons of photos that are still being decoded. stamp: of the project's file as it is known here.
        """
        self._writer.write(document, modified=modified, found=found or {}, project=project, stamp=stamp)
        self._let_go()
        self._tell()

    def recoverable(self) -> tuple[Recoverable, ...]:
        """What other programs left behind when they were killed, newest first; sweeps up what nobody needs."""
        left = [each for folder in self._folders() if (each := self._look_at(folder)) is not None]
        return tuple(sorted(left, key=lambda each: each.when, reverse=True))

    def recover(self, item: Recoverable) -> Opened:
        """The document of `item`, which stays on disk until `discard`; raises ProjectError.

        Record the document before discarding the item, so that it is on disk at every moment.
        """
        lock = self._adopted.get(item.folder) or JournalLock.take(item.folder)
        if lock is None:
            raise ProjectError(tr("This work is being restored in another window, or no longer exists."))
        self._adopted[item.folder] = lock
        return files.recovered(item.folder)

    def discard(self, item: Recoverable) -> None:
        """Forget `item` for good, once everything recorded so far is on disk."""
        lock = self._adopted.pop(item.folder, None) or JournalLock.take(item.folder)
        if lock is not None:
            self._unwanted.append((item.folder, lock))
            self._let_go()

    def flush(self, timeout: float = 10.0) -> bool:
        """Wait until writing photos and mattes was tried; True when it was within `timeout` seconds."""
        return self._writer.backlog.flush(timeout)

    def close(self, timeout: float = 0.5) -> None:
        """End in order: the document was saved or is not wanted, so nothing is left to bring back."""
        self._writer.close(timeout)
        for lock in (*self._adopted.values(), *(lock for _, lock in self._unwanted)):
            lock.release()

    def _let_go(self) -> None:
        if self._writer.fault is None:
            while self._unwanted:
                self._writer.backlog.do(partial(self._remove, *self._unwanted.pop()))

    def _remove(self, folder: Path, lock: JournalLock) -> None:
        """On the journal's thread: remove what is not wanted, once what was recorded before is on disk."""
        if self._writer.fault is None:
            remove(folder, lock)
        else:
            self._unwanted.append((folder, lock))

    def _tell(self) -> None:
        trouble = self.trouble
        if trouble != self._told:
            self._told = trouble
            if trouble is not None:
                _log.warning("The journal could not be written", exc_info=self._writer.fault)
            self.trouble_changed.emit()

    def _folders(self) -> list[Path]:
        with suppress(OSError):
            return [each for each in self._folder.iterdir() if each.is_dir() and each != self._writer.own]
        return []

    def _look_at(self, folder: Path) -> Recoverable | None:
        """What lies in `folder`; a damaged one says nothing and stays, so that the others can be offered."""
        lock = JournalLock.take(folder)
        if lock is None:
            return None
        try:
            index = files.read_index(folder)
            if index is not None and index.modified and index.entries:
                return files.as_recoverable(folder, index)
            is_old = time.time() - folder.stat().st_mtime > _GRACE_S
            # One that cannot be read may be a newer version's.
            if index is not None or (is_old and not (folder / files.INDEX).exists()):
                remove(folder, lock)
        except Exception as error:  # noqa: BLE001 - whatever is wrong with this one
            _log.warning("The journal %s cannot be read: %s", folder, error)
        finally:
            lock.release()
        return None
