"""The open photos in a column beside the canvas: pick one, remove some, drag one onto the canvas."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QByteArray, QItemSelectionModel, QMimeData, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QMenu, QWidget

from engine.system.stored_path import readable
from gui.document.document import PhotoEntry
from gui.document.session import Session
from gui.look.engine_sentences import localised
from gui.look.follows_look import FollowsLook
from gui.panels.photo_tile import THUMBNAIL_PX, blank, framed, icon_of, with_marks
from gui.panels.short_names import short_names
from gui.panels.type_ahead import TypeAhead

_GAP = QSize(4, 12)  # between tiles
_BELOW_PX = 23  # of a tile, above and below its name
_TALL, _TALL_LETTERS = QRect(0, 0, 200, 200), "Aあg"  # letters of another font may be higher
_NAME_MARGIN_PX = 14  # on both sides of a name, in all
_KEY = Qt.ItemDataRole.UserRole
_DRAGGED = "application/x-repose-photo"
_ADDING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


class FilmStrip(FollowsLook, QListWidget):
    """A view of the session's photos; it keeps nothing but the thumbnails and which tiles are chosen.

    A click shows a photo; with Ctrl or Shift it chooses more of them, and the photo on the canvas stays.
    """

    remove_requested = Signal(object)  # tuple[str, ...]: the keys of photos

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._icons: dict[str, QIcon] = {}
        self._shown: str | None = None  # the photo on the canvas
        self._is_pressed = self._is_adding = False
        self._type_ahead = TypeAhead()
        self.setViewMode(QListWidget.ViewMode.IconMode)
        self.setFlow(QListWidget.Flow.TopToBottom)
        self.setWrapping(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.setMovement(QListWidget.Movement.Static)
        self.setDragDropMode(QListWidget.DragDropMode.DragOnly)
        self.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        self.setIconSize(QSize(THUMBNAIL_PX, THUMBNAIL_PX))
        self.setWordWrap(True)  # for names of two lines
        self._make_room(lines=1)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)  # names come shortened
        self.setFixedWidth(THUMBNAIL_PX + 52)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._on_menu_requested)
        self.currentItemChanged.connect(self._on_current_changed)
        session.document_changed.connect(self._on_document_changed)
        session.photo_changed.connect(self._on_document_changed)
        session.fault_changed.connect(self._on_document_changed)
        session.photo_seen.connect(self._on_photo_seen)
        self._retranslate()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the chosen photos off, which can be undone; with Shift or Ctrl choose more."""
        if event.matches(QKeySequence.StandardKey.Delete) and self.chosen():
            self.remove_requested.emit(self.chosen())
            event.accept()
            return
        self._is_adding = bool(event.modifiers() & _ADDING)
        super().keyPressEvent(event)
        self._is_adding = False

    def keyboardSearch(self, search: str) -> None:
        """Show the next photo whose whole name begins with what is typed, in capitals too."""
        names = [photo.name for photo in self._session.document.photos]
        row = self._type_ahead.row_for(search, names, current=self.currentRow())
        if row is not None:
            self._is_adding = False
            self.setCurrentRow(row, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self._on_current_changed(self.item(row))  # which a click with Ctrl may have made current before

    @property
    def is_searching(self) -> bool:
        """Whether the beginning of a name is being typed."""
        return self._type_ahead.is_going_on

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Wait for the release before another photo comes onto the canvas: this may become a drag."""
        self._is_pressed = event.button() == Qt.MouseButton.LeftButton
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Bring the photo that was clicked onto the canvas, unless more are being chosen."""
        super().mouseReleaseEvent(event)
        if self._is_pressed:
            self._is_pressed = False
            if not event.modifiers() & _ADDING:
                self._on_current_changed(self.currentItem())

    def chosen(self) -> tuple[str, ...]:
        """The keys of the chosen photos, from top to bottom."""
        rows = sorted(index.row() for index in self.selectedIndexes())
        return tuple(self._key(row) for row in rows)

    def startDrag(self, actions: Qt.DropAction) -> None:
        """Drag a photo; the one on the canvas stays there."""
        super().startDrag(Qt.DropAction.CopyAction)
        self._is_pressed = False
        self._show_canvas_photo()

    def mimeData(self, items: Sequence[QListWidgetItem]) -> QMimeData:
        """The key of the photo that the pointer holds, even where several are chosen."""
        data, held = QMimeData(), self.currentItem()
        if items:
            item = held if held in items else items[0]
            data.setData(_DRAGGED, QByteArray(str(item.data(_KEY)).encode()))
        return data

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Photos"))
        self._on_document_changed()

    def _on_document_changed(self) -> None:
        document, entry = self._session.document, self._session.entry
        self.blockSignals(True)
        if [photo.key for photo in document.photos] != [self._key(row) for row in range(self.count())]:
            self._list_anew(document.photos)
        for row, photo in enumerate(document.photos):
            self._show(photo, self.item(row))
        key = None if entry is None else entry.key
        if key != self._shown or not self.selectedIndexes():
            self._shown = key
            self._show_canvas_photo()
        self.blockSignals(False)

    def _list_anew(self, photos: Sequence[PhotoEntry]) -> None:
        chosen, held = set(self.chosen()), self.currentItem()
        key = None if held is None else held.data(_KEY)
        names = Counter(entry.name for entry in photos)
        self.clear()
        titles = [_title(entry, is_alone=names[entry.name] == 1) for entry in photos]
        shown = short_names(titles, fits=self._fits)
        self._make_room(lines=2 if any("\n" in title for title in shown) else 1)
        for entry, title in zip(photos, shown, strict=True):
            item = QListWidgetItem(title, self)
            item.setData(_KEY, entry.key)
            item.setSizeHint(self.gridSize() - _GAP)
            if entry.key == key:
                self.setCurrentItem(item, QItemSelectionModel.SelectionFlag.NoUpdate)
            item.setSelected(entry.key in chosen)

    def _make_room(self, *, lines: int) -> None:
        """Tiles for names of so many lines."""
        height = self.fontMetrics().boundingRect(_TALL, 0, _TALL_LETTERS).height()
        self.setGridSize(QSize(THUMBNAIL_PX + 36, THUMBNAIL_PX + _BELOW_PX + height * lines))

    def _fits(self, line: str) -> bool:
        room = self.gridSize().width() - _GAP.width() - _NAME_MARGIN_PX
        return self.fontMetrics().horizontalAdvance(line) <= room

    def _show_canvas_photo(self) -> None:
        """Have the photo on the canvas chosen, and it alone."""
        current, was_blocked = self._session.document.current, self.signalsBlocked()
        self.blockSignals(True)
        # Without saying so Qt only adds to what was chosen.
        alone = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.setCurrentRow(-1 if current is None else current, alone)
        self.blockSignals(was_blocked)

    def _on_photo_seen(self, key: str) -> None:
        row = self._session.document.index_of(key)
        if row is not None and row < self.count() and self._key(row) == key:
            self._show(self._session.document.photos[row], self.item(row))

    def _show(self, entry: PhotoEntry, item: QListWidgetItem) -> None:
        """The thumbnail with its marks, and in words what they say."""
        fault, is_edited = self._session.fault_of(entry.key), self._session.is_edited(entry.key)
        item.setIcon(with_marks(self._icon(entry), is_edited=is_edited, has_failed=fault is not None))
        told = [] if fault is None else [localised(fault.sentence)]
        if is_edited:
            told.append(self.tr("Edited"))
        elif fault is None and self._session.photo_of(entry.key) is None:
            told.append(self.tr("Not read yet"))
        item.setToolTip("\n".join((*told, *(() if fault else (str(entry.path or entry.name),)))))
        item.setData(Qt.ItemDataRole.AccessibleTextRole, ": ".join((entry.name, *told)))

    def _key(self, row: int) -> str:
        return str(self.item(row).data(_KEY))

    def _icon(self, entry: PhotoEntry) -> QIcon:
        photo = self._session.photo_of(entry.key)
        if photo is None:
            return icon_of(blank(self.devicePixelRatioF()))
        if entry.key not in self._icons:
            self._icons[entry.key] = icon_of(framed(photo.thumbnail, self.devicePixelRatioF()))
        return self._icons[entry.key]

    def _on_current_changed(self, item: QListWidgetItem | None) -> None:
        if item is not None and not self._is_pressed and not self._is_adding:
            self._session.select_photo(str(item.data(_KEY)))

    def _on_menu_requested(self, at: QPoint) -> None:
        item = self.itemAt(at)
        if item is None:
            return
        key, chosen = str(item.data(_KEY)), self.chosen()
        keys = chosen if key in chosen else (key,)
        several = self.tr("Remove {count} photos").format(count=len(keys))
        menu = QMenu(self)
        menu.addAction(
            self.tr("Remove photo") if len(keys) == 1 else several, lambda: self.remove_requested.emit(keys)
        )
        menu.exec(self.viewport().mapToGlobal(at))


def _title(entry: PhotoEntry, *, is_alone: bool) -> str:
    """The photo's name; where others are called so too, with its folder's."""
    if is_alone or entry.path is None:
        return entry.name
    return f"{entry.name} ({readable(entry.path.parent.name)})"


def dragged_key(data: QMimeData) -> str | None:
    """The key of the photo that is being dragged, None for anything else."""
    return bytes(data.data(_DRAGGED).data()).decode() if data.hasFormat(_DRAGGED) else None
