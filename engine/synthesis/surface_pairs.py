"""Files of points of bodies in pairs of poses: what the network of slides learns from; no pictures."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.synthesis.npz import mapped_arrays, write_arrays
from engine.system.errors import PhotoError

Floats = NDArray[np.float32]
N_POINTS = 96


@dataclass(frozen=True)
class SurfacePairs:
    """P pairs of two views of a body, and N points of its surface that both show, in pixels of 256x192 views.

    before, after: [P, 18, 2] joints as `engine.layers.bending.Bend` has them. torso: [P] the length of the first's.
    places: [P, N, 2] where the points lie in the first view, at the size of the second. bent: where bending by joints
    alone takes them. seen: where they truly lie in the second view. shares: [P, N, 11] how far each belongs to each
    part. kind: uint8 [P], see `engine.synthesis.turned_bodies`. person: uint32 [P].
    """

    before: Floats
    after: Floats
    torso: Floats
    places: Floats
    bent: Floats
    seen: Floats
    shares: NDArray[np.float16]
    kind: NDArray[np.uint8]
    person: NDArray[np.uint32]

    def __len__(self) -> int:
        return len(self.kind)

    def some(self, rows: NDArray[Any] | slice) -> SurfacePairs:
        """The pairs that `rows` choose."""
        return SurfacePairs(*(getattr(self, each.name)[rows] for each in fields(self)))

    def with_points(self, chosen: NDArray[Any]) -> SurfacePairs:
        """The same pairs with some of their points."""
        names = ("places", "bent", "seen", "shares")
        return replace(self, **{name: getattr(self, name)[:, chosen] for name in names})


def write_pairs(path: Path, pairs: SurfacePairs) -> None:
    """Write them in one step; raises OutputError."""
    write_arrays(path, {each.name: getattr(pairs, each.name) for each in fields(pairs)})


def read_pairs(folder: Path) -> SurfacePairs:
    """All pairs of a folder's files; raises PhotoError where there are none."""
    files = sorted(folder.glob("b*.npz"))
    if not files:
        raise PhotoError(f"{folder} holds no pairs (b*.npz); make some with engine.synthesis.turned_bodies.")
    return joined([_read(file) for file in files])


def _read(file: Path) -> SurfacePairs:
    try:
        data = mapped_arrays(file)
        return SurfacePairs(*(data[each.name] for each in fields(SurfacePairs)))
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise PhotoError(f"{file} is no file of pairs; make it again.") from error


def joined(several: list[SurfacePairs]) -> SurfacePairs:
    """All of them as one."""
    return SurfacePairs(
        *(np.concatenate([getattr(each, own.name) for each in several]) for own in fields(SurfacePairs))
    )
