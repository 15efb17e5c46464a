"""What shows behind the part that won a pixel, where that covers nothing; compiled."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from engine.imaging.compiling import inlined
from engine.imaging.frame import HEIGHT
from engine.render.compiled import Bytes, Floats, Integers, Real, View
from engine.render.flow import mapped
from engine.render.sampling import cell, clip, read_at
from engine.rules.behind import AGREED, MORE_BEHIND, ORDER, OWN_REACH

# A share that cannot change a pixel by one level.
UNSEEN = 1 / 512
_FADE = 4.0  # over a quarter of its radius a part fills less and less
# Keeps the colour where nothing covers: a smoothed outline may reach there.
_TRACE = 0.01


@inlined
def _from_axis(axes: Floats, part: int, x: Real, y: Real) -> Real:
    """Distance of a point from the axis of a part, of axes [11, 2, 2]."""
    left, top = axes[part, 0, 0], axes[part, 0, 1]
    u, v = axes[part, 1, 0] - left, axes[part, 1, 1] - top
    dx, dy = x - left, y - top
    t = clip((dx * u + dy * v) / max(u * u + v * v, 1e-6))
    return math.sqrt((dx - t * u) ** 2 + (dy - t * v) ** 2)


@inlined
def _shown(parts: Floats, part: int, x: Real, y: Real) -> Real:
    """How surely the photo shows a part, of parts [11, h, w], at a canonical point; beyond the frame it does not."""
    height, width = parts.shape[1:]
    column, row = x * height / HEIGHT - 0.5, y * height / HEIGHT - 0.5
    if not (-0.5 <= column <= width - 0.5 and -0.5 <= row <= height - 0.5):
        return 0.0
    j, down = cell(row, height)
    i, across = cell(column, width)
    over = parts[part, j, i] * (1 - across) + parts[part, j, i + 1] * across
    under = parts[part, j + 1, i] * (1 - across) + parts[part, j + 1, i + 1] * across
    return clip((over * (1 - down) + under * down - AGREED[0]) / (AGREED[1] - AGREED[0]))


@inlined
def _offer(
    affine: Floats,
    capsules: Floats,
    radii: Floats,
    maps: Floats,
    part: int,
    x: Real,
    y: Real,
    weight: Real,
) -> tuple[Real, Real, Real]:
    """How far a part fills a canonical point where nothing covers it, and the point it is read at."""
    reach = OWN_REACH + MORE_BEHIND * (1 - weight)
    inside = clip((reach - _from_axis(capsules, part, x, y) / max(radii[part], 1e-3)) * _FADE)
    from_x, from_y = mapped(affine, part, x, y)
    if inside > 0:
        inside *= _shown(maps, part, from_x, from_y)
    return inside, from_x, from_y


@inlined
def offers_at(offered: NDArray[np.uint16], x: Real, y: Real) -> int:
    """The parts that may show behind others at a canonical point, a bit each; none beyond the frame."""
    unit = offered.shape[0] / HEIGHT
    j, i = math.floor(y * unit), math.floor(x * unit)
    if j < 0 or i < 0 or j >= offered.shape[0] or i >= offered.shape[1]:
        return 0
    return int(offered[j, i])


@inlined
def with_behind(
    affine: Floats,
    capsules: Floats,
    radii: Floats,
    maps: Floats,
    view: View,
    atlas: Bytes,
    bands: Integers,
    x: Real,
    y: Real,
    weights: Floats,
    colour: tuple[Real, Real, Real],
    coverage: Real,
    offers: int,
) -> tuple[tuple[Real, Real, Real], Real]:
    """Colour and coverage at a canonical point with parts drawn behind where nothing covers.

    The network picks one part for each pixel; where the photo shows nothing of that part there, the next one shows.
    """
    r, g, b = colour
    clear, kept = 1.0 - coverage, coverage + _TRACE
    r, g, b = r * kept, g * kept, b * kept
    for part in ORDER:
        if offers >> part & 1 and clear > UNSEEN:
            share, from_x, from_y = _offer(affine, capsules, radii, maps, part, x, y, weights[part])
            share *= clear
            if share > UNSEEN:
                red, green, blue, matte = read_at(atlas, bands, view, part, from_x, from_y)
                share *= matte / 255
                r, g, b = r + share * red, g + share * green, b + share * blue
                clear -= share
    covered = 1 - clear
    return (r / (covered + _TRACE), g / (covered + _TRACE), b / (covered + _TRACE)), covered
