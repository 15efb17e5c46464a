"""The outline of a cut-out, drawn anew as one smooth line along the photo's edges.

A small matting network sees three photo pixels as one, and what is made of that by colours alone is ragged wherever
person and background have colours in common. So the line itself is looked for: across the matte's own outline, at every
step along it, the place that best parts the colours inside from those outside, and that lies beside its neighbours'
(dynamic programming, as A. Amini et al., "Using Dynamic Programming for Solving Variational Problems in Vision", 1990).
"""

from __future__ import annotations

from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.pixels import Floats, ramp
from engine.system.giving_way import give_way

_FAINT, _PERSON = 0.02, 0.5
_FINEST = 5.0  # photo pixels to one of the network's that are looked at: camera photos are looked at smaller
_CALM_PX = 0.7  # of the photo's noise
# In pixels of the network:
_SMOOTH = 0.8  # what is finer in the matte's outline is forgotten,
_REACH = 1.6  # how far from there the edge may be,
_DEEP = 2.0  # how far beyond colours are surely inside or outside,
_ALONG = 4.0  # and how far along the outline they are alike.
_OFFSETS = 17  # places that are tried
_NOISE = 6.0  # levels by which colours differ at least
_FAR = 9.0  # squared deviations beyond which a colour is simply another
_DOUBT = 0.02  # of the matte, at least
_EDGE, _MOST_EDGE = 16.0, 1.5  # what the strongest edge is worth beside a place's colours,
_MATTE = 10.0  # and what the matte itself is,
_STEP = 1.2  # and what going to a neighbouring place costs from one step to the next
_LEAST_PX = 40  # of an outline that is looked at
_CLEAR = (0.1, 0.4)  # of the contrast, over which the line is better than the matte
_AWAY = (1.6, 1.1)  # times the reach, over which it has nothing to say
_EVEN_PX = 1.2
_SOFT_PX, _OUT_PX = 1.3, 0.2  # the edge's width, and from the middle of its pixels to their rim


class _Outline(NamedTuple):
    """Points [n, 2] one pixel apart along it, and what leads out of it there, length 1."""

    points: NDArray[np.float32]
    outward: NDArray[np.float32]


def with_outline(rgb: NDArray[np.uint8], matte: Floats, *, scale: float) -> Floats:
    """A matte [H, W] with a smooth edge where the photo [H, W, 3] has one.

    scale: photo pixels to one of the matting network's. What is soft by nature, as hair, and edges between like colours
    stay as they are.
    """
    x, y, w, h = cv2.boundingRect((matte > _FAINT).astype(np.uint8))
    air = round((_REACH + _DEEP) * scale) + 2
    rows, columns = slice(max(y - air, 0), y + h + air), slice(max(x - air, 0), x + w + air)
    held, seen = matte[rows, columns], rgb[rows, columns]
    factor = min(1.0, _FINEST / scale)
    give_way()
    found = _line(*(_at_size(image, factor) for image in (seen, held)), scale=scale * factor)
    if found is None:
        return matte
    size = (held.shape[1], held.shape[0])
    depth, near = (cv2.resize(plane, size, interpolation=cv2.INTER_LINEAR) for plane in found)
    give_way()
    line = ((depth / np.float32(factor) + _OUT_PX) / _SOFT_PX + 0.5).clip(0, 1)
    out = matte.copy()
    out[rows, columns] = held + (line - held) * near
    return out


def _at_size(image: NDArray[Any], factor: float) -> NDArray[Any]:
    if factor == 1:
        return image
    return cv2.resize(image, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)


def _line(rgb: NDArray[np.uint8], matte: Floats, *, scale: float) -> tuple[Floats, Floats] | None:
    """How deep inside of the new outline pixels [h, w] lie, px, and how far that is better than the matte, 0..1."""
    calm = cv2.GaussianBlur(matte, (0, 0), max(0.8, _SMOOTH * scale))
    inside = (calm > _PERSON).astype(np.uint8)
    photo = cv2.GaussianBlur(rgb, (0, 0), _CALM_PX).astype(np.uint8, copy=False)
    moved = np.full(matte.shape, np.nan, np.float32)
    clear = np.zeros(matte.shape, np.float32)
    for outline in _outlines(calm, inside, scale):
        give_way()
        at = np.rint(outline.points[:, ::-1]).astype(np.intp).T
        moved[*at], clear[*at] = _found(photo, matte, outline, scale)
    if np.isnan(moved).all():
        return None
    give_way()
    return _redrawn(inside, moved, clear, _REACH * scale)


def _outlines(calm: Floats, inside: NDArray[np.uint8], scale: float) -> list[_Outline]:
    """The edges of `inside` [h, w], outer ones and those of holes, where a calm matte [h, w] falls to a half."""
    found, _ = cv2.findContours(inside, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    slope = np.dstack(
        [cv2.Sobel(calm, cv2.CV_32F, 1, 0, ksize=3), cv2.Sobel(calm, cv2.CV_32F, 0, 1, ksize=3)]
    )
    slope = cv2.GaussianBlur(slope, (0, 0), max(1.0, scale))
    out = []
    for each in found:
        points = each[:, 0].astype(np.float32)
        if len(points) < _LEAST_PX:
            continue
        x, y = each[:, 0].T
        outward = -slope[y, x]
        outward /= np.maximum(np.hypot(*outward.T), 1e-6)[:, None]
        out.append(_Outline(points, outward))
    return out


def _found(photo: NDArray[np.uint8], matte: Floats, outline: _Outline, scale: float) -> tuple[Floats, Floats]:
    """How far out of an outline the edge lies at each point [n], px, and how clear it is there, 0..1."""
    reach = _REACH * scale
    margin = max(2, round(_OFFSETS * _DEEP / (2 * _REACH)))
    step = np.float32(2 * reach / (_OFFSETS - 1))
    offsets = np.arange(-margin, _OFFSETS + margin, dtype=np.float32) * step - np.float32(reach)
    middle = np.s_[margin : margin + _OFFSETS]
    places = outline.points[:, None] + offsets[None, :, None] * outline.outward[:, None]
    x, y = (np.ascontiguousarray(places[..., axis]) for axis in (0, 1))
    colours, held = (
        cv2.remap(image, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE).astype(np.float32)
        for image in (photo, matte)
    )
    near = 2 * round(_ALONG * scale) + 1
    inner, outer = (_unlike(colours, side, near) for side in (np.s_[:margin], np.s_[-margin:]))
    held = held.clip(_DOUBT, 1 - _DOUBT)
    # What it costs to call a place the person's, less what it costs to call it background.
    wrong = (inner - outer).clip(-_FAR, _FAR) * (2 / _FAR) - _MATTE / 4 * np.log(held / (1 - held))
    # With the edge at a place all nearer ones are the person's.
    cost = np.cumsum(wrong, 1)[:, middle]
    edge = np.linalg.norm(colours[:, 2:] - colours[:, :-2], axis=2)
    edge = np.pad(edge, ((0, 0), (1, 1)))[:, middle]
    strongest = np.maximum(cv2.blur(edge, (1, near)).max(1, keepdims=True), _NOISE)
    chosen = _smoothest(cost - _EDGE * (edge / strongest).clip(0, _MOST_EDGE))
    apart = np.abs(inner - outer)[:, middle].clip(0, _FAR).mean(1) / _FAR
    clear = ramp(cv2.blur(apart[:, None], (1, 2 * round(scale) + 1))[:, 0], *_CLEAR)
    return offsets[middle][chosen], clear


def _unlike(colours: Floats, side: slice, near: int) -> Floats:
    """How far colours [n, k, 3] are from those on one side of the outline near there, squared deviations [n, k]."""
    mean = cv2.blur(colours[:, side].mean(1, keepdims=True), (1, near))
    square = cv2.blur((colours[:, side] ** 2).mean(1, keepdims=True), (1, near))
    spread = np.maximum(square - mean**2, 0) + _NOISE**2
    return ((colours - mean) ** 2 / spread).mean(2)


def _smoothest(cost: Floats) -> NDArray[np.intp]:
    """The places [n] of least cost [n, k] where a step to a neighbouring one costs extra; the outline is closed."""
    n, k = cost.shape
    lead = n // 4  # of the way once more on either side, so that its ends meet
    lap = np.concatenate([cost[n - lead :], cost, cost[:lead]])
    came = np.zeros(lap.shape, np.int8)
    best, every = lap[0], np.arange(k)
    ways = np.full((3, k), np.inf, np.float32)
    for number in range(1, len(lap)):
        ways[0, 1:], ways[1], ways[2, :-1] = best[:-1] + _STEP, best, best[1:] + _STEP
        step = ways.argmin(0)
        came[number] = step - 1
        best = ways[step, every] + lap[number]
    place = int(best.argmin())
    out = np.empty(len(lap), np.intp)
    for number in range(len(lap) - 1, -1, -1):
        out[number] = place
        place += int(came[number, place])
    return out[lead : lead + n]


def _redrawn(inside: NDArray[np.uint8], moved: Floats, clear: Floats, reach: float) -> tuple[Floats, Floats]:
    """As `_line`, of an edge that lies as far out of `inside` as `moved` says, where it is clear.

    moved, clear: [h, w], told on the outline's pixels alone.
    """
    elsewhere = np.isnan(moved)
    far, nearest = cv2.distanceTransformWithLabels(
        elsewhere.astype(np.uint8), cv2.DIST_L2, 5, labelType=cv2.DIST_LABEL_PIXEL
    )
    out, trust = (np.zeros(int(nearest.max()) + 1, np.float32) for _ in range(2))
    out[nearest[~elsewhere]], trust[nearest[~elsewhere]] = moved[~elsewhere], clear[~elsewhere]
    # Distances to whole pixels are steps along a slanting edge.
    depth = cv2.GaussianBlur(out[nearest] + np.where(inside > 0, far, -far), (0, 0), _EVEN_PX)
    near = cv2.blur(trust[nearest] * ramp(far, *(share * reach for share in _AWAY)), (5, 5))
    return depth, near
