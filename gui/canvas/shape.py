"""What the pointer is doing on the canvas, and what the cursor says of it."""

from __future__ import annotations

from enum import Enum


class Shape(Enum):
    """What the cursor says."""

    PLAIN = "plain"
    GRIP = "grip"
    HOLD = "hold"
    PAN = "pan"
    SPLIT = "split"


class Doing(Enum):
    """What was begun and not ended."""

    NOTHING = "nothing"
    PAN = "pan"
    SPLIT = "split"
    PRESSED = "pressed"
    DRAG = "drag"
    FRAME = "frame"
