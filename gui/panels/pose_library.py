"""The pose library as values: the poses that ship with the program, a person's own, folders and search."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.pose.openpose import Size, pose_to_json, read_pose
from engine.pose.order_wishes import ARMS_BEHIND, LimbOrder
from engine.pose.pose import Pose
from engine.system.errors import OutputError, PoseError
from engine.system.shipped import POSES
from gui.settings.private import make_private, write_private

INDEX = Path("catalogue") / "index.json"
OWN = "own"
_IN_OWN = f"{OWN}/"  # before the name of a folder of the person's own

_MAX_NAME = 80
# What some platform refuses in a file name, and the names Windows keeps for its devices.
_REFUSED = frozenset('<>:"/\\|?*')
_DEVICES = frozenset(
    ["con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10))]
)


@dataclass(frozen=True, slots=True)
class Named:
    """A name in both languages."""

    en: str
    ja: str

    def in_language(self, code: str) -> str:
        """The name for a language code such as "ja"; English for those the library does not speak."""
        return self.ja if code.startswith("ja") else self.en


@dataclass(frozen=True, slots=True)
class LibraryPose:
    """One pose of the library.

    path: its file. folder: a key; for the person's own OWN, or that of one of their folders. arms_behind: whether
    the body hides the arms.
    """

    path: Path
    folder: str
    name: Named
    pose: Pose
    tags: tuple[str, ...] = ()
    arms_behind: bool = False

    @property
    def order(self) -> LimbOrder:
        """Which limbs lie in front and behind."""
        return ARMS_BEHIND if self.arms_behind else LimbOrder()

    @property
    def own(self) -> bool:
        """Whether it is the person's own, so may be renamed, moved and deleted."""
        return self.folder == OWN or self.folder.startswith(_IN_OWN)

    @property
    def own_folder(self) -> str | None:
        """The person's own folder that it lies in, if any."""
        return own_folder_of(self.folder)


@dataclass(frozen=True, slots=True)
class Library:
    """Folders by key, in order, and all poses; `unreadable` are files of the person's own that were passed over."""

    folders: dict[str, Named]
    poses: tuple[LibraryPose, ...]
    unreadable: tuple[Path, ...] = ()

    @property
    def own_folders(self) -> tuple[str, ...]:
        """The names of the person's own folders: those with a pose in them."""
        names = {name for pose in self.poses if (name := pose.own_folder) is not None}
        return tuple(sorted(names, key=str.casefold))


def own_folder_key(name: str) -> str:
    """The key of a folder of the person's own."""
    return _IN_OWN + name


def own_folder_of(key: object) -> str | None:
    """The name of the folder of the person's own that has this key, None for any other key."""
    return key.removeprefix(_IN_OWN) if isinstance(key, str) and key.startswith(_IN_OWN) else None


def open_library(own: Path, *, shipped: Path = POSES) -> Library:
    """The shipped poses followed by those in the folder `own`, which need not exist, and in the folders inside it.

    Raises PoseError when the shipped poses are damaged; a damaged file of the person's own is passed over.
    """
    folders, poses = _shipped(shipped)
    mine, unreadable = _own(own)
    return Library(folders, (*poses, *mine), unreadable)


def search(library: Library, text: str, *, folder: str | None = None) -> tuple[LibraryPose, ...]:
    """The poses of `folder` (None: of all; OWN: the person's own) in whose names, tags or folder all of `text` occurs.

    Both languages are searched whatever the window speaks; case and full or half width make no difference.
    """
    words = _plain(text).split()
    inside = [pose for pose in library.poses if folder in (None, pose.folder) or (folder == OWN and pose.own)]
    return tuple(pose for pose in inside if all(word in _searched(pose, library) for word in words))


def save_own(pose: Pose, name: str, *, folder: Path, size: Size) -> Path:
    """Keep `pose` as "<name>.json" in `folder`; a number is added rather than writing over another pose.

    size: the canvas, (width, height) px. Raises PoseError for a name that cannot be used, OutputError when
    the folder cannot be written to.
    """
    stem = checked_name(name)
    try:
        make_private(folder)
        path = _free(folder, stem)
        write_private(path, (pose_to_json(pose, size=size) + "\n").encode())
    except OSError as error:
        raise OutputError(f"The pose could not be saved in {folder}: {_reason(error)}.") from error
    return path


def rename_own(pose: LibraryPose, name: str) -> Path:
    """Give the person's own pose another name; raises as `save_own`."""
    stem = checked_name(name)
    if stem == pose.path.stem:
        return pose.path
    path = _free(pose.path.parent, stem)
    try:
        return pose.path.rename(path)
    except OSError as error:
        raise OutputError(f"The pose could not be renamed in {pose.path}: {_reason(error)}.") from error


def move_own(pose: LibraryPose, name: str | None, *, root: Path) -> Path:
    """Put the person's own pose into the folder `name` of theirs, or with None into none; raises as `save_own`.

    root: the folder of all their poses. A folder comes with its first pose and goes with its last.
    """
    target = root if name is None else root / checked_name(name)
    if pose.path.parent == target:
        return pose.path
    try:
        make_private(target)
        path = pose.path.rename(_free(target, pose.path.stem))
    except OSError as error:
        raise OutputError(f"The pose could not be moved in {target}: {_reason(error)}.") from error
    _drop_if_empty(pose)
    return path


def delete_own(pose: LibraryPose) -> None:
    """Delete the file of the person's own pose; raises OutputError. Poses that ship are refused."""
    if not pose.own:
        raise OutputError(
            f"The pose {pose.name.en} ships with Repose and stays. Only your own can be deleted."
        )
    try:
        pose.path.unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(f"The pose could not be deleted in {pose.path}: {_reason(error)}.") from error
    _drop_if_empty(pose)


def checked_name(name: str) -> str:
    """`name` as every platform can store it, spaces trimmed; raises PoseError for one that cannot be used."""
    stem = " ".join(unicodedata.normalize("NFC", name).split())
    if not stem or len(stem) > _MAX_NAME:
        raise PoseError(f"A name has 1 to {_MAX_NAME} letters. Choose another.")
    bad = sorted({letter for letter in stem if letter in _REFUSED or not letter.isprintable()})
    if bad or stem[0] == "." or stem[-1] == "." or stem.split(".")[0].lower() in _DEVICES:
        raise PoseError(
            f"“{stem}” cannot be a file's name everywhere. Use letters, digits, spaces and hyphens."
        )
    return stem


def _shipped(root: Path) -> tuple[dict[str, Named], list[LibraryPose]]:
    try:
        index = json.loads((root / INDEX).read_text(encoding="utf-8"))
        folders = {entry["key"]: _named(entry) for entry in index["folders"]}
        return folders, [_listed(entry, root) for entry in index["poses"]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise PoseError(f"The poses in {root} are damaged. Install Repose again.") from error


def _listed(entry: dict[str, Any], root: Path) -> LibraryPose:
    path = root / entry["file"]
    behind = bool(entry.get("arms_behind", False))
    return LibraryPose(path, entry["folder"], _named(entry), read_pose(path), tuple(entry["tags"]), behind)


def _named(entry: dict[str, Any]) -> Named:
    return Named(entry["en"], entry["ja"])


def _own(root: Path) -> tuple[list[LibraryPose], tuple[Path, ...]]:
    poses, unreadable = [], []
    folders = (each for each in root.glob("*") if each.is_dir() and not each.name.startswith("."))
    for folder in (root, *sorted(folders, key=lambda each: each.name.casefold())):
        key = OWN if folder == root else own_folder_key(folder.name)
        for path in sorted(folder.glob("*.json"), key=lambda each: each.stem.casefold()):
            try:
                poses.append(LibraryPose(path, key, Named(path.stem, path.stem), read_pose(path)))
            except PoseError:
                unreadable.append(path)
    return poses, tuple(unreadable)


def _drop_if_empty(pose: LibraryPose) -> None:
    """Take away the folder that a pose of the person's own was the last in."""
    if pose.own_folder is not None:
        with suppress(OSError):  # something else lies in it
            pose.path.parent.rmdir()


def _searched(pose: LibraryPose, library: Library) -> str:
    folder = library.folders.get(pose.folder)
    names: Iterable[str] = (folder.en, folder.ja) if folder else (pose.own_folder or "",)
    return _plain(" ".join([pose.name.en, pose.name.ja, *pose.tags, *names]))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _free(folder: Path, stem: str) -> Path:
    path, number = folder / f"{stem}.json", 2
    while path.exists():
        path, number = folder / f"{stem} {number}.json", number + 1
    return path


def _reason(error: OSError) -> str:
    return error.strerror or "unknown reason"
