"""The open photos in a column beside the canvas: pick one, remove one, drag one onto the canvas."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QByteArray, QMimeData, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QIcon,
    QImage,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QMenu, QWidget

from gui.document.document import PhotoEntry
from gui.document.session import Session
from gui.look.engine_sentences import localised
from gui.look.follows_look import FollowsLook
from gui.look.theme import tokens

_THUMBNAIL_PX = 72
_MARK_PX = 20
_GAP = QSize(4, 12)  # between tiles
_KEY = Qt.ItemDataRole.UserRole
_DRAGGED = "application/x-repose-photo"


class FilmStrip(FollowsLook, QListWidget):
    """A view of the session's photos; it keeps nothing but the thumbnails."""

    remove_requested = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._icons: dict[str, QIcon] = {}
        self._is_pressed = False
        self.setViewMode(QListWidget.ViewMode.IconMode)
        self.setFlow(QListWidget.Flow.TopToBottom)
        self.setWrapping(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.setMovement(QListWidget.Movement.Static)
        self.setDragDropMode(QListWidget.DragDropMode.DragOnly)
        self.setIconSize(QSize(_THUMBNAIL_PX, _THUMBNAIL_PX))
        self.setGridSize(QSize(_THUMBNAIL_PX + 36, _THUMBNAIL_PX + 38))
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setFixedWidth(_THUMBNAIL_PX + 52)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._on_menu_requested)
        self.currentItemChanged.connect(self._on_current_changed)
        session.document_changed.connect(self._on_document_changed)
        session.photo_changed.connect(self._on_document_changed)
        session.fault_changed.connect(self._on_document_changed)
        session.photo_seen.connect(self._on_photo_seen)
        self._retranslate()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the photo that has the keyboard off, which can be undone."""
        item = self.currentItem()
        if event.matches(QKeySequence.StandardKey.Delete) and item is not None:
            self.remove_requested.emit(str(item.data(_KEY)))
            event.accept()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Wait for the release before another photo comes onto the canvas: this may become a drag."""
        self._is_pressed = event.button() == Qt.MouseButton.LeftButton
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Bring the photo that was clicked onto the canvas."""
        super().mouseReleaseEvent(event)
        if self._is_pressed:
            self._is_pressed = False
            self._on_current_changed(self.currentItem())

    def startDrag(self, actions: Qt.DropAction) -> None:
        """Drag a photo; the one on the canvas stays there."""
        super().startDrag(Qt.DropAction.CopyAction)
        self._is_pressed = False
        self._on_document_changed()

    def mimeData(self, items: Sequence[QListWidgetItem]) -> QMimeData:
        """The photo's key."""
        data = QMimeData()
        if items:
            data.setData(_DRAGGED, QByteArray(str(items[0].data(_KEY)).encode()))
        return data

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Photos"))
        self._on_document_changed()

    def _on_document_changed(self) -> None:
        document = self._session.document
        self.blockSignals(True)
        if [entry.key for entry in document.photos] != [self._key(row) for row in range(self.count())]:
            self.clear()
            for entry in document.photos:
                item = QListWidgetItem(entry.name, self)
                item.setData(_KEY, entry.key)
                item.setSizeHint(self.gridSize() - _GAP)
        for row, entry in enumerate(document.photos):
            self._show(entry, self.item(row))
        self.setCurrentRow(-1 if document.current is None else document.current)
        self.blockSignals(False)

    def _on_photo_seen(self, key: str) -> None:
        row = self._session.document.index_of(key)
        if row is not None and row < self.count() and self._key(row) == key:
            self._show(self._session.document.photos[row], self.item(row))

    def _show(self, entry: PhotoEntry, item: QListWidgetItem) -> None:
        """The thumbnail, or a mark on it and the reason where something is wrong with the photo."""
        fault, icon = self._session.fault_of(entry.key), self._icon(entry)
        reason = localised(fault.sentence) if fault is not None else ""
        item.setIcon(icon if fault is None else _marked(icon))
        item.setToolTip(reason or str(entry.path or entry.name))
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{entry.name}: {reason}" if reason else entry.name)

    def _key(self, row: int) -> str:
        return str(self.item(row).data(_KEY))

    def _icon(self, entry: PhotoEntry) -> QIcon:
        photo = self._session.photo_of(entry.key)
        if photo is None:
            blank = QPixmap(_THUMBNAIL_PX, _THUMBNAIL_PX)
            blank.fill(QColor(tokens().border))
            return QIcon(blank)
        if entry.key not in self._icons:
            pixmap = _framed(photo.thumbnail, self.devicePixelRatioF())
            icon = QIcon(pixmap)
            icon.addPixmap(pixmap, QIcon.Mode.Selected)  # else styles tint the photo
            self._icons[entry.key] = icon
        return self._icons[entry.key]

    def _on_current_changed(self, item: QListWidgetItem | None) -> None:
        if item is not None and not self._is_pressed:
            self._session.select_photo(str(item.data(_KEY)))

    def _on_menu_requested(self, at: QPoint) -> None:
        item = self.itemAt(at)
        if item is None:
            return
        menu = QMenu(self)
        menu.addAction(self.tr("Remove photo"), lambda: self.remove_requested.emit(str(item.data(_KEY))))
        menu.exec(self.viewport().mapToGlobal(at))


def _marked(icon: QIcon) -> QIcon:
    """With an exclamation mark in its corner."""
    pixmap = icon.pixmap(_THUMBNAIL_PX, _THUMBNAIL_PX)
    size = pixmap.deviceIndependentSize()
    disc = QRectF(size.width() - _MARK_PX - 3, size.height() - _MARK_PX - 3, _MARK_PX, _MARK_PX)
    with QPainter(pixmap) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens().panel), 1.5))
        painter.setBrush(QColor(tokens().danger))
        painter.drawEllipse(disc)
        font = QFont(painter.font())
        font.setPixelSize(round(_MARK_PX * 0.75))
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(QColor(tokens().panel))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, "!")
    marked = QIcon(pixmap)
    marked.addPixmap(pixmap, QIcon.Mode.Selected)
    return marked


def _framed(picture: QImage, ratio: float) -> QPixmap:
    """The picture in the middle of a square: tiles of one size stay where they are and cover what was there before."""
    edge = round(_THUMBNAIL_PX * ratio)
    square = QPixmap(edge, edge)
    square.fill(Qt.GlobalColor.transparent)
    fitted = picture.scaled(
        edge, edge, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    with QPainter(square) as painter:
        painter.drawImage((edge - fitted.width()) // 2, (edge - fitted.height()) // 2, fitted)
    square.setDevicePixelRatio(ratio)
    return square


def dragged_key(data: QMimeData) -> str | None:
    """The key of the photo that is being dragged, None for anything else."""
    return bytes(data.data(_DRAGGED).data()).decode() if data.hasFormat(_DRAGGED) else None
