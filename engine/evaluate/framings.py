"""Rendered people as photos frame them: who is found, where their joints are, and nobody where there is nobody."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from engine.evaluate.framed import CROPS, Framed, alone, framed
from engine.evaluate.metrics import Tally, pckh
from engine.pose.edits import swap_sides
from engine.pose.pose import Joint, Pose
from engine.synthesis.figures import Thing
from engine.synthesis.grounds import GROUNDS, ground
from engine.synthesis.shards import HELD_OUT_SEED
from engine.system.errors import NoPersonError

Pixels = NDArray[np.uint8]
Find = Callable[[Pixels], Pose]

ALL: Final = "all"
# Half of the joints of somebody who was found lie within so many heads of where they are.
_RIGHT_HEADS = 1.0
_FROM = "turn: "
_SEED = HELD_OUT_SEED + 200


@dataclass(frozen=True)
class FramingRow:
    """Photos of one crop or turn: the shares in which somebody was found, and where the person is, 0..1.

    pckh: of the joints that the photo shows, half a head; of people who were not found all are lost. either_side: the
    same where all sides may be exchanged, as by who takes a back for a front.
    """

    framing: str
    photos: int
    found: float
    right: float
    pckh: float | None
    either_side: float | None


@dataclass(frozen=True)
class EmptyRow:
    """Photos of one kind that show nobody, and in how many nobody was found."""

    shows: str
    photos: int
    nobody: int


@dataclass(frozen=True)
class FramingReport:
    """By crop, by turn and altogether; then the photos without a person."""

    rows: tuple[FramingRow, ...]
    empty: tuple[EmptyRow, ...]


@dataclass
class _Seen:
    found: list[bool] = field(default_factory=list)
    right: list[bool] = field(default_factory=list)
    joints: Tally = field(default_factory=Tally)
    either: Tally = field(default_factory=Tally)


def evaluate_framings(
    photos: Iterable[Framed], empty: Iterable[tuple[str, Pixels]], find: Find
) -> FramingReport:
    """Look for people in photos of figures, and in pictures of nobody, each with what it shows.

    find: the joints of the most convincing person in a picture [H, W, 3]; raises NoPersonError.
    """
    seen: dict[str, _Seen] = defaultdict(_Seen)
    for photo in photos:
        pose = _found(find, photo.rgb)
        judgements = [judged(each, photo) for each in (pose, None if pose is None else swap_sides(pose))]
        for name in (photo.crop, f"{_FROM}{photo.turn}", ALL):
            seen[name].found.append(pose is not None)
            seen[name].right.append(any(each for each, _ in judgements))
            seen[name].joints += judgements[0][1]
            seen[name].either += max((each for _, each in judgements), key=lambda tally: tally.found)
    order = sorted(seen, key=lambda name: (name == ALL, name not in CROPS))
    nobody: dict[str, list[bool]] = defaultdict(list)
    for shows, rgb in empty:
        nobody[shows].append(_found(find, rgb) is None)
    return FramingReport(
        tuple(_row(name, seen[name]) for name in order),
        tuple(EmptyRow(shows, len(each), sum(each)) for shows, each in nobody.items()),
    )


def rendered_framings(
    assets: Path, people: int, *, empty: int = 4
) -> tuple[Iterable[Framed], Iterable[tuple[str, Pixels]]]:
    """Photos of people rendered now, one crop for each, from four sides; and pictures of nobody.

    The latter are grounds of our own, `empty` of each kind, and what these people carry and wear, alone. With ten
    people every crop is there once from every side. Needs the group `train` and a folder of MakeHuman assets.
    """
    from engine.synthesis.assets import AssetFolder
    from engine.synthesis.figure_studio import figures

    drawn = list(figures(AssetFolder(assets, texture_size=1024), people, seed=_SEED))
    crops = itertools.cycle(CROPS)
    photos = (
        framed(figure, crop, np.random.default_rng([_SEED, number, turn]))
        for number, ((own, _), crop) in enumerate(zip(drawn, crops, strict=False))
        for turn, figure in enumerate(own)
    )
    return photos, itertools.chain(grounds(empty), _objects([thing for _, own in drawn for thing in own]))


def grounds(count: int) -> Iterator[tuple[str, Pixels]]:
    """Pictures of nobody, `count` of each kind, with what they show."""
    for kind in GROUNDS:
        for number in range(count):
            size = (675, 900) if number % 2 else (900, 600)
            yield kind, ground(kind, size, np.random.default_rng([_SEED, number]))


def _objects(things: Iterable[Thing]) -> Iterator[tuple[str, Pixels]]:
    for number, thing in enumerate(things):
        yield thing.name, alone(thing, np.random.default_rng([_SEED, number]))


def judged(found: Pose | None, photo: Framed) -> tuple[bool, Tally]:
    """Whether the one found is the one who is there, and how many of the joints that show were found (PCKh, 0.5)."""
    shown = [joint for joint in Joint if photo.pose.has(joint)]
    if found is None:
        return False, Tally(0, len(shown))
    away = np.linalg.norm(found.xy() - photo.pose.xy(), axis=1)[shown]
    right = bool(shown) and float(np.median(away)) <= _RIGHT_HEADS * photo.head_px
    return right, pckh(found, photo.pose, joints=shown, head_px=photo.head_px)


def _found(find: Find, rgb: Pixels) -> Pose | None:
    try:
        return find(rgb)
    except NoPersonError:
        return None


def _row(name: str, seen: _Seen) -> FramingRow:
    count = len(seen.found)
    return FramingRow(
        name, count, sum(seen.found) / count, sum(seen.right) / count, seen.joints.share, seen.either.share
    )
