"""What the wheel does on the canvas: zoom at the pointer, pan sideways, turn the selection."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent

from engine.pose.pose import XY
from gui.canvas.nudging import turn_selection
from gui.canvas.view import CanvasView
from gui.document.session import Session

_ZOOM_PER_NOTCH = 1.2
_NOTCH = 120.0
_PAN_PX = 60


def turn_wheel(canvas: CanvasView, session: Session, event: QWheelEvent) -> None:
    """Zoom at the pointer; with Shift pan sideways, with Alt turn the selection."""
    # With Alt some platforms report the wheel as sideways.
    notches = (event.angleDelta().y() or event.angleDelta().x()) / _NOTCH
    if event.modifiers() & Qt.KeyboardModifier.AltModifier:
        turn_selection(session, notches)
    elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
        canvas.set_view(canvas.view.panned((notches * _PAN_PX, 0.0)))
    else:
        canvas.zoom_by(_ZOOM_PER_NOTCH**notches, _in_pane(canvas, event.position().toTuple()))
    event.accept()


def _in_pane(canvas: CanvasView, at: XY) -> XY:
    """`at` with both panes of the side by side view laid upon each other."""
    return (at[0] + canvas.pane[0], at[1]) if at[0] < canvas.pane_left else at
