"""Draws bent layers and lays them over each other; compiled."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.imaging.compiling import compiled, inlined
from engine.render.compiled import Bytes, Integers, Real

# Corners of triangles are held on a grid of this many steps a pixel, so that neighbours share every edge exactly.
_STEPS = 16
_SLOPE = np.float32(
    -0.5
)  # of the cubic kernel at 1: Catmull and Rom's, which keeps edges without ringing much


@inlined
def _over(canvas: Bytes, row: int, column: int, colour: tuple[Real, Real, Real, Real]) -> None:
    """Lay a premultiplied colour, 0..255, over a pixel of four channels."""
    clear = np.float32(1) - colour[3] / np.float32(255)
    for k in range(4):
        canvas[row, column, k] = np.uint8(
            min(colour[k] + np.float32(canvas[row, column, k]) * clear + np.float32(0.5), np.float32(255))
        )


@inlined
def _linear(texture: Bytes, x: Real, y: Real) -> tuple[Real, Real, Real, Real]:
    left, top = int(np.floor(x)), int(np.floor(y))
    fx, fy = np.float32(x - left), np.float32(y - top)
    r = g = b = a = np.float32(0)
    for j in range(2):
        for i in range(2):
            if 0 <= top + j < texture.shape[0] and 0 <= left + i < texture.shape[1]:
                weight = (fx if i else np.float32(1) - fx) * (fy if j else np.float32(1) - fy)
                r += weight * np.float32(texture[top + j, left + i, 0])
                g += weight * np.float32(texture[top + j, left + i, 1])
                b += weight * np.float32(texture[top + j, left + i, 2])
                a += weight * np.float32(texture[top + j, left + i, 3])
    return r, g, b, a


@inlined
def _taps(t: Real) -> tuple[Real, Real, Real, Real]:
    s = np.float32(t)
    one, two, three, four, five, eight = (
        np.float32(1), np.float32(2), np.float32(3), np.float32(4), np.float32(5), np.float32(8),
    )  # fmt: skip
    far = s + one
    a = ((_SLOPE * far - five * _SLOPE) * far + eight * _SLOPE) * far - four * _SLOPE
    b = ((_SLOPE + two) * s - (_SLOPE + three)) * s * s + one
    near = one - s
    c = ((_SLOPE + two) * near - (_SLOPE + three)) * near * near + one
    return a, b, c, one - a - b - c


@inlined
def _cubic(texture: Bytes, x: Real, y: Real) -> tuple[Real, Real, Real, Real]:
    left, top = int(np.floor(x)) - 1, int(np.floor(y)) - 1
    if left < 0 or top < 0 or left + 3 >= texture.shape[1] or top + 3 >= texture.shape[0]:
        return _linear(texture, x, y)
    across, down = _taps(x - left - 1), _taps(y - top - 1)
    r = g = b = a = np.float32(0)
    for j in range(4):
        for i in range(4):
            weight = across[i] * down[j]
            r += weight * np.float32(texture[top + j, left + i, 0])
            g += weight * np.float32(texture[top + j, left + i, 1])
            b += weight * np.float32(texture[top + j, left + i, 2])
            a += weight * np.float32(texture[top + j, left + i, 3])
    low = np.float32(0)
    a = min(max(a, low), np.float32(255))
    return min(max(r, low), a), min(max(g, low), a), min(max(b, low), a), a


@inlined
def _within(value: int, dx: int, dy: int) -> bool:
    """Whether a pixel is inside of an edge; one on it belongs to the triangle on one side only."""
    return value > 0 or (value == 0 and (dy > 0 or (dy == 0 and dx < 0)))


@inlined
def _read(texture: Bytes, x: Real, y: Real, part: Real, sharp: bool) -> tuple[Real, Real, Real, Real]:
    """A part, 0..1, of what a texture shows at a place."""
    r, g, b, a = _cubic(texture, x, y) if sharp else _linear(texture, x, y)
    return r * part, g * part, b * part, a * part


@inlined
def _edges(
    a: tuple[int, int], b: tuple[int, int], c: tuple[int, int], x: int, y: int
) -> tuple[int, int, int, bool]:
    """How far a place lies from the three sides of a triangle, and whether it is inside."""
    u = (c[0] - b[0]) * (y - b[1]) - (c[1] - b[1]) * (x - b[0])
    v = (a[0] - c[0]) * (y - c[1]) - (a[1] - c[1]) * (x - c[0])
    w = (b[0] - a[0]) * (y - a[1]) - (b[1] - a[1]) * (x - a[0])
    inside = (
        _within(u, c[0] - b[0], c[1] - b[1])
        and _within(v, a[0] - c[0], a[1] - c[1])
        and _within(w, b[0] - a[0], b[1] - a[1])
    )
    return u, v, w, inside


@inlined
def _on_grid(points: NDArray[np.float64], n: int) -> tuple[int, int]:
    return int(np.floor(points[n, 0] * _STEPS + 0.5)), int(np.floor(points[n, 1] * _STEPS + 0.5))


@inlined
def _span(a: int, b: int, c: int, count: int) -> tuple[int, int]:
    """The first and the last of `count` pixels that corners a, b, c on the grid lie between."""
    return max(0, -(-min(a, b, c) // _STEPS)), min(count - 1, max(a, b, c) // _STEPS)


@inlined
def _nearest(plane: Bytes, x: Real, y: Real) -> np.uint8:
    row, column = int(np.floor(y + 0.5)), int(np.floor(x + 0.5))
    return plane[min(max(row, 0), plane.shape[0] - 1), min(max(column, 0), plane.shape[1] - 1)]


@inlined
def _note(invented: Bytes, row: int, column: int, made: Real | np.uint8, alpha: Real) -> None:
    """How far a pixel is invented once something of this alpha, 0..255, and `made` lies over it."""
    old = np.float32(invented[row, column])
    share = alpha / np.float32(255)
    invented[row, column] = np.uint8(old + (np.float32(made) - old) * share + np.float32(0.5))


@compiled
def draw_mesh(
    points: NDArray[np.float64],
    places: NDArray[np.float64],
    triangles: Integers,
    strength: NDArray[np.float32],
    texture: Bytes,
    made: Bytes,
    sharp: bool,
    canvas: Bytes,
    invented: Bytes,
) -> None:
    """Lay a bent texture over a canvas [H, W, 4], premultiplied, and its invented share over `invented` [H, W].

    points: [n, 2] where the mesh's points lie on the canvas; places: [n, 2] where in the texture; pixel centres are
    whole. triangles: [m, 3], later ones in front; those turned over by a fold are left out. strength: [n]
    in 0..1, how much of the texture is laid at each point, or empty for all of it. sharp: bicubic.
    """
    for n in range(triangles.shape[0]):
        p, q, r = triangles[n, 0], triangles[n, 1], triangles[n, 2]
        (ax, ay), (bx, by), (cx, cy) = _on_grid(points, p), _on_grid(points, q), _on_grid(points, r)
        area = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)
        if area <= 0:
            continue
        u0, v0, w0 = places[p], places[q], places[r]
        x0, x1 = _span(ax, bx, cx, canvas.shape[1])
        y0, y1 = _span(ay, by, cy, canvas.shape[0])
        for row in range(y0, y1 + 1):
            for column in range(x0, x1 + 1):
                u, v, w, inside = _edges((ax, ay), (bx, by), (cx, cy), column * _STEPS, row * _STEPS)
                if not inside:
                    continue
                sx = (u * u0[0] + v * v0[0] + w * w0[0]) / area
                sy = (u * u0[1] + v * v0[1] + w * w0[1]) / area
                part = np.float32(1)
                if strength.shape[0]:
                    part = np.float32((u * strength[p] + v * strength[q] + w * strength[r]) / area)
                colour = _read(texture, sx, sy, part, sharp)
                if colour[3] >= 1:
                    _over(canvas, row, column, colour)
                    _note(invented, row, column, _nearest(made, sx, sy), colour[3])


@compiled
def place_mesh(
    points: NDArray[np.float64],
    places: NDArray[np.float64],
    triangles: Integers,
    texture: Bytes,
    found: NDArray[np.float32],
) -> None:
    """Write into `found` [h, w, 2] the place in the texture of each cell that a bent texture covers.

    Arguments as for `draw_mesh`, but points are in cells of `found`, whose centres are whole.
    """
    for n in range(triangles.shape[0]):
        p, q, r = triangles[n, 0], triangles[n, 1], triangles[n, 2]
        (ax, ay), (bx, by), (cx, cy) = _on_grid(points, p), _on_grid(points, q), _on_grid(points, r)
        area = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)
        if area <= 0:
            continue
        x0, x1 = _span(ax, bx, cx, found.shape[1])
        y0, y1 = _span(ay, by, cy, found.shape[0])
        for row in range(y0, y1 + 1):
            for column in range(x0, x1 + 1):
                u, v, w, inside = _edges((ax, ay), (bx, by), (cx, cy), column * _STEPS, row * _STEPS)
                if not inside:
                    continue
                sx = (u * places[p, 0] + v * places[q, 0] + w * places[r, 0]) / area
                sy = (u * places[p, 1] + v * places[q, 1] + w * places[r, 1]) / area
                if _nearest(texture[..., 3], sx, sy) > 127:
                    found[row, column, 0], found[row, column, 1] = sx, sy


@compiled
def lay_at(texture: Bytes, made: Bytes, left: int, top: int, canvas: Bytes, invented: Bytes) -> None:
    """Lay a texture that has not moved over a canvas [H, W, 4]; its first pixel lies at (left, top)."""
    for i in range(max(0, -top), min(texture.shape[0], canvas.shape[0] - top)):
        for j in range(max(0, -left), min(texture.shape[1], canvas.shape[1] - left)):
            if texture[i, j, 3] == 0:
                continue
            colour = (
                np.float32(texture[i, j, 0]), np.float32(texture[i, j, 1]),
                np.float32(texture[i, j, 2]), np.float32(texture[i, j, 3]),
            )  # fmt: skip
            _over(canvas, top + i, left + j, colour)
            _note(invented, top + i, left + j, made[i, j], colour[3])


@compiled
def darken(canvas: Bytes, shade: NDArray[np.float32], top: int, left: int, cell: int) -> None:
    """Take a share of a canvas' light [H, W, 4], premultiplied, and none of its alpha.

    shade: [h, w] in 0..1, a value for `cell` pixels each way, read between their middles; its first lies at
    (left, top).
    """
    height, width = shade.shape
    for row in range(max(top, 0), min(top + height * cell, canvas.shape[0])):
        y = (np.float32(row - top) + np.float32(0.5)) / np.float32(cell) - np.float32(0.5)
        y0 = int(np.floor(y))
        fy = y - np.float32(y0)
        above, below = min(max(y0, 0), height - 1), min(max(y0 + 1, 0), height - 1)
        for column in range(max(left, 0), min(left + width * cell, canvas.shape[1])):
            x = (np.float32(column - left) + np.float32(0.5)) / np.float32(cell) - np.float32(0.5)
            x0 = int(np.floor(x))
            fx = x - np.float32(x0)
            one, other = min(max(x0, 0), width - 1), min(max(x0 + 1, 0), width - 1)
            high = shade[above, one] * (np.float32(1) - fx) + shade[above, other] * fx
            low = shade[below, one] * (np.float32(1) - fx) + shade[below, other] * fx
            left_of = np.float32(1) - (high * (np.float32(1) - fy) + low * fy)
            if left_of < np.float32(0.998):
                for k in range(3):
                    canvas[row, column, k] = np.uint8(
                        np.float32(canvas[row, column, k]) * left_of + np.float32(0.5)
                    )


@compiled
def changed_between(drawn: Bytes, rest: Bytes, most: int) -> Bytes:
    """255 where two canvases [H, W, 4] differ by more than `most` levels, else 0."""
    out = np.zeros(drawn.shape[:2], np.uint8)
    for row in range(drawn.shape[0]):
        for column in range(drawn.shape[1]):
            for k in range(4):
                # Of bytes, `int` is unsigned here, and one level less would count as many more.
                if abs(np.int64(drawn[row, column, k]) - np.int64(rest[row, column, k])) > most:
                    out[row, column] = 255
    return out


@compiled
def mixed(kept: Bytes, drawn: Bytes, share: Bytes) -> None:
    """Put `drawn` [h, w, C] into `kept` in place, by a share [h, w] of 0..255; where that is 0 nothing is touched."""
    for row in range(kept.shape[0]):
        for column in range(kept.shape[1]):
            part = np.int64(share[row, column])
            if part == 0:
                continue
            for k in range(kept.shape[2]):
                old = np.int64(kept[row, column, k])
                kept[row, column, k] = np.uint8(
                    old + ((np.int64(drawn[row, column, k]) - old) * part + 127) // 255
                )
