"""Choosing a person in a photo that shows several: everyone's skeleton, and one click."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen

from engine.pose.pose import XY, Pose
from gui.canvas.person_place import middle, reach_of
from gui.canvas.pose_painter import paint_pose
from gui.canvas.tool import CanvasTool
from gui.document.people import People
from gui.look.theme import tokens

if TYPE_CHECKING:
    from gui.canvas.canvas import Canvas

_FAINT = 0.55


class PersonPicker(QObject, CanvasTool):
    """In hand until a person is chosen or Escape is pressed; a click beside everyone known asks the engine anew."""

    left = Signal()

    def __init__(self, canvas: Canvas, people: People) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._people = people
        self._hovered: Pose | None = None
        people.changed.connect(canvas.update)

    def press(self, event: QMouseEvent) -> bool:
        """Choose who is under the pointer."""
        if event.button() != Qt.MouseButton.LeftButton or self._canvas.pointer.holds_space:
            return False
        at = self._canvas.view.to_photo(event.position().toTuple())
        person = self._person_at(at)
        self._people.choose(
            at if person is None else middle(person), self.tr("Choose another person"), stands=person
        )
        self.left.emit()
        return True

    def move(self, event: QMouseEvent) -> bool:
        """Show who would be chosen."""
        if self._canvas.pointer.is_busy:
            return False
        self._hovered = self._person_at(self._canvas.view.to_photo(event.position().toTuple()))
        self._canvas.setCursor(Qt.CursorShape.PointingHandCursor)
        self._canvas.update()
        return True

    def key(self, event: QKeyEvent, *, down: bool) -> bool:
        """Escape leaves; figures choose, counted from the left."""
        number = event.key() - Qt.Key.Key_1
        if down and event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif down and 0 <= number < min(len(self._people.poses), 9):
            person = self._people.poses[number]
            self._people.choose(middle(person), self.tr("Choose another person"), stands=person)
            self.left.emit()
        else:
            return False
        return True

    def wants(self, event: QKeyEvent) -> bool:
        """Escape and the figures of those who can be chosen."""
        is_figure = 0 <= event.key() - Qt.Key.Key_1 < min(len(self._people.poses), 9)
        return event.key() == Qt.Key.Key_Escape or (is_figure and not event.modifiers())

    def dropped(self) -> None:
        """Point at nobody."""
        self._hovered = None

    def paint(self, painter: QPainter, area: QRect) -> None:
        """Everyone's skeleton with their number, and a frame around the one under the pointer."""
        view, t = self._canvas.view, tokens()
        for number, pose in enumerate(self._people.poses, start=1):
            is_hovered = pose is self._hovered
            painter.save()
            painter.setOpacity(1.0 if is_hovered else _FAINT)
            paint_pose(painter, pose, view=view, tokens=t)
            painter.setOpacity(1.0)
            left, top, right, bottom = reach_of(pose)
            frame = QRectF(QPointF(*view.to_canvas((left, top))), QPointF(*view.to_canvas((right, bottom))))
            colour = QColor(t.highlight if is_hovered else t.joint_middle)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for tone, width in ((QColor(t.joint_outline), 3.5), (colour, 2.0 if is_hovered else 1.5)):
                painter.setPen(QPen(tone, width))
                painter.drawRoundedRect(frame, 8, 8)
            self._paint_number(painter, number, at=frame.topLeft(), colour=colour)
            painter.restore()

    def _paint_number(self, painter: QPainter, number: int, *, at: QPointF, colour: QColor) -> None:
        badge = QRectF(at.x() + 8, at.y() + 8, 24, 24)
        painter.setPen(QPen(QColor(tokens().joint_outline), 1.5))
        painter.setBrush(colour)
        painter.drawEllipse(badge)
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, str(number))

    def _person_at(self, at: XY) -> Pose | None:
        """Whose frame is around a photo point; of several, the one whose middle is nearest."""
        near: list[tuple[float, int, Pose]] = []
        for number, pose in enumerate(self._people.poses):
            left, top, right, bottom = reach_of(pose)
            if left <= at[0] <= right and top <= at[1] <= bottom:
                near.append((abs(at[0] - (left + right) / 2), number, pose))
        return min(near)[2] if near else None
