"""Where in a photo people are looked for: the windows that the pose network is shown first."""

from __future__ import annotations

import math

import numpy as np

from engine.source.blazepose import Window

# Windows (across, down, side) for people whom the photo cuts off: their hips lie low in the picture or below it, and
# the circle around all of them reaches far beyond. Across in widths of the photo, down and side in its heights.
_BEYOND = (
    (0.5, 0.85, 2.3),
    (0.5, 1.15, 2.6),
    (0.8, 0.95, 1.2),
    (0.2, 0.95, 1.2),
    (0.5, 0.95, 1.2),
)


def whole(size: tuple[int, int]) -> tuple[Window, ...]:
    """The whole photo of a size (width, height) as one square, and squares of its shorter side along the longer."""
    width, height = size
    short, long = min(size), max(size)
    count = math.ceil(long / short * 1.5) if long > 1.15 * short else 0
    places = np.linspace(short / 2, long - short / 2, count)
    along = (Window(p, height / 2, short) if width > height else Window(width / 2, p, short) for p in places)
    return (Window(width / 2, height / 2, long), *along)


def beyond(size: tuple[int, int]) -> tuple[Window, ...]:
    """Squares larger than the photo or at its lower edge, for people of whom it shows a part."""
    width, height = size
    return tuple(Window(across * width, down * height, side * height) for across, down, side in _BEYOND)


def tiles(size: tuple[int, int]) -> tuple[Window, ...]:
    """Overlapping smaller squares, for people who fill little of the photo."""
    width, height = size
    squares: list[Window] = []
    for part in (0.6, 0.4):
        side = part * max(size)
        xs = np.linspace(side / 2, width - side / 2, max(1, math.ceil(width / side * 1.6)))
        ys = np.linspace(side / 2, height - side / 2, max(1, math.ceil(height / side * 1.6)))
        squares += [Window(float(x), float(y), side) for y in ys for x in xs]
    return tuple(squares)
