"""Lists of tiles: they say what they are for as long as they are empty, and can fill their width."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QListView

from gui.look.theme import tokens
from gui.panels.figure_delegate import FigureDelegate

_MARGIN_PX = 16


class HintedList(QListView):
    """`hint` is shown in place of entries; screen readers get it as the list's description."""

    hint = ""

    def paintEvent(self, event: QPaintEvent) -> None:
        """The entries, or the hint."""
        super().paintEvent(event)
        if self.hint and (self.model() is None or self.model().rowCount() == 0):
            painter = QPainter(self.viewport())
            painter.setPen(QColor(tokens().muted))
            room: QRect = self.viewport().rect().adjusted(_MARGIN_PX, _MARGIN_PX, -_MARGIN_PX, -_MARGIN_PX)
            painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), self.hint)
            painter.end()


class TileGrid(HintedList):
    """Tiles from left to right and downwards, stretched so that each row fills the width."""

    def frame_current(self) -> None:
        """Have the current tile framed, and no other."""
        select = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().select(self.currentIndex(), select)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width among as many tiles as it has room for."""
        delegate = self.itemDelegate()
        if isinstance(delegate, FigureDelegate):
            # The scroll bar has its place also while it is away: Qt counts on it when it wraps rows. One pixel less,
            # as a row that fills the width exactly is wrapped.
            room = self.maximumViewportSize().width() - self.verticalScrollBar().sizeHint().width() - 1
            delegate.set_width(room // max(1, room // delegate.least_width))
            self.scheduleDelayedItemsLayout()
        super().resizeEvent(event)
