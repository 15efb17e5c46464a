"""What the pointer is doing on the canvas, and what the cursor says of it."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import Qt


class Shape(Enum):
    """What the cursor says."""

    PLAIN = Qt.CursorShape.ArrowCursor
    GRIP = Qt.CursorShape.PointingHandCursor
    HOLD = Qt.CursorShape.ClosedHandCursor
    PAN = Qt.CursorShape.OpenHandCursor
    SPLIT = Qt.CursorShape.SplitHCursor


class Doing(Enum):
    """What was begun and not ended."""

    NOTHING = "nothing"
    PAN = "pan"
    SPLIT = "split"
    PRESSED = "pressed"
    DRAG = "drag"
    FRAME = "frame"
