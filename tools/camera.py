"""Films a window with its dialogs, the pointer that real events move, and a line below that says what is done."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPen, QPolygonF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QDialog, QWidget

from engine.pose.pose import XY, Joint
from gui.canvas.pose_interaction import Body
from gui.look.theme import tokens
from tools.frames import Frames
from tools.stage import Stage

CAPTION_PX = 54
_TITLE_PX = 30
_CAPTION_FONT_PX = 23
_DRAG_MS = 90
_GLIDE_MS = 45
_GLIDE_STEPS = 5
_WAIT_MS = 160
_PATIENCE = 3000
_SCALE = 2
_ARROW = ((0, 0), (0, 21), (5, 16.5), (8.5, 24), (12, 22.5), (8.6, 15.2), (15, 15))


class Camera:
    """Takes frames; dialogs lie in the middle of the window, where a desktop would put them."""

    def __init__(self, on: Stage, frames: Frames) -> None:
        self._on, self._frames = on, frames
        self._caption = ""
        self._at = QPointF(
            on.window.width() * 0.55, on.window.height() * 0.7
        )  # of the pointer, in the window
        self._is_pressed = False

    def say(self, caption: str, rest_ms: int) -> None:
        """Show another line below the window, and leave time to read it."""
        self._caption = caption
        self.take(rest_ms)

    def take(self, rest_ms: int) -> None:
        """The window as it is."""
        self._on.settle()
        self._frames.add(self._picture(), rest_ms)

    def drag(self, held: Joint | Body, stops: tuple[XY, ...], *, rest_ms: int) -> None:
        """Go to a joint or a handle and drag it; every frame shows the picture of its pose."""
        self._glide(self._on.canvas, self._on.place(self._on.grip(held)))
        self.take(4 * _DRAG_MS)
        self._is_pressed = True
        self._on.drag(held, stops, each_step=self._take_drag)
        self._is_pressed = False
        self._on.wait_for_final()
        self.take(rest_ms)

    def click(
        self,
        target: QWidget,
        at: QPoint | None = None,
        *,
        keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        """Go to a place of a widget, its middle by default, and click there."""
        place = target.rect().center() if at is None else at
        self._glide(target, place)
        self._is_pressed = True
        self.take(2 * _DRAG_MS)
        self._is_pressed = False
        QTest.mouseClick(target, Qt.MouseButton.LeftButton, keys, place)
        self.take(2 * _DRAG_MS)

    def click_row(
        self,
        view: QAbstractItemView,
        row: int,
        *,
        keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        """Click an item of a list."""
        index = view.model().index(row, 0)
        self.click(view.viewport(), view.visualRect(index).center(), keys=keys)

    def wait(self, until: Callable[[], bool], *, most: int, frame_ms: int = _WAIT_MS) -> None:
        """Let the window work, with at most `most` frames of what changes meanwhile; raises TimeoutError."""
        begun = len(self._frames)
        for _ in range(_PATIENCE):
            if until():
                return
            self._on.settle()
            if len(self._frames) - begun < most:
                self._frames.add(self._picture(), frame_ms, only_new=True)
        raise TimeoutError(f"The window did not get there: {self._caption}")

    # -- inside

    def _take_drag(self, at: QPoint) -> None:
        self._at = QPointF(self._on.canvas.mapTo(self._on.window, at))
        self._on.wait_for_preview()
        self.take(_DRAG_MS)

    def _glide(self, target: QWidget, to: QPoint) -> None:
        """Move the pointer there in a few steps, over what lies between."""
        top = target.window()
        corner = self._corner_of(top)
        start, end = self._at, QPointF(target.mapTo(top, to)) + corner
        for step in range(1, _GLIDE_STEPS + 1):
            share = step / _GLIDE_STEPS
            self._at = start + (end - start) * (share * share * (3 - 2 * share))
            place = (self._at - corner).toPoint()
            below = target if step == _GLIDE_STEPS else top.childAt(place) or top
            QTest.mouseMove(below, below.mapFrom(top, place))
            self.take(_GLIDE_MS)

    def _corner_of(self, top: QWidget) -> QPointF:
        """Where a dialog begins in the window."""
        window = self._on.window
        if top is window:
            return QPointF()
        down = max((window.height() - top.height() + _TITLE_PX) // 2, _TITLE_PX)
        return QPointF((window.width() - top.width()) // 2, down)

    def _picture(self) -> QImage:
        window = self._on.window
        whole = QImage(
            window.width() * _SCALE, (window.height() + CAPTION_PX) * _SCALE, QImage.Format.Format_RGB32
        )
        whole.setDevicePixelRatio(_SCALE)
        whole.fill(QColor(tokens().panel))
        with QPainter(whole) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.drawPixmap(0, 0, window.grab())
            for top in self._on.app.topLevelWidgets():
                if isinstance(top, QDialog) and top.isVisible():
                    self._paint_dialog(painter, top)
            self._paint_caption(painter)
            self._paint_pointer(painter)
        return whole

    def _paint_dialog(self, painter: QPainter, dialog: QDialog) -> None:
        """With the frame that a desktop would give it."""
        t, corner = tokens(), self._corner_of(dialog)
        painter.fillRect(self._on.window.rect(), QColor(0, 0, 0, 70))
        title = QRectF(corner.x(), corner.y() - _TITLE_PX, dialog.width(), _TITLE_PX)
        painter.fillRect(title, QColor(t.raised))
        painter.setPen(QColor(t.text))
        painter.setFont(self._on.app.font())
        painter.drawText(title, Qt.AlignmentFlag.AlignCenter, dialog.windowTitle())
        painter.drawPixmap(corner, dialog.grab())
        painter.setPen(QPen(QColor(t.edge), 1.0))
        painter.drawRect(title.adjusted(0, 0, 0, dialog.height()))

    def _paint_caption(self, painter: QPainter) -> None:
        window = self._on.window
        strip = QRectF(0, window.height(), window.width(), CAPTION_PX)
        painter.fillRect(strip, QColor(tokens().text))
        font = QFont(self._on.app.font())
        font.setPixelSize(_CAPTION_FONT_PX)
        painter.setFont(font)
        painter.setPen(QColor(tokens().field))
        painter.drawText(strip, Qt.AlignmentFlag.AlignCenter, self._caption)

    def _paint_pointer(self, painter: QPainter) -> None:
        painter.setPen(QPen(QColor("#ffffff"), 1.6))
        if self._is_pressed:
            ring = QColor(tokens().accent)
            ring.setAlpha(90)
            painter.setBrush(ring)
            painter.drawEllipse(self._at, 17, 17)
        painter.setBrush(QColor("#111111"))
        painter.drawPolygon(QPolygonF([self._at + QPointF(x, y) for x, y in _ARROW]))
