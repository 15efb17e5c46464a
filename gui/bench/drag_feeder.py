"""A hand that drags as steadily as a mouse reports, and a watch on what the canvas makes of it."""

from __future__ import annotations

import math
import threading
import time

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent

from engine.pose.pose import XY, Joint, Pose
from gui.canvas.canvas import Canvas
from gui.document.session import Session

EVENTS_PER_S = 60
_DRAGGED = Joint.R_WRIST
# The hand circles in this time about a place above where it hangs.
_ROUND_S = 4.0
_LEFT, _NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton


class DragFeeder(threading.Thread):
    """Posts a press, moves at EVENTS_PER_S for `seconds`, and a release.

    On a thread of its own: what a mouse reports does not wait until the window has time.
    """

    def __init__(self, canvas: Canvas, session: Session, seconds: float) -> None:
        super().__init__(name="drag", daemon=True)
        self._canvas = canvas
        self._moves = round(seconds * EVENTS_PER_S)
        pose = session.pose
        self._start: XY = (0.0, 0.0) if pose is None else canvas.view.to_canvas(pose.at(_DRAGGED))
        self._reach = 0.25 * min(canvas.width(), canvas.height())
        self.sent = 0

    @property
    def is_done(self) -> bool:
        """Whether the release was posted."""
        return not self.is_alive()

    def run(self) -> None:
        """On the thread."""
        self._post(QEvent.Type.MouseButtonPress, self._start, button=_LEFT, held=_LEFT)
        begun = time.perf_counter()
        for step in range(1, self._moves + 1):
            time.sleep(max(0.0, begun + step / EVENTS_PER_S - time.perf_counter()))
            self._post(QEvent.Type.MouseMove, self._at(step), button=_NONE, held=_LEFT)
            self.sent += 1
        self._post(QEvent.Type.MouseButtonRelease, self._at(self._moves), button=_LEFT, held=_NONE)

    def _at(self, step: int) -> XY:
        """A circle that begins and ends where the hand was taken."""
        angle = 2 * math.pi * step / EVENTS_PER_S / _ROUND_S
        return (
            self._start[0] + self._reach * math.sin(angle),
            self._start[1] - self._reach * (1 - math.cos(angle)),
        )

    def _post(self, kind: QEvent.Type, at: XY, *, button: Qt.MouseButton, held: Qt.MouseButton) -> None:
        place = QPointF(*at)
        event = QMouseEvent(kind, place, place, button, held, Qt.KeyboardModifier.NoModifier)
        QCoreApplication.postEvent(self._canvas, event)


class DragWatch:
    """Notes when the canvas paints, and when the picture of a pose is on it; lives on the window's thread."""

    def __init__(self, canvas: Canvas, session: Session) -> None:
        self._canvas = canvas
        self._session = session
        self._paints: list[float] = []
        self._posed: dict[Pose, float] = {}
        self.latencies_ms: list[float] = []
        session.pose_changed.connect(self._on_pose_changed)
        canvas.painted.connect(self._on_painted)

    def stop(self) -> None:
        """Note nothing more."""
        self._session.pose_changed.disconnect(self._on_pose_changed)
        self._canvas.painted.disconnect(self._on_painted)

    def gaps_ms(self) -> tuple[float, ...]:
        """From each painting to the next, while the hand is held."""
        pairs = zip(self._paints, self._paints[1:], strict=False)
        return tuple((later - earlier) * 1e3 for earlier, later in pairs)

    def _on_pose_changed(self, pose: Pose | None) -> None:
        if pose is not None:
            self._posed[pose] = time.perf_counter()

    def _on_painted(self) -> None:
        now, shown = time.perf_counter(), self._session.rendered
        # After the release there is nothing to follow: the canvas rests until the final picture comes.
        if self._session.in_gesture:
            self._paints.append(now)
        begun = None if shown is None else self._posed.pop(shown.request.pose, None)
        if begun is not None:
            self.latencies_ms.append((now - begun) * 1e3)
