"""The exclamation mark on tiles and cells that something should be looked at in."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from gui.look.theme import tokens

_MARK_PX = 18


def mark_in(tile: QRect) -> QRect:
    """Where on a tile its mark is."""
    return QRect(tile.right() - _MARK_PX - 4, tile.top() + 5, _MARK_PX, _MARK_PX)


def paint_warning(painter: QPainter, tile: QRect, *, colour: str) -> None:
    """An exclamation mark in the upper right corner, as on photos of the film strip."""
    disc = QRectF(mark_in(tile))
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
