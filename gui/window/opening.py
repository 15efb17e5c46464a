"""The ways photos and poses come in and go out: dialogs, drag and drop, the clipboard."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from urllib.parse import unquote_to_bytes

from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from engine.contract.messages import PhotoFile
from engine.export.settings import Format
from engine.photo.formats import PHOTO_ENDINGS
from engine.pose.fit import fit
from engine.pose.openpose import PoseFile, parse_pose_file, pose_to_json, read_pose_file
from engine.system.errors import EngineError, PhotoError, PoseError
from engine.system.files import write_atomic
from engine.system.originals import Originals
from engine.system.stored_path import readable
from gui.document.document import PhotoEntry, free_name
from gui.document.session import Session
from gui.link.pictures import encoded
from gui.look.said import Said
from gui.settings.places import folder_beside, is_own

POSE_ENDING = ".json"
PROJECT_ENDING = ".repose"
_LONG_ENDINGS = {".jpg": ".jpeg", ".tif": ".tiff"}


def tr(text: str) -> str:
    """`text` in the language of the window."""
    return Said("Opening", text)


def photos_in(paths: Iterable[Path]) -> list[Path]:
    """`paths` with folders replaced by the photos directly inside them, by name; other files stay.

    Raises PhotoError for a folder that cannot be read, and EngineError where all are folders without photos.
    """
    found: list[Path] = []
    last = None
    for path in paths:
        last = path
        try:
            found += _photos_inside(path) if path.is_dir() else [path]
        except OSError as error:
            raise PhotoError(
                f"{path} could not be opened ({error.strerror}). Check its permissions."
            ) from error
    if last is not None and not found:
        sentence = tr("There are no photos in {folder}. Choose the folder that they lie in.")
        raise EngineError(sentence.format(folder=readable(last.name)))
    return found


def _photos_inside(folder: Path) -> list[Path]:
    inside = (each for each in folder.iterdir() if each.suffix.lower() in PHOTO_ENDINGS)
    return sorted(inside, key=lambda each: each.name.lower())


def local_files(data: QMimeData) -> list[Path]:
    """The files of this computer in what is dragged or pasted."""
    return [_local_file(url) for url in data.urls() if url.isLocalFile()]


def ask_for_photos(parent: QWidget, start: Path) -> list[Path]:
    """Let a person choose photos, beginning in `start`; empty when they think better of it."""
    endings = " ".join(f"*{ending}" for ending in PHOTO_ENDINGS)
    kinds = f"{tr('Photos')} ({endings});;{tr('All files')} (*)"
    names, _ = QFileDialog.getOpenFileNames(parent, tr("Open photos"), str(start), kinds)
    return [Path(name) for name in names]


def ask_for_empty_set(parent: QWidget, start: Path) -> Path | None:
    """Let a person choose a photo of the empty set, beginning in `start`."""
    endings = " ".join(f"*{ending}" for ending in PHOTO_ENDINGS)
    kinds = f"{tr('Photos')} ({endings});;{tr('All files')} (*)"
    name, _ = QFileDialog.getOpenFileName(parent, tr("Use a photo of the empty set"), str(start), kinds)
    return Path(name) if name else None


def ask_for_folder(parent: QWidget, start: Path) -> list[Path]:
    """Let a person choose a folder of photos, beginning in `start`; empty when they think better of it."""
    name = QFileDialog.getExistingDirectory(parent, tr("Open folder"), str(start))
    return [Path(name)] if name else []


def ask_for_picture_place(parent: QWidget, suggestion: Path, *, kind: Format) -> Path | None:
    """Let a person choose where the picture goes; the ending is that of `suggestion`."""
    ending = suggestion.suffix
    name, _ = QFileDialog.getSaveFileName(
        parent, tr("Save picture"), str(suggestion), f"{kind.name} (*{ending})"
    )
    place = _with_ending(name, ending)
    if place is None or place == Path(name) or not place.exists() or _may_replace(parent, place):
        return place
    return None


def _may_replace(parent: QWidget, place: Path) -> bool:
    """Ask, as the file dialog does for a name that was typed with its ending."""
    question = tr("{name} already exists. Do you want to replace it?").format(name=readable(place.name))
    answer = QMessageBox.question(parent, tr("Save picture"), question)
    return answer == QMessageBox.StandardButton.Yes


def ask_for_pose(parent: QWidget, start: Path) -> Path | None:
    """Let a person choose a pose file, beginning in `start`."""
    kinds = f"{tr('OpenPose JSON')} (*.json)"
    name, _ = QFileDialog.getOpenFileName(parent, tr("Import pose"), str(start), kinds)
    return Path(name) if name else None


def ask_for_pose_place(parent: QWidget, suggestion: Path) -> Path | None:
    """Let a person choose where the pose goes."""
    kinds = f"{tr('OpenPose JSON')} (*.json)"
    name, _ = QFileDialog.getSaveFileName(parent, tr("Export pose"), str(suggestion), kinds)
    return _with_ending(name, POSE_ENDING)


def suggested(session: Session, ending: str) -> Path:
    """Beside the photo, by its name with `ending`; for the demo person, where pictures are kept."""
    entry = session.entry
    path = Path("picture") if entry is None else entry.path or Path(entry.name)
    return folder_beside(path) / (path.stem + ending)


def project_name(session: Session) -> str:
    """What a project that was never saved is called: as the folder of its photos, or as its first photo.

    The photo gives the name where there is no other, and where they come from several folders.
    """
    photos = session.document.photos
    if not photos:
        return ""
    folders = {None if photo.path is None else photo.path.parent for photo in photos}
    folder = folders.pop() if len(folders) == 1 and len(photos) > 1 else None
    if folder is not None and folder.name and not is_own(folder):
        return readable(folder.name)
    return readable(Path(photos[0].name).stem)


def project_place(session: Session, last: Path) -> Path:
    """Where a new project is proposed to go, without its ending: beside its first photo, without any in `last`."""
    first = next(iter(session.document.photos), None)
    folder = last if first is None else folder_beside(first.path or Path(first.name))
    return folder / (project_name(session) or tr("Project"))


def import_pose(session: Session, path: Path) -> None:
    """Take the pose of a file; raises PoseError."""
    _apply(session, read_pose_file(path, size=_size(session)))


def export_pose(session: Session, path: Path, *, in_use: Iterable[Path]) -> None:
    """Write the pose as OpenPose JSON; raises OutputError, also for one of the files `in_use`."""
    text = pose_text(session)
    if text is not None:
        write_atomic(path, text.encode(), originals=Originals.of(in_use))


def pose_text(session: Session) -> str | None:
    """The pose as OpenPose JSON."""
    size = _size(session)
    return None if size is None or session.pose is None else pose_to_json(session.pose, size=size)


def copy_pose(session: Session) -> bool:
    """Put the pose on the clipboard; whether there is one."""
    text = pose_text(session)
    if text is not None:
        QGuiApplication.clipboard().setText(text)
    return text is not None


def paste(session: Session) -> Sequence[Path]:
    """Take a photo or a pose from the clipboard; returns copied files, which are opened like dropped ones.

    Raises PoseError when there is text that holds no pose, and EngineError when nothing there can be pasted.
    """
    data = QGuiApplication.clipboard().mimeData() or QMimeData()  # none where nothing was ever copied
    if files := local_files(data):
        return files
    if data.hasImage():
        taken = [entry.name for entry in session.document.photos]
        session.add_entries([pasted_photo(QImage(data.imageData()), taken)])
    elif data.text().strip():
        _apply(session, parse_pose_file(data.text(), size=_size(session)))
    else:
        raise EngineError(tr("There is nothing to paste. Copy a photo, a photo file or a pose first."))
    return ()


def pasted_photo(image: QImage, taken: Sequence[str] = ()) -> PhotoEntry:
    """A photo of the film strip that is in no file, under a name that is not taken."""
    data = encoded(image, small=False)  # this runs on the window's thread
    name = free_name(tr("Pasted photo"), taken)
    key = f"pasted-{hashlib.blake2b(data, digest_size=12).hexdigest()}"
    return PhotoEntry(key, None, name, embedded=PhotoFile(f"{name}.png", data))


def _local_file(url: QUrl) -> Path:
    """The file of an address; Qt itself loses bytes that are no UTF-8."""
    text = url.toLocalFile()
    if "\ufffd" not in text or os.name == "nt":
        return Path(text)
    return Path(os.fsdecode(unquote_to_bytes(url.path(QUrl.ComponentFormattingOption.FullyEncoded))))


def _apply(session: Session, file: PoseFile) -> None:
    """The largest person's pose: as it stands on a canvas of the photo's size, else fitted to the person."""
    pose, source = file.largest(), session.source
    if source is None:
        raise PoseError(tr("Open a photo first. The pose is applied to the person in it."))
    wanted = pose if file.canvas == source.photo.size else fit(pose, to=source.pose)
    session.apply_pose(wanted, tr("Import pose"))


def _size(session: Session) -> tuple[int, int] | None:
    return session.source.photo.size if session.source is not None else None


def _with_ending(name: str, ending: str) -> Path | None:
    if not name:
        return None
    path = Path(name)
    same = (ending, _LONG_ENDINGS.get(ending))
    return path if path.suffix.lower() in same else path.with_name(path.name + ending)
