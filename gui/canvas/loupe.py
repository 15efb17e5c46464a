"""A loupe on the head or a hand that the pointer is at, in a corner of the canvas away from it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from engine.imaging.extension import UNEXTENDED
from engine.pose.kinematics import CHAINS
from engine.pose.pose import HEAD, Joint
from engine.system.errors import PoseError
from gui.canvas.canvas import Canvas
from gui.canvas.close_up import close_up
from gui.canvas.layers import ViewMode, name_room, target
from gui.canvas.pose_painter import colour_of
from gui.canvas.view_transform import ViewTransform
from gui.document.session import Session
from gui.look.theme import tokens

_EDGE_PX, _MOST_OF_PANE = 180, 0.4  # at most, and of the shorter side of what it lies over
_MARGIN_PX = 12
_DOT_PX = 3.5
_NAMED = (ViewMode.SPLIT, ViewMode.SIDE_BY_SIDE)  # where it says what is shown
_LEAST_GAIN = 1.5  # times as large as on the canvas: with less there is nothing to see


class Loupe(QWidget):
    """Lies over the canvas, lets the pointer through, and is there while the pointer is at a head or a hand."""

    scale_wanted = Signal(float)  # canvas pixels per photo pixel that are looked at here; 0 while away

    def __init__(self, canvas: Canvas, session: Session) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._session = session
        self._is_on = True
        self._joint: Joint | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.resize(_EDGE_PX, _EDGE_PX)
        self.hide()
        canvas.joint_hovered.connect(self._on_hovered)
        canvas.painted.connect(self._follow)

    @property
    def view(self) -> ViewTransform | None:
        """Where the photo lies in the loupe; None while there is nothing to look at."""
        pose, joint = self._session.pose, self._joint
        if pose is None or joint is None or not pose.has(joint):
            return None
        try:
            box = close_up(pose, frozenset({joint}))
        except PoseError:  # nothing to tell a head's size by
            return None
        edge = max(box.right - box.left, box.bottom - box.top)
        side = self._side
        scale = side / edge
        (x, y) = box.centre
        return ViewTransform(scale, side / 2 - x * scale, side / 2 - y * scale)

    @property
    def _side(self) -> int:
        """How wide and high it is, px: in a small pane less, so that the person is still seen beside it."""
        return round(min(_EDGE_PX, _MOST_OF_PANE * min(self._canvas.pane)))

    def switch(self, on: bool) -> None:
        """Have it or not."""
        self._is_on = on
        self._follow()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture, the joints as dots, and a ring around it."""
        view, pose, picture = self.view, self._session.pose, self._session.picture or self._canvas.photo
        if view is None or pose is None or picture is None or self._canvas.photo_size is None:
            return
        t = tokens()
        frame = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        shape = QPainterPath()
        shape.addRoundedRect(frame, 8, 8)
        size, rendered = self._canvas.photo_size, self._session.rendered
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.setClipPath(shape)
            painter.fillRect(self.rect(), QColor(t.canvas))
            place = target(size, UNEXTENDED if rendered is None else rendered.request.extension, view)
            level = picture.level_for(place.width() * self.devicePixelRatioF())
            painter.drawImage(place, level)
            for joint in Joint:
                if pose.has(joint):
                    painter.setPen(QPen(QColor(t.joint_outline), 1.0))
                    painter.setBrush(colour_of(pose, joint, t))
                    painter.drawEllipse(QPointF(*view.to_canvas(pose.at(joint))), _DOT_PX, _DOT_PX)
            painter.setClipping(False)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for tone, line in ((t.joint_outline, 3.0), (t.joint_middle, 1.5)):
                painter.setPen(QPen(QColor(tone), line))
                painter.drawPath(shape)

    def _on_hovered(self, joint: Joint | None) -> None:
        pose = self._session.pose
        self._joint = joint if joint is not None and _is_fine(joint) and pose is not None else None
        self._follow()
        view = self.view if self.isVisible() else None
        self.scale_wanted.emit(0.0 if view is None else view.scale)

    def _follow(self) -> None:
        """Be there or not, at the side that the joint is not at."""
        view, canvas = self.view, self._canvas
        is_wanted = (
            self._is_on
            and view is not None
            and canvas.tool is None
            and canvas.skeleton_shown
            and canvas.mode is not ViewMode.ORIGINAL
            and view.scale >= _LEAST_GAIN * canvas.view.scale
        )
        self.setVisible(is_wanted)
        if is_wanted and self._joint is not None and self._session.pose is not None:
            x, _ = canvas.view.to_canvas(self._session.pose.at(self._joint))
            left, width = round(canvas.pane_left), round(canvas.pane[0])
            is_left = x < left + width / 2
            side = self._side
            self.resize(side, side)
            top = _MARGIN_PX + (name_room(self.fontMetrics()) if canvas.mode in _NAMED else 0)
            self.move(left + (width - side - _MARGIN_PX if is_left else _MARGIN_PX), top)
            self.update()


def _is_fine(joint: Joint) -> bool:
    """Whether a joint is of a head or a hand."""
    return joint in HEAD or (joint in CHAINS and joint.name.endswith("WRIST"))
