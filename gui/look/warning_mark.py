"""The exclamation mark on tiles and cells that something should be looked at in."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from engine.contract.judgement import Judgement
from gui.look.theme import tokens

_MARK_PX = 18


def mark_in(tile: QRect) -> QRect:
    """Where on a tile its mark is."""
    return QRect(tile.right() - _MARK_PX - 4, tile.top() + 5, _MARK_PX, _MARK_PX)


class Grade(IntEnum):
    """How much a picture wants to be looked at; a ring for what is to be checked, a disc for what is to be first."""

    NONE = 0
    CHECK = 1
    FIRST = 2


def grade_of(judgement: Judgement | None, told: str) -> Grade:
    """The grade of a picture; told: what there is to be said of it, empty for nothing."""
    if not told:
        return Grade.NONE
    return Grade.FIRST if judgement is not None and judgement.is_very_doubtful else Grade.CHECK


def paint_warning(painter: QPainter, tile: QRect, *, colour: str, grade: Grade = Grade.FIRST) -> None:
    """An exclamation mark in the upper right corner, as on photos of the film strip."""
    disc = QRectF(mark_in(tile))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    panel, ink = QColor(tokens().panel), QColor(colour)
    is_first = grade >= Grade.FIRST
    painter.setPen(QPen(panel, 1.5))
    painter.setBrush(ink if is_first else panel)
    painter.drawEllipse(disc)
    if not is_first:
        painter.setPen(QPen(ink, 1.5))
        painter.drawEllipse(disc.adjusted(1.5, 1.5, -1.5, -1.5))
    font = QFont(painter.font())
    font.setPixelSize(round(_MARK_PX * 0.75))
    font.setBold(True)
    painter.setFont(font)
    painter.setPen(panel if is_first else ink)
    painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, "!")
    painter.restore()
