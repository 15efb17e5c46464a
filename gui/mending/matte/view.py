"""A matte on the canvas: as a tint over the person, or as a checkerboard in place of everything else."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QImage, QPainter

from gui.canvas.sampled import places_along
from gui.canvas.view_transform import ViewTransform
from gui.look.tokens import Tokens

_OPACITY = 0.5
_CHECK_PX = 10

Floats = NDArray[np.float32]


def paint_matte(
    painter: QPainter,
    matte: Floats,
    *,
    view: ViewTransform,
    area: QRect,
    tokens: Tokens,
    on_checks: bool,
) -> None:
    """Draw `matte` [H, W] over the photo within `area` of the canvas; the work depends on the area alone."""
    ratio = painter.device().devicePixelRatioF()
    columns = places_along(
        area.left(), area.width(), offset=view.left, view=view, ratio=ratio, limit=matte.shape[1]
    )
    rows = places_along(
        area.top(), area.height(), offset=view.top, view=view, ratio=ratio, limit=matte.shape[0]
    )
    if not columns.size or not rows.size:
        return
    seen = _seen(matte, rows.places, columns.places, finer=rows.finer)
    corner = QPoint(round(area.left() * ratio) + columns.first, round(area.top() * ratio) + rows.first)
    pixels = _checks(1 - seen, corner, tokens=tokens, ratio=ratio) if on_checks else _tint(seen, tokens.matte)
    height, width = seen.shape
    image = QImage(pixels.data, width, height, width * 4, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    painter.drawImage(corner.toPointF() / ratio, image)


def _seen(matte: Floats, rows: NDArray[np.intp], columns: NDArray[np.intp], *, finer: int) -> Floats:
    seen = matte[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1][
        np.ix_(rows - rows[0], columns - columns[0])
    ]
    if finer == 1:
        return seen
    half = seen[0::2] + seen[1::2]
    return np.ascontiguousarray(half[:, 0::2] + half[:, 1::2]) * np.float32(0.25)


def _tint(share: Floats, colour: str) -> NDArray[np.uint8]:
    tone = QColor(colour)
    # The bytes of ARGB32 lie as blue, green, red, alpha, as on every machine Qt runs on today.
    levels = np.array([tone.blue(), tone.green(), tone.red(), 255], np.float32) * np.float32(_OPACITY)
    return (share[..., None] * levels + np.float32(0.5)).astype(np.uint8)


def _checks(share: Floats, corner: QPoint, *, tokens: Tokens, ratio: float) -> NDArray[np.uint8]:
    """Squares that stay where they are on the canvas, whatever part of it is painted."""
    height, width = share.shape
    side = _CHECK_PX * ratio
    x = ((np.arange(width) + corner.x()) // side).astype(np.intp)
    y = ((np.arange(height) + corner.y()) // side).astype(np.intp)
    both = QColor(tokens.checker_light), QColor(tokens.checker_dark)
    tones = np.array([(tone.blue(), tone.green(), tone.red(), 255) for tone in both], np.float32)
    squares = tones[(x[None] + y[:, None]) % 2]
    return (share[..., None] * squares + np.float32(0.5)).astype(np.uint8)
