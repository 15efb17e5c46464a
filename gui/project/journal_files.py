"""The files of a journal: what lies in its folders, and reading back what was left behind."""

from __future__ import annotations

import hashlib
import time
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from engine.contract.messages import PhotoFile
from engine.system.stored_path import path_of
from gui.document.document import Document, PhotoEntry
from gui.document.found import Found, Opened
from gui.document.project_error import ProjectError, tr
from gui.document.weights_names import WeightsNames
from gui.project.file_stamp import Stamp
from gui.project.format import (
    MAX_JSON_BYTES,
    KeptExport,
    KeptWeights,
    OtherData,
    PhotoData,
    ShownName,
    photo_entry,
    pose_of,
)

INDEX = "index.json"


class IndexData(BaseModel):
    """Which entries make up the document; written after the entries it names.

    entries: the stems of their files, in order. when: seconds since 1970. modified: whether anything is lost
    without recovery. project: as `text_of` has it; stamp: of its file as it was known, None from versions to 0.7.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    format: Literal["repose-journal"] = "repose-journal"
    version: Literal[1] = 1
    when: float
    modified: bool
    project: str | None
    stamp: Stamp | None = None
    current: int | None
    entries: tuple[str, ...]
    names: tuple[ShownName, ...]
    export: KeptExport = None
    weights: KeptWeights = WeightsNames()


@dataclass(frozen=True, slots=True)
class Recoverable:
    """A document that a program left behind when it was ended from outside.

    when: the last edit. names: its photos. project: the file it was opened from or saved to last; stamp: of that
    file as it was then, None where that is not known.
    """

    folder: Path
    when: datetime
    names: tuple[str, ...]
    project: Path | None
    stamp: Stamp | None = None


def stem_of(key: str) -> str:
    """What the files of the entry called `key` begin with."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def entry_file(stem: str) -> str:
    """The name of an entry's description."""
    return f"{stem}.json"


def photo_file(stem: str) -> str:
    """The name of the bytes of a photo that is on no disk."""
    return f"{stem}.photo"


def matte_file(stem: str, version: str) -> str:
    """The name of a matte; `version` tells it from later ones of the same entry."""
    return f"{stem}-{version[:16]}.png"


def stem_of_other(stem: str, number: int) -> str:
    """What the mattes of somebody else of an entry's photo begin with."""
    return f"{stem}.{number}"


def plate_file(stem: str, key: str) -> str:
    """The name of a photo of the empty set, by the key of its content."""
    return f"{stem}-{key[:16]}.plate"


def mattes_of(folder: Path, stem: str) -> list[Path]:
    """All whole mattes of an entry, oldest first."""
    return sorted(folder.glob(f"{stem}-*.png"), key=lambda path: path.stat().st_mtime_ns)


def plates_of(folder: Path, stem: str) -> list[Path]:
    """All photos of the empty set of an entry."""
    return list(folder.glob(f"{stem}-*.plate"))


def read_index(folder: Path) -> IndexData | None:
    """The index of a journal folder, None where there is none that can be used."""
    try:
        return IndexData.model_validate_json(_read(folder / INDEX))
    except (OSError, ValueError):
        return None


def as_recoverable(folder: Path, index: IndexData) -> Recoverable:
    """What a person is told of a journal folder; raises OSError and ValueError."""
    now = time.time()
    # A clock that was wrong, or damage: then the time of the file has to do.
    when = index.when if 0 <= index.when <= now else (folder / INDEX).stat().st_mtime
    project = path_of(index.project) if index.project else None
    return Recoverable(folder, datetime.fromtimestamp(min(when, now), UTC), index.names, project, index.stamp)


def recovered(folder: Path) -> Opened:
    """The document in a journal folder; raises ProjectError when it is gone. What is damaged is told of."""
    index = read_index(folder)
    if index is None:
        raise ProjectError(tr("The data from the last session can no longer be read."))
    reader = _Reader(folder)
    entries = tuple(entry for stem in index.entries if (entry := reader.entry(stem)) is not None)
    if not entries:  # raised, so that the files stay: somebody may still make something of them
        raise ProjectError(tr("The data from the last session can no longer be read."))
    if len(entries) < len(index.entries):
        reader.notes.append(tr("One or more photos from the last session could not be restored."))
    current = min(max(index.current or 0, 0), len(entries) - 1)
    return Opened(Document(entries, current, index.export, index.weights), reader.found, tuple(reader.notes))


class _Reader:
    """Reads one entry of a journal folder after another."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.found: dict[str, Found] = {}
        self.notes: list[str] = []

    def entry(self, stem: str) -> PhotoEntry | None:
        """The entry, None where its description or the photo itself is lost."""
        try:
            data = PhotoData.model_validate_json(_read(self._folder / entry_file(stem)))
            embedded = None if data.photo is None else self._photo(data.name, photo_file(stem))
            path = None if data.path is None else path_of(data.path)
        except (OSError, ValueError):
            return None
        with suppress(OSError, ValueError):  # without a matte the person is looked for again
            self._take_found(stem, data)
        return replace(photo_entry(data), path=path, embedded=embedded)

    def _photo(self, name: str, file: str) -> PhotoFile:
        return PhotoFile(name, (self._folder / file).read_bytes())

    def _take_found(self, stem: str, data: PhotoData) -> None:
        if data.found_pose is None or data.photo_key is None:
            return
        # A matte that was not written to its end is lost with the gesture that made it; the one before serves.
        named = self._folder / (data.matte or "")
        mattes = [named] if data.matte and named.is_file() else mattes_of(self._folder, stem)
        if mattes:
            plate = None if data.plate is None else self._plate(stem, data.plate)
            others = ((each.number, self._other(stem, data.photo_key, each)) for each in data.others)
            self.found[data.key] = Found(
                data.photo_key, pose_of(data.found_pose), mattes[-1].read_bytes(), data.mending, plate,
                tuple((number, found) for number, found in others if found is not None),
            )  # fmt: skip

    def _other(self, stem: str, photo_key: str, data: OtherData) -> Found | None:
        """Somebody else of a photo; None where their matte was not written to its end."""
        own = stem_of_other(stem, data.number)
        matte = self._folder / (data.matte or "")
        is_own = matte.parent == self._folder and matte.name.startswith(own) and matte.is_file()
        if data.found_pose is None or not is_own:
            return None
        return Found(photo_key, pose_of(data.found_pose), matte.read_bytes(), data.mending)

    def _plate(self, stem: str, name: str) -> bytes | None:
        """The empty set; None where it was not written to its end: the background is invented then."""
        place = self._folder / name
        is_own = place.parent == self._folder and place.name.startswith(stem)
        return place.read_bytes() if is_own and place.is_file() else None


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MAX_JSON_BYTES)
