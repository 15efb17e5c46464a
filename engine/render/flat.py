"""People who do not move while another one does, drawn once into one picture each behind and in front of that one."""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np

from engine.imaging.origins import NO_LAYER, Origins
from engine.render.compiled import Bytes
from engine.render.layer_kernels import lay_at

_COVERS = 127  # alpha from which on somebody hides what is behind them


@dataclass(frozen=True, eq=False)
class Flat:
    """People as one: premultiplied uint8 [h, w, 4], how far invented [h, w], and where that lies in the picture, px."""

    texture: Bytes
    invented: Bytes
    corner: tuple[int, int]

    @staticmethod
    def of(canvas: Bytes, invented: Bytes) -> Flat:
        """Cut out of planes of a picture's size."""
        x, y, w, h = cv2.boundingRect(canvas[..., 3])
        inside = np.s_[y : y + h, x : x + w]
        return Flat(np.ascontiguousarray(canvas[inside]), np.ascontiguousarray(invented[inside]), (x, y))

    def lay(self, canvas: Bytes, invented: Bytes) -> None:
        """Lay them over a canvas [H, W, 4]."""
        lay_at(self.texture, self.invented, *self.corner, canvas, invented)


@dataclass(frozen=True, eq=False)
class Beside:
    """The others of a picture, behind its person and in front of them."""

    farther: Flat | None = None
    nearer: Flat | None = None

    def bytes(self) -> int:
        """Memory held, in bytes."""
        flats = [flat for flat in (self.farther, self.nearer) if flat is not None]
        return sum(flat.texture.nbytes + flat.invented.nbytes for flat in flats)


ALONE = Beside()


def hidden(origins: Origins, *, behind: Flat | None, cell_px: int) -> Origins:
    """Origins of a person without the cells, of `cell_px` picture pixels, that people in front of them cover."""
    if behind is None or not behind.texture.size:
        return origins
    (left, top), (h, w) = behind.corner, behind.texture.shape[:2]
    rows, columns = origins.points.shape[:2]
    # At the middles of cells, as origins are.
    y, x = (np.arange(count) * cell_px + cell_px // 2 for count in (rows, columns))
    cover = np.zeros((rows, columns), bool)
    ys, xs = (y >= top) & (y < top + h), (x >= left) & (x < left + w)
    cover[np.ix_(ys, xs)] = behind.texture[np.ix_(y[ys] - top, x[xs] - left)][..., 3] > _COVERS
    points = np.where(cover[..., None], np.float32(np.nan), origins.points)
    layers = None if origins.layers is None else np.where(cover, np.uint8(NO_LAYER), origins.layers)
    return replace(origins, points=points, layers=layers)
