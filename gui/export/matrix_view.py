"""The view of the matrix: what each cell will look like, with its box; heads switch whole rows and columns."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QAbstractItemModel, QEvent, QPoint, QRect, Qt
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QResizeEvent,
)
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
from gui.export.marks import TICK_PX, paint_tick
from gui.export.matrix import Index, MatrixModel
from gui.export.plan import tr
from gui.export.rules import rule_texts
from gui.look.theme import tokens
from gui.look.warning_mark import paint_warning
from gui.panels.figure_delegate import PICTURE_ROLE, WARNING_ROLE, paint_content

_ROLE = Qt.ItemDataRole
_COLUMN_PX = 100
_LOWEST_PX, _HIGHEST_PX = 88, 108  # of rows: six photos are seen at once on a screen 800 px high
_PAD = 4


class _CellDelegate(QStyledItemDelegate):
    """Draws what a cell will look like, with its box; a click on the strip below the box ticks it as well."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One cell."""
        t, tile = tokens(), QRect(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        on = index.data(_ROLE.CheckStateRole) == Qt.CheckState.Checked
        painter.save()
        painter.fillRect(tile, QColor(t.hover if chosen else t.field))
        inside = tile.adjusted(_PAD, _PAD, -_PAD, -_PAD)
        word = str(index.data() or "")
        shown = inside.adjusted(0, 0, 0, -self.word_px(painter.fontMetrics())) if word else inside
        paint_content(painter, shown, data=index.data, background=t.field)
        if on and index.data(PICTURE_ROLE) is None:
            painter.setPen(QColor(t.muted))
            painter.drawText(shown, Qt.AlignmentFlag.AlignCenter, "…")  # it is being made
        if word:
            self._paint_word(painter, inside, word)
        paint_tick(painter, inside.topLeft() + QPoint(1, 1), on=on)
        if grade := index.data(WARNING_ROLE):
            paint_warning(painter, tile, colour=t.warning, grade=grade)
        if chosen:
            painter.setPen(QPen(QColor(t.accent), 2.0))
            painter.drawRect(tile.adjusted(1, 1, -1, -1))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(t.text), 1.0, Qt.PenStyle.DotLine))
            painter.drawRect(tile.adjusted(3, 3, -4, -4))
        painter.restore()

    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """Tick where the box or the strip below it was clicked."""
        if event.type() != QEvent.Type.MouseButtonRelease or not isinstance(event, QMouseEvent):
            return False
        if event.button() != Qt.MouseButton.LeftButton or event.modifiers():
            return False
        if event.position().x() - option.rect.left() > TICK_PX + 2 * _PAD:
            return False
        return _switch(model, index)

    @staticmethod
    def word_px(metrics: QFontMetrics) -> int:
        """How high the strip of a rule is."""
        return metrics.height() + 1

    @classmethod
    def _paint_word(cls, painter: QPainter, inside: QRect, word: str) -> None:
        """A rule of the cell's own, in a strip below the picture, which it would cover the legs in; never cut off."""
        t, metrics = tokens(), painter.fontMetrics()
        box = QRect(inside.left(), 0, inside.width(), cls.word_px(metrics))
        box.moveBottom(inside.bottom())
        if (wide := metrics.horizontalAdvance(word)) > box.width():
            font = QFont(painter.font())
            font.setPixelSize(max(1, metrics.height() * box.width() * 3 // (wide * 4)))
            painter.setFont(font)
        painter.setPen(QColor(t.text))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, word)


def _switch(model: QAbstractItemModel, index: Index) -> bool:
    on = index.data(_ROLE.CheckStateRole) == Qt.CheckState.Checked
    state = Qt.CheckState.Unchecked if on else Qt.CheckState.Checked
    return model.setData(index, state.value, int(_ROLE.CheckStateRole))


class MatrixView(QTableView):
    """Shows the matrix; Space ticks the selected cells, a click on a name a whole row or column.

    The context menu says how the poses of the selected cells come onto their persons.
    """

    def __init__(self, model: MatrixModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.setModel(model)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setItemDelegate(_CellDelegate(self))
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)  # Tab goes on to what lies beside the table; arrows move in it
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        across, down = PictureHeader(Qt.Orientation.Horizontal), PictureHeader(Qt.Orientation.Vertical)
        self.setHorizontalHeader(across)
        self.setVerticalHeader(down)
        across.setDefaultSectionSize(_COLUMN_PX)
        down.setDefaultSectionSize(_LOWEST_PX)
        for header, toggle in ((across, model.toggle_column), (down, model.toggle_row)):
            header.sectionClicked.connect(toggle)
        model.modelReset.connect(self._share_height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the rows the height that there is."""
        super().resizeEvent(event)
        self._share_height()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks the selected cells."""
        chosen = self.selectedIndexes()
        if event.key() == Qt.Key.Key_Space and chosen:
            on = self.currentIndex().data(_ROLE.CheckStateRole) != Qt.CheckState.Checked
            self._model.switch(((index.row(), index.column()) for index in chosen), on=on)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer the rules for the selected cells."""
        places = [(index.row(), index.column()) for index in self.selectedIndexes()]
        if not places:
            return
        menu = QMenu(self)
        current = {self._model.rules.get(place) for place in places}
        choices: tuple[tuple[Rule | None, str], ...] = (
            (None, tr("Use general setting")),
            *rule_texts().items(),
        )
        for rule, text in choices:
            action = menu.addAction(text, partial(self._model.set_rule, places, rule))
            action.setCheckable(True)
            action.setChecked(current == {rule})
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def _share_height(self) -> None:
        share = self.viewport().height() // max(self._model.rowCount(), 1)
        self.verticalHeader().setDefaultSectionSize(min(max(share, _LOWEST_PX), _HIGHEST_PX))

    def show_ticked(self, row: int | None) -> None:
        """Scroll to the first cell that is on, of this row where it has one."""
        cells = self._model.cells
        place = min(cells, key=lambda cell: (cell[0] != row, cell), default=None)
        if place is not None:
            self.scrollTo(self._model.index(*place), QAbstractItemView.ScrollHint.PositionAtCenter)

    def chosen_columns(self) -> list[int]:
        """The places of the poses that have a selected cell."""
        return sorted({index.column() for index in self.selectedIndexes()})
