"""The layers of a photo on the canvas: what the machine thinks as a light tint, what was painted as a strong one."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QImage, QPainter

from engine.photo.mending.layer_map import LayerMap
from engine.photo.mending.painted import Painted
from gui.canvas.sampled import Places, places_along
from gui.canvas.view_transform import ViewTransform
from gui.look.targets import target_colour, target_of

_THOUGHT, _SAID = 0.42, 0.8  # opacities


def paint_layers(
    painter: QPainter, layers: LayerMap | None, painted: Painted, *, view: ViewTransform, area: QRect
) -> None:
    """Draw both over the photo within `area` of the canvas; layers: None where the machine said nothing yet."""
    ratio = painter.device().devicePixelRatioF()
    width, height = painted.size
    columns = places_along(
        area.left(), area.width(), offset=view.left, view=view, ratio=ratio, limit=width, smooth=False
    )
    rows = places_along(
        area.top(), area.height(), offset=view.top, view=view, ratio=ratio, limit=height, smooth=False
    )
    if not columns.size or not rows.size:
        return
    said = _said(painted, rows, columns)
    thought = np.zeros_like(said) if layers is None else _thought(layers, rows, columns)
    pixels = np.where(said[..., None] > 0, _tints(_SAID)[said], _tints(_THOUGHT)[thought])
    image = QImage(
        pixels.data,
        said.shape[1],
        said.shape[0],
        4 * said.shape[1],
        QImage.Format.Format_ARGB32_Premultiplied,
    )
    image.setDevicePixelRatio(ratio)
    corner = QPoint(round(area.left() * ratio) + columns.first, round(area.top() * ratio) + rows.first)
    painter.drawImage(corner.toPointF() / ratio, image)


def _said(painted: Painted, rows: Places, columns: Places) -> NDArray[np.uint8]:
    y, x = rows.places, columns.places
    codes = painted.over((int(x[0]), int(y[0]), int(x[-1]) + 1, int(y[-1]) + 1))
    return codes[np.ix_(y - y[0], x - x[0])]


def _thought(layers: LayerMap, rows: Places, columns: Places) -> NDArray[np.uint8]:
    x0, y0, x1, y1 = layers.box
    height, width = layers.codes.shape
    out = np.zeros((rows.size, columns.size), np.uint8)
    across = np.flatnonzero((columns.places >= x0) & (columns.places < x1))
    down = np.flatnonzero((rows.places >= y0) & (rows.places < y1))
    x = (columns.places[across] - x0) * width // (x1 - x0)
    y = (rows.places[down] - y0) * height // (y1 - y0)
    out[np.ix_(down, across)] = layers.codes[np.ix_(y, x)]
    return out


def _tints(opacity: float) -> NDArray[np.uint8]:
    """Premultiplied [256, 4] by code; the bytes of ARGB32 lie as blue, green, red, alpha, as everywhere Qt runs."""
    table = np.zeros((256, 4), np.float32)
    for code in range(1, 256):
        target = _known(code)
        if target is not None:
            tone = QColor(target)
            table[code] = tone.blue(), tone.green(), tone.red(), 255
    return (table * opacity + 0.5).astype(np.uint8)


def _known(code: int) -> str | None:
    try:
        target = target_of(code)
    except ValueError:
        return None
    return None if target is None else target_colour(target)
