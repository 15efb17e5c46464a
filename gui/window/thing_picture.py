"""A small picture of one thing of a photo, by which it is told from the others: what is around it is veiled."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter

from engine.photo.mending.layer_map import LayerMap
from gui.link.pictures import Picture, to_image

_EDGE_PX = 144  # of the picture, enough for a tile on a fine screen
_AROUND = 0.2  # of the thing's longer side, shown beside it
_GREY, _FADE = 128, 150  # of 255: the veil over what is no part of it, and how dense it is


def thing_picture(layers: LayerMap, thing: int, photo: Picture) -> QImage | None:
    """The photo around a thing, by its number from 0; None where it is too small to be told."""
    box = layers.box_of(thing)
    if box is None:
        return None
    room = round(_AROUND * max(box[2] - box[0], box[3] - box[1]))
    whole = QRect(0, 0, *photo.size)
    cut = QRect(box[0], box[1], box[2] - box[0], box[3] - box[1]).adjusted(-room, -room, room, room) & whole
    if cut.isEmpty():
        return None
    # A level in which the cut is about as large as the picture of it.
    level = photo.level_for(whole.width() * min(_EDGE_PX / max(cut.width(), cut.height()), 1.0))
    scale = level.width() / whole.width()
    part = QRect(
        int(cut.left() * scale), int(cut.top() * scale),
        max(round(cut.width() * scale), 1), max(round(cut.height() * scale), 1),
    )  # fmt: skip
    shown = level.copy(part).scaled(
        _EDGE_PX, _EDGE_PX, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    with QPainter(shown) as painter:
        painter.drawImage(0, 0, _veil(layers, thing, cut, (shown.width(), shown.height())))
    return shown


def _veil(layers: LayerMap, thing: int, cut: QRect, size: tuple[int, int]) -> QImage:
    """Grey over what is beside the thing; size: (width, height) of what shows `cut`."""
    width, height = size
    x = cut.left() + (np.arange(width) + 0.5) * cut.width() / width
    y = cut.top() + (np.arange(height) + 0.5) * cut.height() / height
    beside = ~layers.shows(thing, np.stack(np.meshgrid(x, y), axis=-1))
    pixels = np.zeros((height, width, 4), np.uint8)
    pixels[beside] = (_GREY, _GREY, _GREY, _FADE)
    return to_image(pixels)
