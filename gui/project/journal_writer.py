"""Writes a document into the journal folder of this program: edits at once, photos and mattes on a thread beside."""

from __future__ import annotations

import secrets
import shutil
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path

from engine.contract.messages import PhotoFile, Source
from engine.system.stored_path import text_of
from gui.document.document import Document, PhotoEntry
from gui.document.found import Found, found_of
from gui.document.mending_data import mending_data
from gui.link.backlog import Backlog
from gui.project import journal_files as files
from gui.project.file_stamp import Stamp
from gui.project.format import PhotoData, joints_of, photo_data
from gui.project.journal_lock import LOCK, JournalLock
from gui.settings.private import make_private, write_private


class JournalWriter:
    """Keeps the folder `own`; nothing raises, `fault` is the first that is not mended yet.

    told: called after each try of something on the writer's thread.
    """

    def __init__(self, parent: Path, told: Callable[[], object]) -> None:
        self.own = parent / f"{time.strftime('%Y%m%d-%H%M%S')}-{secrets.token_hex(4)}"
        self.backlog = Backlog("journal", told)
        self._lock: JournalLock | None = None
        self._written: dict[str, PhotoEntry] = {}
        self._photos: dict[str, PhotoFile] = {}
        self._mattes: dict[str, str] = {}
        self._plates: dict[str, str] = {}
        self._fault: Exception | None = None

    @property
    def fault(self) -> Exception | None:
        """Why something is not on disk; None when all is, as far as it was tried."""
        return self._fault or next(iter(self.backlog.failed.values()), None)

    def write(
        self,
        document: Document,
        *,
        modified: bool,
        found: Mapping[str, Found],
        project: Path | None,
        stamp: Stamp | None,
    ) -> None:
        """Write what is new in the document, and try again what failed before."""
        self._fault = None
        if not self._attempt(self._open):
            return
        for entry in document.photos:
            if self._written.get(entry.key) is not entry:
                self._attempt(partial(self._write_entry, entry, found))
        self._attempt(lambda: self._write_index(document, modified=modified, project=project, stamp=stamp))
        self.backlog.retry()

    def close(self, timeout: float) -> None:
        """Drop what waits, and remove the folder."""
        if self.backlog.close(timeout) and self._lock is not None:
            remove(self.own, self._lock)

    def _attempt(self, write: Callable[[], object]) -> bool:
        """Whether `write` succeeded."""
        try:
            write()
        except Exception as error:  # noqa: BLE001 - the edit must go on, and other photos be written, whatever it is
            self._fault = self._fault or error
            return False
        return True

    def _open(self) -> None:
        """Have a folder that is this program's, also where somebody removed it; raises OSError."""
        if self._lock is not None and self.own.is_dir():
            return
        if self._lock is not None:
            self._lock.release()
        self._written.clear()
        self._photos.clear()
        self._mattes.clear()
        self._plates.clear()
        make_private(self.own.parent)
        for _ in range(3):  # another window may sweep the folder up before it is taken
            make_private(self.own)
            self._lock = JournalLock.take(self.own)
            if self._lock is not None:
                return

    def _put(self, name: str, data: bytes) -> None:
        write_private(self.own / name, data, synced=False)

    def _write_entry(self, entry: PhotoEntry, earlier: Mapping[str, Found]) -> None:
        stem = files.stem_of(entry.key)
        data = self._with_found(stem, entry, earlier=earlier)
        if entry.embedded is not None:
            data = data.model_copy(update={"photo": self._keep_photo(stem, entry.embedded)})
        self._put(files.entry_file(stem), data.model_dump_json().encode())
        self._written[entry.key] = entry

    def _with_found(self, stem: str, entry: PhotoEntry, *, earlier: Mapping[str, Found]) -> PhotoData:
        """The entry's description with the person found in it, whose matte is put on its way to disk."""
        data, found = photo_data(entry), earlier.get(entry.key)
        own = self._person(stem, entry.source, found)
        if own is None:
            return data
        source = entry.source
        if source is not None:
            key, plate = source.photo.key, source.mending.plate
            empty_set = None if plate is None else (plate.key, plate.data)
        else:
            key = "" if found is None else found.photo_key
            empty_set = None if found is None or found.plate is None else (found.plate_version, found.plate)
        earlier_others = {} if found is None else dict(found.others)
        sources = {each.number: each.source for each in entry.others}
        others = []
        for each in data.others:
            number = each.number
            told = self._person(
                files.stem_of_other(stem, number), sources[number], earlier_others.get(number)
            )
            others.append(each if told is None else each.model_copy(update=told))
        update = {
            **own, "photo_key": key, "others": tuple(others),
            "plate": None if empty_set is None else self._keep_plate(stem, *empty_set),
        }  # fmt: skip
        return data.model_copy(update=update)

    def _person(self, stem: str, source: Source | None, found: Found | None) -> dict[str, object] | None:
        """What was found of a person, as description; their matte, `stem` at its head, goes on its way to disk."""
        make: Callable[[], Found]
        if source is not None:
            pose, version, make = source.pose, source.ground, partial(found_of, source)
            said = mending_data(source.mending)
        elif found is not None:
            pose, version, make = found.pose, found.version, partial(_as_it_is, found)
            said = found.mending
        else:
            return None
        matte = files.matte_file(stem, version)
        if self._mattes.get(stem) != matte:
            self._mattes[stem] = matte
            self.backlog.put(f"{stem}.png", partial(self._write_matte, stem, matte, make))
        return {"found_pose": joints_of(pose), "matte": matte, "mending": said}

    def _keep_plate(self, stem: str, key: str, data: bytes) -> str:
        """Have a photo of the empty set written once; returns the file's name."""
        name = files.plate_file(stem, key)
        if self._plates.get(stem) != name:
            self._plates[stem] = name
            self.backlog.put(f"{stem}.plate", partial(self._write_plate, stem, name, data))
        return name

    def _write_plate(self, stem: str, name: str, data: bytes) -> None:
        """On the backlog's thread: the empty set goes to disk, then earlier ones go."""
        self._put(name, data)
        self._remove_others(name, files.plates_of(self.own, stem))

    def _remove_others(self, name: str, places: Iterable[Path]) -> None:
        with suppress(OSError):
            for old in places:
                if old.name != name:
                    old.unlink(missing_ok=True)

    def _write_matte(self, stem: str, name: str, make: Callable[[], Found]) -> None:
        """On the backlog's thread: the matte goes to disk, then earlier ones go."""
        self._put(name, make().matte_png)
        self._remove_others(name, files.mattes_of(self.own, stem))

    def _keep_photo(self, stem: str, photo: PhotoFile) -> str:
        """Have a photo that is on no disk written once; returns the file's name."""
        name = files.photo_file(stem)
        if self._photos.get(stem) is not photo:
            self._photos[stem] = photo
            self.backlog.put(name, partial(self._put, name, photo.data))
        return name

    def _write_index(
        self, document: Document, *, modified: bool, project: Path | None, stamp: Stamp | None
    ) -> None:
        index = files.IndexData(
            when=time.time(),
            modified=modified,
            project=None if project is None else text_of(project),
            stamp=stamp,
            current=document.current,
            entries=tuple(files.stem_of(entry.key) for entry in document.photos),
            names=tuple(entry.name for entry in document.photos),
            export=document.export,
            weights=document.weights,
        )
        self._put(files.INDEX, index.model_dump_json().encode())


def _as_it_is(found: Found) -> Found:
    return found


def remove(folder: Path, lock: JournalLock) -> None:
    """Remove a journal that is held by `lock`, which is released; what cannot be removed stays."""
    with suppress(OSError):
        # The description goes first, so that half a folder is never offered, and all else before others may look.
        for path in (folder / files.INDEX, *folder.iterdir()):
            if path.name != LOCK:
                path.unlink(missing_ok=True)
    lock.release()  # an open lock would keep the folder on Windows
    shutil.rmtree(folder, ignore_errors=True)
