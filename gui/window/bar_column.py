"""The canvas with a tool's bar above it and hints floating over it, which therefore never move the photo."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QMargins, QObject, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.canvas.canvas import Canvas
from gui.window.sentence_bar import SentenceBar

_MARGIN_PX = 12
_GAP_PX = 6
_WIDEST_PX = 300
_NARROWEST_PX = 200
_SHARE = 3  # of the canvas's width: as many cards would lie side by side
_LEFT = 0.4
_BARE_PX = 64  # of the canvas that stays free below
_AROUND_PX = 24  # of a joint, which has a grip, and of the nose, which has a head
_ANYWHERE = Qt.AlignmentFlag(0)
_OF_CANVAS = (QEvent.Type.Resize, QEvent.Type.Move)
_OF_HINTS = (QEvent.Type.LayoutRequest, QEvent.Type.ShowToParent, QEvent.Type.HideToParent)


class BarColumn(QWidget):
    """From top to bottom: `bars`, and the canvas, which takes what they leave.

    hints: lie over an upper corner of the canvas, the left one unless the person stands there, or over another where
    they cover fewer joints. Where there is no room for all of them the first gives way.
    """

    def __init__(self, hints: Sequence[SentenceBar], bars: Sequence[QWidget], *, canvas: Canvas) -> None:
        super().__init__()
        self._hints, self._canvas = hints, canvas
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in bars:
            column.addWidget(widget)
        column.addWidget(canvas, 1)
        self._float = QWidget(self)
        floating = self._column = QVBoxLayout(self._float)
        floating.setContentsMargins(0, 0, 0, 0)
        floating.setSpacing(_GAP_PX)
        for hint in hints:
            hint.lift()
            floating.addWidget(hint)
        for watched in (self._float, *hints, canvas):
            watched.installEventFilter(self)
        canvas.zoom_changed.connect(self._place)

    def set_aside(self, on: bool) -> None:
        """Take the hints out of sight, whatever they say, for as long as something is dragged."""
        self._float.setVisible(not on)
        if not on:
            self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Lie over the canvas where it is now, as high as what is said now."""
        if event.type() in (_OF_CANVAS if watched is self._canvas else _OF_HINTS):
            self._place()
        return False

    def _place(self) -> None:
        over = self._canvas.geometry()
        room = min(max(_NARROWEST_PX, over.width() // _SHARE), _WIDEST_PX, over.width() - 2 * _MARGIN_PX)
        shown = [hint for hint in self._hints if not hint.isHidden()]
        width = max((hint.width_in(room) for hint in shown), default=room)
        heights = [hint.height_in(width) for hint in shown]
        height = sum(heights) + _GAP_PX * max(len(heights) - 1, 0)
        first = self._hints[0]
        is_short = len(heights) > 1 and height + _MARGIN_PX + _BARE_PX > over.height()
        first.give_way(is_short)
        if is_short:
            height -= heights[0]
        for hint in shown:
            narrow = hint.width_in(room) < width
            self._column.setAlignment(hint, Qt.AlignmentFlag.AlignLeft if narrow else _ANYWHERE)
        self._float.setGeometry(self._corner(QSize(width, height)).translated(over.topLeft()))
        self._float.raise_()

    def _corner(self, size: QSize) -> QRect:
        """The first corner where so much covers the fewest joints, on the canvas; low ones leave the legend free."""
        canvas = self._canvas.size()
        sides = [_MARGIN_PX, canvas.width() - 1 - _MARGIN_PX - size.width()]
        if self._is_left_taken():
            sides.reverse()
        tops = _MARGIN_PX, canvas.height() - _BARE_PX - size.height()
        corners = [QRect(QPoint(side, top), size) for top in tops for side in sides if top >= _MARGIN_PX]
        beside = QMargins(_AROUND_PX, _AROUND_PX, _AROUND_PX, _AROUND_PX)
        return min(corners, key=lambda corner: self._canvas.joints_in(corner.marginsAdded(beside)))

    def _is_left_taken(self) -> bool:
        """Whether the person stands clearly to the left of the canvas's middle."""
        middle = self._canvas.middle_of_pose
        return middle is not None and middle < _LEFT * self._canvas.width()
