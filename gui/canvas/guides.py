"""Draws what helps while dragging: the lines snapped to, the axis of symmetry, and the frame that selects."""

from __future__ import annotations

import cmath
import math

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from engine.pose.kinematics import pelvis, torso_axis
from engine.pose.pose import XY, Joint, Pose
from gui.canvas.name_tag import paint_tag
from gui.canvas.snapping import Guide, Line
from gui.canvas.view_transform import ViewTransform
from gui.look.tokens import Tokens

_FAR_PX = 4000.0  # beyond every edge of a canvas
_AXIS = 0.6  # of the spine's length, how far the axis goes on at both ends


def tr(text: str) -> str:
    """`text` in the language of the window."""
    return QCoreApplication.translate("Guides", text)


def guide_words(guide: Guide) -> str:
    """What a line is."""
    words = {Line.GROUND: tr("Ground"), Line.LEVEL: tr("Same height"), Line.VERTICAL: tr("Vertical")}
    return words.get(guide.line) or f"{abs(guide.degrees)}°"


def paint_guides(
    painter: QPainter, guides: tuple[Guide, ...], *, view: ViewTransform, tokens: Tokens
) -> None:
    """A line across the canvas for each, with its name beside the place it goes through."""
    for guide in guides:
        at = complex(*view.to_canvas(guide.at))
        way = 1j * cmath.rect(1, math.radians(guide.degrees))
        _dashed(painter, at - way * _FAR_PX, at + way * _FAR_PX, tokens=tokens)
        paint_tag(painter, guide_words(guide), at=QPointF(at.real, at.imag), tokens=tokens)


def paint_axis(painter: QPainter, pose: Pose, *, view: ViewTransform, tokens: Tokens) -> None:
    """The line in which the sides of the body are each other's mirror image."""
    base, axis = pelvis(pose), torso_axis(pose)
    if base is None or axis is None:
        return
    spine = abs(complex(*pose.at(Joint.NECK)) - base)
    ends = (base - axis * _AXIS * spine, base + axis * (1 + _AXIS) * spine)
    start, end = (complex(*view.to_canvas((each.real, each.imag))) for each in ends)
    _dashed(painter, start, end, tokens=tokens)


def paint_frame(painter: QPainter, corners: tuple[XY, XY], *, tokens: Tokens) -> None:
    """The frame of which all inside is selected, on the canvas."""
    fill = QColor(tokens.accent)
    fill.setAlphaF(0.15)
    painter.setPen(QPen(QColor(tokens.accent), 1))
    painter.setBrush(fill)
    painter.drawRect(QRectF(QPointF(*corners[0]), QPointF(*corners[1])).normalized())


def _dashed(painter: QPainter, start: complex, end: complex, *, tokens: Tokens) -> None:
    for tone, width, style in (
        (tokens.joint_outline, 2.5, Qt.PenStyle.SolidLine),
        (tokens.highlight, 1.2, Qt.PenStyle.DashLine),
    ):
        colour = QColor(tone)
        if style is Qt.PenStyle.SolidLine:
            colour.setAlphaF(0.35)
        painter.setPen(QPen(colour, width, style))
        painter.drawLine(QPointF(start.real, start.imag), QPointF(end.real, end.imag))
