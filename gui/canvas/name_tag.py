"""The name of a joint or of a line, written beside it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen

from engine.pose.pose import Joint
from gui.look.joint_names import joint_name
from gui.look.tokens import Tokens

_AWAY = QPointF(12.0, -12.0)


def paint_name(painter: QPainter, joint: Joint, *, at: QPointF, tokens: Tokens) -> None:
    """The joint's name beside it; at: the joint on the canvas."""
    paint_tag(painter, joint_name(joint), at=at, tokens=tokens)


def tag_box(metrics: QFontMetrics, words: str, *, at: QPointF) -> QRect:
    """Where words beside a place on the canvas are written."""
    box = metrics.boundingRect(words).adjusted(-6, -3, 6, 3)
    box.moveBottomLeft((at + _AWAY).toPoint())
    return box


def paint_tag(painter: QPainter, words: str, *, at: QPointF, tokens: Tokens) -> None:
    """Words beside a place on the canvas."""
    box = tag_box(painter.fontMetrics(), words, at=at)
    painter.setPen(QPen(QColor(tokens.joint_outline), 1.0))
    painter.setBrush(QColor(tokens.panel))
    painter.drawRoundedRect(box, 4, 4)
    painter.setPen(QPen(QColor(tokens.text)))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
