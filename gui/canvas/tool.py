"""What can be taken in hand on the canvas in place of posing: it gets pointer and keys first, and paints on top."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter


class CanvasTool:
    """A tool that takes nothing; true tools override what they are for.

    While a tool is in hand the canvas shows the photo itself and no skeleton. A method that returns True has
    taken the event; all others (the wheel, Space, the middle button) go on as ever.
    """

    def press(self, event: QMouseEvent) -> bool:
        """A button went down."""
        return False

    def move(self, event: QMouseEvent) -> bool:
        """The pointer moved, with or without a button held."""
        return False

    def release(self, event: QMouseEvent) -> bool:
        """A button went up."""
        return False

    def key(self, event: QKeyEvent, *, down: bool) -> bool:
        """A key went down or up."""
        return False

    def wants(self, event: QKeyEvent) -> bool:
        """Whether this key is the tool's, although it may be the shortcut of something else."""
        return False

    def leave(self) -> None:
        """The pointer left the canvas."""

    def view_changed(self) -> None:
        """The photo lies elsewhere on the canvas, or another one does."""

    def taken(self) -> None:
        """The tool was taken in hand."""

    def dropped(self) -> None:
        """The tool was put down."""

    def paint(self, painter: QPainter, area: QRect) -> None:
        """Draw over the photo; `area` is the part of the canvas being painted, px."""
