"""PatchMatch on one level of a pyramid: the known patches most like those of a hole, and their vote; compiled.

Barnes et al., "PatchMatch" (SIGGRAPH 2009); Wexler, Shechtman and Irani, "Space-Time Completion of Video" (PAMI 2007).
Features are whole numbers, so that every machine makes the same choices.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.imaging.compiling import compiled, inlined

Features = NDArray[np.int16]
Mask = NDArray[np.bool_]
Places = NDArray[np.int32]
Weights = NDArray[np.float32]

RADIUS = 3
_AREA = (2 * RADIUS + 1) ** 2
_TOGETHER = 3  # a neighbour's displacement may be worse by the cost over this
CHANNELS = 5  # red, green, blue, and how much the picture varies across and down
_WORST = 2**31 - 1


class Level(NamedTuple):
    """One scale of the photo; all [h, w]."""

    features: Features  # [h, w * CHANNELS]
    hole: Mask
    asked: Mask  # whose patch reaches into the hole
    whole: Mask  # whose patch is known and may be copied
    down: int  # cost of a source one pixel above or below, as of squared differences; grows with the square
    across: int  # the same to the side


class Field(NamedTuple):
    """Where each pixel's patch is copied from, and how unlike the two are; all [h, w]."""

    rows: Places
    columns: Places
    cost: Places


@inlined
def _unlike(level: Level, y: int, x: int, v: int, u: int, limit: int) -> int:
    """The squared difference of the patches around (x, y) and (u, v), and the price of the way; or the limit."""
    height, width = level.hole.shape
    way = level.down * (y - v) * (y - v) + level.across * (x - u) * (x - u)
    top, bottom = max(-RADIUS, -y), min(RADIUS, height - 1 - y)
    left, right = max(-RADIUS, -x), min(RADIUS, width - 1 - x)
    area = (bottom - top + 1) * (right - left + 1)
    limit = min(limit, _WORST)
    bound = (limit - way) * area
    total = np.int32(0)
    for step in range(top, bottom + 1):
        if total * _AREA >= bound:
            return limit
        a, b = (x + left) * CHANNELS, (u + left) * CHANNELS
        for k in range((right - left + 1) * CHANNELS):
            apart = np.int32(level.features[y + step, a + k]) - np.int32(level.features[v + step, b + k])
            total += np.int32(apart * apart)
    return min(total * _AREA // area + way, limit)


@compiled
def price(level: Level, field: Field, first: int, last: int) -> None:
    """Compute the costs of rows first .. last anew, after the features changed."""
    for y in range(first, last):
        for x in range(level.hole.shape[1]):
            if level.asked[y, x]:
                v, u = field.rows[y, x], field.columns[y, x]
                field.cost[y, x] = _unlike(level, y, x, v, u, _WORST) if level.whole[v, u] else _WORST


@compiled
def improve(level: Level, field: Field, before: Field, first: int, last: int, turn: int, reach: int) -> None:
    """One sweep over rows first .. last: try the neighbours' displacements, then chance places ever nearer.

    before: the field as it was, for what lies beyond the rows, so that threads do not disturb each other. Even turns
    go down and right, odd ones up and left. reach: of the first chance place, in pixels.
    """
    height, width = level.hole.shape
    step = 1 if turn % 2 else -1
    for i in range(last - first):
        y = first + i if step < 0 else last - 1 - i
        for j in range(width):
            x = j if step < 0 else width - 1 - j
            if not level.asked[y, x]:
                continue
            v, u, cost = field.rows[y, x], field.columns[y, x], field.cost[y, x]
            seed = np.uint32(y * 73856093 + x * 19349663 + turn * 83492791 + 17)
            radius, candidate = reach, 0
            while candidate < 2 or radius >= 1:
                tv, tu = -1, -1
                if candidate < 2:
                    q, p = (y + step, x) if candidate == 0 else (y, x + step)
                    if 0 <= q < height and 0 <= p < width:
                        beyond = q < first or q >= last
                        tv = (before.rows[q, p] if beyond else field.rows[q, p]) + y - q
                        tu = (before.columns[q, p] if beyond else field.columns[q, p]) + x - p
                else:
                    seed = np.uint32(seed * np.uint32(1664525) + np.uint32(1013904223))
                    tv = v + np.int64(seed >> np.uint32(8)) % (2 * radius + 1) - radius
                    seed = np.uint32(seed * np.uint32(1664525) + np.uint32(1013904223))
                    tu = u + np.int64(seed >> np.uint32(8)) % (2 * radius + 1) - radius
                    radius //= 2
                candidate += 1
                if tv < 0 or tv >= height or tu < 0 or tu >= width or not level.whole[tv, tu]:
                    continue
                if tv == v and tu == u:
                    continue
                # Pieces in one piece look right even where single pixels would find somewhat better ones.
                ease = cost // _TOGETHER if candidate <= 2 else 0
                tried = _unlike(level, y, x, tv, tu, cost + ease)
                if tried < cost + ease:
                    v, u, cost = tv, tu, tried
            field.rows[y, x], field.columns[y, x], field.cost[y, x] = v, u, cost


@compiled
def vote(level: Level, field: Field, weight: Weights, voted: Features, first: int, last: int) -> None:
    """Put into `voted` what the patches over each pixel of the hole propose, by their centres' weight [h, w]."""
    height, width = level.hole.shape
    total = np.zeros(CHANNELS, np.float32)
    for y in range(first, last):
        for x in range(width):
            if not level.hole[y, x]:
                continue
            total[:] = 0
            share = np.float32(1e-30)
            for q in range(max(y - RADIUS, 0), min(y + RADIUS + 1, height)):
                for p in range(max(x - RADIUS, 0), min(x + RADIUS + 1, width)):
                    part = weight[q, p]
                    v, u = field.rows[q, p] + y - q, field.columns[q, p] + x - p
                    for k in range(CHANNELS):
                        total[k] += part * level.features[v, u * CHANNELS + k]
                    share += part
            for k in range(CHANNELS):
                voted[y, x * CHANNELS + k] = np.int16(np.round(total[k] / share))


@inlined
def _unlike_in_known(level: Level, known: Mask, y: int, x: int, v: int, u: int, limit: int) -> int:
    """As `_unlike`, of what is known of the patch around (x, y)."""
    height, width = level.hole.shape
    way = level.down * (y - v) * (y - v) + level.across * (x - u) * (x - u)
    total, area = 0, 0
    for q in range(max(-RADIUS, -y), min(RADIUS, height - 1 - y) + 1):
        if total + way >= limit:
            return limit
        for p in range(max(-RADIUS, -x), min(RADIUS, width - 1 - x) + 1):
            if known[y + q, x + p]:
                area += 1
                a, b = (x + p) * CHANNELS, (u + p) * CHANNELS
                for k in range(CHANNELS):
                    apart = np.int64(level.features[y + q, a + k]) - level.features[v + q, b + k]
                    total += apart * apart
    return int(total * _AREA // max(area, 1) + way)


@compiled
def peel(level: Level, known: Mask, ring: Mask, field: Field) -> None:
    """For each pixel of a ring [h, w]: the source whose patch is most like what is known of its own."""
    height, width = level.hole.shape
    for y in range(height):
        for x in range(width):
            if not ring[y, x]:
                continue
            least = 2**62
            # Its own row first: after that most others cost too much for their way alone.
            for step in range(height):
                v = (y + step) % height
                for u in range(RADIUS, width - RADIUS):
                    if level.whole[v, u]:
                        tried = _unlike_in_known(level, known, y, x, v, u, least)
                        if tried < least:
                            least = tried
                            field.rows[y, x], field.columns[y, x] = v, u
