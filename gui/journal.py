"""The journal: every edit is on disk as soon as it is made, and what a crash left behind can be brought back."""

from __future__ import annotations

import logging
import secrets
import shutil
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from engine.contract import PhotoFile
from engine.files import write_whole
from gui import journal_files as files
from gui.background import Worker
from gui.document import Document, PhotoEntry
from gui.found import Found, Opened, found_in
from gui.journal_files import IndexData, JournalLock, Recoverable
from gui.project_format import PhotoData, ProjectError, joints_of, photo_data, tr

# A folder without an index may belong to a program that is just starting.
_GRACE_S = 3600

_log = logging.getLogger(__name__)


class Journal:
    """Keeps the document of one running program in a folder of its own under `folder`.

    What an edit changed is on disk when `record` returns, after a few milliseconds; photos and mattes follow
    on the journal's own thread. A kill at any moment loses at most the edit being recorded; a power cut may
    lose the last seconds. `trouble` is the sentence to show when writing failed, else None.
    """

    def __init__(self, folder: Path) -> None:
        self.trouble: str | None = None
        self._folder = folder
        self._own = folder / f"{time.strftime('%Y%m%d-%H%M%S')}-{secrets.token_hex(4)}"
        self._lock: JournalLock | None = None
        self._adopted: dict[Path, JournalLock] = {}
        self._written: dict[str, PhotoEntry] = {}
        self._with_bytes: set[str] = set()
        self._mattes: dict[str, str] = {}
        self._worker = Worker("journal")

    def record(
        self,
        document: Document,
        *,
        modified: bool,
        found: Mapping[str, Found] | None = None,
        project: Path | None = None,
    ) -> None:
        """Note the document as it is now; never raises, see `trouble`.

        modified: whether it holds edits that no project file has; only such documents are offered again.
        found: persons of photos that are still being decoded.
        """

        def write() -> None:
            self._open()
            for entry in document.photos:
                if self._written.get(entry.key) is not entry:
                    self._write_entry(entry, found or {})
            self._write_index(document, modified=modified, project=project)

        self._attempt(write)

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
            raise ProjectError(tr("This document is being brought back by another window, or is gone."))
        self._adopted[item.folder] = lock
        return files.recovered(item.folder)

    def discard(self, item: Recoverable) -> None:
        """Forget `item` for good, once everything recorded so far is on disk."""
        lock = self._adopted.pop(item.folder, None) or JournalLock.take(item.folder)
        if lock is not None:
            self._worker.put(lambda: _remove(item.folder, lock))

    def flush(self, timeout: float = 10.0) -> bool:
        """Wait for photos and mattes to be on disk; True when they were within `timeout` seconds."""
        return self._worker.flush(timeout)

    def close(self, timeout: float = 0.5) -> None:
        """End in order: the document was saved or is not wanted, so nothing is left to bring back."""
        stopped = self._worker.close(timeout)
        for lock in self._adopted.values():
            lock.release()
        if self._lock is not None and stopped:
            _remove(self._own, self._lock)

    def _open(self) -> None:
        if self._lock is not None:
            return
        self._own.mkdir(parents=True, exist_ok=True)
        self._lock = JournalLock.take(self._own)

    def _attempt(self, write: Callable[[], object]) -> None:
        try:
            write()
        except (OSError, MemoryError) as error:
            _log.warning("The journal could not be written: %s", error)
            reason = getattr(error, "strerror", None) or type(error).__name__
            sentence = tr("Edits are not being kept safe: {reason}. Save the project, then free some space.")
            self.trouble = sentence.format(reason=reason)
        else:
            self.trouble = None

    def _write_entry(self, entry: PhotoEntry, earlier: Mapping[str, Found]) -> None:
        stem = files.stem_of(entry.key)
        data = self._with_found(stem, entry, earlier=earlier)
        if entry.embedded is not None:
            data = data.model_copy(update={"photo": self._keep_photo(stem, entry.embedded)})
        text = data.model_dump_json().encode()
        write_whole(self._own / files.entry_file(stem), text, synced=False)
        self._written[entry.key] = entry

    def _with_found(self, stem: str, entry: PhotoEntry, *, earlier: Mapping[str, Found]) -> PhotoData:
        """The entry's description with the person found in it, whose matte is put on its way to disk."""
        data, source, found = photo_data(entry), entry.source, earlier.get(entry.key)
        if source is not None:
            key, pose, version = source.photo.key, source.pose, source.key
        elif found is not None:
            key, pose, version = found.photo_key, found.pose, "found"
        else:
            return data
        matte = files.matte_file(stem, version)
        if self._mattes.get(stem) != matte:
            self._mattes[stem] = matte
            self._worker.put(lambda: self._attempt(lambda: self._write_matte(stem, entry, earlier=earlier)))
        update = {"photo_key": key, "found_pose": joints_of(pose), "matte": matte}
        return data.model_copy(update=update)

    def _write_matte(self, stem: str, entry: PhotoEntry, *, earlier: Mapping[str, Found]) -> None:
        """On the journal's thread: the matte goes to disk, then earlier ones go."""
        found = found_in(entry, earlier)
        if found is None:
            return
        version = "found" if entry.source is None else entry.source.key
        new = self._own / files.matte_file(stem, version)
        write_whole(new, found.matte_png, synced=False)
        for old in files.mattes_of(self._own, stem):
            if old != new:
                old.unlink(missing_ok=True)

    def _keep_photo(self, stem: str, photo: PhotoFile) -> str:
        """Have a photo that is on no disk written once; returns the file's name."""
        name = files.photo_file(stem)

        def write() -> None:
            write_whole(self._own / name, photo.data, synced=False)

        if stem not in self._with_bytes:
            self._with_bytes.add(stem)
            self._worker.put(lambda: self._attempt(write))
        return name

    def _write_index(self, document: Document, *, modified: bool, project: Path | None) -> None:
        index = IndexData(
            when=time.time(),
            modified=modified,
            project=None if project is None else str(project),
            current=document.current,
            entries=tuple(files.stem_of(entry.key) for entry in document.photos),
            names=tuple(entry.name for entry in document.photos),
        )
        write_whole(self._own / files.INDEX, index.model_dump_json().encode(), synced=False)

    def _folders(self) -> list[Path]:
        if not self._folder.is_dir():
            return []
        return [folder for folder in self._folder.iterdir() if folder.is_dir() and folder != self._own]

    def _look_at(self, folder: Path) -> Recoverable | None:
        lock = JournalLock.take(folder)
        if lock is None:
            return None
        index = files.read_index(folder)
        if index is not None and index.modified and index.entries:
            lock.release()
            return files.as_recoverable(folder, index)
        if index is not None or time.time() - folder.stat().st_mtime > _GRACE_S:
            _remove(folder, lock)
        else:
            lock.release()
        return None


def _remove(folder: Path, lock: JournalLock) -> None:
    # The description goes first, so that half a folder is never offered; an open lock would keep it on Windows.
    (folder / files.INDEX).unlink(missing_ok=True)
    lock.release()
    shutil.rmtree(folder, ignore_errors=True)
