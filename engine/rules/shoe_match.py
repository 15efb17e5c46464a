"""Where one of two feet shows the same as the other, and which pixels are whose: shoes come in pairs.

Where two shoes overlap this tells them apart better than a part map that is ten photo pixels coarse: what is seen of
the hidden one is seen once more on the other, only elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.pixels import square_norm

Floats = NDArray[np.float32]
Matrix = NDArray[np.float64]
# Square distance of colours (three channels, 0..1) that counts as 1, and what no match costs.
_SIGMA, NO_MATCH = 0.03, 4.0
# What it costs not to be hidden, so that a bad match is worth less than none, and to match what is hidden itself.
_IN_FRONT, _BOTH_HIDDEN = 1.0, 2.0
# How much the part map's odds count (their logarithms, limited) where places are looked for, where feet are
# told apart, and above the ankle.
_FINDING, _TELLING, _ABOVE, _ODDS = 0.25, 0.12, 0.35, 3.5
# What lies nearer to itself, as a share of the shin, is no second look at the same.
_ITSELF = 0.12
# What it costs that ankles miss each other by a tenth of the shin, by the square; and that who hides stands higher than
# who is hidden, by more than this share of the shin: whoever is nearer stands lower in the picture.
_ASTRAY, _UPSIDE, _HIGHER = 0.08, 1.0, 0.02
_SOLE = 0.15  # the lowest pixels of a foot
# A match tells something if what lies around it matches less, so far away as a share of the shin; plain shoes match
# anywhere. Less than the second is noise, what is sure counts as much as the third.
_AROUND, _NOISE, _SURE = 0.12, 0.3, 2.0
# Colours this far apart part two pixels; how strongly what is told holds a pixel; how often all ask their neighbours.
_EDGE, _HOLD, _ROUNDS = 0.08, 0.06, 300


@dataclass(frozen=True)
class Feet:
    """Both feet in a small picture [h, w]."""

    colour: Floats  # [h, w, 3] 0..1
    person: NDArray[np.bool_]
    zone: NDArray[np.bool_]  # where feet may be: beyond it nothing is known
    below: Floats  # 0..1, how far beyond the hidden foot's ankle
    odds: Floats  # the part map's, logarithms: above 0 for the hidden foot
    ankles: tuple[
        Matrix, Matrix
    ]  # (x, y) of the hidden foot's and of the other's, counted from pixel centres
    shin: float  # length in pixels

    def matrix(self, linear: Matrix, shift: Matrix) -> Matrix:
        """[2, 3] from the hidden foot's pixels to the other's: laid on it by the ankles, and shifted (x, y) there."""
        own, other = self.ankles
        return np.column_stack([linear, other - linear @ (own + shift)])

    def counted(self) -> NDArray[np.bool_]:
        """[h, w]: pixels of feet."""
        return self.person & self.zone & (self.below > 0.5)


def costs(feet: Feet, linear: Matrix, shifts: Matrix, *, told_already: bool = False) -> Matrix:
    """What each shift [n, 2] costs for a pixel, no neighbours heard, [n]; infinite without feet. See `Feet.matrix`.

    told_already: the odds are what `tell_apart` has found.
    """
    rows, columns = np.nonzero(feet.counted())
    if not len(rows):
        return np.full(len(shifts), np.inf)
    points = np.stack([columns, rows], -1).astype(np.float64)
    start = feet.matrix(linear, np.zeros(2))
    # [n, points, 2]: where each point leads, and where it is led to from.
    there = (points @ linear.T + start[:, 2])[None] - (shifts @ linear.T)[:, None]
    here = ((points - start[:, 2]) @ np.linalg.inv(linear).T)[None] + shifts[:, None]
    told = (1.0 if told_already else _FINDING) * _limited(feet.odds)
    match = square_norm(_at(feet.colour, there) - feet.colour[rows, columns]) / _SIGMA
    itself = np.square(there - points).sum(-1) < (_ITSELF * feet.shin) ** 2
    match = np.where(_at(feet.person & feet.zone, there) & ~itself, np.minimum(match, NO_MATCH), NO_MATCH)
    hidden = match + _BOTH_HIDDEN * _at(_chance(told), there) - told[rows, columns]
    # What is in front hides the same of the other foot: where that would be beside both, it is not in front.
    bare = _at(~feet.person & feet.zone, here)
    front = np.where(bare, NO_MATCH, _IN_FRONT) + told[rows, columns]
    astray = _ASTRAY * np.square(shifts / (0.1 * feet.shin)).sum(-1)
    sole = _lowest(feet.odds[rows, columns] > 0, rows)
    rise = (points[sole, 1] - there[:, sole, 1]).mean(1) if len(sole) else np.zeros(len(shifts))
    upside = _UPSIDE * (rise > _HIGHER * feet.shin)
    return np.asarray(-np.logaddexp(-hidden, -front).mean(1) + astray + upside)


def _lowest(mine: NDArray[np.bool_], rows: NDArray[np.intp]) -> NDArray[np.intp]:
    """Which of the pixels in these rows are the lowest of mine."""
    which = np.flatnonzero(mine)
    return which[np.argsort(rows[which])][-max(1, int(_SOLE * len(which))) :] if len(which) else which


def tell_apart(feet: Feet, matrix: Matrix) -> tuple[Floats, float, float]:
    """Whose each pixel is when the other foot lies at matrix [2, 3]: how surely each is the hidden foot's [h, w].

    And for each pixel of that how unlike the two are, 0 (the same) to NO_MATCH, and how much it tells that they are
    alike: 0 where they would be anywhere.

    Where colours say nothing neighbours do, as far as no edge parts them: a random walk from pixels that know (Grady,
    "Random walks for image segmentation", 2006), with odds of their own as in his second paper of 2005.
    """
    same = _seen(feet.colour, matrix)
    there = _seen((feet.person & feet.zone).astype(np.float32), matrix) > 0.5
    match = np.where(there, _unlike(feet.colour, same), NO_MATCH)
    ring = np.arange(8) * np.pi / 4
    steps = _AROUND * feet.shin * np.stack([np.cos(ring), np.sin(ring)], -1)
    around = [_unlike(feet.colour, _seen(feet.colour, matrix + np.outer(step, (0, 0, 1)))) for step in steps]
    told = np.min(around, axis=0) - match
    told = np.sign(told) * np.maximum(np.abs(told) - _NOISE, 0)
    back = np.linalg.inv(np.vstack([matrix, [0, 0, 1]]))[:2]
    bare = _seen((~feet.person & feet.zone).astype(np.float32), back) > 0.5
    # Above the ankle there is no shoe to match: there the part map decides.
    told_here, map_here = np.where(bare, _SURE, told) * feet.below, _ABOVE - (_ABOVE - _TELLING) * feet.below
    hidden = _walked(feet, told_here + map_here * _limited(feet.odds))
    where = feet.counted() & (hidden > 0.5)
    if not where.any():
        return hidden, NO_MATCH, 0.0
    return hidden, float(match[where].mean()), float(np.maximum(told, 0)[where].mean())


def _walked(feet: Feet, odds: NDArray[np.floating]) -> Floats:
    """Chances [h, w] that hold to odds and to neighbours."""
    own, hold = _chance(2 * odds), _HOLD * np.minimum(np.abs(odds), _SURE).astype(np.float32)
    tie = []
    for axis in (1, 0):
        first, second = (_cut(feet.colour, axis, part) for part in (slice(None, -1), slice(1, None)))
        both = _cut(feet.person, axis, slice(None, -1)) & _cut(feet.person, axis, slice(1, None))
        tie.append(np.exp(-np.square(first - second).sum(-1) / _EDGE**2) * both + 1e-4)
    across, down = (each.astype(np.float32) for each in tie)
    total = hold + _ties(across, down, np.ones_like(own))
    chance = own
    for _ in range(_ROUNDS):
        chance = (hold * own + _ties(across, down, chance)) / total
    return chance


def _ties(across: Floats, down: Floats, values: Floats) -> Floats:
    """The sum of the four neighbours' values [h, w], by the ties to them, [h, w - 1] and [h - 1, w]."""
    total = np.zeros_like(values)
    total[:, 1:] += across * values[:, :-1]
    total[:, :-1] += across * values[:, 1:]
    total[1:] += down * values[:-1]
    total[:-1] += down * values[1:]
    return total


def _cut(image: NDArray[Any], axis: int, part: slice) -> NDArray[Any]:
    return image[:, part] if axis == 1 else image[part]


def _seen(image: Floats, matrix: Matrix) -> Floats:
    """An image [h, w, ...] at the places that its pixels are led to; 0 beyond it."""
    size = (image.shape[1], image.shape[0])
    seen: Floats = cv2.warpAffine(image, matrix, size, flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP)
    return seen


def _unlike(one: Floats, other: Floats) -> Floats:
    return np.minimum(square_norm(one - other) / _SIGMA, NO_MATCH)


def _at(image: NDArray[Any], points: Matrix) -> NDArray[Any]:
    """The pixels of an image [h, w, ...] nearest to points [..., 2]; zero beyond it."""
    height, width = image.shape[:2]
    column, row = (np.rint(points[..., k]).astype(np.int64) + 1 for k in (0, 1))
    padded = np.pad(image, ((1, 1), (1, 1), *((0, 0),) * (image.ndim - 2)))
    return padded[row.clip(0, height + 1), column.clip(0, width + 1)]


def _limited(odds: Floats) -> Floats:
    return np.clip(odds, -_ODDS, _ODDS)


def _chance(odds: NDArray[np.floating]) -> Floats:
    return np.asarray(1 / (1 + np.exp(-odds)), np.float32)
