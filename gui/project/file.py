"""Projects on disk: a zip of versioned JSON, mattes and, where wanted, the photos; opening it only reads."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import IO

from engine.contract.messages import PhotoFile
from engine.system.errors import OutputError
from engine.system.files import write_whole_with
from engine.system.originals import Originals
from engine.system.stored_path import path_of, text_of
from gui.document.document import Document, PhotoEntry
from gui.document.export_plan import ExportPlan
from gui.document.found import Found, Opened, content_key, found_in
from gui.document.project_error import ProjectError, tr
from gui.project.format import (
    MAX_JSON_BYTES,
    OtherData,
    PhotoData,
    ProjectData,
    check_room,
    joints_of,
    parse_project,
    photo_data,
    photo_entry,
    pose_of,
)
from gui.project.members import ZIP_FAULTS, Members
from gui.project.photo_places import is_file, place_of, relative_to

SUFFIX = ".repose"
_DESCRIPTION = "project.json"
_MAX_PHOTO_BYTES = 2 * 1024**3
_MAX_MATTE_BYTES = 400_000_000
_MAX_PLATE_BYTES = 400_000_000


def save_project(
    path: Path, document: Document, *, embed: bool, found: Mapping[str, Found] | None = None
) -> tuple[str, ...]:
    """Write a project whole or not at all; may be called on any thread, all it takes are values.

    embed: put the photos' bytes in; without, the project refers to the files, and only photos that are on no
    disk go in. found: persons of photos that are still being decoded.
    Returns notes for people, such as on photos that are gone. Raises OutputError, and ProjectError for a document
    that no project has room for.
    """
    check_room(len(document.photos), sum(len(entry.variants) for entry in document.photos))
    target = path.absolute()
    notes: list[str] = []

    def write(file: IO[bytes]) -> None:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
            packer = _Packer(archive, target.parent, found or {}, embed=embed)
            photos = packer.packed(document.photos)
            notes.extend(packer.notes)
            plan = packer.plan(document.export)
            data = ProjectData(current=document.current, photos=photos, export=plan, weights=document.weights)
            text = data.model_dump_json()
            archive.writestr(_DESCRIPTION, text, zipfile.ZIP_DEFLATED)

    try:
        write_whole_with(target, write, originals=Originals.of(entry.path for entry in document.photos))
    except OSError as error:
        sentence = tr("The project could not be saved as {path}: {reason}. Choose another place.")
        raise OutputError(sentence.format(path=target, reason=error.strerror or error)) from error
    return tuple(notes)


def open_project(path: Path) -> Opened:
    """Read a project; may be called on any thread. Runs nothing and writes nothing.

    Photos whose files are gone stay in the document, with a note. Raises ProjectError.
    """
    with _faults_as_sentences(path), path.open("rb") as file, zipfile.ZipFile(file) as archive:
        members = Members(archive, os.fstat(file.fileno()).st_size)
        data = parse_project(members.read(_DESCRIPTION, MAX_JSON_BYTES))
        return _Reader(members, path.absolute()).opened(data)


class _Packer:
    """Puts one photo after another into an archive that is being written."""

    def __init__(
        self, archive: zipfile.ZipFile, folder: Path, earlier: Mapping[str, Found], *, embed: bool
    ) -> None:
        self._archive = archive
        self._folder = folder
        self._earlier = earlier
        self._embed = embed
        self._numbers: dict[str, str] = {}
        self.notes: list[str] = []

    def packed(self, entries: Sequence[PhotoEntry]) -> tuple[PhotoData, ...]:
        """Write what belongs to all `entries` and describe them."""
        self._numbers = {entry.key: str(number) for number, entry in enumerate(entries)}
        return tuple(map(self._packed, entries))

    def plan(self, plan: ExportPlan | None) -> ExportPlan | None:
        """The plan of an export with its photos' keys in the archive; call it when they are packed."""
        if plan is None:
            return None
        folder = None if plan.folder is None else path_of(plan.folder)
        update = {
            "beside": None if folder is None else relative_to(self._folder, folder),
            "folder": None if self._embed else plan.folder,
        }
        return plan.with_keys(self._numbers).for_strangers().model_copy(update=update)

    def _packed(self, entry: PhotoEntry) -> PhotoData:
        found, number = found_in(entry, self._earlier), self._numbers[entry.key]
        photo = self._photo(entry)
        beside = None if entry.path is None else relative_to(self._folder, entry.path)
        place: dict[str, str | None] = {"beside": beside}
        if photo is not None:  # the project may be sent to others, whom folders of this computer tell nothing
            place = {"photo": self._put(f"photos/{number}", photo.data), "path": None}
        names = {"key": number, "appearance": self._numbers.get(entry.drawn or "")}
        data = photo_data(entry).model_copy(update={**names, **place})
        if found is None:
            return data
        return data.model_copy(
            update={
                "photo_key": found.photo_key,
                "found_pose": joints_of(found.pose),
                "matte": self._put(f"mattes/{number}.png", found.matte_png),
                "mending": found.mending,
                "plate": None if found.plate is None else self._put(f"plates/{number}.jpg", found.plate),
                "others": tuple(
                    self._other(each, dict(found.others).get(each.number), f"{number}-{each.number}")
                    for each in data.others
                ),
            }
        )

    def _other(self, data: OtherData, found: Found | None, name: str) -> OtherData:
        """Somebody else of a photo, with what was found of them."""
        if found is None:
            return data
        return data.model_copy(
            update={
                "found_pose": joints_of(found.pose),
                "matte": self._put(f"mattes/{name}.png", found.matte_png),
                "mending": found.mending,
            }
        )

    def _photo(self, entry: PhotoEntry) -> PhotoFile | None:
        if entry.embedded is not None or entry.path is None or not self._embed:
            return entry.embedded
        try:
            photo = PhotoFile(entry.name, entry.path.read_bytes())
        except OSError:
            note = tr(
                "{name} could not be read and is not included in the project; only its location is stored."
            )
            self.notes.append(note.format(name=entry.name))
            return None
        if entry.source is not None and content_key(photo.data) != entry.source.photo.key:
            note = tr(
                "{name} has changed on disk since it was opened; the project contains the current version."
            )
            self.notes.append(note.format(name=entry.name))
        return photo

    def _put(self, name: str, data: bytes) -> str:
        self._archive.writestr(name, data)
        return name


class _Reader:
    """Makes a document of what is in an archive; names of members never become places on disk."""

    def __init__(self, members: Members, path: Path) -> None:
        self._members = members
        self._path = path
        self._found: dict[str, Found] = {}
        self._notes: list[str] = []
        self._keys: set[str] = set()

    def opened(self, data: ProjectData) -> Opened:
        """The document of a description, with what its photos need."""
        entries = tuple(self._entry(number, photo) for number, photo in enumerate(data.photos))
        keys = {photo.key: entry.key for photo, entry in zip(data.photos, entries, strict=True)}
        entries = tuple(replace(entry, drawn=keys.get(entry.drawn or "")) for entry in entries)
        current = min(max(data.current or 0, 0), len(entries) - 1) if entries else None
        plan = None if data.export is None else self._plan(data.export.with_keys(keys))
        return Opened(Document(entries, current, plan, data.weights), self._found, tuple(self._notes))

    def _plan(self, plan: ExportPlan) -> ExportPlan:
        folder = place_of(self._path, beside=plan.beside, absolute=plan.folder)
        return plan.model_copy(update={"folder": None if folder is None else text_of(folder), "beside": None})

    def _entry(self, number: int, data: PhotoData) -> PhotoEntry:
        path = place_of(self._path, beside=data.beside, absolute=data.path) if data.photo is None else None
        key = self._free_key(number, path)
        self._take_found(key, data)
        if data.photo is None and (path is None or not is_file(path)):
            note = tr("{name} was not found at {path}. Put it back there and open the project again.")
            self._notes.append(note.format(name=data.name, path=path or data.path))
        return replace(photo_entry(data), key=key, path=path, embedded=self._photo(data))

    def _free_key(self, number: int, path: Path | None) -> str:
        """Photos on disk go by their place as ever, so that opening one again finds it."""
        own = None if path is None else text_of(path)
        key = f"{text_of(self._path)}:{number}" if own is None or own in self._keys else own
        self._keys.add(key)
        return key

    def _photo(self, data: PhotoData) -> PhotoFile | None:
        return PhotoFile(data.name, self._members.read(data.photo, _MAX_PHOTO_BYTES)) if data.photo else None

    def _take_found(self, key: str, data: PhotoData) -> None:
        if data.matte is None or data.found_pose is None or data.photo_key is None:
            return
        photo_key = data.photo_key
        others = ((each.number, self._found_of(each, photo_key)) for each in data.others)
        known = tuple((number, found) for number, found in others if found is not None)
        plate = None if data.plate is None else self._members.read(data.plate, _MAX_PLATE_BYTES)
        own = self._found_of(data, photo_key)
        if own is not None:
            self._found[key] = replace(own, plate=plate, others=known)

    def _found_of(self, data: PhotoData | OtherData, photo_key: str) -> Found | None:
        if data.matte is None or data.found_pose is None:
            return None
        matte = self._members.read(data.matte, _MAX_MATTE_BYTES)
        return Found(photo_key, pose_of(data.found_pose), matte, data.mending)


@contextmanager
def _faults_as_sentences(path: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise ProjectError(tr("The project {path} does not exist.").format(path=path)) from error
    except PermissionError as error:
        raise ProjectError(tr("{path} cannot be read. Check its permissions.").format(path=path)) from error
    except MemoryError as error:
        raise ProjectError(tr("There is not enough memory to open {name}.").format(name=path.name)) from error
    except ZIP_FAULTS as error:
        sentence = tr("{name} is not a Repose project, or it is damaged. Choose another file.")
        raise ProjectError(sentence.format(name=path.name)) from error
