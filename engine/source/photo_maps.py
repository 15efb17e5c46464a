"""Maps that two networks which have seen millions of photographs make of a person: what is in them nobody has named.

Source: M. Tan, R. Pang, Q. V. Le, "EfficientDet" (arXiv 1911.09070), the file that bags are found with, and
EfficientNet-Lite2. Differs: the first is read half-way, at the strides 8, 16 and 32 of its trunk and at 8 and 16 of its
pyramid; the second reads a larger picture than it was taught with.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import torch
from numpy.typing import NDArray

from engine.imaging.pixels import Floats
from engine.model.efficientnet import EfficientNetLite2
from engine.runtime.weights import loaded
from engine.runtime.weights_version import PICTURES_ARCHITECTURE
from engine.source.tflite import read_tflite
from engine.system.shipped import BAGS_FILE, PICTURES_FILE

VIEW_SIZE = (288, 384)  # (width, height) of the model frame's view that is looked at
_BAGS_SIDE, _PICTURES_SIDE = 320, 384  # pixels of the square that each network reads
_PERSON = 60  # of 255: fainter pixels of a matte are no part of the person's box
_AROUND = 1.08  # side of the square in longer sides of the person
_GREY = 127.0
_TRUNK = (4, 10)  # blocks of strides 8 and 16
_LAST_BLOCK = "efficientnet-lite0/blocks_15/conv2d_1/Conv2D"
_PYRAMID = tuple(f"fpn_cells/cell_2/fnode{node}/" for node in (3, 4))  # of strides 8 and 16


@dataclass(frozen=True, eq=False)
class PhotoMaps:
    """What the networks made of the square around a person.

    maps: [C, h, w] each, of the network for bags int8, as it keeps them. square: its left and top edge and its side, in
    heights of the view.
    """

    maps: tuple[NDArray[np.int8] | Floats, ...]
    square: NDArray[np.float32]


class PhotoMapReader:
    """Loads its networks for each photo, as `engine.source.bags.BagFinder` does, or once for many."""

    def __init__(self, bags: Path = BAGS_FILE, pictures: Path = PICTURES_FILE, *, keep: bool = False) -> None:
        self._files, self._keep = (bags, pictures), keep
        self._kept: tuple[cv2.dnn.Net, EfficientNetLite2] | None = None

    def read(self, view: NDArray[np.uint8]) -> PhotoMaps:
        """Of a person cut out, premultiplied [H, W, 4]; raises WeightsError for a damaged file."""
        bags, pictures = self._kept or self._loaded()
        if self._keep:
            self._kept = bags, pictures
        square = _square(view)
        grey = view[..., :3] + _GREY * (1 - view[..., 3:].astype(np.float32) / 255)
        bags.setInput(cv2.dnn.blobFromImage(_cut(grey, square, _BAGS_SIDE)))
        large = torch.from_numpy(_cut(grey, square, _PICTURES_SIDE)).permute(2, 0, 1)[None].float()
        with torch.no_grad():
            seen = pictures(large.contiguous(memory_format=torch.channels_last))
        found = *(each[0] for each in bags.forward(_layers(bags))), *(each[0].numpy() for each in seen)
        return PhotoMaps(found, (np.array(square) / view.shape[0]).astype(np.float32))

    def _loaded(self) -> tuple[cv2.dnn.Net, EfficientNetLite2]:
        bags, pictures = self._files
        network = loaded(pictures, PICTURES_ARCHITECTURE, EfficientNetLite2())
        return read_tflite(bags, "network for bags"), network


def _layers(net: cv2.dnn.Net) -> list[str]:
    names = net.getLayerNames()
    last = next(name for name in names if name.endswith(_LAST_BLOCK))
    pyramid = [
        [name for name in names if node in name and name.endswith("separable_conv2d")][-1]
        for node in _PYRAMID
    ]
    return [*(f"efficientnet-lite0/blocks_{block}/Add" for block in _TRUNK), last, *pyramid]


def _square(view: NDArray[np.uint8]) -> tuple[float, float, float]:
    """Left and top edge and side of the square around a person cut out, [H, W, 4], in pixels of the view."""
    height, width = view.shape[:2]
    x, y, wide, tall = cv2.boundingRect((view[..., 3] > _PERSON).astype(np.uint8))
    if not wide:
        x, y, wide, tall = 0, 0, width, height
    side = _AROUND * max(wide, tall)
    return x + wide / 2 - side / 2, y + tall / 2 - side / 2, side


def _cut(grey: Floats, square: tuple[float, float, float], pixels: int) -> NDArray[np.uint8]:
    """The square of a person on plain grey, [H, W, 3], as [pixels, pixels, 3]."""
    height, width = grey.shape[:2]
    left, top, side = square
    sx = sy = scale = pixels / side
    if scale < 1:
        grey = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        sx, sy = scale * width / grey.shape[1], scale * height / grey.shape[0]
    matrix = np.array([[sx, 0, -left * scale + 0.5 * sx - 0.5], [0, sy, -top * scale + 0.5 * sy - 0.5]])
    picture = cv2.warpAffine(grey, matrix, (pixels, pixels), flags=cv2.INTER_LINEAR, borderValue=(_GREY,) * 3)
    return picture.round().clip(0, 255).astype(np.uint8)
