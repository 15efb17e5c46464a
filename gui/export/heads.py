"""The heads of a matrix: each photo and each pose as a small picture with its name."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QWidget

from engine.pose.order_wishes import ARMS_BEHIND
from engine.pose.pose import Pose
from gui.export.marks import paint_tick
from gui.export.plan import Column
from gui.look.theme import tokens
from gui.panels.figure_delegate import ARMS_BEHIND_ROLE, POSE_ROLE, paint_content

_FIGURE = QSize(58, 62)
_PHOTO = QSize(40, 50)
_PAD = 5
_ROW_HEAD_PX = 164
_LINES = 2  # of a pose's name
_ROLE = Qt.ItemDataRole


class PictureHeader(QHeaderView):
    """Asks the model's `headerData` for PICTURE_ROLE, or POSE_ROLE and ARMS_BEHIND_ROLE, the name, and the tick."""

    def __init__(self, orientation: Qt.Orientation, parent: QWidget | None = None) -> None:
        super().__init__(orientation, parent)
        self._is_across = orientation is Qt.Orientation.Horizontal
        self.setSectionsClickable(True)
        self.setHighlightSections(True)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        # Fixed: a header that may be dragged has no room for names of photos that come later.
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def sizeHint(self) -> QSize:
        """A figure above its name, or a photo beside it."""
        line = QFontMetrics(self.font()).lineSpacing()
        if self._is_across:
            return QSize(0, _FIGURE.height() + _LINES * line + 3 * _PAD)
        return QSize(_ROW_HEAD_PX, 0)

    def paintSection(self, painter: QPainter, rect: QRect, logical_index: int) -> None:
        """One head; its name is bold where cells below or beside are chosen, as in other tables."""
        t = tokens()
        painter.save()
        painter.fillRect(rect, QColor(t.panel))
        painter.setPen(QPen(QColor(t.border), 1.0))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        picture, name = self._places(rect)
        data = partial(self._data, logical_index)
        paint_content(painter, picture, data=data, background=t.panel)
        ticked = data(int(_ROLE.CheckStateRole))
        if isinstance(ticked, Qt.CheckState):
            corner = rect.topLeft() + QPoint(_PAD, _PAD)
            partly = ticked is Qt.CheckState.PartiallyChecked
            paint_tick(painter, corner, on=ticked is Qt.CheckState.Checked, partly=partly)
        font = self.font()
        font.setBold(self._is_chosen(logical_index))
        painter.setFont(font)
        painter.setPen(QColor(t.text))
        self._paint_name(painter, name, str(data(int(_ROLE.DisplayRole)) or ""))
        painter.restore()

    def _paint_name(self, painter: QPainter, place: QRect, name: str) -> None:
        """On as many lines as there is room for; what is longer is cut in its middle."""
        align, metrics = Qt.AlignmentFlag, painter.fontMetrics()
        flags = int(align.AlignLeft | align.AlignVCenter)
        if self._is_across:
            flags = int(align.AlignHCenter | align.AlignTop | Qt.TextFlag.TextWordWrap)
            room = metrics.boundingRect(place, flags, name)
            if room.height() <= place.height() and room.width() <= place.width():
                painter.drawText(place, flags, name)
                return
        painter.drawText(place, flags, metrics.elidedText(name, self.textElideMode(), place.width()))

    def _places(self, rect: QRect) -> tuple[QRect, QRect]:
        """Where the picture goes in a section, and where the name."""
        inside = rect.adjusted(_PAD, _PAD, -_PAD, -_PAD)
        if self._is_across:
            picture = QRect(inside.left(), inside.top(), inside.width(), _FIGURE.height())
            return picture, inside.adjusted(0, _FIGURE.height() + _PAD // 2, 0, 0)
        height = min(_PHOTO.height(), inside.height())
        picture = QRect(
            inside.left(), inside.center().y() - height // 2, min(_PHOTO.width(), inside.width()), height
        )
        return picture, inside.adjusted(_PHOTO.width() + _PAD, 0, 0, 0)

    def _is_chosen(self, section: int) -> bool:
        chosen = self.selectionModel()
        if self._is_across:
            return chosen.columnIntersectsSelection(section, QModelIndex())
        return chosen.rowIntersectsSelection(section, QModelIndex())

    def _data(self, section: int, role: int) -> object:
        found: object = self.model().headerData(section, self.orientation(), role)
        return found


def figure_data(column: Column, role: int) -> Pose | bool | None:
    """What a head shows of a pose; None for other roles."""
    if role == POSE_ROLE:
        return column.item.pose
    if role == ARMS_BEHIND_ROLE:
        return column.item.order == ARMS_BEHIND
    return None
