"""Pictures of people in pairs of one person, all of one size, checked before anything learns from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from engine.pose.pose import Pose
from engine.system.errors import DataError

# How many faults are named before the rest is counted.
_NAMED = 3


@dataclass(frozen=True, eq=False)
class Shot:
    """One picture: uint8 [H, W, 3] sRGB, and the person's joints in its pixels, measured from corners."""

    name: str
    rgb: NDArray[np.uint8]
    pose: Pose


class Shots(Protocol):
    """Pictures by name, from files or made when the set was opened."""

    def shot(self, name: str) -> Shot:
        """The picture of a name that a pair has; raises DataError where it is no longer there."""


@dataclass(frozen=True, eq=False)
class Split:
    """What is learnt from, or what is measured on: pairs of names, source before target."""

    pairs: tuple[tuple[str, str], ...]
    shots: Shots

    def pair(self, index: int) -> tuple[Shot, Shot]:
        """Source and target of a pair."""
        source, target = self.pairs[index]
        return self.shots.shot(source), self.shots.shot(target)


@dataclass(frozen=True, eq=False)
class PairSet:
    """A data set. size: (height, width) of its pictures. terms: what its owners allow, a sentence for people.

    free: whether weights that learnt from it may be used commercially, as far as the set is concerned.
    """

    name: str
    size: tuple[int, int]
    train: Split
    test: Split
    terms: str
    free: bool


class FileShots:
    """Pictures of a folder with their joints, read when they are asked for."""

    def __init__(self, folder: Path, poses: Mapping[str, Pose]) -> None:
        self._folder, self._poses = folder, poses

    def shot(self, name: str) -> Shot:
        """The picture; raises DataError where it cannot be read."""
        path = self._folder / name
        pixels = cv2.imread(str(path), cv2.IMREAD_COLOR)
        if pixels is None:
            raise DataError(f"{path} cannot be read; get the picture again.")
        return Shot(name, np.ascontiguousarray(pixels[..., ::-1], np.uint8), self._poses[name])


def picture_size(path: Path) -> tuple[int, int] | None:
    """(height, width) of a picture by its header; None where it is none."""
    try:
        with Image.open(path) as image:
            return image.height, image.width
    except (OSError, SyntaxError, ValueError):
        return None


def refuse(faults: Sequence[str], *, where: Path) -> None:
    """Raise DataError that names the first of some faults and counts the rest; nothing where there is none."""
    if faults:
        more = len(faults) - _NAMED
        rest = f", and {more} more of such" if more > 0 else ""
        raise DataError(f"{where}: {'; '.join(faults[:_NAMED])}{rest}.")
