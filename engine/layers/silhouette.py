"""Skirts, dresses and coats by a person's silhouette: down to a hem one shape without a gap, below it two legs.

A parsing that takes a narrow skirt for two thighs would bend it as trousers. Where it ends the person becomes
narrower at once, which neither crotch nor knee does, and mostly of other colours.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.imaging.pixels import Floats
from engine.layers.regions import CHAINS, LEGS, Region
from engine.layers.skeleton import Points, Skeleton

# Torso lengths: below the hips where a hem may lie, above the ankles, rows that are compared above and below it, and
# between both.
_FROM, _ANKLES, _ROWS, _BETWEEN = 0.35, 0.06, 0.10, 0.012
_HIPS = 0.15  # the same below the hips from where on no background may show between the legs
# Share of a row between the legs that is a gap, and of the rows down to a hem that may have one.
_GAP, _OPEN = 0.06, 0.1
# So many times as wide a person is above a hem as below; with other colours below less tells.
_NARROWER, _NARROWER_AND_OTHER = 1.4, 1.3
_OTHER = 20.0  # levels between the middle colours above and below
_CLOTH = (0.1, 0.3)  # torso lengths below the hips that show what hangs there
_SAME = 40.0  # levels within one cloth
_LEAST = 30  # pixels that have a middle colour
_STEP = 2


def hem_row(shares: Floats, rgb: NDArray[np.uint8], matte: Floats, skeleton: Skeleton) -> int | None:
    """The row where what hangs over both thighs ends; None where the legs show by themselves.

    shares: [7, h, w] of the layers; rgb [h, w, 3] and matte [h, w] on the grid that the skeleton is on.
    """
    ends = [joint for leg in LEGS for joint in CHAINS[leg]]
    if not skeleton.known[ends].all():
        return None
    torso, height = skeleton.torso, len(matte)
    hip, ankle = (
        int(pick(skeleton.xy[[CHAINS[leg][k] for leg in LEGS], 1])) for pick, k in ((np.mean, 0), (np.max, 2))
    )
    body = shares[[Region.TORSO, *LEGS]].sum(0) * matte > 0.5
    open_rows = _gaps(matte, skeleton)
    rows, between = max(3, round(_ROWS * torso)), max(1, round(_BETWEEN * torso))
    found: tuple[float, int] | None = None
    for y in range(hip + round(_FROM * torso), min(ankle - round(_ANKLES * torso), height - rows), _STEP):
        if open_rows[hip + round(_HIPS * torso) : y - between].mean() > _OPEN:
            break
        above, below = body[y - rows : y - between], body[y + between : y + rows]
        ratio = float(above.mean() / max(below.mean(), 1e-3))
        if found is None or ratio > found[0]:
            found = ratio, y
    if found is None or found[0] < _NARROWER_AND_OTHER:
        return None
    ratio, y = found
    above, below = slice(y - rows, y - between), slice(y + between, y + rows)
    first, second = (rgb[part][body[part]] for part in (above, below))
    if min(len(first), len(second)) < _LEAST:
        return None
    if _apart(first, second) > _OTHER:
        return y
    # Of one colour down to the feet it hangs from the hips, and is no bare thigh.
    hips = slice(hip + round(_CLOTH[0] * torso), hip + round(_CLOTH[1] * torso))
    cloth = rgb[hips][body[hips]]
    same = len(cloth) >= _LEAST and _apart(cloth, first) < _SAME
    return y if ratio > _NARROWER and same else None


def legs_at(xy: Points, rows: NDArray[np.intp]) -> tuple[Points, Points]:
    """The x of the left and of the right leg's bones in the picture, in each of some rows [n]."""
    sides = []
    for leg in LEGS:
        across, down = xy[list(CHAINS[leg])].T
        sides.append(np.interp(rows, down, across))
    return np.minimum(*sides), np.maximum(*sides)


def _apart(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> float:
    """Levels between the middle colours of pixels [n, 3] each."""
    return float(np.linalg.norm(np.median(one, 0) - np.median(other, 0)))


def _gaps(matte: Floats, skeleton: Skeleton) -> NDArray[np.bool_]:
    """The rows [h] that show background between the legs."""
    low, high = legs_at(skeleton.xy, np.arange(matte.shape[0]))
    x = np.arange(matte.shape[1])[None]
    inside = (x >= low[:, None]) & (x <= high[:, None])
    empty = ((matte <= 0.5) & inside).sum(1)
    return np.asarray(empty > _GAP * (inside.sum(1) + 1))
