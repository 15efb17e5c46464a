"""What was done to the photo on the canvas, newest last: a click goes back to it, or forward again."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from gui.document.session import Session
from gui.look.follows_look import FollowsLook
from gui.look.theme import tokens


class HistoryPanel(FollowsLook, QListWidget):
    """Follows the session's history; what was undone is shown faint until something else is done."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stack = session.undo_stack
        self.setUniformItemSizes(True)
        self._stack.changed.connect(self._show_edits)
        session.photo_changed.connect(self._show_edits)
        self.itemClicked.connect(self._on_chosen)
        self.itemActivated.connect(self._on_chosen)
        self._retranslate()

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("History"))
        self._show_edits()

    def _recolour(self) -> None:
        self._show_edits()

    def _show_edits(self) -> None:
        stack = self._stack
        names = [self.tr("As opened"), *(stack.text(number) for number in range(stack.count()))]
        with QSignalBlocker(self):
            while self.count() > len(names):
                self.takeItem(self.count() - 1)
            for row, name in enumerate(names):
                item = self.item(row) or QListWidgetItem(self)
                item.setText(name)
                faint = QBrush(QColor(tokens().muted))
                item.setData(Qt.ItemDataRole.ForegroundRole, faint if row > stack.index() else None)
            self.setCurrentRow(stack.index())
        self.scrollToItem(self.item(stack.index()))

    def _on_chosen(self, item: QListWidgetItem) -> None:
        self._stack.setIndex(self.row(item))
