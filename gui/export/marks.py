"""A small box on tiles and cells that is ticked or not."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QPainter, QPen

from gui.look.theme import tokens

TICK_PX = 16
_TICK = ((4, 8), (7, 11), (12, 5))  # its corners, in that box


def paint_tick(painter: QPainter, at: QPoint, *, on: bool, partly: bool = False) -> None:
    """A box with its upper left corner at a point; partly: with a bar, for what is neither on nor off."""
    t, box = tokens(), QRect(at.x(), at.y(), TICK_PX, TICK_PX)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(t.accent if on or partly else t.edge), 1.0))
    painter.setBrush(QColor(t.accent if on or partly else t.field))
    painter.drawRoundedRect(box, 3.0, 3.0)
    if on:
        painter.setPen(QPen(QColor(t.on_accent), 2.0))
        painter.drawPolyline([at + QPoint(*corner) for corner in _TICK])
    elif partly:
        painter.setPen(QPen(QColor(t.on_accent), 2.0))
        painter.drawLine(at + QPoint(4, 8), at + QPoint(12, 8))
    painter.restore()
