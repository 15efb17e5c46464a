"""Data sets by the words of a command line: `deepfashion:DIR`, `market:DIR`, `pairs:DIR`, `photos:DIR`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from engine.model.xinggan import Variant
from engine.source.datasets.folders import open_pairs, open_photos
from engine.source.datasets.pair_set import PairSet
from engine.source.datasets.published import open_published
from engine.source.finder import PersonFinder

_FOLDERS: dict[str, Callable[[Path, PersonFinder], PairSet]] = {"pairs": open_pairs, "photos": open_photos}
KINDS = (*Variant, *_FOLDERS)


def split_words(text: str) -> tuple[str, Path] | None:
    """Kind and folder of a data set; None where the words name none, as a plain path does."""
    kind, colon, folder = text.partition(":")
    return (kind, Path(folder)) if colon and folder and kind in KINDS else None


def open_set(kind: str, folder: Path, finder: PersonFinder) -> PairSet:
    """The data set of a kind in a folder, checked; raises DataError with the name of what is wrong.

    finder: looks for people where a set does not say where they are.
    """
    if kind in _FOLDERS:
        return _FOLDERS[kind](folder, finder)
    return open_published(folder, Variant(kind))
