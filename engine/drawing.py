"""Draws the person of a picture at photo size: gathered from the photo, painted, and what lies behind; compiled.

One pass over the pixels, each of which does only what it needs: most of them are one part that is read in one place.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from engine.bands import BANDS, FOREARM, SHIN
from engine.compiled import Box, Bytes, Draft, Floats, Integers, Real, Small, View, compiled, inlined
from engine.frame import HEIGHT, WIDTH
from engine.model.fusion import GATE_FROM, GATE_WIDTH
from engine.model.joins import JOINED, TOGETHER

# Part logits this far below the best have less than a thousandth of the weight.
NEGLIGIBLE = -7.0
_PARTS = 11
# Channels of `Small.fine`.
STILL, SECOND, PAINT, ALPHA, TRUST, RED, INNER, DONOR, FINE = 0, 1, 2, 3, 4, 5, 8, 9, 11
# A share that cannot change a pixel by one level.
_UNSEEN = 1 / 512
# Stillness from here on is rest: interpolating ones may give a little less.
_AT_REST = 0.99999
# Where the predicted outline is fainter than this nobody is, nor so near that a smoothed outline would reach.
_NOBODY = 0.01
# How much steeper than predicted, over five photo pixels, the outline of what is painted is.
_STEEP = 3.5
# The cubic kernel's slope at 1, as OpenCV has it: crisper than Catmull and Rom's.
_SLOPE = np.float32(-0.75)
# From front to back: forearms, upper arms, head, shins, thighs, pelvis, torso.
ORDER = (4, 6, 3, 5, 1, 8, 10, 7, 9, 2, 0)
# How far from its axis, in radii, a part fills: less where it won the pixel itself, as there its outline is known.
OWN_REACH, MORE_BEHIND, _FADE = 1.0, 0.3, 4.0
# How surely the photo shows the part where its map leads: nothing counts up to the first, all from the second.
AGREED = (0.5, 0.8)
# Parts that have bands of their own in the atlas, and which row of `bands` tells of them; the last is the photo itself.
FOREARMS, SHINS, NO_PART = (4, 6), (8, 10), -1
_EDGE = 3  # pixels that a bicubic look reaches beyond its place
# Keeps the colour where nothing covers: a smoothed outline may reach there.
_TRACE = 0.01


@inlined
def _clip(value: Real) -> Real:
    return min(max(value, 0.0), 1.0)


@inlined
def _cell(at: Real, count: int) -> tuple[int, Real]:
    """The cell of a row of pixels that a place lies in, and how far along; the outermost pixels go on for ever."""
    at = min(max(at, 0.0), count - 1.0)
    low = max(0, min(int(at), count - 2))
    return low, at - low


@inlined
def _line(image: Floats, at: Real, first: int, last: int, out: Floats) -> None:
    """The pixels first..last (with it) of image [h, w, C] at a height between its rows, into out [w, C]."""
    row, down = _cell(at, image.shape[0])
    below, under = min(row + 1, image.shape[0] - 1), np.float32(down)
    for i in range(first, last + 1):
        for k in range(image.shape[2]):
            out[i, k] = image[row, i, k] + (image[below, i, k] - image[row, i, k]) * under


@inlined
def _cubic(t: Real) -> tuple[Real, Real, Real, Real]:
    """The weights of four pixels around a place that lies t behind the second."""
    s = np.float32(t)
    one, two, three = np.float32(1), np.float32(2), np.float32(3)
    far, near = s + one, one - s
    five, eight, four = np.float32(5) * _SLOPE, np.float32(8) * _SLOPE, np.float32(4) * _SLOPE
    a = ((_SLOPE * far - five) * far + eight) * far - four
    b = ((_SLOPE + two) * s - (_SLOPE + three)) * s * s + one
    c = ((_SLOPE + two) * near - (_SLOPE + three)) * near * near + one
    return a, b, c, one - a - b - c


@inlined
def _read(atlas: Bytes, first: int, last: int, x: Real, y: Real) -> tuple[Real, Real, Real, Real]:
    """Rows first..last (without it) of an atlas [H, W, 4] at a place, bicubic, 0..255; nothing beyond them.

    Pixel centres are whole numbers.
    """
    width = atlas.shape[1]
    left, top = math.floor(x) - 1, math.floor(y) - 1
    r = g = b = a = np.float32(0)
    if left < -3 or top < first - 3 or left >= width or top >= last:
        return r, g, b, a
    across, down = _cubic(x - (left + 1)), _cubic(y - (top + 1))
    inside = left >= 0 and top >= first and left + 3 < width and top + 3 < last
    for j in range(4):
        for i in range(4):
            if inside or (first <= top + j < last and 0 <= left + i < width):
                weight = down[j] * across[i]
                r += weight * np.float32(atlas[top + j, left + i, 0])
                g += weight * np.float32(atlas[top + j, left + i, 1])
                b += weight * np.float32(atlas[top + j, left + i, 2])
                a += weight * np.float32(atlas[top + j, left + i, 3])
    low, high = np.float32(0), np.float32(255)
    return min(max(r, low), high), min(max(g, low), high), min(max(b, low), high), min(max(a, low), high)


@inlined
def _band(part: int) -> int:
    """The row of `bands` that tells of a part, in the order of engine.bands."""
    for side in range(2):
        if part == FOREARMS[side]:
            return FOREARM + side
        if part == SHINS[side]:
            return SHIN + side
    return BANDS


@inlined
def _read_at(
    atlas: Bytes, bands: Integers, view: View, part: int, x: Real, y: Real
) -> tuple[Real, Real, Real, Real]:
    """The same for a part at a canonical point: some limbs are read in their own bands, where those reach."""
    column, row = x / view.scale + view.left - 0.5, y / view.scale + view.top - 0.5
    first, last = 0, bands[BANDS, 3]
    band = _band(part)
    left, top, right, bottom = bands[band, 0], bands[band, 1], bands[band, 2], bands[band, 3]
    if band != BANDS and left <= column < right and top + _EDGE <= row < bottom - _EDGE:
        shift = bands[band, 4]
        first, last, row = top + shift, bottom + shift, row + shift
    return _read(atlas, first, last, column, row)


@inlined
def _between(line: Floats, i: int, channel: int, t: Real) -> Real:
    """A channel of a row of pixels [w, C], between pixel i and the next."""
    here = line[i, channel]
    return here + (line[min(i + 1, line.shape[0] - 1), channel] - here) * t


@inlined
def _flow(
    line: Floats,
    i: int,
    t: Real,
    affine: Floats,
    parts: Integers,
    x: Real,
    y: Real,
    weights: Floats,
) -> tuple[Real, Real, int]:
    """The first candidate's source point without the residual, and the likeliest part; `weights` [11] takes theirs.

    Part logits are smooth, part borders are not: interpolated before the softmax, the border between an arm and the
    body behind it stays as sharp as the photo. Maps are mixed at joints, where they agree; between a hand and the leg
    that it comes to lie on a mix would lead to whatever lies between the two in the photo.
    """
    weights[:] = 0
    best, first = np.float32(-1e30), 0
    for part in parts:
        weights[part] = _between(line, i, part, t)
        if weights[part] > best:
            best, first = weights[part], part
    total: Real = 0.0
    near: Real = 0.0
    from_x: Real = 0.0
    from_y: Real = 0.0
    first_x, first_y = _mapped(affine, first, x, y)
    for part in parts:
        below = weights[part] - best
        if below < NEGLIGIBLE:
            weights[part] = 0
            continue
        weight = math.exp(below) if below < 0 else np.float32(1)
        weights[part] = weight
        total += weight
        to_x, to_y = _mapped(affine, part, x, y)
        if not JOINED[first] >> part & 1:
            apart = math.sqrt((to_x - first_x) ** 2 + (to_y - first_y) ** 2)
            weight *= _clip((TOGETHER[1] - apart) / (TOGETHER[1] - TOGETHER[0]))
        near += weight
        from_x, from_y = from_x + weight * to_x, from_y + weight * to_y
    for part in parts:
        weights[part] /= total
    return from_x / near, from_y / near, first


@inlined
def _mapped(affine: Floats, part: int, x: Real, y: Real) -> tuple[Real, Real]:
    """Where the map of a part, of affine [11, 6], leads from a canonical point."""
    return (
        affine[part, 0] * x + affine[part, 1] * y + affine[part, 2],
        affine[part, 3] * x + affine[part, 4] * y + affine[part, 5],
    )


@inlined
def _from_axis(axes: Floats, part: int, x: Real, y: Real) -> Real:
    """Distance of a point from the axis of a part, of axes [11, 2, 2]."""
    left, top = axes[part, 0, 0], axes[part, 0, 1]
    u, v = axes[part, 1, 0] - left, axes[part, 1, 1] - top
    dx, dy = x - left, y - top
    t = _clip((dx * u + dy * v) / max(u * u + v * v, 1e-6))
    return math.sqrt((dx - t * u) ** 2 + (dy - t * v) ** 2)


@inlined
def _shown(parts: Floats, part: int, x: Real, y: Real) -> Real:
    """How surely the photo shows a part, of parts [11, h, w], at a canonical point; beyond the frame it does not."""
    height, width = parts.shape[1:]
    column, row = x * height / HEIGHT - 0.5, y * height / HEIGHT - 0.5
    if not (-0.5 <= column <= width - 0.5 and -0.5 <= row <= height - 0.5):
        return 0.0
    j, down = _cell(row, height)
    i, across = _cell(column, width)
    over = parts[part, j, i] * (1 - across) + parts[part, j, i + 1] * across
    under = parts[part, j + 1, i] * (1 - across) + parts[part, j + 1, i + 1] * across
    return _clip((over * (1 - down) + under * down - AGREED[0]) / (AGREED[1] - AGREED[0]))


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
    inside = _clip((reach - _from_axis(capsules, part, x, y) / max(radii[part], 1e-3)) * _FADE)
    from_x, from_y = _mapped(affine, part, x, y)
    if inside > 0:
        inside *= _shown(maps, part, from_x, from_y)
    return inside, from_x, from_y


@inlined
def _offers(offered: NDArray[np.uint16], x: Real, y: Real) -> int:
    """The parts that may show behind others at a canonical point, a bit each; none beyond the frame."""
    unit = offered.shape[0] / HEIGHT
    j, i = math.floor(y * unit), math.floor(x * unit)
    if j < 0 or i < 0 or j >= offered.shape[0] or i >= offered.shape[1]:
        return 0
    return int(offered[j, i])


@inlined
def _behind(
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
) -> tuple[Real, Real, Real, Real]:
    """Colour and coverage at a canonical point with parts drawn behind where nothing covers.

    The network picks one part for each pixel; where the photo shows nothing of that part there, the next one shows.
    """
    r, g, b = colour
    clear, kept = 1.0 - coverage, coverage + _TRACE
    r, g, b = r * kept, g * kept, b * kept
    for part in ORDER:
        if offers >> part & 1 and clear > _UNSEEN:
            share, from_x, from_y = _offer(affine, capsules, radii, maps, part, x, y, weights[part])
            share *= clear
            if share > _UNSEEN:
                red, green, blue, matte = _read_at(atlas, bands, view, part, from_x, from_y)
                share *= matte / 255
                r, g, b = r + share * red, g + share * green, b + share * blue
                clear -= share
    covered = 1 - clear
    return r / (covered + _TRACE), g / (covered + _TRACE), b / (covered + _TRACE), covered


@inlined
def _level(value: Real) -> np.uint8:
    return np.uint8(min(max(value + 0.5, 0.0), 255.0))


@inlined
def _painted(line: Floats, i: int, t: Real) -> tuple[Real, Real, Real]:
    """The painted colour in 0..255."""
    return (
        _between(line, i, RED, t) * 255,
        _between(line, i, RED + 1, t) * 255,
        _between(line, i, RED + 2, t) * 255,
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
    """Colour in 0..255, coverage and painted share of the candidates."""
    alpha, trust = _between(line, i, ALPHA, t), _between(line, i, TRUST, t)
    r, g, b, matte = _read_at(atlas, bands, view, part, from_x, from_y)
    matte /= 255
    # The rim rule of engine.model.fusion.keep_rim again, now with the matte at photo size.
    keep = 1 - trust * (1 - matte)
    second, paint = _between(line, i, SECOND, t) * keep, _between(line, i, PAINT, t) * keep
    share = 1 - second - paint
    gate = _clip((alpha - GATE_FROM) / GATE_WIDTH)
    # Steepened where nothing sharper is known: faint guesses would hang about a hand like smoke.
    edge = _clip((alpha - 0.5) * _STEEP + 0.5)
    r, g, b, coverage = share * r, share * g, share * b, share * matte * gate + paint * edge
    if paint > _UNSEEN:
        red, green, blue = _painted(line, i, t)
        r, g, b = r + paint * red, g + paint * green, b + paint * blue
    if second > _UNSEEN:
        x, y = _between(line, i, DONOR, t), _between(line, i, DONOR + 1, t)
        red, green, blue, matte = _read_at(atlas, bands, view, NO_PART, x, y)
        r, g, b = r + second * red, g + second * green, b + second * blue
        coverage += second * matte / 255 * gate
    # Where maps stretch, the photo's outline is stretched and soft: steepen what comes out of all candidates.
    return (r, g, b), _clip((coverage - 0.5) * 1.6 + 0.5), paint


@inlined
def _span(low: int, high: int, corner: Real, scale: Real, count: int) -> tuple[int, int]:
    """The first and the last of `count` map pixels, `scale` to a picture pixel, that pixels low..high lie between."""
    first, _ = _cell((low + 0.5 - corner) * scale - 0.5, count)
    last, _ = _cell((high - 0.5 - corner) * scale - 0.5, count)
    return first, min(last + 1, count - 1)


@compiled
def draw(
    small: Small, view: View, atlas: Bytes, bands: Integers, box: Box, parts: Integers, draft: Draft
) -> None:
    """Draw the pixels of a box (x0, y0, x1, y1) into the draft, but no colours where the photo rests or nobody is.

    atlas: [H.., W, 4] the person with clean colours, straight alpha, and below it limbs; bands [5, 5]: where those lie
    and the photo itself, see engine.bands. parts: those with any share in the box.
    """
    # Taken out once: handed on inside of what holds them, each of them would be counted at every pixel.
    fine, half, affine, offered = small.fine, small.half, small.affine, small.offered
    capsules, radii, maps = small.capsules, small.radii, small.parts
    rgb, drawn_coverage, drawn_painted, drawn_still = draft.rgb, draft.coverage, draft.painted, draft.still
    unit, half_unit = fine.shape[0] / HEIGHT, half.shape[0] / HEIGHT
    span = _span(box[0], box[2], view.left, view.scale * unit, fine.shape[1])
    half_span = _span(box[0], box[2], view.left, view.scale * half_unit, half.shape[1])
    weights = np.empty(_PARTS, np.float32)
    line, half_line = np.empty(fine.shape[1:], np.float32), np.empty(half.shape[1:], np.float32)
    for row in range(box[1], box[3]):
        y = (row + 0.5 - view.top) * view.scale
        _line(fine, y * unit - 0.5, span[0], span[1], line)
        _line(half, y * half_unit - 0.5, half_span[0], half_span[1], half_line)
        for column in range(box[0], box[2]):
            x = (column + 0.5 - view.left) * view.scale
            i, across = _cell(x * unit - 0.5, fine.shape[1])
            t = np.float32(across)
            still = _between(line, i, STILL, t)
            # Beyond the model frame nothing is known, and the photo stays: the outermost pixels would go on for ever.
            if still > _AT_REST or not (0 <= x <= WIDTH and 0 <= y <= HEIGHT):
                drawn_still[row, column], drawn_painted[row, column] = 1, 0
                continue
            offers = _offers(offered, x, y)
            if _between(line, i, ALPHA, t) < _NOBODY and not offers:
                drawn_coverage[row, column], drawn_painted[row, column] = 0, 0
                drawn_still[row, column] = still
                continue
            k, beyond = _cell(x * half_unit - 0.5, half.shape[1])
            from_x, from_y, part = _flow(half_line, k, np.float32(beyond), affine, parts, x, y, weights)
            from_x += _between(half_line, k, _PARTS, np.float32(beyond)) * (1 - still)
            from_y += _between(half_line, k, _PARTS + 1, np.float32(beyond)) * (1 - still)
            colour, coverage, paint = _mixed(line, i, t, atlas, bands, view, part, from_x, from_y)
            r, g, b = colour
            if offers and coverage < 1 - _UNSEEN:
                r, g, b, coverage = _behind(
                    affine, capsules, radii, maps, view, atlas, bands, x, y, weights, colour, coverage, offers
                )
            # Holes inside the person are closed with painted colours: the rim of an arm before the chest was gathered
            # with nothing behind it, and the plate must not show through.
            gap = _clip((_between(line, i, INNER, t) - 0.5) * _STEEP + 0.5) - coverage
            if gap > _UNSEEN:
                coverage += gap
                share = gap / max(coverage, 1e-3)
                paint += (1 - paint) * share
                red, green, blue = _painted(line, i, t)
                r, g, b = r + (red - r) * share, g + (green - g) * share, b + (blue - b) * share
            rgb[row, column, 0] = _level(r)
            rgb[row, column, 1] = _level(g)
            rgb[row, column, 2] = _level(b)
            drawn_coverage[row, column] = coverage
            drawn_painted[row, column] = paint * (1 - still)
            drawn_still[row, column] = still
