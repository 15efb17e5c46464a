"""At which step a place told for a pixel went wrong: counted over what truly moved and what rested, by body part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.evaluate.ceiling import best_affine, shifted
from engine.imaging.pixels import Floats
from engine.model.geometry.part_transforms import PARTS
from engine.synthesis.samples import Sample

NEAR_PX, RESTS_PX = 3.0, 1.0
_GROUPS = {
    "head": ("head",), "torso": ("torso",), "pelvis and skirts": ("pelvis",),
    "arms": ("upper arm", "forearm"), "legs": ("thigh", "shin"),
}  # fmt: skip


@dataclass(frozen=True)
class Told:
    """The pixels [n] of a picture that the photo shows.

    away: px (at 256x192) from the place told to the true one, inf where none is told; way: how far they truly moved;
    shifted: `away` once each part were shifted as is best for it; affine: the distance of its best affine map.
    part: 1 + the true one in PARTS; other: whether the place told shows another part, or the background.
    """

    away: NDArray[np.float64]
    way: NDArray[np.float64]
    shifted: NDArray[np.float64]
    affine: NDArray[np.float64]
    part: NDArray[np.uint8]
    other: NDArray[np.bool_]

    @property
    def right(self) -> NDArray[np.bool_]:
        """Which have a place that is near to the true one."""
        return self.away <= NEAR_PX

    @property
    def rests(self) -> NDArray[np.bool_]:
        """Which truly stay."""
        return self.way < RESTS_PX


@dataclass(frozen=True)
class LostRow:
    """Shares of some pixels of one kind of pair: right, no place told, taken from another part of the body, right if
    the part were shifted as a whole, and the rest, wrong within the part.
    """

    kind: str
    method: str
    pixels_of: str
    pixels: int
    right: float
    none_told: float
    other_part: float
    part_off: float
    within_part: float


def told_of(places: Floats, sample: Sample) -> Told:
    """What places told [H, W, 2], NaN where there is none, are worth."""
    height, width = sample.seen.shape
    here = np.dstack(np.meshgrid(np.arange(width), np.arange(height))) + 0.5
    shown = sample.seen == 2
    none = np.isnan(places[..., 0])
    column, row = np.floor(np.where(none[..., None], 0, places)).astype(int).transpose(2, 0, 1)
    inside = (column >= 0) & (column < width) & (row >= 0) & (row < height)
    found = sample.source_part[row.clip(0, height - 1), column.clip(0, width - 1)]
    planes = (
        np.linalg.norm(places - sample.flow, axis=2), np.linalg.norm(here - sample.flow, axis=2),
        shifted(places, sample), best_affine(sample),
    )  # fmt: skip
    away, way, moved, best = (np.where(np.isnan(plane[shown]), np.inf, plane[shown]) for plane in planes)
    other = ~none & ~(inside & (found == sample.target_part))
    return Told(away, way, moved, best, sample.target_part[shown], other[shown])


def joined(several: Sequence[Told]) -> Told:
    """The pixels of several pictures as one."""
    names = Told.__dataclass_fields__
    return Told(*(np.concatenate([getattr(each, name) for each in several]) for name in names))


def lost_rows(found: Mapping[tuple[str, str], Sequence[Told]]) -> Iterator[LostRow]:
    """Of each kind and method: what rests, what moved, and the parts of that."""
    for (kind, method), pictures in found.items():
        told = joined(pictures)
        moved = ~told.rests
        chosen = {"at rest": told.rests, "moved": moved} | {
            f"moved: {name}": moved & np.isin(told.part, _numbers(ends)) for name, ends in _GROUPS.items()
        }
        for name, pixels in chosen.items():
            if pixels.any():
                yield LostRow(kind, method, name, int(pixels.sum()), *_shares(told, pixels))


def _numbers(ends: tuple[str, ...]) -> list[int]:
    return [1 + number for number, name in enumerate(PARTS) if name.endswith(ends)]


def _shares(told: Told, chosen: NDArray[np.bool_]) -> list[float]:
    right, none = told.right, np.isinf(told.away)
    other = ~right & ~none & told.other
    off = ~right & ~none & ~other & (told.shifted <= NEAR_PX)
    within = ~(right | none | other | off)
    return [float(each[chosen].mean()) for each in (right, none, other, off, within)]
