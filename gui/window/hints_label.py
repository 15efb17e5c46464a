"""Hints in one line: as many as there is room for, each whole, and all of them in the tooltip."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from gui.canvas.gestures import SEPARATOR

_MORE = "…"


class HintsLabel(QLabel):
    """`text` stays all of the hints, for whoever has it read; as wide as there is room, never a reason for more."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def say(self, hints: str) -> None:
        """Hints with `SEPARATOR` between them, the most important first; empty for none.

        The tooltip keeps the last ones: on its way to them the pointer leaves what they are about.
        """
        self.setText(hints)
        if hints:
            self.setToolTip("\n".join(hints.split(SEPARATOR)))

    def forget(self) -> None:
        """Tell no longer what was said before, as in another language; what is said now stays."""
        if not self.text():
            self.setToolTip("")

    @property
    def shown(self) -> str:
        """What there is room for: whole hints from the first on, and a sign where there are more."""
        room, metrics = self.contentsRect().width(), self.fontMetrics()
        hints = self.text().split(SEPARATOR)
        for count in range(len(hints), 0, -1):
            line = SEPARATOR.join((*hints[:count], *([_MORE] if count < len(hints) else [])))
            if metrics.horizontalAdvance(line) <= room:
                return line
        return metrics.elidedText(hints[0], Qt.TextElideMode.ElideRight, room)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The part that is shown, where a label has its text."""
        place = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        self.style().drawItemText(
            QPainter(self), self.contentsRect(), place, self.palette(), self.isEnabled(), self.shown,
            self.foregroundRole(),
        )  # fmt: skip
