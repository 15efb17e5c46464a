"""The canvas: shows photo, picture and skeleton, and turns pointer and keys into edits of the pose."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from engine.pose import Joint
from gui import canvas_keys
from gui.canvas_layers import Backdrop, Scene, ViewMode, paint_split_line, pane_width
from gui.canvas_pointer import CanvasPointer, Shape
from gui.canvas_tool import CanvasTool
from gui.overlays import Overlays
from gui.pictures import Picture
from gui.pinch import pinch_of
from gui.pose_painter import Marks, paint_pose
from gui.session import Session
from gui.theme import tokens
from gui.view_transform import XY
from gui.zoomed_widget import ZoomedWidget

_CURSORS = {
    Shape.PLAIN: Qt.CursorShape.ArrowCursor,
    Shape.GRIP: Qt.CursorShape.PointingHandCursor,
    Shape.HOLD: Qt.CursorShape.ClosedHandCursor,
    Shape.PAN: Qt.CursorShape.OpenHandCursor,
    Shape.SPLIT: Qt.CursorShape.SplitHCursor,
}


class Canvas(ZoomedWidget):
    """Paints the session and edits it; what a pointer means is decided in `canvas_pointer`, or by a tool in hand.

    The backdrop (photo and picture) is painted into a pixmap that is kept until it changes, so that a step
    of a drag only copies it and draws the skeleton.
    """

    joint_hovered = Signal(object)  # Joint | None
    painted = Signal()
    menu_requested = Signal(object, object)  # Joint | None, QPoint on the screen

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._mode = ViewMode.RESULT
        self._tool: CanvasTool | None = None
        self._peeking = False
        self._backdrop = Backdrop()
        self.overlays = Overlays(self)
        self.split_share = 0.5
        self.skeleton_shown = True
        self.hidden_shown = False
        self.pointer = CanvasPointer(self, session)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(240, 200)
        self.grabGesture(Qt.GestureType.PinchGesture)
        self.setAccessibleName(self.tr("Canvas"))
        self._connect()

    def _connect(self) -> None:
        session = self._session
        session.photo_changed.connect(self._on_photo_changed)
        session.picture_changed.connect(self.refresh)
        for signal in (
            session.pose_changed,
            session.selection_changed,
            session.locks_changed,
            session.order_changed,
        ):
            signal.connect(self.update)
        session.source_ready.connect(self.refresh)
        self.overlays.changed.connect(self.refresh)

    # -- view

    @property
    def mode(self) -> ViewMode:
        """What is shown, whatever is being peeked at."""
        return self._mode

    @property
    def pane(self) -> XY:
        """(width, height) of one pane, px."""
        return pane_width(self._shown_mode, self.width()), float(self.height())

    @property
    def photo(self) -> Picture | None:
        """The photo that gives the canvas its size."""
        return self._session.photo_picture

    @property
    def photo_size(self) -> tuple[int, int] | None:
        """(width, height) of the photo, px."""
        return self.photo.size if self.photo is not None else None

    @property
    def tool(self) -> CanvasTool | None:
        """What is in hand in place of posing."""
        return self._tool

    def take_in_hand(self, tool: CanvasTool | None) -> None:
        """Give pointer and keys to a tool, or with None back to the skeleton."""
        if tool is not self._tool:
            old, self._tool = self._tool, tool
            if old is not None:
                old.dropped()
            self.pointer.cancel()
            self.keep_fitted()
            self.refresh()

    def set_mode(self, mode: ViewMode) -> None:
        """Choose what is shown."""
        if mode is not self._mode:
            self._mode = mode
            self.keep_fitted()
            self.refresh()

    def peek(self, on: bool) -> None:
        """Show the original for as long as `on`."""
        if on != self._peeking:
            self._peeking = on
            self.refresh()

    def show_skeleton(self, on: bool) -> None:
        """Show or hide the skeleton; hidden, it cannot be dragged."""
        self.skeleton_shown = on
        self.update()

    def show_hidden(self, on: bool) -> None:
        """Show joints that take no part, so that they can be placed by hand."""
        self.hidden_shown = on
        self.update()

    def refresh(self) -> None:
        """Paint the backdrop anew."""
        self._backdrop.forget()
        if self._tool is not None:
            self._tool.view_changed()
        self.update()

    # -- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Copy the backdrop and draw the skeleton over it."""
        painter = QPainter(self)
        scene = self._scene()
        if scene is None:
            painter.fillRect(self.rect(), tokens().canvas)
            return
        painter.drawPixmap(0, 0, self._backdrop.pixmap(scene, self.devicePixelRatioF()))
        if scene.mode is ViewMode.SPLIT:
            paint_split_line(painter, scene.split_x, height=scene.height, tokens=scene.tokens)
        if self._tool is not None:
            self._tool.paint(painter, event.rect())
        else:
            self._paint_skeleton(painter, scene)
        painter.end()
        self.painted.emit()

    def _paint_skeleton(self, painter: QPainter, scene: Scene) -> None:
        pose = self._session.pose
        if pose is None or not self.skeleton_shown or self._peeking:
            return
        painter.setClipRect(QRectF(0, 0, *self.pane))
        paint_pose(painter, pose, view=self._view, tokens=scene.tokens, marks=self._marks())
        self.pointer.paint(painter, scene.tokens)

    def _marks(self) -> Marks:
        return Marks(
            selected=self._session.selection,
            locked=self._session.locked,
            moving=self.pointer.moving,
            hovered=self.pointer.hovered,
            show_hidden=self.hidden_shown,
            in_front=self._session.order.in_front,
            behind=self._session.order.behind,
        )

    def _scene(self) -> Scene | None:
        if self.photo is None:
            return None
        return Scene(
            photo=self.photo,
            result=self._session.picture,
            mode=ViewMode.ORIGINAL if self._peeking else self._shown_mode,
            view=self._view,
            width=self.width(),
            height=self.height(),
            split_x=self.split_share * self.width(),
            tokens=tokens(),
            overlays=() if self._tool is not None else self.overlays.images(self._session),
        )

    @property
    def _shown_mode(self) -> ViewMode:
        return self._mode if self._tool is None else ViewMode.ORIGINAL

    # -- events

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep a fitted photo fitted."""
        self.keep_fitted()
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme and the language."""
        if event.type() == QEvent.Type.PaletteChange:
            self.overlays.forget()
            self.refresh()
        elif event.type() == QEvent.Type.LanguageChange:
            self.setAccessibleName(self.tr("Canvas"))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of something."""
        if self._tool is None or not self._tool.press(event):
            self.pointer.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Hover or drag."""
        if self._tool is None or not self._tool.move(event):
            self.pointer.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        if self._tool is None or not self._tool.release(event):
            self.pointer.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Bend an elbow or a knee to its other side."""
        if self._tool is None:
            self.pointer.double_click(event)
        elif not self._tool.press(event):  # the second press of two quick strokes
            self.pointer.press(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of what is under the pointer."""
        if self._tool is not None:
            return
        at = event.pos().toTuple()
        self.menu_requested.emit(self.pointer.joint_at(at), event.globalPos())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the pointer; with Shift pan sideways, with Alt turn the selection."""
        self.pointer.wheel(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Hover over nothing."""
        self.pointer.leave()
        if self._tool is not None:
            self._tool.leave()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what the key is for; see `canvas_keys`."""
        if not canvas_keys.press(self, self._session, event):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Let go of what a held key showed."""
        if not canvas_keys.release(self, event):
            super().keyReleaseEvent(event)

    def event(self, event: QEvent) -> bool:
        """Pinches of trackpads and touch screens zoom; a tool's keys are its own before they are shortcuts."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if self._tool is not None and self._tool.wants(event):
                event.accept()
                return True
            return super().event(event)
        pinched = pinch_of(event, self)
        if pinched is not None:
            self.zoom_by(pinched.factor, pinched.at)
            return True
        return super().event(event)

    def show_shape(self, shape: Shape) -> None:
        """Give the pointer the cursor of what it would do."""
        self.setCursor(_CURSORS[shape])

    def tell_hovered(self, joint: Joint | None) -> None:
        """Say which joint the pointer is over."""
        self.joint_hovered.emit(joint)
        self.update()

    def _on_photo_changed(self) -> None:
        self.pointer.cancel()
        self.fit()
        self.refresh()
