"""The ring that shows where a round brush paints and how large it is, and the steps of its size."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from engine.pose.pose import XY
from gui.look.theme import tokens

SMALLEST_PX, LARGEST_PX = 2, 1000
FIRST_SHARE = 0.035  # of the photo's longer edge: a brush before anyone has set it
SLIDER_STEPS = 200
_STEP = 1.2


def stepped(diameter: float, step: int) -> float:
    """A brush's diameter, photo pixels, one step larger or smaller."""
    return max(round(diameter * _STEP**step), diameter + step) if step > 0 else round(diameter / _STEP)


def within_limits(diameter: float) -> float:
    """A diameter that a brush can have, photo pixels."""
    return float(min(max(diameter, SMALLEST_PX), LARGEST_PX))


def size_at(step: int) -> float:
    """The diameter at a step of a slider, of `SLIDER_STEPS`: equal ways are equal ratios."""
    return float(round(SMALLEST_PX * (LARGEST_PX / SMALLEST_PX) ** (step / SLIDER_STEPS)))


def step_of(diameter: float) -> int:
    """The step of a slider for a diameter."""
    return round(math.log(diameter / SMALLEST_PX) / math.log(LARGEST_PX / SMALLEST_PX) * SLIDER_STEPS)


def ring_area(at: XY, diameter: float) -> QRect:
    """The part of the canvas that a ring takes; diameter: canvas pixels."""
    reach = max(diameter / 2, 8) + 3
    return QRectF(at[0] - reach, at[1] - reach, 2 * reach, 2 * reach).toAlignedRect()


def paint_ring(painter: QPainter, at: QPointF, diameter: float, *, colour: str, plus: bool) -> None:
    """Two rings, dark and light, can be seen on any photo; plus or minus says what a stroke does."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for tone, width in ((tokens().joint_outline, 3.0), (colour, 1.5)):
        painter.setPen(QPen(QColor(tone), width))
        painter.drawEllipse(at, diameter / 2, diameter / 2)
        painter.drawLine(at - QPointF(4, 0), at + QPointF(4, 0))
        if plus:
            painter.drawLine(at - QPointF(0, 4), at + QPointF(0, 4))
