"""The poses that ship with Repose, by the words a person names them with."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from engine.pose.order_wishes import ARMS_BEHIND, LimbOrder
from engine.system.errors import PlanError
from engine.system.shipped import POSES

LIBRARY = "library"
_INDEX = Path("catalogue") / "index.json"


@dataclass(frozen=True, slots=True)
class Shipped:
    """A pose of the library. folder: its key. order: which limbs the body hides. titles: its name by language."""

    path: Path
    folder: str
    order: LimbOrder
    titles: Mapping[str, str] = field(default_factory=dict, compare=False)

    @property
    def names(self) -> tuple[str, ...]:
        """What follows "library:" where it is meant, from all poses to this one alone."""
        return "", self.folder, self.path.stem, f"{self.folder}/{self.path.stem}"


def name_in_library(word: str) -> str | None:
    """What `word` names of the library, "" for all of it; None for a word that means something else."""
    shelf, _, name = word.partition(":")
    return name if shelf == LIBRARY and not Path(word).exists() else None


def named(name: str) -> list[Shipped]:
    """The poses that `name` stands for: all, those of a folder, or one; raises PlanError where there is none."""
    found = [each for each in _library() if name in each.names]
    if not found:
        folders = ", ".join(dict.fromkeys(each.folder for each in _library()))
        raise PlanError(f"The library has neither a folder nor a pose {name}. Its folders are {folders}.")
    return found


def one_named(name: str) -> Shipped:
    """The pose that `name` stands for; a pose that is called like a folder is meant, not the folder.

    Raises PlanError where there is none, or there are several.
    """
    found = named(name)
    exact = [each for each in found if each.path.stem == name] or found
    if len(exact) > 1:
        word = f"{LIBRARY}:{name}".removesuffix(":")
        one = f"{LIBRARY}:{exact[0].names[-1]}"
        raise PlanError(f"{word} names {len(exact)} poses, and one is needed. Name one, such as {one}.")
    return exact[0]


def file_named(word: str) -> Path:
    """The file of the one pose that `word` names in the library, or the file `word` itself; raises PlanError."""
    name = name_in_library(word)
    return Path(word) if name is None else one_named(name).path


def shipped_at(path: Path) -> Shipped | None:
    """The pose of the library whose file is at `path`, links resolved; None for any other file."""
    if not path.is_relative_to(POSES):
        return None
    return next((each for each in _library() if each.path == path), None)


@cache  # asked for each pose
def _library() -> tuple[Shipped, ...]:
    try:
        entries = json.loads((POSES / _INDEX).read_text("utf-8"))["poses"]
        return tuple(
            Shipped(
                POSES / e["file"],
                e["folder"],
                ARMS_BEHIND if e.get("arms_behind") else LimbOrder(),
                {language: str(e[language]) for language in ("en", "ja")},
            )
            for e in entries
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise PlanError(f"The poses in {POSES} are damaged. Install Repose again.") from error
