"""The canvas with the lines above it: where there is no room for all of them the first one gives way."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.window.sentence_bar import SentenceBar


class BarColumn(QWidget):
    """From top to bottom: what gives way, the other lines, and the canvas, which takes what they leave."""

    def __init__(self, first: SentenceBar, *others: QWidget, canvas: QWidget) -> None:
        super().__init__()
        self._first, self._others, self._canvas = first, others, canvas
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (first, *others):
            column.addWidget(widget)
        column.addWidget(canvas, 1)

    def event(self, event: QEvent) -> bool:
        """Look whether there is room, now that the height or what is said is another."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._share()
        return super().event(event)

    def _share(self) -> None:
        needed = self._first.height_in(self.width()) + self._canvas.minimumHeight()
        for other in self._others:
            if isinstance(other, SentenceBar) and not other.isHidden():
                needed += other.height_in(self.width())
            elif not other.isHidden():
                needed += other.sizeHint().height()
        self._first.give_way(needed > self.height())
