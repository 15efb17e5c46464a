"""Lays the drawn person over the plate, or cuts them out; compiled."""

from __future__ import annotations

import numpy as np

from engine.imaging.boxes import Box
from engine.imaging.compiling import compiled, inlined
from engine.render.compiled import Bytes, Draft, Floats, Real


@inlined
def _level(value: Real) -> np.uint8:
    return np.uint8(min(max(value + 0.5, 0.0), 255.0))


@compiled
def lay(draft: Draft, plate: Bytes, coverage: Floats, box: Box, picture: Bytes) -> None:
    """Lay a box of the draft with its coverage [h, w] over the plate, or cut it out of a picture of four channels.

    picture: [H, W, 3 | 4], holds the photo; where nothing moves its bytes stay, whatever rounding would do.
    """
    static = draft.static
    for row in range(box[1], box[3]):
        for column in range(box[0], box[2]):
            rest = static[row, column]
            if rest >= 1:
                continue
            cover = coverage[row - box[1], column - box[0]]
            for k in range(picture.shape[2]):
                if k == 3:
                    laid = cover * 255
                elif picture.shape[2] == 4:
                    laid = np.float32(draft.rgb[row, column, k])
                else:
                    under = np.float32(plate[row, column, k])
                    laid = under + (draft.rgb[row, column, k] - under) * cover
                picture[row, column, k] = _level(laid + (picture[row, column, k] - laid) * rest)
