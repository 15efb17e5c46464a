"""Photos and poses for a plan, from the files, folders and library names a person gives."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from engine.batch.left_out import LeftOut, parted
from engine.batch.library import file_named, name_in_library, named, shipped_at
from engine.batch.plan import PhotoItem, PoseItem
from engine.photo.formats import PHOTO_ENDINGS
from engine.photo.photo import MIN_SIDE_PX, load_photo, photo_size
from engine.pose.openpose import read_pose_file
from engine.system.errors import PhotoError, PlanError, PoseError
from engine.system.paths import known_place
from engine.system.stored_path import readable

_DIGITS = re.compile(r"(\d+)")
_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class CollectedPhotos:
    """The rows of a plan, and what was left out of folders."""

    photos: tuple[PhotoItem, ...]
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, slots=True)
class CollectedPoses:
    """The columns of a plan, and what was left out of folders."""

    poses: tuple[PoseItem, ...]
    left_out: tuple[LeftOut, ...] = ()


def collect_photos(places: Iterable[Path]) -> CollectedPhotos:
    """Photo files, and those in folders, in the order given and by name within a folder; none twice.

    Reads headers and decodes nothing. Raises PlanError for a place that is not there and for a folder without photos,
    and PhotoError for a file that is named and is no fit photo; in a folder such files are left out.
    """
    photos: dict[Path, PhotoItem] = {}
    left_out: list[LeftOut] = []
    for place in places:
        _collect(photos, left_out, place=place, endings=PHOTO_ENDINGS, what="photo", item=_photo)
    return CollectedPhotos(tuple(photos.values()), tuple(left_out))


def collect_poses(words: Iterable[str]) -> CollectedPoses:
    """Poses of OpenPose JSON files, of folders of such, and of the library; none twice.

    "library" is all poses that ship with the program, "library:standing" a folder of them, "library:waving" one, and
    "library:standing/relaxed" one of a folder. Of several people in a file the largest is taken. Raises PlanError and
    PoseError for what is named and cannot be read; what is no pose in a folder is left out.
    """
    poses: dict[Path, PoseItem] = {}
    left_out: list[LeftOut] = []
    for word in words:
        if (name := name_in_library(word)) is not None:
            for each in named(name):
                poses.setdefault(each.path, _pose(each.path))
        else:
            _collect(poses, left_out, place=Path(word), endings=(".json",), what="pose file", item=_pose)
    return CollectedPoses(tuple(poses.values()), tuple(left_out))


def library_pose(word: str) -> PoseItem | None:
    """The one pose of the library that `word` names, or whose file it is; None where it means something else.

    Raises PlanError where it names no pose there, or several.
    """
    path = file_named(word)
    return None if shipped_at(known_place(path)) is None else _pose(path)


def expanded(words: Iterable[str]) -> tuple[str, ...]:
    """`words` with patterns such as photos/*.jpg replaced by what they match, as some shells do and some do not."""
    return tuple(found for word in words for found in _matches(word))


def _matches(word: str) -> Sequence[str]:
    if not any(sign in word for sign in "*?[") or Path(word).exists():
        return (word,)
    place = Path(word)
    folder = place.parent
    try:
        found = sorted(folder.glob(place.name), key=_by_name) if folder.is_dir() else []
    except ValueError:  # no pattern, such as **.jpg
        found = []
    if not found:
        raise PlanError(f"Nothing matches {word}. Check the name of the folder and the pattern.")
    return tuple(map(str, found))


def _collect(
    items: dict[Path, _Item],
    left_out: list[LeftOut],
    *,
    place: Path,
    endings: tuple[str, ...],
    what: str,
    item: Callable[[Path], _Item],
) -> None:
    """Add the `item` of the file `place`, or of each fit file in the folder `place` and what it holds besides."""
    files, rest = _files(place, endings, what=what)
    for path in files:
        try:
            items.setdefault(known_place(path), item(path))
        except (PhotoError, PoseError) as error:
            if rest is None:
                raise
            rest = replace(rest, broken=(*rest.broken, (path.name, str(error))))
    if rest is not None:
        if len(rest.broken) == len(files):
            raise PlanError(f"No {what.removesuffix(' file')} could be read; {rest.faults()[0]}")
        left_out.append(rest)


def _files(place: Path, endings: tuple[str, ...], *, what: str) -> tuple[list[Path], LeftOut | None]:
    """The file `place` itself, or those of the folder `place` and what else it holds."""
    try:
        if place.is_file():
            return [place], None
        if not place.is_dir():
            raise PlanError(f"There is no {what} or folder {place}. Check its name.")
        inside, rest = parted(place, endings, what=what)
    except OSError as error:
        raise PlanError(f"{place} could not be opened ({error.strerror}). Check its permissions.") from error
    if not inside:
        raise PlanError(f"There is no {what} in the folder {place}. Choose another.")
    return sorted(inside, key=_by_name), rest


def _by_name(file: Path) -> list[tuple[int, str]]:
    """Numbers in names count as numbers: look2 comes before look10."""
    pieces = _DIGITS.split(unicodedata.normalize("NFKC", file.name).casefold())
    return [(int(piece), "") if piece.isdecimal() else (-1, piece) for piece in pieces]


def _photo(path: Path) -> PhotoItem:
    place = known_place(path)
    size = photo_size(place)
    if size is None or min(size) < MIN_SIDE_PX:
        load_photo(place)  # says what is amiss
    return PhotoItem(path=place, name=_name(place))


def _pose(path: Path) -> PoseItem:
    file, place = read_pose_file(path), known_place(path)
    shipped = shipped_at(place)
    order = None if shipped is None else shipped.order
    return PoseItem.of(file.largest(), _name(path), canvas=file.canvas, path=place, order=order)


def _name(path: Path) -> str:
    return unicodedata.normalize("NFC", readable(path.stem))
