"""A contact sheet of photos and their edits, for looking at."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.contract.messages import Source
from engine.evaluate.edits import six_edits
from engine.evaluate.subjects import Repose

_GAP_PX = 8
_LABEL_PX = 26


def board(sources: Sequence[Source], repose: Repose, *, height_px: int = 420) -> NDArray[np.uint8]:
    """One row a photo: the photo, then its six edits, each tile height_px high; uint8 [H, W, 3]."""
    rows = []
    for source in sources:
        tiles = [_tile(source.photo.rgb, source.photo.name, height_px)]
        tiles += [
            _tile(repose(source, e.pose), e.name, height_px)
            for e in six_edits(source.pose, source.photo.size)
        ]
        rows.append(np.concatenate(tiles, 1))
    width = max(row.shape[1] for row in rows)
    filled = [np.pad(row, ((0, 0), (0, width - row.shape[1]), (0, 0)), constant_values=255) for row in rows]
    return np.concatenate(filled, 0)


def _tile(picture: NDArray[np.uint8], label: str, height_px: int) -> NDArray[np.uint8]:
    height, width = picture.shape[:2]
    size = (max(1, round(width * height_px / height)), height_px)
    small = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    tile = np.pad(small, ((_LABEL_PX, _GAP_PX), (0, _GAP_PX), (0, 0)), constant_values=255)
    # OpenCV's own letters are ASCII only.
    text = label.replace("°", " deg")
    cv2.putText(tile, text, (2, _LABEL_PX - 8), cv2.FONT_HERSHEY_SIMPLEX, 0.5, (40, 40, 40), 1, cv2.LINE_AA)
    return tile
