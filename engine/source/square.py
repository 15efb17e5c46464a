"""The squares of a photo that the matting network is shown, and the way back from its answers to the photo."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.imaging.pixels import Floats
from engine.system.giving_way import give_way

SIDE = 320  # pixels of the network
_ENOUGH_PX = 1280  # of a square's side, from twice which on it is averaged before it is cut out
_AIR = 10  # network pixels of background kept around the person, to learn its colours from


@dataclass(frozen=True, slots=True)
class Square:
    """The part of the photo the network sees: top-left corner and side in photo pixels."""

    left: int
    top: int
    side: int

    def cut(self, picture: NDArray, border: int) -> NDArray:
        """The square's pixels; what lies outside the photo is filled by the `border` mode."""
        h, w = picture.shape[:2]
        pads = (max(0, -self.top), max(0, self.top + self.side - h))
        sides = (max(0, -self.left), max(0, self.left + self.side - w))
        padded = cv2.copyMakeBorder(picture, *pads, *sides, border)
        top, left = self.top + pads[0], self.left + sides[0]
        return padded[top : top + self.side, left : left + self.side]

    def seen(self, picture: NDArray, border: int, *, count: int = SIDE) -> NDArray:
        """The square's pixels as the network sees them, [count, count]; outside the photo as `cut`.

        Of a large photo a fraction of the pixels is averaged at first, which comes to the same.
        """
        give_way()
        square, times = self, self.side // _ENOUGH_PX
        if times > 1:
            size = (max(picture.shape[1] // times, 1), max(picture.shape[0] // times, 1))
            picture = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
            square = Square(self.left // times, self.top // times, self.side // times)
        return cv2.resize(square.cut(picture, border), (count, count), interpolation=cv2.INTER_AREA)

    def around(self, shape: NDArray[np.bool_], size: tuple[int, int]) -> tuple[slice, slice]:
        """Photo rows and columns around `shape` [n, n] of the square, inside a photo of `size` (width, height)."""
        spans, count = [], len(shape)
        air = _AIR * count // SIDE
        for axis, start, end in ((1, self.top, size[1]), (0, self.left, size[0])):
            hit = np.flatnonzero(shape.any(axis=axis))
            first, last = (int(hit[0]), int(hit[-1])) if len(hit) else (0, -1)
            low = start + (first - air) * self.side // count
            high = start + (last + 1 + air) * self.side // count
            spans.append(slice(min(max(low, 0), end), max(min(high, end), 0)))
        return spans[0], spans[1]

    def placed(self, small: Floats, rows: slice, columns: slice) -> Floats:
        """`small` [n, n] of the square resampled onto the photo's `rows` and `columns`."""
        scale = self.side / len(small)
        x, y = self.left + 0.5 * scale - 0.5 - columns.start, self.top + 0.5 * scale - 0.5 - rows.start
        matrix = np.array([[scale, 0, x], [0, scale, y]])
        size = (columns.stop - columns.start, rows.stop - rows.start)
        return (
            cv2.warpAffine(small, matrix, size, flags=cv2.INTER_CUBIC)
            .astype(np.float32, copy=False)
            .clip(0, 1)
        )
