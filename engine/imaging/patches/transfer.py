"""A hole filled with copied pixels at photo size, their seams blended in the gradient domain."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.compiling import compiled, inlined
from engine.imaging.harmonic import poisson
from engine.imaging.patches.correspondence import Correspondence
from engine.imaging.patches.patchmatch import Mask, Places, Weights
from engine.imaging.pixels import Floats, shrunk, square_norm

_REACH = 1  # cells to each side whose displacements are mixed
_NEAR = 0.25  # squared cells over which their say fades
_BANDS = 8  # of rows, for threads
SEAM_LEVELS = 12.0  # steps at seams beyond this are taken for edges more and more, and stay
_STEEP = 45.0  # grey levels that no seam is bent by
_FORGET_PX = 25.0  # how far from a seam colours are bent, at most about

Real = float | np.floating[Any]
Part = tuple[int, int, int, int]


class _Copy(NamedTuple):
    """What is copied, and into what."""

    rgb: NDArray[np.uint8]  # [H, W, 3]
    hole: Mask  # [H, W]
    rows: Places  # [h, w] of the finest level, as the two below
    columns: Places
    weight: Weights
    left: int  # of the hole's box in the photo
    top: int
    filled: Weights  # [y, x, 3] of the box
    steps: Weights  # [y, x, 4, 3] from each pixel to the ones right, left, below and above; empty where not wanted


def transferred(
    rgb: NDArray[np.uint8],
    hole: Mask,
    found: Correspondence,
    *,
    blended_px: int = 0,
    rim_levels: float = SEAM_LEVELS,
) -> Floats:
    """`rgb` [H, W, 3] with its `hole` [H, W] filled from where `found` says, 0..255.

    blended_px: the longer side at which seams are blended; 0 is the picture's own. rim_levels: beyond which steps at
    the hole's rim are edges, as SEAM_LEVELS elsewhere.
    """
    scale = min(1.0, blended_px / max(hole.shape)) if blended_px else 1.0
    out, steps, part = _copied(rgb, hole, found, stepped=scale == 1)
    x, y, w, h = part
    inside = slice(y, y + h), slice(x, x + w)
    if scale == 1:
        more = _blend(out, hole, steps, part, rim_levels)
    else:
        size = (max(round(rgb.shape[1] * scale), 3), max(round(rgb.shape[0] * scale), 3))
        away = shrunk(hole.astype(np.float32), size) > 0
        small, rough, box = _copied(shrunk(out, size).round().astype(np.uint8), away, found, stepped=True)
        change = np.zeros_like(small)
        change[box[1] : box[1] + box[3], box[0] : box[0] + box[2]] = _blend(
            small, away, rough, box, rim_levels
        )
        more = cv2.resize(change, hole.shape[::-1], interpolation=cv2.INTER_LINEAR)[inside]
    out[inside] += more * hole[inside][..., None]
    return out


def _copied(
    rgb: NDArray[np.uint8], hole: Mask, found: Correspondence, *, stepped: bool
) -> tuple[Floats, Weights, Part]:
    """The picture with its hole filled by copies, their steps where wanted, and the hole's box (x, y, w, h)."""
    x, y, w, h = cv2.boundingRect(hole.astype(np.uint8))
    weight = (found.weight / found.weight.max()).astype(np.float32)
    filled = np.zeros((h, w, 3), np.float32)
    steps = np.zeros((h, w, 4, 3) if stepped else (0, 0, 4, 3), np.float32)
    # Another kind of array, a read-only one, would be compiled for anew.
    writable = np.require(rgb, requirements=("C", "W"))
    copy = _Copy(writable, hole, found.rows, found.columns, weight, x, y, filled, steps)
    cuts = np.linspace(0, h, _BANDS + 1).astype(int).tolist()
    with ThreadPoolExecutor(max(1, min(os.cpu_count() or 1, _BANDS))) as pool:
        list(pool.map(lambda first, last: copied(copy, first, last), cuts[:-1], cuts[1:]))
    out = rgb.astype(np.float32)
    inside = slice(y, y + h), slice(x, x + w)
    out[inside] = np.where(hole[inside][..., None], filled, out[inside])
    return out, steps, (x, y, w, h)


@compiled
def copied(copy: _Copy, first: int, last: int) -> None:
    """Mix the pixels, and the steps to their neighbours, that the displacements around propose."""
    height, width = copy.hole.shape
    h, w = copy.rows.shape
    tall, wide = height / h, width / w
    step = np.zeros((5, 3), np.float32)
    for j in range(first, last):
        for i in range(copy.filled.shape[1]):
            y, x = j + copy.top, i + copy.left
            if not copy.hole[y, x]:
                continue
            step[:] = 0
            share = np.float32(0)
            cy, cx = (y + 0.5) / tall - 0.5, (x + 0.5) / wide - 0.5
            for q in range(max(int(cy) - _REACH, 0), min(int(cy) + _REACH + 2, h)):
                for p in range(max(int(cx) - _REACH, 0), min(int(cx) + _REACH + 2, w)):
                    v = y + int(np.round((copy.rows[q, p] - q) * tall))
                    u = x + int(np.round((copy.columns[q, p] - p) * wide))
                    if 1 <= v < height - 1 and 1 <= u < width - 1 and not copy.hole[v, u]:
                        far = (cy - q) * (cy - q) + (cx - p) * (cx - p)
                        part = np.float32(copy.weight[q, p] * np.exp(-far / _NEAR) + 1e-20)
                        share += part
                        _add(copy, v, u, part, step)
            for k in range(3):
                copy.filled[j, i, k] = step[4, k] / max(share, np.float32(1e-30))
                for n in range(4 if len(copy.steps) else 0):
                    copy.steps[j, i, n, k] = step[n, k] / max(share, np.float32(1e-30))


@inlined
def _add(copy: _Copy, v: int, u: int, part: Real, step: Weights) -> None:
    """Add a source's colour and its steps to `step` [5, 3]; an unknown neighbour is taken to be like it."""
    for k in range(3):
        own = np.float32(copy.rgb[v, u, k])
        step[4, k] += part * own
        if not copy.hole[v, u + 1]:
            step[0, k] += part * (np.float32(copy.rgb[v, u + 1, k]) - own)
        if not copy.hole[v, u - 1]:
            step[1, k] += part * (np.float32(copy.rgb[v, u - 1, k]) - own)
        if not copy.hole[v + 1, u]:
            step[2, k] += part * (np.float32(copy.rgb[v + 1, u, k]) - own)
        if not copy.hole[v - 1, u]:
            step[3, k] += part * (np.float32(copy.rgb[v - 1, u, k]) - own)


def _blend(out: Floats, hole: Mask, steps: Floats, part: Part, rim_levels: float) -> Floats:
    """What must be added in the part (x, y, w, h) so that steps between pixels are those of the sources."""
    x, y, w, h = part
    around = cv2.copyMakeBorder(out, 1, 1, 1, 1, cv2.BORDER_REPLICATE)[y : y + h + 2, x : x + w + 2]
    within = np.pad(hole, 1)[y : y + h + 2, x : x + w + 2]
    # The photo's border has no neighbour to agree with.
    exists = np.pad(np.ones_like(hole), 1)[y : y + h + 2, x : x + w + 2]
    grown = np.pad(steps, ((1, 1), (1, 1), (0, 0), (0, 0)))
    wanted = np.zeros((h, w, 3), np.float32)
    for n, (dy, dx) in enumerate(((0, 1), (0, -1), (1, 0), (-1, 0))):
        there = slice(1 + dy, 1 + dy + h), slice(1 + dx, 1 + dx + w)
        own, theirs = steps[:, :, n], -grown[there][:, :, n ^ 1]
        both = within[there][..., None]
        aim = np.where(both, (own + theirs) / 2, own)
        off = (aim - (around[there] - around[1:-1, 1:-1])) * exists[there][..., None]
        size = np.sqrt(square_norm(off) / 3)[..., None]
        edge = np.where(both, SEAM_LEVELS, rim_levels)
        wanted += off.clip(-_STEEP, _STEEP) / (1 + (size / edge) ** 2)
    # Around the hole nothing changes: a ring of that, but where the photo ends.
    height, width = hole.shape
    ring = (int(y > 0), int(y + h < height)), (int(x > 0), int(x + w < width))
    free = np.pad(hole[y : y + h, x : x + w], ring)
    change = poisson(np.pad(wanted, (*ring, (0, 0))), free, np.full(free.shape, _FORGET_PX**-2, np.float32))
    return change[ring[0][0] : ring[0][0] + h, ring[1][0] : ring[1][0] + w]
