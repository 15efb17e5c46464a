"""The strip of kept poses: what the batch export will take, with names, order, copies and deletion."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListView, QToolButton, QVBoxLayout, QWidget

from gui.document.document import Variant, free_name
from gui.document.session import Session
from gui.link.engine_link import EngineLink
from gui.look.follows_look import FollowsLook
from gui.look.icons import SIZE_PX, icon
from gui.look.theme import tokens
from gui.panels.figure_delegate import FigureDelegate
from gui.panels.hinted_list import HintedList
from gui.panels.kept_pictures import KeptPictures
from gui.panels.variants_model import VariantsModel

_FIGURE = QSize(92, 104)
_BAR_PX = 14


class VariantsPanel(FollowsLook, QWidget):
    """A horizontal strip; activating a tile brings its pose back to the canvas.

    The actions have the keys of the strip while it has the focus; a window may put them into menus.
    """

    variant_used = Signal(str)  # the name of the variant whose pose came back

    def __init__(self, session: Session, link: EngineLink, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.model = VariantsModel(session, KeptPictures(session, link, self), self)
        self.view = HintedList()
        self.keep_action = QAction(self)
        self.rename_action = self._action("F2", self._on_rename)
        self.duplicate_action = self._action("Ctrl+D", self._on_duplicate)
        self.earlier_action = self._action("Alt+Left", lambda: self._move(-1))
        self.later_action = self._action("Alt+Right", lambda: self._move(1))
        self.delete_action = self._action(QKeySequence.StandardKey.Delete, self._on_delete)
        self._set_up_view()
        self._lay_out()
        self._connect()
        self._retranslate()
        self._recolour()
        self._refresh_actions()

    def chosen(self) -> Variant | None:
        """The variant whose tile is selected."""
        row = self.view.currentIndex().row()
        return self.model.variants[row] if 0 <= row < len(self.model.variants) else None

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
        delegate = FigureDelegate(_FIGURE, self.view)
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
        # A double click brings the pose back, so renaming has its own key.
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def _lay_out(self) -> None:
        buttons = QVBoxLayout()
        for action in self._button_actions():
            button = QToolButton()
            button.setDefaultAction(action)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setIconSize(QSize(SIZE_PX, SIZE_PX))
            buttons.addWidget(button)
        buttons.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 8, 8, 8)
        row.addLayout(buttons)
        row.addWidget(self.view, 1)

    def _button_actions(self) -> tuple[QAction, ...]:
        return self.keep_action, self.duplicate_action, self.delete_action

    def _connect(self) -> None:
        self.keep_action.triggered.connect(self._on_keep)
        self.view.activated.connect(self._on_activated)
        self.view.selectionModel().currentChanged.connect(self._refresh_actions)
        self.model.modelReset.connect(self._refresh_actions)
        self._session.pose_changed.connect(self._refresh_actions)
        self._session.photo_changed.connect(self._refresh_actions)

    def _retranslate(self) -> None:
        self.view.setAccessibleName(self.tr("Kept poses"))
        self.view.setAccessibleDescription(
            self.tr("Enter uses a kept pose, F2 renames it, Delete deletes it")
        )
        self.view.hint = self.tr("Poses you keep are collected here.")
        self.keep_action.setText(self.tr("Keep pose"))
        self.keep_action.setToolTip(self.tr("Keep the current pose for export"))
        self.rename_action.setText(self.tr("Rename"))
        self.duplicate_action.setText(self.tr("Duplicate"))
        self.earlier_action.setText(self.tr("Move left"))
        self.later_action.setText(self.tr("Move right"))
        self.delete_action.setText(self.tr("Delete"))

    def _recolour(self) -> None:
        self.model.refresh()
        icons = {
            "keep_variant": self.keep_action,
            "duplicate": self.duplicate_action,
            "delete": self.delete_action,
        }
        for name, action in icons.items():
            action.setIcon(icon(name, tokens()))
            action.setIconVisibleInMenu(False)

    def _refresh_actions(self) -> None:
        self.keep_action.setEnabled(self._session.pose is not None)
        row, last = self.view.currentIndex().row(), len(self.model.variants) - 1
        for action in (self.rename_action, self.duplicate_action, self.delete_action):
            action.setEnabled(0 <= row <= last)
        self.earlier_action.setEnabled(0 < row <= last)
        self.later_action.setEnabled(0 <= row < last)

    # -- what a person does

    def _on_keep(self) -> None:
        self._session.keep_variant()
        self._choose(len(self.model.variants) - 1)

    def _on_activated(self, index: QModelIndex) -> None:
        variant = self.model.variants[index.row()]
        self._session.use_variant(variant, self.tr("Use kept pose"))
        self.variant_used.emit(variant.name)

    def _on_rename(self) -> None:
        self.view.edit(self.view.currentIndex())

    def _on_duplicate(self) -> None:
        row, chosen = self.view.currentIndex().row(), self.chosen()
        if chosen is None:
            return
        copy = replace(chosen, name=free_name(chosen.name, [each.name for each in self.model.variants]))
        variants = self.model.variants
        self._session.set_variants(
            (*variants[: row + 1], copy, *variants[row + 1 :]), self.tr("Duplicate kept pose")
        )
        self._choose(row + 1)

    def _on_delete(self) -> None:
        row = self.view.currentIndex().row()
        if self.chosen() is not None:
            variants = self.model.variants
            self._session.set_variants((*variants[:row], *variants[row + 1 :]), self.tr("Delete kept pose"))
            self._choose(min(row, len(self.model.variants) - 1))

    def _move(self, by: int) -> None:
        row = self.view.currentIndex().row()
        if 0 <= row + by < len(self.model.variants):
            self.model.move(row, row + by)
            self._choose(row + by)

    def _choose(self, row: int) -> None:
        self.view.setCurrentIndex(self.model.index(row))
