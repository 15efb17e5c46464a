"""Knows whether something is being dragged on the canvas, so that nothing comes in the way of the pointer."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QMouseEvent

from gui.canvas.canvas import Canvas
from gui.document.session import Session


class DragWatch(QObject):
    """`changed` tells when a drag begins and ends: of the pose, of what a tool has in hand, or of the whole view.

    It begins with the first move: a click is none. Sliders of panels that pose count as well.
    """

    changed = Signal(bool)

    def __init__(self, canvas: Canvas, session: Session) -> None:
        super().__init__(canvas)
        self._session = session
        self._is_pulled = self._is_posed = self._was_on = False
        canvas.installEventFilter(self)
        session.pose_changed.connect(self._on_pose_changed)
        session.gesture_ended.connect(self._on_gesture_ended)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look on; nothing is taken away from the canvas."""
        if isinstance(event, QMouseEvent):
            if event.type() == QEvent.Type.MouseMove:
                self._is_pulled = event.buttons() != Qt.MouseButton.NoButton
                self._tell()
            elif event.type() == QEvent.Type.MouseButtonRelease:
                self._is_pulled = self._is_pulled and event.buttons() != Qt.MouseButton.NoButton
                self._tell()
        elif event.type() == QEvent.Type.Hide:  # the photo is gone, and with it whatever was in hand
            self._is_pulled = self._is_posed = False
            self._tell()
        return False

    def _on_pose_changed(self) -> None:
        self._is_posed = self._session.in_gesture
        self._tell()

    def _on_gesture_ended(self) -> None:
        self._is_posed = False
        self._tell()

    def _tell(self) -> None:
        is_on = self._is_pulled or self._is_posed
        if is_on != self._was_on:
            self._was_on = is_on
            self.changed.emit(is_on)
