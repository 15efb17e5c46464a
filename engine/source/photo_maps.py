"""Maps that a network which has seen millions of photographs makes of a person: what is in them nobody has named.

Source: M. Tan, R. Pang, Q. V. Le, "EfficientDet" (arXiv 1911.09070), the file that bags are found with. Differs: it is
read half-way, at the strides 8, 16 and 32 of its trunk and at 8 and 16 of its pyramid.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.source.tflite import read_tflite
from engine.system.shipped import BAGS_FILE

VIEW_SIZE = (288, 384)  # (width, height) of the model frame's view that is looked at
_SIDE = 320
_PERSON = 60  # of 255: fainter pixels of a matte are no part of the person's box
_AROUND = 1.08  # side of the square in longer sides of the person
_GREY = 127.0
_TRUNK = (4, 10)  # blocks of strides 8 and 16
_LAST_BLOCK = "efficientnet-lite0/blocks_15/conv2d_1/Conv2D"
_PYRAMID = tuple(f"fpn_cells/cell_2/fnode{node}/" for node in (3, 4))  # of strides 8 and 16


@dataclass(frozen=True, eq=False)
class PhotoMaps:
    """What the network made of the square around a person.

    maps: int8 [C, h, w] each, as the network keeps them. square: its left and top edge and its side, in heights of
    the view.
    """

    maps: tuple[NDArray[np.int8], ...]
    square: NDArray[np.float32]


class PhotoMapReader:
    """Loads its network for each photo, as `engine.source.bags.BagFinder` does, or once for many."""

    def __init__(self, model: Path = BAGS_FILE, *, keep: bool = False) -> None:
        self._model, self._keep = model, keep
        self._kept: cv2.dnn.Net | None = None

    def read(self, view: NDArray[np.uint8]) -> PhotoMaps:
        """Of a person cut out, premultiplied [H, W, 4]; raises WeightsError for a damaged file."""
        net = self._kept or read_tflite(self._model, "network for bags")
        if self._keep:
            self._kept = net
        picture, square = _on_grey(view)
        net.setInput(cv2.dnn.blobFromImage(picture))
        return PhotoMaps(tuple(each[0] for each in net.forward(_layers(net))), square)


def _layers(net: cv2.dnn.Net) -> list[str]:
    names = net.getLayerNames()
    last = next(name for name in names if name.endswith(_LAST_BLOCK))
    pyramid = [
        [name for name in names if node in name and name.endswith("separable_conv2d")][-1]
        for node in _PYRAMID
    ]
    return [*(f"efficientnet-lite0/blocks_{block}/Add" for block in _TRUNK), last, *pyramid]


def _on_grey(view: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
    """The square around the person on plain grey, [320, 320, 3], and where it lies in heights of the view."""
    height = view.shape[0]
    x, y, width, tall = cv2.boundingRect((view[..., 3] > _PERSON).astype(np.uint8))
    if not width:
        x, y, width, tall = 0, 0, view.shape[1], height
    side = _AROUND * max(width, tall)
    left, top, scale = x + width / 2 - side / 2, y + tall / 2 - side / 2, _SIDE / side
    grey = view[..., :3] + _GREY * (1 - view[..., 3:].astype(np.float32) / 255)
    sx = sy = scale
    if scale < 1:
        grey = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        sx, sy = scale * view.shape[1] / grey.shape[1], scale * height / grey.shape[0]
    matrix = np.array([[sx, 0, -left * scale + 0.5 * sx - 0.5], [0, sy, -top * scale + 0.5 * sy - 0.5]])
    picture = cv2.warpAffine(grey, matrix, (_SIDE, _SIDE), flags=cv2.INTER_LINEAR, borderValue=(_GREY,) * 3)
    square = np.array([left / height, top / height, side / height], np.float32)
    return picture.round().clip(0, 255).astype(np.uint8), square
