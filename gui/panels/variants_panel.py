"""The strip of kept poses: what the batch export will take, with names, order, copies and deletion."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QObject, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListView, QToolButton, QVBoxLayout, QWidget

from gui.document import choosing
from gui.document.document import free_name
from gui.document.others import Variant
from gui.document.session import Session
from gui.link.engine_link import EngineLink
from gui.look.follows_look import FollowsLook
from gui.look.icons import SIZE_PX, icon
from gui.look.said import Said
from gui.look.theme import tokens
from gui.panels.compare_window import CompareWindow
from gui.panels.figure_delegate import FigureDelegate
from gui.panels.hinted_list import HintedList
from gui.panels.kept_elsewhere import KeptElsewhere
from gui.panels.kept_pictures import KeptPictures
from gui.panels.variants_model import VariantsModel

_FIGURE = QSize(92, 104)
_BAR_PX = 14


class VariantsPanel(FollowsLook, QWidget):
    """A horizontal strip; a click on a tile brings its pose back to the canvas, with Ctrl or Shift it chooses several.

    The actions have the keys of the strip while it has the focus; a window may put them into menus. What is done to
    kept poses is undone here, apart from posing: by a button that is there as long as there is something to undo, and
    by Ctrl+Z while the strip has the focus.
    """

    variant_used = Signal(str)  # the name of the variant whose pose came back
    doubt_asked = Signal(object)  # Judgement: its mark was clicked, and its pose is on the canvas
    said = Signal(str)  # a sentence of what came of a wish

    def __init__(self, session: Session, link: EngineLink, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._pictures = KeptPictures(session, link, self)
        self._comparison: CompareWindow | None = None
        self.model = VariantsModel(session, self._pictures, self)
        self.view = HintedList()
        self._undo_button = QToolButton()
        self.elsewhere = KeptElsewhere(session)
        self.keep_action = QAction(self)
        self.rename_action = self._action("F2", self._on_rename)
        self.compare_action = self._action("F3", self._on_compare)
        self.duplicate_action = self._action("Ctrl+D", self._on_duplicate)
        self.earlier_action = self._action("Alt+Left", lambda: self._move(-1))
        self.later_action = self._action("Alt+Right", lambda: self._move(1))
        self.delete_action = self._action(QKeySequence.StandardKey.Delete, self._on_delete)
        # No shortcut: that would be the window's as well, and then nobody's.
        self.undo_action = QAction(self)
        self.undo_action.triggered.connect(session.take_back_kept)
        self._set_up_view()
        self._lay_out()
        self._connect()
        self._retranslate()
        self._recolour()
        self._refresh_actions()

    def chosen(self) -> tuple[Variant, ...]:
        """The kept poses whose tiles are selected, in their order."""
        return tuple(self.model.variants[row] for row in self._rows())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+Z in the strip is about kept poses, as long as there is something to undo of them."""
        kinds = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
        if (
            isinstance(event, QKeyEvent)
            and event.type() in kinds
            and event.matches(QKeySequence.StandardKey.Undo)
            and self._session.kept_undo_text
        ):
            event.accept()
            if event.type() == QEvent.Type.KeyPress:
                self._session.take_back_kept()
            return True
        return super().eventFilter(watched, event)

    # -- building

    def _action(self, keys: str | QKeySequence.StandardKey, slot: object) -> QAction:
        action = QAction(self)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(slot)
        self.view.addAction(action)
        return action

    def _set_up_view(self) -> None:
        self.view.setModel(self.model)
        self.view.installEventFilter(self)
        delegate = self._delegate = FigureDelegate(_FIGURE, self.view)
        self.view.setItemDelegate(delegate)
        # A whole tile, and the bar below that scrolls the strip.
        self.view.setMinimumHeight(delegate.height_in(self.view.font()) + _BAR_PX)
        self.view.setFlow(QListView.Flow.LeftToRight)
        self.view.setWrapping(False)
        self.view.setUniformItemSizes(True)
        self.view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setMouseTracking(True)
        self.view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        # A click brings the pose back, so renaming has its own key.
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def _lay_out(self) -> None:
        buttons = QVBoxLayout()
        for action in self._button_actions():
            button = self._undo_button if action is self.undo_action else QToolButton()
            button.setDefaultAction(action)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setIconSize(QSize(SIZE_PX, SIZE_PX))
            buttons.addWidget(button)
        buttons.addStretch(1)
        tiles = QVBoxLayout()
        tiles.setSpacing(4)
        tiles.addWidget(self.view, 1)
        tiles.addWidget(self.elsewhere)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 8, 8, 8)
        row.addLayout(buttons)
        row.addLayout(tiles, 1)

    def _button_actions(self) -> tuple[QAction, ...]:
        return (
            self.keep_action, self.compare_action, self.duplicate_action, self.delete_action, self.undo_action,
        )  # fmt: skip

    def _connect(self) -> None:
        self.keep_action.triggered.connect(self._on_keep)
        self.view.clicked.connect(self._on_clicked)
        self.view.activated.connect(self._on_activated)
        self.view.selectionModel().selectionChanged.connect(self._refresh_actions)
        self.model.modelReset.connect(self._refresh_actions)
        self._session.pose_changed.connect(self._refresh_actions)
        for signal in (self._session.pose_changed, self._session.gesture_ended, self._session.people_changed):
            signal.connect(self._frame_what_is_shown)
        self._session.photo_changed.connect(self._refresh_actions)
        self._session.variants_changed.connect(self._refresh_actions)

    def _retranslate(self) -> None:
        self.view.setAccessibleName(self.tr("Kept poses"))
        self.view.setAccessibleDescription(
            self.tr(
                "Enter uses a kept pose, F2 renames it, F3 compares two, Delete deletes the chosen, Ctrl+Z undoes that"
            )
        )
        self.view.hint = self.tr("Poses you keep on this photo are collected here.")
        self.keep_action.setText(self.tr("Keep pose"))
        self.keep_action.setToolTip(
            self.tr(
                "Keeps this pose with the photo, in this project: to come back to, and for export. "
                "Save… in Poses puts it into the library, for all photos and projects."
            )
        )
        self.rename_action.setText(self.tr("Rename"))
        self.compare_action.setText(self.tr("Compare"))
        self.compare_action.setToolTip(self.tr("Choose two with Ctrl or Shift to see them side by side"))
        self.duplicate_action.setText(self.tr("Duplicate"))
        self.earlier_action.setText(self.tr("Move left"))
        self.later_action.setText(self.tr("Move right"))
        self.delete_action.setText(self.tr("Delete"))
        self.undo_action.setText(self.tr("Undo change"))
        self._refresh_actions()

    def _recolour(self) -> None:
        self.model.refresh()
        icons = {
            "keep_variant": self.keep_action,
            "view_side": self.compare_action,
            "duplicate": self.duplicate_action,
            "delete": self.delete_action,
            "undo": self.undo_action,
        }
        for name, action in icons.items():
            action.setIcon(icon(name, tokens()))
            action.setIconVisibleInMenu(False)

    def _refresh_actions(self) -> None:
        self.keep_action.setEnabled(self._session.pose is not None)
        rows, last = self._rows(), len(self.model.variants) - 1
        self.rename_action.setEnabled(len(rows) == 1)
        self.compare_action.setEnabled(len(rows) == 2)
        for action in (self.duplicate_action, self.delete_action):
            action.setEnabled(bool(rows))
        self.earlier_action.setEnabled(bool(rows) and rows[0] > 0)
        self.later_action.setEnabled(bool(rows) and rows[-1] < last)
        undone = self._session.kept_undo_text
        self.undo_action.setEnabled(bool(undone))
        self.undo_action.setToolTip(
            self.tr("Undo: {edit}. Undo of posing leaves kept poses alone.").format(edit=undone)
            if undone
            else ""
        )
        self._undo_button.setVisible(bool(undone))

    # -- what a person does

    def _on_keep(self) -> None:
        if not self._session.keep_variant() and self.model.variants:
            words = self.tr("This pose is kept already, as “{name}”.")
            self.said.emit(words.format(name=self.model.variants[-1].name))
        self._choose([len(self.model.variants) - 1])

    def _on_clicked(self, index: QModelIndex) -> None:
        if self._rows() == [index.row()]:  # else several are being chosen
            self._on_activated(index)
            if self._delegate.is_mark_clicked and self.isEnabled():
                self.doubt_asked.emit(self.model.judgement_at(index))

    def _on_activated(self, index: QModelIndex) -> None:
        self._use(self.model.variants[index.row()])

    def _use(self, variant: Variant) -> None:
        if not self.isEnabled():
            return  # a tool is in hand, and the canvas shows no pose
        words = Said("VariantsPanel", "Use kept pose: {name}")
        self._session.use_variant(variant, words.format(name=variant.name))
        self.variant_used.emit(variant.name)

    def _on_rename(self) -> None:
        self.view.edit(self.view.currentIndex())

    def _on_compare(self) -> None:
        chosen = self.chosen()
        if len(chosen) != 2:
            return
        if self._comparison is not None:
            self._comparison.reject()
        window = CompareWindow(
            (chosen[0], chosen[1]), session=self._session, pictures=self._pictures, parent=self.window()
        )
        window.used.connect(self._use)
        window.destroyed.connect(self._on_comparison_gone)
        self._comparison = window
        window.show()

    def _on_comparison_gone(self) -> None:
        self._comparison = None

    def _on_duplicate(self) -> None:
        rows, variants, copies = self._rows(), list(self.model.variants), []
        for made, row in enumerate(rows):
            own = variants[row + made]
            name = free_name(own.name, [each.name for each in variants])
            variants.insert(row + made + 1, replace(own, name=name))
            copies.append(row + made + 1)
        if rows:
            self._session.set_variants(tuple(variants), Said("VariantsPanel", "Duplicate kept pose"))
            self._choose(copies)

    def _on_delete(self) -> None:
        rows = self._rows()
        if rows:
            left = [each for row, each in enumerate(self.model.variants) if row not in rows]
            self._session.set_variants(tuple(left), Said("VariantsPanel", "Delete kept pose"))
            self._choose([min(rows[0], len(left) - 1)])

    def _move(self, by: int) -> None:
        rows = self._rows()
        if rows and (rows[0] if by < 0 else len(self.model.variants) - 1 - rows[-1]) > 0:
            first = self.model.move(rows, gap=rows[0] - 1 if by < 0 else rows[-1] + 2)
            self._choose(range(first, first + len(rows)))

    def _frame_what_is_shown(self) -> None:
        """A frame tells which kept pose the canvas shows, whatever brought that there; several are left chosen."""
        entry, rows = self._session.entry, self._rows()
        if entry is None or self._session.in_gesture or len(rows) > 1:
            return
        shown = [
            row for row, each in enumerate(self.model.variants) if choosing.as_kept(entry, each) == entry
        ]
        if not set(rows) & set(shown):
            self._choose(shown[:1])

    def _rows(self) -> list[int]:
        return sorted(index.row() for index in self.view.selectionModel().selectedIndexes())

    def _choose(self, rows: Iterable[int]) -> None:
        """Select tiles, the first of them as the one that keys go on from; none where there are none."""
        chosen = [row for row in rows if 0 <= row < len(self.model.variants)]
        self.view.clearSelection()
        select = QItemSelectionModel.SelectionFlag.Select
        for row in reversed(chosen):
            self.view.selectionModel().setCurrentIndex(self.model.index(row), select)
