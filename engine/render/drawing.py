"""Draws the person of a picture at photo size: warped from the photo, synthesised, and what lies behind; compiled.

One pass over the pixels, each of which does only what it needs: most of them are one part that is read in one place.
"""

from __future__ import annotations

import numpy as np

from engine.imaging.boxes import Box
from engine.imaging.compiling import compiled, inlined
from engine.imaging.frame import HEIGHT, WIDTH
from engine.model.fusion import GATE_FROM, GATE_WIDTH
from engine.render.compiled import Bytes, Draft, Floats, Integers, Real, Small, View
from engine.render.flow import flow_at
from engine.render.occlusion import UNSEEN, offers_at, with_behind
from engine.render.sampling import NO_PART, between, cell, clip, read_at, row_between

_PARTS = 11
# Channels of `Small.fine`.
STATIC, SECOND, PAINT, ALPHA, CONFIDENCE, RED, INNER, DONOR, FINE = 0, 1, 2, 3, 4, 5, 8, 9, 11
# Stillness from here on is rest: interpolating ones may give a little less.
_AT_REST = 0.99999
# Where the predicted outline is fainter than this nobody is, nor so near that a smoothed outline would reach.
_NOBODY = 0.01
# How much steeper than predicted, over five photo pixels, the outline of what is synthesised is.
_STEEP = 3.5


@inlined
def _level(value: Real) -> np.uint8:
    return np.uint8(min(max(value + 0.5, 0.0), 255.0))


@inlined
def _put(rgb: Bytes, row: int, column: int, colour: tuple[Real, Real, Real]) -> None:
    """Write a colour in 0..255 into a pixel of rgb [H, W, 3]."""
    r, g, b = colour
    rgb[row, column, 0] = _level(r)
    rgb[row, column, 1] = _level(g)
    rgb[row, column, 2] = _level(b)


@inlined
def _along(at: Real, count: int) -> tuple[int, np.float32]:
    """The cell of a row of map pixels that a place lies in, and how far along in the maps' own precision."""
    low, far = cell(at, count)
    return low, np.float32(far)


@inlined
def _synthesised(line: Floats, i: int, t: Real) -> tuple[Real, Real, Real]:
    """The synthesised colour in 0..255."""
    return (
        between(line, i, RED, t) * 255,
        between(line, i, RED + 1, t) * 255,
        between(line, i, RED + 2, t) * 255,
    )


@inlined
def _mixed(
    line: Floats,
    i: int,
    t: Real,
    atlas: Bytes,
    bands: Integers,
    view: View,
    part: int,
    from_x: Real,
    from_y: Real,
) -> tuple[tuple[Real, Real, Real], Real, Real]:
    """Colour in 0..255, coverage and synthesised share of the candidates."""
    alpha, confidence = between(line, i, ALPHA, t), between(line, i, CONFIDENCE, t)
    r, g, b, matte = read_at(atlas, bands, view, part, from_x, from_y)
    matte /= 255
    # The rim rule of engine.model.fusion.keep_rim again, now with the matte at photo size.
    keep = 1 - confidence * (1 - matte)
    second, paint = between(line, i, SECOND, t) * keep, between(line, i, PAINT, t) * keep
    share = 1 - second - paint
    gate = clip((alpha - GATE_FROM) / GATE_WIDTH)
    # Steepened where nothing sharper is known: faint guesses would hang about a hand like smoke.
    edge = clip((alpha - 0.5) * _STEEP + 0.5)
    r, g, b, coverage = share * r, share * g, share * b, share * matte * gate + paint * edge
    if paint > UNSEEN:
        red, green, blue = _synthesised(line, i, t)
        r, g, b = r + paint * red, g + paint * green, b + paint * blue
    if second > UNSEEN:
        x, y = between(line, i, DONOR, t), between(line, i, DONOR + 1, t)
        red, green, blue, matte = read_at(atlas, bands, view, NO_PART, x, y)
        r, g, b = r + second * red, g + second * green, b + second * blue
        coverage += second * matte / 255 * gate
    # Where maps stretch, the photo's outline is stretched and soft: steepen what comes out of all candidates.
    return (r, g, b), clip((coverage - 0.5) * 1.6 + 0.5), paint


@inlined
def _closed(
    line: Floats, i: int, t: Real, colour: tuple[Real, Real, Real], coverage: Real, paint: Real
) -> tuple[tuple[Real, Real, Real], Real, Real]:
    """Colour, coverage and synthesised share where holes inside the person are closed with synthesised colours.

    The rim of an arm before the chest was warped with nothing behind it, and the plate must not show through.
    """
    r, g, b = colour
    gap = clip((between(line, i, INNER, t) - 0.5) * _STEEP + 0.5) - coverage
    if gap > UNSEEN:
        coverage += gap
        share = gap / max(coverage, 1e-3)
        paint += (1 - paint) * share
        red, green, blue = _synthesised(line, i, t)
        r, g, b = r + (red - r) * share, g + (green - g) * share, b + (blue - b) * share
    return (r, g, b), coverage, paint


@inlined
def _read_from(
    line: Floats,
    at: Real,
    affine: Floats,
    parts: Integers,
    joined: Integers,
    x: Real,
    y: Real,
    weights: Floats,
    residual: Real,
) -> tuple[Real, Real, int]:
    """The first candidate's source point with a share of the residual, and the likeliest part; see `flow_at`.

    at: where the pixel lies in the row `line` of map pixels.
    """
    i, t = _along(at, line.shape[0])
    from_x, from_y, part = flow_at(line, i, t, affine, parts, joined, x, y, weights)
    from_x += between(line, i, _PARTS, t) * residual
    from_y += between(line, i, _PARTS + 1, t) * residual
    return from_x, from_y, part


@inlined
def _span(low: int, high: int, corner: Real, scale: Real, count: int) -> tuple[int, int]:
    """The first and the last of `count` map pixels, `scale` to a picture pixel, that pixels low..high lie between."""
    first, _ = cell((low + 0.5 - corner) * scale - 0.5, count)
    last, _ = cell((high - 0.5 - corner) * scale - 0.5, count)
    return first, min(last + 1, count - 1)


@compiled
def draw(
    small: Small, view: View, atlas: Bytes, bands: Integers, box: Box, parts: Integers, draft: Draft
) -> None:
    """Draw the pixels of a box (x0, y0, x1, y1) into the draft, but no colours where the photo rests or nobody is.

    atlas: [H.., W, 4] the person with clean colours, straight alpha, and below it limbs; bands [5, 5]: where those lie
    and the photo itself, see engine.imaging.bands. parts: those with any share in the box.
    """
    # Taken out once: handed on inside of what holds them, each of them would be counted at every pixel.
    fine, half, affine, offered = small.fine, small.half, small.affine, small.offered
    capsules, radii, maps, joined = small.capsules, small.radii, small.parts, small.joined
    rgb, out_coverage, out_paint, out_static = draft.rgb, draft.coverage, draft.synthesised, draft.static
    unit, half_unit = fine.shape[0] / HEIGHT, half.shape[0] / HEIGHT
    span = _span(box[0], box[2], view.left, view.scale * unit, fine.shape[1])
    half_span = _span(box[0], box[2], view.left, view.scale * half_unit, half.shape[1])
    weights = np.empty(_PARTS, np.float32)
    line, half_line = np.empty(fine.shape[1:], np.float32), np.empty(half.shape[1:], np.float32)
    for row in range(box[1], box[3]):
        y = (row + 0.5 - view.top) * view.scale
        row_between(fine, y * unit - 0.5, span[0], span[1], line)
        row_between(half, y * half_unit - 0.5, half_span[0], half_span[1], half_line)
        for column in range(box[0], box[2]):
            x = (column + 0.5 - view.left) * view.scale
            i, t = _along(x * unit - 0.5, fine.shape[1])
            static = between(line, i, STATIC, t)
            # Beyond the model frame nothing is known, and the photo stays: the outermost pixels would go on for ever.
            if static > _AT_REST or not (0 <= x <= WIDTH and 0 <= y <= HEIGHT):
                out_static[row, column], out_paint[row, column] = 1, 0
                continue
            offers = offers_at(offered, x, y)
            if between(line, i, ALPHA, t) < _NOBODY and not offers:
                out_coverage[row, column], out_paint[row, column], out_static[row, column] = 0, 0, static
                continue
            from_x, from_y, part = _read_from(
                half_line, x * half_unit - 0.5, affine, parts, joined, x, y, weights, 1 - static
            )
            colour, coverage, paint = _mixed(line, i, t, atlas, bands, view, part, from_x, from_y)
            if offers and coverage < 1 - UNSEEN:
                colour, coverage = with_behind(
                    affine, capsules, radii, maps, view, atlas, bands, x, y, weights, colour, coverage, offers
                )
            colour, coverage, paint = _closed(line, i, t, colour, coverage, paint)
            _put(rgb, row, column, colour)
            out_coverage[row, column], out_paint[row, column] = coverage, paint * (1 - static)
            out_static[row, column] = static
