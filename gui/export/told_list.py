"""The pictures of a batch that failed or should be looked at, a line each: choosing a line is choosing its cell."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from engine.batch.events import PictureFailed, PictureKept, PictureMade
from gui.export.results import Fated, warning
from gui.export.results_view import ResultsView

_CELL_ROLE = int(Qt.ItemDataRole.UserRole)  # of a line, the cell that it is about
_WORSE_ROLE = _CELL_ROLE + 1  # and how bad that is
_FAILED = 2.0  # worse than any likelihood


class ToldList(QListWidget):
    """Goes together with `view`, so that all that can be done with chosen cells can be done with chosen lines."""

    def __init__(self, view: ResultsView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self.setWordWrap(True)
        self.setSpacing(3)  # else entries of several lines run into each other
        self.setSelectionMode(self.SelectionMode.ExtendedSelection)
        view.selectionModel().selectionChanged.connect(self._show_chosen)
        self.itemSelectionChanged.connect(self._choose)
        self.itemActivated.connect(lambda line: view.open_cell(line.data(_CELL_ROLE)))

    def show_fates(self, fates: Iterable[Fated]) -> None:
        """List these and no others."""
        with QSignalBlocker(self):
            self.clear()
            for fate in fates:
                self.add(fate)
        self._show_chosen()

    def add(self, fate: Fated) -> None:
        """List one more: what failed first, then the worst, for there may be as many as pictures."""
        line = QListWidgetItem(f"{fate.photo} × {fate.pose}: {warning(fate)}")
        line.setData(_CELL_ROLE, fate.cell)
        bad = _how_bad(fate)
        line.setData(_WORSE_ROLE, bad)
        row = next((k for k in range(self.count()) if self.item(k).data(_WORSE_ROLE) < bad), self.count())
        self.insertItem(row, line)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete leaves the chosen pictures out, as in the table."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._view.leave_out_chosen()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The table's menu of the chosen cells."""
        self._view.contextMenuEvent(event)

    def _choose(self) -> None:
        self._view.choose({line.data(_CELL_ROLE) for line in self.selectedItems()})

    def _show_chosen(self) -> None:
        chosen = self._view.chosen()
        with QSignalBlocker(self):
            for row in range(self.count()):
                line = self.item(row)
                line.setSelected(line.data(_CELL_ROLE) in chosen)


def _how_bad(fate: Fated) -> float:
    """How likely a picture is sent back, 0..1; above that where there is none."""
    if isinstance(fate, PictureFailed):
        return _FAILED
    judgement = fate.judgement if isinstance(fate, PictureMade | PictureKept) else None
    return 0.0 if judgement is None else judgement.broken
