"""Shows the cells of a batch as they are made: their pictures, marks where something is amiss, and what to do."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from engine.batch.plan import Rule
from gui.export.heads import PictureHeader
from gui.export.plan import tr
from gui.export.results import STATE_ROLE, Index, ResultsModel, State
from gui.export.rules import rule_texts
from gui.look.theme import tokens
from gui.look.warning_mark import paint_warning
from gui.panels.figure_delegate import WARNING_ROLE, paint_content

_CELL = QSize(104, 124)
_PAD = 5
_FADED = 0.35
_MARKED = (State.WARNED, State.FAILED)
_FINISHED = (State.MADE, State.WARNED)


class ResultsView(QTableView):
    """Delete leaves the chosen cells out, Enter or a double click shows one large; the menu has the rest."""

    left_out = Signal(object)  # set[int]
    wanted_again = Signal(object, object)  # set[int], Rule | None: for the rule that they have
    opened = Signal(int)  # to be shown large
    opened_outside = Signal(int)  # to be opened by another program

    def __init__(self, model: ResultsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.setModel(model)
        self.setItemDelegate(_CellDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        across, down = PictureHeader(Qt.Orientation.Horizontal), PictureHeader(Qt.Orientation.Vertical)
        self.setHorizontalHeader(across)
        self.setVerticalHeader(down)
        across.setDefaultSectionSize(_CELL.width())
        down.setDefaultSectionSize(_CELL.height())
        across.sectionClicked.connect(self.selectColumn)
        down.sectionClicked.connect(self.selectRow)
        self.doubleClicked.connect(self._open)

    def chosen(self) -> set[int]:
        """The cells that are selected and belong to the batch."""
        cells = {self._model.cell_at(index) for index in self.selectedIndexes()}
        return {cell for cell in cells if cell is not None}

    def choose(self, cells: Collection[int]) -> None:
        """Select these cells and no others, and bring the first into view."""
        model, chosen = self._model, QItemSelection()
        for row in range(model.rowCount()):
            for column in range(model.columnCount()):
                index = model.index(row, column)
                if model.cell_at(index) in cells:
                    chosen.select(index, index)
        self.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if not chosen.isEmpty():
            first = chosen.indexes()[0]
            self.selectionModel().setCurrentIndex(first, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.scrollTo(first)

    def open_cell(self, cell: int) -> None:
        """Show the picture of a cell that is finished large."""
        if self._model.state_of(cell) in _FINISHED:
            self.opened.emit(cell)

    def can_leave_out(self) -> set[int]:
        """Of the chosen cells those that are not left out."""
        return {cell for cell in self.chosen() if self._model.state_of(cell) is not State.LEFT_OUT}

    def can_want_again(self) -> set[int]:
        """Of the chosen cells those that were dealt with."""
        undone = (State.WAITING, State.NOW)
        return {cell for cell in self.chosen() if self._model.state_of(cell) not in undone}

    def leave_out_chosen(self) -> None:
        """Leave out the chosen cells."""
        if cells := self.can_leave_out():
            self.left_out.emit(cells)

    def fill_again(self, menu: QMenu) -> None:
        """The ways in which cells can be made again."""
        menu.clear()
        menu.addAction(tr("Same placement"), partial(self._want_again, None))
        for rule, text in rule_texts().items():
            menu.addAction(text, partial(self._want_again, rule))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete and Enter; the arrows go on as in any table."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.can_leave_out():
            self.leave_out_chosen()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with the chosen cells."""
        if not self.chosen():
            return
        menu = QMenu(self)
        index = self.currentIndex()
        outside = partial(self.opened_outside.emit, self._model.cell_at(index))
        for opening in (
            menu.addAction(tr("Show large"), partial(self._open, index)),
            menu.addAction(tr("Open in another program"), outside),
        ):
            opening.setEnabled(self._is_finished(index))
        menu.addSeparator()
        leaving = menu.addAction(tr("Leave out"), self.leave_out_chosen)
        leaving.setEnabled(bool(self.can_leave_out()))
        again = menu.addMenu(tr("Make again"))
        self.fill_again(again)
        again.setEnabled(bool(self.can_want_again()))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def _want_again(self, rule: Rule | None) -> None:
        if cells := self.can_want_again():
            self.wanted_again.emit(cells, rule)

    def _open(self, index: Index) -> None:
        cell = self._model.cell_at(index)
        if cell is not None:
            self.open_cell(cell)

    def _is_finished(self, index: Index) -> bool:
        return self._model.state_of(self._model.cell_at(index)) in _FINISHED


class _CellDelegate(QStyledItemDelegate):
    """Draws a cell: its picture, or a word where there is none."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One cell."""
        t, state, tile = tokens(), index.data(STATE_ROLE), QRect(option.rect).adjusted(2, 2, -2, -2)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state is not State.OFF:
            self._paint_tile(painter, tile, option=option, state=state)
        inside = tile.adjusted(_PAD, _PAD, -_PAD, -_PAD)
        painter.setOpacity(_FADED if state is State.LEFT_OUT else 1.0)
        paint_content(painter, inside, data=index.data, background=t.panel)
        painter.setOpacity(1.0)
        if word := _word(state):
            painter.setPen(QColor(t.text if state is not State.WAITING else t.muted))
            painter.drawText(inside, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), word)
        if state in _MARKED:
            colour = t.danger if state is State.FAILED else t.warning
            paint_warning(painter, tile, colour=colour, grade=index.data(WARNING_ROLE))
        painter.restore()

    @staticmethod
    def _paint_tile(painter: QPainter, tile: QRect, *, option: QStyleOptionViewItem, state: State) -> None:
        t = tokens()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        thick = chosen or state is State.NOW
        painter.setPen(QPen(QColor(t.accent if thick else t.border), 2.0 if thick else 1.0))
        painter.setBrush(QColor(t.hover if chosen else t.panel))
        painter.drawRoundedRect(QRectF(tile), 6.0, 6.0)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(t.text), 1.0, Qt.PenStyle.DotLine))
            painter.drawRoundedRect(QRectF(tile).adjusted(3, 3, -3, -3), 4.0, 4.0)


def _word(state: State) -> str:
    return {
        State.WAITING: tr("waiting"), State.NOW: tr("being made"), State.FAILED: tr("failed"),
        State.SKIPPED: tr("skipped, file exists"), State.LEFT_OUT: tr("left out"),
    }.get(state, "")  # fmt: skip
