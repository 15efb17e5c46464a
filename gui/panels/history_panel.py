"""What was done to the photo on the canvas, newest last: what is highlighted is what the canvas shows."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QBrush, QColor, QContextMenuEvent, QMouseEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QMenu, QWidget

from gui.document.session import Session
from gui.document.single_undo import Refused
from gui.look.follows_look import FollowsLook
from gui.look.theme import tokens


class HistoryPanel(FollowsLook, QListWidget):
    """Follows the session's history; what was undone is shown faint until something else is done.

    A click or an arrow key goes to a step at once, so that the highlight never says anything but where the photo is.
    The right button offers what can be done with a step, and moves nothing.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._stack = session.undo_stack
        self.setUniformItemSizes(True)
        self._stack.changed.connect(self._show_edits)
        session.photo_changed.connect(self._show_edits)
        self.currentRowChanged.connect(self._go_to)
        self._retranslate()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the step under the pointer, by the left button alone."""
        if event.button() == Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Two presses."""
        self.mousePressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters are keys of the window; found by them, a step would undo others."""

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with the step under the pointer, or by the menu key with the current one."""
        by_keys = event.reason() == QContextMenuEvent.Reason.Keyboard
        item = self.currentItem() if by_keys else self.itemAt(event.pos())
        if item is not None:
            at = self.visualItemRect(item).center() if by_keys else event.pos()
            self.menu_of(self.row(item)).popup(self.viewport().mapToGlobal(at))

    def menu_of(self, row: int) -> QMenu:
        """The menu of a step, not shown yet."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setToolTipsVisible(True)
        is_ahead = row > self._stack.index()
        go = menu.addAction(
            self.tr("Go forward to here") if is_ahead else self.tr("Go back to here"),
            lambda: self._go_to(row),
        )
        go.setEnabled(row != self._stack.index())
        if row == 0:
            return menu
        refused = None if is_ahead else self._session.refused_alone(row - 1)
        alone = menu.addAction(
            self._alone_words(is_ahead=is_ahead, refused=refused), lambda: self._session.undo_alone(row - 1)
        )
        alone.setEnabled(not is_ahead and refused is None)
        alone.setToolTip(self._why(is_ahead=is_ahead, refused=refused))
        return menu

    def _alone_words(self, *, is_ahead: bool, refused: Refused | None) -> str:
        """What the entry says; where it is grey, why: a tooltip alone is not looked for there."""
        if is_ahead:
            return self.tr("Undo only this step (undone already)")
        if refused is None:
            return self.tr("Undo only this step")
        if not refused.by:
            return self.tr("Undo only this step (not for steps of this kind)")
        return self.tr("Undo only this step (“{step}” builds on it)").format(
            step=refused.by.replace("&", "&&")
        )

    def _why(self, *, is_ahead: bool, refused: Refused | None) -> str:
        """What undoing a step alone does, or what can be done instead."""
        if is_ahead:
            return self.tr("This step is undone already.")
        if refused is None:
            return self.tr("The steps after it stay.")
        if not refused.by:
            return self.tr(
                "Only steps that move joints can be undone alone. Go back to the step before it, and do the later ones "
                "again."
            )
        return self.tr(
            "“{step}” builds on this step. Undo that one first, or go back to the step before."
        ).format(step=refused.by)

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("History"))
        self._show_edits()

    def _recolour(self) -> None:
        self._show_edits()

    def _show_edits(self) -> None:
        stack = self._stack
        names = self._names()
        with QSignalBlocker(self):
            while self.count() > len(names):
                self.takeItem(self.count() - 1)
            for row, name in enumerate(names):
                item = self.item(row) or QListWidgetItem(self)
                item.setText(name)
                item.setToolTip(name)
                faint = QBrush(QColor(tokens().muted))
                item.setData(Qt.ItemDataRole.ForegroundRole, faint if row > stack.index() else None)
            self.setCurrentRow(stack.index() if names else -1)
        if names:
            self.scrollToItem(self.item(stack.index()))

    def _names(self) -> list[str]:
        """What to list: how the photo was to begin with, and each step; nothing without a photo."""
        if self._session.entry is None:
            return []
        lost = self._session.has_lost_steps
        begin = self.tr("As opened. Earlier steps are not kept.") if lost else self.tr("As opened")
        return [begin, *(self._stack.text(number) for number in range(self._stack.count()))]

    def _go_to(self, row: int) -> None:
        if 0 <= row != self._stack.index():
            self._stack.setIndex(row)
