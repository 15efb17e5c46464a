"""What keys do on the canvas that are no shortcuts of actions: nudge, pan, see the original, give up."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from gui.canvas.drag import Mode
from gui.canvas.nudging import nudge, nudge_body
from gui.canvas.pointer import CanvasPointer
from gui.canvas.pose_interaction import Body
from gui.canvas.view import CanvasView
from gui.document.session import Session

_ARROWS = {
    Qt.Key.Key_Left: (-1.0, 0.0),
    Qt.Key.Key_Right: (1.0, 0.0),
    Qt.Key.Key_Up: (0.0, -1.0),
    Qt.Key.Key_Down: (0.0, 1.0),
}
_NUDGE_FAR_PX = 10.0
_BODY_STEP = 0.03  # of the torso's length
_PEEK_KEY = Qt.Key.Key_O


def press(canvas: CanvasView, pointer: CanvasPointer, session: Session, event: QKeyEvent) -> bool:
    """Nudge with arrows, with Alt the body, pan with Space held, see the original with O held, give up with Escape.

    True when the key was one of these, or the one of a tool in hand.
    """
    if canvas.tool is not None and canvas.tool.key(event, down=True):
        return True
    if event.key() in _ARROWS and event.modifiers() & Qt.KeyboardModifier.AltModifier:
        _nudge_body(pointer, session, event)
    elif event.key() in _ARROWS and session.selection:
        keys, (x, y) = event.modifiers(), _ARROWS[Qt.Key(event.key())]
        step = _NUDGE_FAR_PX if keys & Qt.KeyboardModifier.ShiftModifier else 1.0
        is_free = bool(keys & Qt.KeyboardModifier.ControlModifier)
        mode = Mode.FREE if is_free else Mode.LOCKED
        nudge(session, (x * step, y * step), mode, is_symmetric=pointer.is_symmetric)
    elif event.key() == Qt.Key.Key_Escape:
        pointer.cancel()
    elif event.key() == Qt.Key.Key_Space:
        pointer.hold_space(True)
    elif event.key() == _PEEK_KEY:
        canvas.peek(True)
    else:
        return False
    return True


def _nudge_body(pointer: CanvasPointer, session: Session, event: QKeyEvent) -> None:
    """Crouch and shift the weight; with Shift lean to the sides, and tilt the shoulders up and down."""
    x, y = _ARROWS[Qt.Key(event.key())]
    if not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
        body, mode, share = Body.HIPS, Mode.LOCKED, (x * _BODY_STEP, y * _BODY_STEP)
    else:
        body, mode, share = Body.CHEST, Mode.LOCKED if x else Mode.WHOLE, ((x or y) * _BODY_STEP, 0.0)
    nudge_body(session, body, mode, share=share, plants_feet=pointer.plants_feet)


def release(canvas: CanvasView, pointer: CanvasPointer, event: QKeyEvent) -> bool:
    """Let go of Space or of the original; True when it was the key of a tool in hand."""
    if canvas.tool is not None and canvas.tool.key(event, down=False):
        return True
    if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
        pointer.hold_space(False)
    if event.key() == _PEEK_KEY and not event.isAutoRepeat():
        canvas.peek(False)
    return False
