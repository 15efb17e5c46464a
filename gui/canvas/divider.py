"""The line between both halves of the split view, with a grip that keeps away from the joints."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

from engine.pose.pose import XY
from gui.look.tokens import Tokens

REACH_PX = 7.0  # on either side of the line
_GRIP_HALF_PX = 18.0  # of its height
_CLEAR_PX = 16.0  # between the grip and the handle of a joint
_STEP_PX = 20.0


def grip_height(x: float, height: float, joints: Iterable[XY]) -> float:
    """How far down the grip lies, px: as near the middle as no joint is near; joints: on the canvas."""
    reach = REACH_PX + _CLEAR_PX
    taken = [y for at, y in joints if abs(at - x) <= reach]
    room = _GRIP_HALF_PX + _CLEAR_PX
    most = int(max(height / 2 - _GRIP_HALF_PX, 0) / _STEP_PX)
    places = (height / 2 + sign * step * _STEP_PX for step in range(most + 1) for sign in (1, -1))
    return next((y for y in places if all(abs(y - each) > room for each in taken)), height / 2)


def is_on_grip(at: XY, x: float, grip: float) -> bool:
    """Whether a point of the canvas is on the grip, `grip` px down the line at `x`."""
    return abs(at[0] - x) <= REACH_PX and abs(at[1] - grip) <= _GRIP_HALF_PX


def paint_divider(painter: QPainter, x: float, *, grip: float, height: float, tokens: Tokens) -> None:
    """The line over the whole height, and the grip on it."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for colour, width in ((tokens.joint_outline, 3.0), (tokens.joint_middle, 1.5)):
        painter.setPen(QPen(QColor(colour), width))
        painter.drawLine(QPointF(x, 0), QPointF(x, height))
    painter.setPen(QPen(QColor(tokens.joint_outline), 1.5))
    painter.setBrush(QBrush(QColor(tokens.joint_middle), Qt.BrushStyle.SolidPattern))
    painter.drawRoundedRect(QRectF(x - 5, grip - _GRIP_HALF_PX, 10, 2 * _GRIP_HALF_PX), 5, 5)
