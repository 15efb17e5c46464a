"""The library with a tick on each pose: what is ticked stands in the matrix of an export."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QListView,
    QPushButton,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from gui.export.fields import fill
from gui.export.marks import paint_tick
from gui.export.plan import tr
from gui.look.text_field import TextField
from gui.panels.figure_delegate import FigureDelegate, Index
from gui.panels.folder_box import FolderBox
from gui.panels.hinted_list import TileGrid
from gui.panels.library_model import LibraryModel
from gui.panels.pose_library import Library, LibraryPose, search

_FIGURE = QSize(84, 104)
_SIZE = QSize(620, 620)
_ROLE = Qt.ItemDataRole


class TickedModel(LibraryModel):
    """Poses of the library with a tick for each, whatever of them is listed; `ticks_changed` after every change."""

    ticks_changed = Signal()

    def __init__(self, ticked: Iterable[Path], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.ticked = set(ticked)

    def tick(self, index: Index, *, on: bool) -> None:
        """Tick a listed pose or not."""
        pose = self.pose_at(index)
        if pose is not None:
            (self.ticked.add if on else self.ticked.discard)(pose.path)
            self.refresh()
            self.ticks_changed.emit()

    def is_ticked(self, index: Index) -> bool:
        """Whether a listed pose is ticked."""
        pose = self.pose_at(index)
        return pose is not None and pose.path in self.ticked

    def data(self, index: Index, role: int = int(_ROLE.DisplayRole)) -> Any:
        """The pose, and whether it is ticked, also for screen readers."""
        if role == _ROLE.CheckStateRole and index.isValid():
            return Qt.CheckState.Checked if self.is_ticked(index) else Qt.CheckState.Unchecked
        return super().data(index, role)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Poses are ticked here and not renamed."""
        return (super().flags(index) & ~Qt.ItemFlag.ItemIsEditable) | Qt.ItemFlag.ItemIsUserCheckable


class TickedDelegate(FigureDelegate):
    """A tile with a box in its corner."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The tile, then the box."""
        super().paint(painter, option, index)
        on = index.data(_ROLE.CheckStateRole) == Qt.CheckState.Checked
        paint_tick(painter, option.rect.topLeft() + QPoint(9, 9), on=on)


class _TickGrid(TileGrid):
    """A click anywhere on a tile, or Space, ticks it."""

    pressed_tile = Signal(QModelIndex)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tick what lies under the pointer."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid():
            self.pressed_tile.emit(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick the current tile."""
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self.pressed_tile.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)


class PosePicker(QDialog):
    """Accepted, it has the poses that are ticked in `chosen`, in the library's order.

    photos: how many have a picture in the plan, and how many there are; which of them are meant is asked where these
    differ.
    """

    def __init__(
        self,
        library: Library,
        ticked: Iterable[Path],
        *,
        photos: tuple[int, int],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._photos = photos
        self.meant = QComboBox()
        self.search, self.folder = TextField(), FolderBox()
        self.model = TickedModel(ticked, self)
        self.view = _TickGrid()
        self.all, self.none = QPushButton(autoDefault=False), QPushButton(autoDefault=False)
        self.count, self.take, self.leave = QLabel(), QPushButton(), QPushButton(autoDefault=False)
        self._arrange()
        self._retranslate()
        self._list()
        self._connect()
        self.search.setFocus()

    @property
    def chosen(self) -> tuple[LibraryPose, ...]:
        """The poses that are ticked."""
        return tuple(pose for pose in self._library.poses if pose.path in self.model.ticked)

    @property
    def everywhere(self) -> bool:
        """Whether new poses are for all photos."""
        return bool(self.meant.currentData())

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language and the theme."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        self.model.refresh()
        super().changeEvent(event)

    def _arrange(self) -> None:
        self.view.setModel(self.model)
        self.view.setItemDelegate(TickedDelegate(_FIGURE, self.view))
        self.view.setViewMode(QListView.ViewMode.IconMode)
        self.view.setResizeMode(QListView.ResizeMode.Adjust)
        self.view.setMovement(QListView.Movement.Static)
        self.view.setUniformItemSizes(True)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        head = QHBoxLayout()
        head.addWidget(self.search, 1)
        for widget in (self.folder, self.all, self.none):
            head.addWidget(widget)
        foot = QHBoxLayout()
        foot.addWidget(self.count)
        foot.addWidget(self.meant)
        foot.addStretch(1)
        foot.addWidget(self.leave)
        foot.addWidget(self.take)
        column = QVBoxLayout(self)
        column.addLayout(head)
        column.addWidget(self.view, 1)
        column.addLayout(foot)
        self.take.setDefault(True)
        room = self.screen().availableSize() * 0.9
        self.resize(_SIZE.boundedTo(room))

    def _connect(self) -> None:
        self.search.textChanged.connect(self._list)
        self.folder.currentIndexChanged.connect(self._list)
        self.view.pressed_tile.connect(
            lambda index: self.model.tick(index, on=not self.model.is_ticked(index))
        )
        self.all.clicked.connect(lambda: self._tick_listed(on=True))
        self.none.clicked.connect(lambda: self._tick_listed(on=False))
        self.model.ticks_changed.connect(self._show_count)
        self.take.clicked.connect(self.accept)
        self.leave.clicked.connect(self.reject)

    def _retranslate(self) -> None:
        self.setWindowTitle(tr("Poses of the library"))
        self.search.setPlaceholderText(tr("Search poses"))
        self.search.setAccessibleName(tr("Search poses"))
        self.view.setAccessibleName(tr("Poses of the library"))
        self.view.hint = tr("No poses found. Try another word or folder.")
        self.all.setText(tr("Tick &all"))
        self.none.setText(tr("Tick &none"))
        self.take.setText(tr("Use ticked poses"))
        self.leave.setText(tr("Cancel"))
        self.folder.show_folders(self._library)
        planned, every = self._photos
        self.meant.setAccessibleName(tr("Photos that new poses are for"))
        few = tr("for the photo in the plan") if planned == 1 else tr("for the {count} photos in the plan")
        fill(
            self.meant,
            {False: few.format(count=planned), True: tr("for all {count} photos").format(count=every)},
        )
        self.meant.setVisible(planned < every)
        self._show_count()

    def _list(self) -> None:
        self.model.show_poses(search(self._library, self.search.text(), folder=self.folder.currentData()))

    def _tick_listed(self, *, on: bool) -> None:
        for row in range(self.model.rowCount()):
            self.model.tick(self.model.index(row), on=on)

    def _show_count(self) -> None:
        count = len(self.chosen)
        self.count.setText(tr("1 pose") if count == 1 else tr("{count} poses").format(count=count))
