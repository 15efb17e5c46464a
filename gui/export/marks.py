"""Small signs on tiles and cells: a box that is ticked or not, and an exclamation mark."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from gui.look.theme import tokens

TICK_PX = 16
_TICK = ((4, 8), (7, 11), (12, 5))  # its corners, in that box
_MARK_PX = 18


def paint_tick(painter: QPainter, at: QPoint, *, on: bool) -> None:
    """A box with its upper left corner at a point."""
    t, box = tokens(), QRect(at.x(), at.y(), TICK_PX, TICK_PX)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(t.accent if on else t.edge), 1.0))
    painter.setBrush(QColor(t.accent if on else t.field))
    painter.drawRoundedRect(box, 3.0, 3.0)
    if on:
        painter.setPen(QPen(QColor(t.on_accent), 2.0))
        painter.drawPolyline([at + QPoint(*corner) for corner in _TICK])
    painter.restore()


def paint_warning(painter: QPainter, tile: QRect, *, colour: str) -> None:
    """An exclamation mark in the upper right corner, as on photos of the film strip."""
    disc = QRectF(tile.right() - _MARK_PX - 4, tile.top() + 5, _MARK_PX, _MARK_PX)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(tokens().panel), 1.5))
    painter.setBrush(QColor(colour))
    painter.drawEllipse(disc)
    font = QFont(painter.font())
    font.setPixelSize(round(_MARK_PX * 0.75))
    font.setBold(True)
    painter.setFont(font)
    painter.setPen(QColor(tokens().panel))
    painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, "!")
    painter.restore()
