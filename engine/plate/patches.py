"""Which patch of the surroundings fills which part of a hole, decided on small copies, coarse to fine.

Source: C. Barnes et al., "PatchMatch" (SIGGRAPH 2009) for the search; Y. Wexler et al., "Space-Time Completion of
Video" (PAMI 2007) for matching and voting in turns. Differs: patches are compared by a few cosine waves, small levels
exhaustively.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.pixels import Floats, known_average
from engine.plate.harmonic import membrane

_RADIUS = 3
_SIDES = (40, 64, 104, 168)  # longer side of the levels, in pixels
COPIED = 0.999  # known share from which a cell of the finest grid keeps its own pixels
_ROUNDS = (8, 5, 3, 2)  # match-and-vote rounds at each
_EXACT = 104  # up to this side every patch is compared with every other
_STEPS = ((0, 1), (0, -1), (1, 0), (-1, 0))
_WALKS = 2
_TOGETHER = 1.35  # how much worse a match may be that keeps a piece in one piece
_PLACE = (0.03, 0.9)  # cost of moving a patch across and down the picture, in colour units a picture side


def _cosine_waves() -> list[Floats]:
    """The lowest two-dimensional cosine waves over a patch, orthonormal, over the patch's size."""
    side = 2 * _RADIUS + 1
    steps = (np.arange(side) + 0.5) * np.pi / side
    lines = [np.cos(k * steps) / np.linalg.norm(np.cos(k * steps)) for k in range(4)]
    pairs = ((0, 0), (0, 1), (1, 0), (1, 1), (0, 2), (2, 0), (1, 2), (2, 1), (0, 3), (3, 0))
    return [(np.outer(lines[i], lines[j]) / np.sqrt(3 * side * side)).astype(np.float32) for i, j in pairs]


@dataclass(frozen=True, slots=True)
class _Level:
    """One scale of the picture [h, w, 3], its hole, and flat indices of who asks and who may answer."""

    picture: Floats
    hole: NDArray[np.bool_]
    targets: NDArray[np.int64]  # every pixel whose patch reaches into the hole
    sources: NDArray[np.int64]  # every pixel whose patch is wholly known


def patch_sources(picture: Floats, hole: NDArray[np.bool_]) -> Floats | None:
    """For each pixel of a small grid [h, w, 2], where in `picture` [H, W, 3] (0..1) its filling comes from.

    Positions are (x, y) as fractions of width and height; cells without any hole come from themselves.
    None where the surroundings are too small to take a patch from.
    """
    level = _level(picture, hole, _SIDES[0])
    fill = membrane(level.picture, level.hole)
    origin = np.arange(level.hole.size)
    for side, rounds in zip(_SIDES, _ROUNDS, strict=True):
        finer = _level(picture, hole, side)
        if not len(finer.sources):
            return None
        origin, level = _refined(origin, level, finer), finer
        fill = _voted(origin, level) if side != _SIDES[0] else fill
        for _ in range(rounds if len(level.targets) else 0):
            origin = _matched(fill, level, origin, exact=side <= _EXACT)
            fill = _voted(origin, level)
    h, w = level.hole.shape
    return (
        np.stack([(origin % w + 0.5) / w, (origin // w + 0.5) / h], axis=-1)
        .reshape(h, w, 2)
        .astype(np.float32)
    )


def _level(picture: Floats, hole: NDArray[np.bool_], side: int) -> _Level:
    scale = min(side / max(hole.shape), 1.0)
    size = (
        max(round(hole.shape[1] * scale), 2 * _RADIUS + 2),
        max(round(hole.shape[0] * scale), 2 * _RADIUS + 2),
    )
    small, missing = known_average(picture, hole, size, least=COPIED if side == _SIDES[-1] else 0.5)
    box = np.ones((2 * _RADIUS + 1, 2 * _RADIUS + 1), np.uint8)
    wide = cv2.dilate(missing.astype(np.uint8), box) > 0
    whole = ~wide
    whole[:_RADIUS], whole[-_RADIUS:], whole[:, :_RADIUS], whole[:, -_RADIUS:] = False, False, False, False
    return _Level(small, missing, np.flatnonzero(wide), np.flatnonzero(whole))


def _refined(origin: NDArray[np.int64], coarse: _Level, fine: _Level) -> NDArray[np.int64]:
    """The same origins on a finer grid: each pixel keeps its parent's displacement."""
    (h, w), (rows, columns) = coarse.hole.shape, fine.hole.shape
    y, x = np.divmod(np.arange(rows * columns), columns)
    parent = (y * h // rows) * w + x * w // columns
    down = np.round((origin[parent] // w - parent // w) * (rows / h)).astype(np.int64)
    across = np.round((origin[parent] % w - parent % w) * (columns / w)).astype(np.int64)
    return _snapped(y + down, x + across, fine)


def _snapped(y: NDArray[np.int64], x: NDArray[np.int64], level: _Level) -> NDArray[np.int64]:
    h, w = level.hole.shape
    return np.clip(y, _RADIUS, h - 1 - _RADIUS) * w + np.clip(x, _RADIUS, w - 1 - _RADIUS)


def _descriptors(fill: Floats, level: _Level) -> tuple[Floats, Floats]:
    """Patch descriptors [n, d] of targets and sources, so that squared distances compare blurred patches.

    The lowest cosine waves hold most of what a patch shows, and plain filtering needs no threads of a BLAS.
    """
    h, w = level.hole.shape
    waves = [
        cv2.filter2D(fill, cv2.CV_32F, wave, borderType=cv2.BORDER_REPLICATE) for wave in _cosine_waves()
    ]
    described = np.concatenate([*waves, _places(h, w)], axis=2).reshape(h * w, -1)
    return described[level.targets], described[level.sources]


def _places(h: int, w: int) -> Floats:
    y, x = np.mgrid[:h, :w].astype(np.float32)
    return np.stack([x * _PLACE[0], y * _PLACE[1]], axis=2) / max(h, w)


def _matched(fill: Floats, level: _Level, origin: NDArray[np.int64], *, exact: bool) -> NDArray[np.int64]:
    """A better origin for every target pixel; the others stay their own."""
    asked, known = _descriptors(fill, level)
    best = origin
    if exact:
        best = np.arange(level.hole.size)
        best[level.targets] = _nearest(asked, known, level)
    for _ in range(_WALKS):
        walked = np.arange(level.hole.size)
        walked[level.targets] = _walked(asked, known, level, best)
        best = walked
    return best


def _nearest(asked: Floats, known: Floats, level: _Level) -> NDArray[np.int64]:
    _, index = cv2.batchDistance(asked, known, cv2.CV_32F, normType=cv2.NORM_L2SQR, K=1)
    return level.sources[index[:, 0]]


def _walked(asked: Floats, known: Floats, level: _Level, origin: NDArray[np.int64]) -> NDArray[np.int64]:
    """Try the neighbours' displacements and small steps, as PatchMatch does, for all targets at once."""
    h, w = level.hole.shape
    row = np.full(level.hole.size, -1)
    row[level.sources] = np.arange(len(level.sources))
    ty, tx = np.divmod(level.targets, w)
    best = origin[level.targets]
    cost = _cost(asked, known, row[best])
    for dy, dx in _STEPS:
        beside = np.clip(ty + dy, 0, h - 1) * w + np.clip(tx + dx, 0, w - 1)
        moved = _snapped(origin[beside] // w - dy, origin[beside] % w - dx, level)
        nudged = _snapped(best // w + dy, best % w + dx, level)
        for tried, ease in ((moved, _TOGETHER), (nudged, 1.0)):
            price = _cost(asked, known, row[tried])
            better = price < cost * ease
            best, cost = np.where(better, tried, best), np.where(better, price, cost)
    return best


def _cost(asked: Floats, known: Floats, row: NDArray[np.int64]) -> Floats:
    apart = asked - known[row]
    return np.where(row >= 0, np.einsum("nd,nd->n", apart, apart), np.float32(np.inf)).astype(np.float32)


def _voted(origin: NDArray[np.int64], level: _Level) -> Floats:
    """The picture with its hole filled by the average of what all overlapping patches propose."""
    h, w = level.hole.shape
    holes = np.flatnonzero(level.hole)
    y, x = np.divmod(holes, w)
    flat = level.picture.reshape(-1, 3)
    total, weight = np.zeros((len(holes), 3), np.float32), np.zeros((len(holes), 1), np.float32)
    for dy in range(-_RADIUS, _RADIUS + 1):
        for dx in range(-_RADIUS, _RADIUS + 1):
            cy, cx = y + dy, x + dx
            inside = ((cy >= 0) & (cy < h) & (cx >= 0) & (cx < w))[:, None]
            centre = origin[np.clip(cy, 0, h - 1) * w + np.clip(cx, 0, w - 1)]
            share = inside * np.float32(np.exp(-(dy * dy + dx * dx) / 4.0))
            total += share * flat[np.clip(centre - dy * w - dx, 0, h * w - 1)]
            weight += share
    out = flat.copy()
    out[holes] = total / weight
    return out.reshape(h, w, 3)
