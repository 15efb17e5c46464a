"""Which known pixel each pixel of a hole is copied from: decided on a pyramid, coarse to fine.

After Newson, Almansa, Gousseau and Perez, "Non-Local Patch-Based Image Inpainting" (IPOL 2017): patches of colour and
of how much the picture varies, an onion-peel start, and a vote of all patches over a pixel after every match.
"""

from __future__ import annotations

import math
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.patches.patchmatch import (
    CHANNELS,
    RADIUS,
    Field,
    Level,
    Mask,
    Places,
    improve,
    peel,
    price,
    vote,
)
from engine.imaging.pixels import Floats, shrunk

_FINEST_PX, COARSEST_PX = 850, 78  # longer side of the levels, at most, where nothing else is asked
_UNIT = 4  # features a grey level
_VARIES = 1.5  # weight of the variation beside the colours
_KNOWN = 0.6  # share of a cell that must be known
_ROUNDS = (1, 2, 4, 6, 8)  # matches and votes, from the finest level on
_NEAR_ROUNDS = 4  # at least, after the nearest sources: those repeat what lies at a rim
_LEVEL = 3.0  # so many times as dear as later is going down for the nearest source: belts and hems go on in their rows
_BANDS = 8  # of rows that threads work on; the same everywhere, as the result depends on it
_LIKE = 4.0  # grey levels; patches no more unlike than this count alike

Kernel = Callable[[int, int], None]


class Way(NamedTuple):
    """How sources are chosen.

    down, across: the price of going the picture's longer side for one, in squared differences of white and black.
    fading: by how much less a patch counts a pixel further inside the hole. fits: power of its likeness by which it
    counts; where nothing fits well, the rim has the more say the less that is.
    """

    down: float
    across: float
    fading: float = 1.3
    fits: float = 3.0


@dataclass(frozen=True, eq=False)
class Correspondence:
    """Where the pixels of a hole come from, at the finest level; all [h, w]."""

    rows: Places
    columns: Places
    weight: Floats  # how good each match is


@dataclass(frozen=True, eq=False)
class _Varied:
    """A photo [H, W] to make levels of."""

    colours: Floats  # [H, W, 3], 0 in the hole
    steps: tuple[Floats, Floats]  # to the pixel on the right and below, 0 where one is unknown
    known: tuple[Floats, Floats, Floats]  # of the colours and of each step
    barred: Floats


def correspondence(
    rgb: NDArray[np.uint8],
    hole: Mask,
    barred: Mask,
    way: Way,
    *,
    coarsest_px: int = COARSEST_PX,
    from_near: bool = False,
) -> Correspondence | None:
    """For each pixel of a `hole` [H, W] the place in `rgb` [H, W, 3] it is best copied from, none of it `barred`.

    The finest level is the photo where that is small enough; the coarsest's longer side is coarsest_px at most.
    from_near: that one begins with the nearest sources, not with those that look best. None where too little is known.
    """
    levels = _levels(rgb, hole, barred, way, coarsest_px)
    if not all(level.whole.any() for level in levels):
        return None
    with ThreadPoolExecutor(max(1, min(os.cpu_count() or 1, _BANDS))) as pool:
        field = _nearest(levels[-1], way) if from_near else _begun(levels[-1])
        for number in range(len(levels) - 1, -1, -1):
            level = levels[number]
            if number < len(levels) - 1:
                field = _refined(field, level)
                _voted(level, field, pool, way)
            turns = _ROUNDS[min(number, len(_ROUNDS) - 1)]
            if from_near and number == len(levels) - 1:
                turns = max(turns, _NEAR_ROUNDS)
            for turn in range(turns):
                _matched(level, field, pool, turn=turn, coarsest=number == len(levels) - 1)
                _voted(level, field, pool, way)
    return Correspondence(field.rows, field.columns, _weight(levels[0], field, way))


def _levels(rgb: NDArray[np.uint8], hole: Mask, barred: Mask, way: Way, coarsest_px: int) -> list[Level]:
    """The finest first."""
    known = (~hole).astype(np.float32)
    grey = cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY).astype(np.float32)
    right, below = known.copy(), known.copy()
    right[:, :-1] *= known[:, 1:]
    below[:-1] *= known[1:]
    steps = (
        np.abs(np.diff(grey, axis=1, append=grey[:, -1:])) * right,
        np.abs(np.diff(grey, axis=0, append=grey[-1:])) * below,
    )
    photo = _Varied(rgb * known[..., None], steps, (known, right, below), barred.astype(np.float32))
    longer, levels = max(hole.shape), []
    side = min(longer, _FINEST_PX)
    while True:
        levels.append(_level(photo, side / longer, way))
        if side <= coarsest_px:
            return levels
        side //= 2


def _nearest_by_way(where: Mask, way: Way) -> tuple[Places, Places]:
    """The row and the column [h, w] of what lies `where` and is the least way from each pixel; some must."""
    height, width = where.shape
    ratio = math.sqrt(way.down / way.across)
    tall, wide = round(height * max(ratio, 1.0)), round(width * max(1 / ratio, 1.0))
    stretched = cv2.resize(where.astype(np.uint8), (wide, tall), interpolation=cv2.INTER_NEAREST) > 0
    _, label = cv2.distanceTransformWithLabels(
        (~stretched).astype(np.uint8), cv2.DIST_L2, 5, labelType=cv2.DIST_LABEL_PIXEL
    )
    at = np.zeros(int(label.max()) + 1, np.int64)
    at[label[stretched]] = np.flatnonzero(stretched)
    y, x = ((np.arange(n) * 2 + 1) * grown // (2 * n) for n, grown in ((height, tall), (width, wide)))
    rows, columns = np.divmod(at[label[y][:, x]], wide)
    return (rows * height // tall).astype(np.int32), (columns * width // wide).astype(np.int32)


def _level(photo: _Varied, scale: float, way: Way) -> Level:
    size = tuple(max(round(side * scale), 2 * RADIUS + 2) for side in photo.barred.shape[::-1])
    width, height = size
    share = shrunk(photo.known[0], size)
    window = int(2 * RADIUS / scale) | 1
    varies = [
        shrunk(cv2.blur(step, (window, window)) / np.maximum(cv2.blur(known, (window, window)), 1e-3), size)
        for step, known in zip(photo.steps, photo.known[1:], strict=True)
    ]
    colours = shrunk(photo.colours, size) / np.maximum(share, 1e-3)[..., None]
    features = np.dstack([colours, *(_VARIES * each for each in varies)]) * _UNIT
    hole = share < _KNOWN
    features[hole] = 0
    patch = np.ones((2 * RADIUS + 1, 2 * RADIUS + 1), np.uint8)
    barred = hole | (shrunk(photo.barred, size) > 1 - _KNOWN)
    whole = cv2.dilate(barred.astype(np.uint8), patch) == 0
    whole[:RADIUS], whole[-RADIUS:], whole[:, :RADIUS], whole[:, -RADIUS:] = False, False, False, False
    unit = (255 * _UNIT / max(size)) ** 2 * patch.size
    return Level(
        np.ascontiguousarray(features.round().astype(np.int16).reshape(height, width * CHANNELS)),
        hole,
        cv2.dilate(hole.astype(np.uint8), patch) > 0,
        whole,
        round(way.down * unit),
        round(way.across * unit),
    )


def _identity(shape: tuple[int, ...]) -> Field:
    rows, columns = np.indices(shape, dtype=np.int32)
    return Field(rows, columns, np.zeros(shape, np.int32))


def _begun(level: Level) -> Field:
    """The coarsest level filled ring by ring from outside, by what is known of each patch."""
    field, known = _identity(level.hole.shape), ~level.hole
    colours = level.features.reshape(*level.hole.shape, CHANNELS)
    while not known.all():
        ring = (cv2.dilate(known.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0) & ~known
        peel(level, known, ring, field)
        colours[ring] = colours[field.rows[ring], field.columns[ring]]
        known |= ring
    return _settled(field, level)


def _nearest(level: Level, way: Way) -> Field:
    """The coarsest level filled with the nearest sources."""
    own = _identity(level.hole.shape)
    rows, columns = _nearest_by_way(level.whole, way._replace(down=way.down * _LEVEL))
    colours = level.features.reshape(*level.hole.shape, CHANNELS)
    colours[level.hole] = colours[rows[level.hole], columns[level.hole]]
    return Field(np.where(level.asked, rows, own.rows), np.where(level.asked, columns, own.columns), own.cost)


def _refined(coarse: Field, level: Level) -> Field:
    """The same displacements on a finer level."""
    (h, w), (height, width) = coarse.rows.shape, level.hole.shape
    field = _identity(level.hole.shape)
    y, x = field.rows * h // height, field.columns * w // width
    field.rows[:] += np.round((coarse.rows[y, x] - y) * (height / h)).astype(np.int32)
    field.columns[:] += np.round((coarse.columns[y, x] - x) * (width / w)).astype(np.int32)
    return _settled(field, level)


def _settled(field: Field, level: Level) -> Field:
    """Whoever asks is sent to the nearest source that may be copied; the others to themselves."""
    height, width = level.hole.shape
    own = _identity(level.hole.shape)
    y, x = field.rows.clip(0, height - 1), field.columns.clip(0, width - 1)
    _, label = cv2.distanceTransformWithLabels(
        (~level.whole).astype(np.uint8), cv2.DIST_L2, 5, labelType=cv2.DIST_LABEL_PIXEL
    )
    at = np.zeros(int(label.max()) + 1, np.int64)
    at[label[level.whole]] = np.flatnonzero(level.whole)
    rows, columns = np.divmod(at[label[y, x]], width)
    return Field(
        np.where(level.asked, rows, own.rows).astype(np.int32),
        np.where(level.asked, columns, own.columns).astype(np.int32),
        own.cost,
    )


def _matched(level: Level, field: Field, pool: ThreadPoolExecutor, *, turn: int, coarsest: bool) -> None:
    _spread(pool, level, lambda first, last: price(level, field, first, last))
    reach = max(level.hole.shape) // (1 if coarsest else 12)
    for sweep in (2 * turn, 2 * turn + 1):
        before = Field(field.rows.copy(), field.columns.copy(), field.cost)
        _spread(
            pool,
            level,
            lambda first, last, before=before, sweep=sweep: improve(  # type: ignore[misc]
                level, field, before, first, last, sweep, reach
            ),
        )


def _voted(level: Level, field: Field, pool: ThreadPoolExecutor, way: Way) -> None:
    weight, voted = _weight(level, field, way), level.features.copy()
    _spread(pool, level, lambda first, last: vote(level, field, weight, voted, first, last))
    level.features[:] = voted


def _weight(level: Level, field: Field, way: Way) -> Floats:
    """How much each patch's proposal counts: more where it fits, and near what is known."""
    hole = cv2.copyMakeBorder(level.hole.astype(np.uint8), 1, 1, 1, 1, cv2.BORDER_REPLICATE)
    inside = cv2.distanceTransform(hole, cv2.DIST_L2, 5)[1:-1, 1:-1]
    alike = (2 * RADIUS + 1) ** 2 * (_LIKE * _UNIT) ** 2
    weight = way.fading ** -np.minimum(inside, 40) / (1 + field.cost / alike) ** way.fits
    return weight.astype(np.float32)


def _spread(pool: ThreadPoolExecutor, level: Level, kernel: Kernel) -> None:
    """Run a kernel over the rows that ask, in bands."""
    rows = np.flatnonzero(level.asked.any(axis=1))
    cuts = np.linspace(rows[0], rows[-1] + 1, _BANDS + 1).astype(int)
    list(pool.map(kernel, cuts[:-1].tolist(), cuts[1:].tolist()))
