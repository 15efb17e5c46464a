"""Presets of output settings: those that ship, a person's own, and the field that chooses among them."""

from __future__ import annotations

import logging

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QInputDialog, QPushButton, QVBoxLayout, QWidget

from engine.export.settings import PRESETS, OutputSettings, parse_settings
from engine.system.errors import EngineError
from gui.export.fields import choose, fill
from gui.export.plan import tr
from gui.settings.store import SettingsStore

_CUSTOM = "custom"
_OWN = "own/"  # before the name of a person's own, which may be that of a shipped one
MAX_NAME_LETTERS = 60

_log = logging.getLogger(__name__)


class OwnPresets(QObject):
    """A person's own presets, kept in the settings; `changed` when there are others."""

    changed = Signal()

    def __init__(self, store: SettingsStore, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self.value = self._usable()
        store.changed.connect(self._on_changed)

    def put(self, name: str, settings: OutputSettings) -> None:
        """Keep `settings` under `name`, in place of what has that name."""
        self._save({**self._store.value.presets, name: settings.model_dump(mode="json")})

    def remove(self, name: str) -> None:
        """Forget one."""
        self._save({each: values for each, values in self._store.value.presets.items() if each != name})

    def _save(self, presets: dict[str, object]) -> None:
        self._store.put(self._store.value.model_copy(update={"presets": presets}))

    def _on_changed(self) -> None:
        before, self.value = self.value, self._usable()
        if self.value != before:
            self.changed.emit()

    def _usable(self) -> dict[str, OutputSettings]:
        found = {}
        for name, values in self._store.value.presets.items():
            try:
                found[name] = parse_settings(values)
            except EngineError:
                _log.warning("A preset of the settings is not usable and is left out")
        return found


class PresetField(QWidget):
    """Chooses a preset (`chosen`), asks for what is shown to be kept (`keep`), and deletes a person's own."""

    chosen = Signal(object)  # OutputSettings
    keep_requested = Signal(str)  # under this name

    def __init__(self, own: OwnPresets, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._own = own
        self._shown: OutputSettings | None = OutputSettings()
        self.box = QComboBox()
        self.keep, self.delete = QPushButton(autoDefault=False), QPushButton(autoDefault=False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.box)
        row = QHBoxLayout()
        row.addWidget(self.keep)
        row.addWidget(self.delete)
        row.addStretch(1)
        column.addLayout(row)
        self.setFocusProxy(self.box)
        self.retranslate()
        self.box.activated.connect(self._on_chosen)
        self.keep.clicked.connect(self._on_keep)
        self.delete.clicked.connect(lambda: self._own.remove(self._own_name()))
        own.changed.connect(self.retranslate)

    def show_settings(self, settings: OutputSettings | None) -> None:
        """Name the preset that `settings` are, if any; None for those that do not go together."""
        self._shown = settings
        known = {**PRESETS, **{_OWN + name: preset for name, preset in self._own.value.items()}}
        same = next((name for name, preset in known.items() if preset == settings), _CUSTOM)
        choose(self.box, same)
        self.keep.setEnabled(same == _CUSTOM and settings is not None)
        self.delete.setEnabled(bool(self._own_name()))

    def retranslate(self) -> None:
        """Say everything in the language of the window."""
        fill(self.box, {
            "original": tr("Same as photo (PNG)"), "catalogue": tr("Catalogue: white square, 2000 px"),
            "web": tr("Web: 1200 px, WebP"), "cut-out": tr("Cutout (transparent PNG)"),
            "print": tr("Print: 16-bit TIFF, 300 dpi"),
            **{_OWN + name: name for name in sorted(self._own.value)}, _CUSTOM: tr("Custom"),
        })  # fmt: skip
        self.keep.setText(tr("Save preset…"))
        self.delete.setText(tr("Delete preset"))
        self.show_settings(self._shown)

    def _own_name(self) -> str:
        data = str(self.box.currentData())
        return data.removeprefix(_OWN) if data.startswith(_OWN) else ""

    def _on_chosen(self) -> None:
        data = str(self.box.currentData())
        preset = PRESETS.get(data) or self._own.value.get(data.removeprefix(_OWN))
        if preset is None:
            self.show_settings(self._shown)
        else:
            self.chosen.emit(preset)

    def _on_keep(self) -> None:
        question = QInputDialog(self)
        question.setWindowTitle(tr("Save preset"))
        question.setLabelText(tr("Preset name"))
        if question.exec() and (name := question.textValue().strip()[:MAX_NAME_LETTERS]):
            self.keep_requested.emit(name)
        question.deleteLater()
