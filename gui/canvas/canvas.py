"""The canvas: draws the skeleton on what `view` shows, and turns pointer and keys into edits of the pose."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRect, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QLineEdit, QWidget

from engine.pose.pose import Joint, Pose
from gui.canvas import keys as canvas_keys
from gui.canvas.close_up import close_up
from gui.canvas.gestures import name_of
from gui.canvas.layers import ViewMode
from gui.canvas.pinch import pinch_of
from gui.canvas.pointer import CanvasPointer
from gui.canvas.pose_interaction import handles
from gui.canvas.pose_painter import Marks, paint_pose
from gui.canvas.tool import CanvasTool
from gui.canvas.view import CanvasView
from gui.canvas.view_transform import ViewTransform
from gui.canvas.wheel import turn_wheel
from gui.document.session import Session
from gui.look.follows_look import FollowsLook
from gui.look.tokens import Tokens


class Canvas(FollowsLook, CanvasView):
    """Edits the session that it shows; what a pointer means is decided in `pointer`, or by a tool in hand."""

    menu_requested = Signal(object, object)  # Joint | None, QPoint on the screen

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.pointer = CanvasPointer(self, session)
        self._shown: str | None = None  # the key of the photo that is shown
        self._doubtful: frozenset[Joint] = frozenset()
        self._views: dict[str, ViewTransform | None] = {}  # of the other photos
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
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
        session.people_changed.connect(self._on_people_changed)
        session.extension_changed.connect(self._on_extension_changed)
        session.fault_changed.connect(self.update)
        self.overlays.changed.connect(self.refresh)
        self.onion.changed.connect(self.refresh)

    def take_in_hand(self, tool: CanvasTool | None) -> None:
        """Give pointer and keys to a tool, or with None back to the skeleton."""
        if tool is not self._tool:
            old, self._tool = self._tool, tool
            if old is not None:
                old.dropped()
            self.pointer.cancel()
            self.keep_fitted()
            self.refresh()
            if tool is not None:
                tool.taken()
            self.tool_changed.emit()

    def mark_doubtful(self, joints: frozenset[Joint]) -> None:
        """Mark the limbs of these joints as what to look at; nothing is marked while somebody drags."""
        if joints != self._doubtful:
            self._doubtful = joints
            self.update()

    def paint_skeleton(self, painter: QPainter, colours: Tokens) -> None:
        """The pose, and the frame that selects; over the original what was found in it, which nothing moves."""
        if self.mode is ViewMode.ORIGINAL:
            found = self._session.entry.source if self._session.entry is not None else None
            if found is not None:
                paint_pose(painter, found.pose, view=self.view, tokens=colours)
        elif self._session.pose is not None:
            paint_pose(
                painter,
                self._session.pose,
                view=self.view,
                tokens=colours,
                marks=self._marks(self._session.pose),
            )
            self.pointer.paint(painter, colours)

    def _marks(self, pose: Pose) -> Marks:
        places = handles(pose, view=self.view)
        held = self.pointer.handle
        return Marks(
            handles=tuple(places.values()),
            held_handle=None if held is None else places.get(held),
            selected=self._session.selection,
            locked=self._session.locked | self.pointer.held,
            stretched=self.pointer.stretched,
            doubtful=frozenset() if self._session.in_gesture else self._doubtful,
            moving=self.pointer.moving,
            hovered=self.pointer.hovered,
            show_hidden=self.hidden_shown,
            in_front=self._session.order.in_front,
            behind=self._session.order.behind,
        )

    # -- events

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep a fitted photo fitted."""
        self.keep_fitted()
        self.refresh()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of something."""
        self._session.stay()
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
        turn_wheel(self, self._session, event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Take the keyboard, so that Space and plain keys are ours, unless somebody types elsewhere."""
        if not isinstance(QApplication.focusWidget(), QLineEdit | QAbstractSpinBox):
            self.setFocus(Qt.FocusReason.MouseFocusReason)
        super().enterEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Let go of held keys, whose release goes elsewhere."""
        self.pointer.hold_space(False)
        self.peek(False)
        super().focusOutEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Hover over nothing."""
        self.pointer.leave()
        if self._tool is not None:
            self._tool.leave()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what the key is for; see `keys`."""
        if not canvas_keys.press(self, self.pointer, self._session, event):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Let go of what a held key showed."""
        if not canvas_keys.release(self, self.pointer, event):
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

    @property
    def is_held(self) -> bool:
        """Whether something is being dragged."""
        return self.pointer.is_busy

    def zoom_to_selection(self) -> None:
        """Show the selected joints large, or with none selected the person; a second time all of the photo again."""
        pose = self._session.pose
        if pose is not None:
            self.show_box(close_up(pose, self._session.selection))

    @property
    def middle_of_pose(self) -> float | None:
        """How far from the left edge the person is, px; None without one."""
        box = None if self._session.pose is None else self._session.pose.bounding_box()
        return None if box is None else self.view.to_canvas(box.centre)[0]

    def joints_in(self, area: QRect) -> int:
        """How many joints of the edited person lie in a part of the canvas, px."""
        pose = self._session.pose
        if pose is None:
            return 0
        places = (self.view.to_canvas(pose.at(joint)) for joint in Joint if pose.has(joint))
        return sum(area.contains(QPointF(*place).toPoint()) for place in places)

    @property
    def pointed(self) -> tuple[str, str]:
        """What lies under the pointer, and what can be done with it; both empty while nothing there can be posed."""
        if self._tool is not None or self.mode is ViewMode.ORIGINAL:
            return "", ""
        return name_of(self.pointer.at_hand), self.pointer.words

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Canvas"))
        self.tell_hovered(self.pointer.hovered)
        self.refresh()

    def _recolour(self) -> None:
        self.overlays.forget()
        self.refresh()

    def _on_people_changed(self) -> None:
        """Who is under the pointer may be edited by now."""
        self.tell_hovered(self.pointer.hovered)

    def _on_extension_changed(self) -> None:
        """More is shown, or less."""
        self.keep_fitted()
        self.refresh()

    def _on_photo_changed(self) -> None:
        self.pointer.cancel()
        entry = self._session.entry
        key = None if entry is None else entry.key
        if key == self._shown:
            self.keep_fitted()  # its pixels came
        else:
            if self._shown is not None:
                self._views[self._shown] = self.chosen_view
            self._shown = key
            self.show_view(None if key is None else self._views.get(key))
        self.refresh()
