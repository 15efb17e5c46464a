"""Draws list entries as tiles: a figure or a picture above a name."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from engine.pose.pose import Pose
from gui.look.theme import tokens
from gui.look.warning_mark import mark_in, paint_warning
from gui.panels.figure_painter import paint_figure

POSE_ROLE = int(Qt.ItemDataRole.UserRole) + 1
ARMS_BEHIND_ROLE = POSE_ROLE + 1
PICTURE_ROLE = POSE_ROLE + 2  # QImage, shown in place of the figure
WARNING_ROLE = POSE_ROLE + 3  # Grade: whether the picture should be looked at

_NAME_FLAGS = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)
_TWO_LINES = "Aあg\nAあg"
Index = QModelIndex | QPersistentModelIndex
_PAD = 6
_RADIUS = 6.0
_OUT_OF_REACH = 0.4  # the opacity of tiles that cannot be chosen now


class FigureDelegate(QStyledItemDelegate):
    """Tiles of one size; the picture takes what `figure` (width, height) says, in logical px."""

    def __init__(self, figure: QSize, parent: QWidget) -> None:
        super().__init__(parent)
        self.is_mark_clicked = False  # whether the last click on a tile was on its mark
        self._figure = figure
        self._width = figure.width() + 2 * _PAD

    @property
    def least_width(self) -> int:
        """What a tile needs, px."""
        return self._figure.width() + 2 * _PAD

    def set_width(self, width: int) -> None:
        """Make tiles wider than they need to be; the view has to lay itself out anew."""
        self._width = max(width, self.least_width)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """The figure, two lines for the name, and the space around both."""
        return QSize(self._width, self._height(option))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one tile."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not option.state & QStyle.StateFlag.State_Enabled:
            painter.setOpacity(_OUT_OF_REACH)
        tile = self._tile(option)
        background = self._paint_tile(painter, tile, option)
        inside = QRect(tile.left(), tile.top() + _PAD, tile.width(), self._figure.height())
        paint_content(painter, inside, data=index.data, background=background)
        if grade := index.data(WARNING_ROLE):
            paint_warning(painter, tile, colour=tokens().warning, grade=grade)
        self._paint_name(painter, self.name_rect(tile), option=option, text=str(index.data() or ""))
        painter.restore()

    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """Note whether the mark is clicked; the view says that there is a click."""
        if event.type() == QEvent.Type.MouseButtonRelease and isinstance(event, QMouseEvent):
            mark = mark_in(self._tile(option)).adjusted(-_PAD, -_PAD, _PAD, _PAD)
            self.is_mark_clicked = bool(index.data(WARNING_ROLE)) and mark.contains(
                event.position().toPoint()
            )
        return super().editorEvent(event, model, option, index)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """The name, unless another is being typed: pictures come meanwhile."""
        if not (isinstance(editor, QLineEdit) and editor.isModified()):
            super().setEditorData(editor, index)

    def updateEditorGeometry(
        self,
        editor: QWidget,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> None:
        """The field for renaming lies over the name."""
        place = self.name_rect(self._tile(option))
        editor.setGeometry(place.x(), place.y(), place.width(), editor.sizeHint().height())

    def _tile(self, option: QStyleOptionViewItem) -> QRect:
        """The tile itself; a strip without wrapping gives entries its whole height."""
        rect = QRect(option.rect)
        rect.setHeight(min(rect.height(), self._height(option)))
        return rect.adjusted(2, 2, -2, -2)

    def height_in(self, font: QFont) -> int:
        """How high a tile is, px: letters that come from another font, as Japanese ones may, need higher lines."""
        room = QRect(0, 0, self._figure.width(), self._figure.height())
        lines = QFontMetrics(font).boundingRect(room, int(Qt.AlignmentFlag.AlignTop), _TWO_LINES).height()
        return self._figure.height() + lines + 3 * _PAD

    def _height(self, option: QStyleOptionViewItem) -> int:
        return self.height_in(option.font)

    def name_rect(self, tile: QRect) -> QRect:
        """Where in a tile its name is."""
        top = tile.top() + self._figure.height() + 2 * _PAD - 2
        return QRect(tile.left() + 2, top, tile.width() - 4, tile.bottom() - top)

    def _paint_tile(self, painter: QPainter, tile: QRect, option: QStyleOptionViewItem) -> str:
        """Background and frame; returns the background's colour."""
        t = tokens()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        background = t.hover if hovered or chosen else t.panel
        edge = QColor(t.accent if chosen else t.border)
        painter.setPen(QPen(edge, 2.0 if chosen else 1.0))
        painter.setBrush(QColor(background))
        painter.drawRoundedRect(QRectF(tile), _RADIUS, _RADIUS)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(t.text), 1.0, Qt.PenStyle.DotLine))
            painter.drawRoundedRect(QRectF(tile).adjusted(3, 3, -3, -3), _RADIUS - 2, _RADIUS - 2)
        return background

    def _paint_name(self, painter: QPainter, rect: QRect, *, option: QStyleOptionViewItem, text: str) -> None:
        painter.setPen(QColor(tokens().text))
        painter.setFont(option.font)
        painter.drawText(rect, _NAME_FLAGS, shortened(text, rect, option.font))


def shortened(name: str, room: QRect, font: QFont) -> str:
    """The name as it fits into the lines of `room`; wrapping has no ellipsis of its own."""
    metrics, shown = QFontMetrics(font), name
    while len(shown) > 1 and metrics.boundingRect(room, _NAME_FLAGS, shown).height() > room.height():
        shown = shown.rstrip("…")[:-1].rstrip() + "…"
    return shown


def paint_content(painter: QPainter, rect: QRect, *, data: Callable[[int], object], background: str) -> None:
    """Draw the picture or the figure that `data` gives for its role, as large as it fits into `rect`."""
    picture, pose = data(PICTURE_ROLE), data(POSE_ROLE)
    if isinstance(picture, QImage):
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        size = picture.size().scaled(rect.size(), Qt.AspectRatioMode.KeepAspectRatio)
        target = QRect(rect.topLeft(), size)
        target.moveCenter(rect.center())
        painter.drawImage(target, picture)
    elif isinstance(pose, Pose):
        behind = bool(data(ARMS_BEHIND_ROLE))
        paint_figure(
            painter, pose, rect=QRectF(rect), tokens=tokens(), background=background, arms_behind=behind
        )
