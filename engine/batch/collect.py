"""Photos and poses for a plan, from the files, folders and library names a person gives."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.batch.plan import PhotoItem, PoseItem
from engine.contract import ARMS_BEHIND, LimbOrder
from engine.errors import PlanError, PoseError
from engine.photo_formats import PHOTO_ENDINGS
from engine.pose_json import read_pose_file

LIBRARY = "library"
SHIPPED_POSES = Path(__file__).resolve().parents[2] / "resources" / "poses"
_INDEX = Path("catalogue") / "index.json"
_DIGITS = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class Collected:
    """The columns of a plan, and sentences on the files of folders that were left out."""

    poses: tuple[PoseItem, ...]
    notes: tuple[str, ...] = ()


def collect_photos(places: Iterable[Path]) -> tuple[PhotoItem, ...]:
    """Photo files, and those in folders, in the order given and by name within a folder; none twice.

    Raises PlanError for a place that is not there, and for a folder without photos.
    """
    files = [file for place in places for file in _files(place, PHOTO_ENDINGS, what="photo")]
    return tuple(PhotoItem(path=_written(file), name=_name(file)) for file in _once(files))


def collect_poses(words: Iterable[str]) -> Collected:
    """Poses of OpenPose JSON files, of folders of such, and of the library.

    "library" is all poses that ship with the program, "library:standing" a folder of them, "library:waving" one.
    Of several people in a file the largest is taken. Raises PlanError and PoseError for what is named and cannot be
    read; what is no pose in a folder is left out with a note.
    """
    poses: dict[Path, PoseItem] = {}
    notes: list[str] = []
    for word in words:
        shelf, _, rest = word.partition(":")
        if shelf == LIBRARY and not Path(word).exists():
            poses |= {path.resolve(): _pose(path, order) for path, order in _library(rest)}
            continue
        place = Path(word)
        for path in _files(place, (".json",), what="pose file"):
            try:
                poses.setdefault(path.resolve(), _pose(path))
            except PoseError as error:
                if not place.is_dir():
                    raise
                notes.append(f"{path.name} is left out: {error}")
    if notes and not poses:
        raise PlanError(f"No pose could be read; {notes[0]}")
    return Collected(tuple(poses.values()), tuple(notes))


def expanded(words: Iterable[str]) -> tuple[str, ...]:
    """`words` with patterns such as photos/*.jpg replaced by what they match, as some shells do and some do not."""
    return tuple(found for word in words for found in _matches(word))


def _matches(word: str) -> Sequence[str]:
    if not any(sign in word for sign in "*?[") or Path(word).exists():
        return (word,)
    place = Path(word)
    folder = place.parent
    found = sorted(folder.glob(place.name), key=_by_name) if folder.is_dir() else []
    if not found:
        raise PlanError(f"Nothing matches {word}. Check the name of the folder and the pattern.")
    return tuple(map(str, found))


def _files(place: Path, endings: tuple[str, ...], *, what: str) -> list[Path]:
    try:
        if place.is_file():
            return [place]
        if not place.is_dir():
            raise PlanError(f"There is no {what} or folder {place}. Check its name.")
        inside = [file for file in place.iterdir() if _belongs(file, endings)]
    except OSError as error:
        raise PlanError(f"{place} could not be opened ({error.strerror}). Check its permissions.") from error
    if not inside:
        raise PlanError(f"There is no {what} in the folder {place}. Choose another.")
    return sorted(inside, key=_by_name)


def _belongs(file: Path, endings: tuple[str, ...]) -> bool:
    return file.suffix.lower() in endings and not file.name.startswith(".") and file.is_file()


def _by_name(file: Path) -> list[tuple[int, str]]:
    """Numbers in names count as numbers: look2 comes before look10."""
    pieces = _DIGITS.split(unicodedata.normalize("NFKC", file.name).casefold())
    return [(int(piece), "") if piece.isdecimal() else (-1, piece) for piece in pieces]


def _once(files: Iterable[Path]) -> Iterator[Path]:
    seen: set[Path] = set()
    for file in files:
        path = file.resolve()
        if path not in seen:
            seen.add(path)
            yield path


def _pose(path: Path, order: LimbOrder | None = None) -> PoseItem:
    file = read_pose_file(path)
    place = Path(_written(path.resolve()))
    return PoseItem.of(file.largest(), _name(path), canvas=file.canvas, path=place, order=order)


def _name(path: Path) -> str:
    return unicodedata.normalize("NFC", path.stem)


def _written(path: Path) -> str:
    """`path` as text that a plan can hold."""
    text = str(path)
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        shown = text.encode("utf-8", "replace").decode()
        raise PlanError(
            f"The name {shown} is damaged (not UTF-8) and cannot be kept in a plan. Rename the file."
        )
    return text


def _library(word: str) -> list[tuple[Path, LimbOrder]]:
    """The files of all library poses, of the folder `word`, or of the pose `word`, and which limbs the body hides."""
    try:
        entries = json.loads((SHIPPED_POSES / _INDEX).read_text("utf-8"))["poses"]
        files = [(SHIPPED_POSES / e["file"], e["folder"], e.get("arms_behind", False)) for e in entries]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise PlanError(f"The poses in {SHIPPED_POSES} are damaged. Install Repose again.") from error
    chosen: Callable[[Path, str], bool] = lambda path, folder: not word or word in (folder, path.stem)  # noqa: E731
    found = [
        (path, ARMS_BEHIND if hidden else LimbOrder())
        for path, folder, hidden in files
        if chosen(path, folder)
    ]
    if not found:
        folders = ", ".join(dict.fromkeys(folder for _, folder, _ in files))
        raise PlanError(f"The library has neither a folder nor a pose {word}. Its folders are {folders}.")
    return found
