"""The list of keyboard shortcuts, in which each action can be given other keys."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gui.canvas.gestures import all_gestures
from gui.look.follows_look import FollowsLook
from gui.look.text_field import TextField
from gui.settings.shortcuts import differing, holder, plain, with_keys
from gui.window.actions import SPECS, Actions, default_keys

_NAME = Qt.ItemDataRole.UserRole


class KeysField(QKeySequenceEdit):
    """Shows that it has the keyboard: its line inside never does, so style sheets cannot tell."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaximumSequenceLength(1)
        self._line = self.findChild(QLineEdit)
        if self._line is not None:
            self._line.setAcceptDrops(False)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show a ring."""
        super().focusInEvent(event)
        self._show_ring(on=True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show none."""
        super().focusOutEvent(event)
        self._show_ring(on=False)

    def _show_ring(self, *, on: bool) -> None:
        if self._line is not None:
            self._line.setProperty("active", on)
            self._line.style().unpolish(self._line)
            self._line.style().polish(self._line)


class ShortcutsDialog(FollowsLook, QDialog):
    """Works on a copy; `chosen` is what differs from the shipped keys, for the settings, once accepted."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = actions.all()
        self._shipped = {spec.name: _portable(default_keys(spec)) for spec in SPECS}
        self._keys = {name: _portable(action.shortcuts()) for name, action in self._actions.items()}
        self.search, self.table, self.editor = TextField(), QTreeWidget(), KeysField()
        self._label, self.clash = QLabel(), QLabel(wordWrap=True)
        self.assign, self.remove, self.reset, self.reset_all = (
            QPushButton(autoDefault=False) for _ in range(4)
        )
        ok, cancel = QDialogButtonBox.StandardButton.Ok, QDialogButtonBox.StandardButton.Cancel
        self._buttons = QDialogButtonBox(ok | cancel)
        self._arrange()
        self._connect()
        self._retranslate()
        self._show_keys()
        self.table.setCurrentItem(self._items()[0])
        self.resize(640, 600)

    @property
    def chosen(self) -> dict[str, tuple[str, ...]]:
        """Keys by action, only where they differ from the shipped ones."""
        return differing(self._keys, self._shipped)

    def choose(self, name: str) -> None:
        """Make the action `name` the one that is edited."""
        for item in self._items():
            if item.data(0, _NAME) == name:
                self.table.setCurrentItem(item)

    def _arrange(self) -> None:
        self.search.setClearButtonEnabled(True)
        self.table.setRootIsDecorated(False)
        self.table.setColumnCount(2)
        self.table.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.table.header().setStretchLastSection(False)
        self.table.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        for name in self._actions:
            item = QTreeWidgetItem(self.table)
            item.setData(0, _NAME, name)
        for _ in all_gestures():
            QTreeWidgetItem(self.table).setFlags(Qt.ItemFlag.ItemIsEnabled)
        self._label.setBuddy(self.editor)
        row = QHBoxLayout()
        for widget in (self._label, self.editor, self.assign, self.remove, self.reset):
            row.addWidget(widget)
        bottom = QHBoxLayout()
        bottom.addWidget(self.reset_all)
        bottom.addWidget(self._buttons)
        column = QVBoxLayout(self)
        column.addWidget(self.search)
        column.addWidget(self.table, 1)
        column.addLayout(row)
        column.addWidget(self.clash)
        column.addLayout(bottom)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._filter)
        self.table.currentItemChanged.connect(self._on_action_chosen)
        self.editor.keySequenceChanged.connect(self._show_clash)
        self.assign.clicked.connect(lambda: self._give(self._typed()))
        self.remove.clicked.connect(lambda: self._give(()))
        self.reset.clicked.connect(lambda: self._give(self._shipped[self._name()]))
        self.reset_all.clicked.connect(self._on_reset_all)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self.search.setPlaceholderText(self.tr("Search actions and shortcuts"))
        self.search.setAccessibleName(self.search.placeholderText())
        self.table.setHeaderLabels([self.tr("Action"), self.tr("Shortcut")])
        self.table.setAccessibleName(self.tr("Actions and their shortcuts"))
        self._label.setText(self.tr("&New shortcut"))
        self.editor.setAccessibleName(self.tr("New shortcut"))
        self.assign.setText(self.tr("&Assign"))
        self.remove.setText(self.tr("&Remove"))
        self.reset.setText(self.tr("Re&set"))
        self.reset_all.setText(self.tr("Reset a&ll"))
        for item in self._items():
            item.setText(0, self._called(item.data(0, _NAME)))
        for item, gesture in zip(self._gestures(), all_gestures(), strict=True):
            item.setText(0, gesture.effect)
            item.setText(1, gesture.done)

    def _called(self, name: str) -> str:
        return plain(self._actions[name].text())

    def _rows(self) -> list[QTreeWidgetItem]:
        return [item for n in range(self.table.topLevelItemCount()) if (item := self.table.topLevelItem(n))]

    def _items(self) -> list[QTreeWidgetItem]:
        return [item for item in self._rows() if item.data(0, _NAME)]

    def _gestures(self) -> list[QTreeWidgetItem]:
        """What the mouse does, which nobody can give other keys."""
        return [item for item in self._rows() if not item.data(0, _NAME)]

    def _name(self) -> str:
        item = self.table.currentItem()
        return "" if item is None else str(item.data(0, _NAME) or "")

    def _typed(self) -> tuple[str, ...]:
        return _portable([self.editor.keySequence()])

    def _give(self, sequences: tuple[str, ...]) -> None:
        if self._name():
            self._keys = with_keys(self._keys, self._name(), sequences=sequences)
            self._show_keys()
            self.editor.clear()

    def _on_reset_all(self) -> None:
        self._keys = dict(self._shipped)
        self._show_keys()

    def _on_action_chosen(self) -> None:
        self.editor.clear()
        self._show_clash()

    def _show_keys(self) -> None:
        for item in self._items():
            keys = self._keys[item.data(0, _NAME)]
            shown = (QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) for key in keys)
            item.setText(1, ",  ".join(shown))
        self._show_clash()

    def _show_clash(self) -> None:
        """Say who would lose the typed keys, and enable what can be done."""
        typed, name = self._typed(), self._name()
        other = holder(self._keys, typed[0], besides=name) if typed else None
        sentence = self.tr("This shortcut is used by “{action}”. Assigning it here removes it there.")
        self.clash.setText(sentence.format(action=self._called(other)) if other else "")
        self.assign.setEnabled(bool(typed and name))
        self.remove.setEnabled(bool(name and self._keys[name]))
        self.reset.setEnabled(bool(name and self._keys[name] != self._shipped[name]))

    def _filter(self, text: str) -> None:
        for item in self._rows():
            item.setHidden(text.casefold() not in f"{item.text(0)} {item.text(1)}".casefold())


def _portable(sequences: list[QKeySequence]) -> tuple[str, ...]:
    texts = (sequence.toString(QKeySequence.SequenceFormat.PortableText) for sequence in sequences)
    return tuple(text for text in texts if text)
