"""Photos of one's own as a data set: a plain folder, or a folder of people with a folder of photos each."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import cv2

from engine.contract.messages import Source
from engine.imaging.frame import HEIGHT, close_frame
from engine.model.xinggan import SIZES, Variant
from engine.photo.formats import PHOTO_ENDINGS
from engine.photo.photo import load_photo
from engine.source.datasets.pair_set import PairSet, Shot, Split
from engine.source.finder import PersonFinder
from engine.system.errors import DataError, EngineError

# Cut to the size of the larger of the field's data sets.
SIZE = SIZES[Variant.DEEPFASHION]
_HELD_OUT = 0.2
_TERMS = "Photos of your own: what they may be used for, you know."


class KeptShots:
    """Pictures that were cut when the set was opened."""

    def __init__(self, shots: Mapping[str, Shot]) -> None:
        self._shots = shots

    def shot(self, name: str) -> Shot:
        """The picture."""
        return self._shots[name]


def open_photos(folder: Path, finder: PersonFinder) -> PairSet:
    """A plain folder: each photo is a pair with itself, as nothing is known of who else shows the same person."""
    shots = {path.name: _shot(path, path.name, finder) for path in _photos(folder)}
    return _set("photos", shots, [[(name, name)] for name in shots])


def open_pairs(folder: Path, finder: PersonFinder) -> PairSet:
    """A folder a person, each of at least two photos: all pairs of one person, both ways round.

    The last fifth of the people is measured on. Raises DataError that names the folder or photo that does not fit.
    """
    people = sorted(path for path in _there(folder).iterdir() if path.is_dir())
    if len(people) < 2:
        raise DataError(f"{folder} holds {len(people)} folders of people; two are needed, one to measure on.")
    shots: dict[str, Shot] = {}
    pairs = []
    for person in people:
        names = []
        for path in _photos(person):
            names.append(f"{person.name}/{path.name}")
            shots[names[-1]] = _shot(path, names[-1], finder)
        if len(names) < 2:
            raise DataError(f"{person} holds one photo; a pair takes two of one person.")
        pairs.append(list(itertools.permutations(names, 2)))
    return _set("pairs", shots, pairs)


def _set(name: str, shots: Mapping[str, Shot], groups: Sequence[Sequence[tuple[str, str]]]) -> PairSet:
    """groups: pairs that must not be torn apart; the last fifth of them, and at least one, is held out."""
    held = max(1, round(_HELD_OUT * len(groups)))
    learnt = groups[:-held] or groups
    kept = KeptShots(shots)
    flat = lambda some: tuple(itertools.chain.from_iterable(some))  # noqa: E731
    return PairSet(
        name, SIZE, Split(flat(learnt), kept), Split(flat(groups[-held:]), kept), _TERMS, free=True
    )


def _shot(path: Path, name: str, finder: PersonFinder) -> Shot:
    """A photo cut close to its person; raises DataError that names it where it shows nobody."""
    try:
        source = finder.find(load_photo(path))
    except EngineError as error:
        raise DataError(f"{path} cannot be learnt from: {error}") from error
    return cut(source, name)


def cut(source: Source, name: str) -> Shot:
    """A person close up in a picture of SIZE, its rims continued where the photo ends."""
    height, width = SIZE
    frame = close_frame([source.pose], source.matte, width=HEIGHT * width / height)
    rgb = frame.cut(source.photo.rgb, (width, height), border=cv2.BORDER_REPLICATE)
    return Shot(name, rgb, source.pose.replaced(frame.to_canonical(source.pose.xy()) * (height / HEIGHT)))


def _photos(folder: Path) -> list[Path]:
    found = sorted(_of_photos(_there(folder)))
    if not found:
        raise DataError(f"{folder} holds no photos.")
    return found


def _of_photos(folder: Path) -> Iterator[Path]:
    return (path for path in folder.iterdir() if path.suffix.lower() in PHOTO_ENDINGS)


def _there(folder: Path) -> Path:
    if not folder.is_dir():
        raise DataError(f"The folder {folder} does not exist.")
    return folder
