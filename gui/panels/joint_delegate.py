"""Cells of the joint table: numbers edited in a spin box, and ticks drawn large enough to see and to hit."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    Qt,
)
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QDoubleSpinBox,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from gui.look.text_field import left_to_shortcuts
from gui.look.theme import tokens

Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole
_BOX_PX = 15.0
MAX_PX = 100_000.0


class JointDelegate(QStyledItemDelegate):
    """A number is typed or stepped in tenths of a photo pixel; a click anywhere in a cell with a tick turns it."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A spin box for a number."""
        if not isinstance(index.data(_Role.EditRole), float):
            return super().createEditor(parent, option, index)
        box = QDoubleSpinBox(parent)
        box.setFrame(False)
        box.setDecimals(1)
        box.setRange(-MAX_PX, MAX_PX)
        box.setAccessibleName(str(index.data(_Role.AccessibleTextRole)))
        return box

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Undo takes back what was typed, then what was done before."""
        if event.type() == QEvent.Type.ShortcutOverride:
            line = editor.findChild(QLineEdit)
            if line is not None and left_to_shortcuts(event, line):
                event.ignore()
                return True
        return super().eventFilter(editor, event)

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """The style draws everything but the tick: its boxes can hardly be seen in the dark scheme."""
        super().initStyleOption(option, index)
        option.features &= ~QStyleOptionViewItem.ViewItemFeature.HasCheckIndicator

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The cell as usual, with our own tick in the middle."""
        super().paint(painter, option, index)
        state = index.data(_Role.CheckStateRole)
        if state is not None:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            ticked = Qt.CheckState(state) == Qt.CheckState.Checked
            _paint_tick(painter, QRectF(option.rect), ticked=ticked, chosen=chosen)
            painter.restore()

    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """Turn a tick by mouse; keys are Qt's own."""
        state = index.data(_Role.CheckStateRole)
        if state is None or not isinstance(event, QMouseEvent):
            return super().editorEvent(event, model, option, index)
        if event.type() != QEvent.Type.MouseButtonRelease or event.button() != Qt.MouseButton.LeftButton:
            return False
        was_ticked = Qt.CheckState(state) == Qt.CheckState.Checked
        turned = Qt.CheckState.Unchecked if was_ticked else Qt.CheckState.Checked
        return model.setData(index, turned, _Role.CheckStateRole)


def _paint_tick(painter: QPainter, cell: QRectF, *, ticked: bool, chosen: bool) -> None:
    t = tokens()
    box = QRectF(0, 0, _BOX_PX, _BOX_PX)
    box.moveCenter(cell.center())
    # The field behind the box, and its edge, stand out from a selected row as well.
    painter.setPen(QPen(QColor(t.text if chosen else t.edge), 1.2))
    painter.setBrush(QColor(t.field))
    painter.drawRoundedRect(box, 3.0, 3.0)
    if ticked:
        painter.setPen(QPen(QColor(t.text), 2.0, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        shares = ((0.22, 0.52), (0.43, 0.73), (0.78, 0.28))
        painter.drawPolyline([QPointF(box.x() + x * _BOX_PX, box.y() + y * _BOX_PX) for x, y in shares])
