"""The preferences: language, theme, device and how projects keep photos; every change takes effect at once."""

from __future__ import annotations

from enum import Enum
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gui.look.follows_look import FollowsLook
from gui.look.language import Language
from gui.look.languages import OWN_NAMES
from gui.look.theme import Scheme
from gui.settings.devices import device_names
from gui.settings.settings import Settings

_LEAST_PX = 380  # the width inside the margins


class PreferencesDialog(FollowsLook, QDialog):
    """Shows settings and tells of every change with the whole new settings."""

    settings_changed = Signal(object)  # Settings
    shortcuts_requested = Signal()

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.settings = settings
        self.language, self.scheme, self.device = QComboBox(), QComboBox(), QComboBox()
        self.embed = QCheckBox()
        self._labels = [QLabel() for _ in range(3)]
        self._shortcuts = QPushButton(autoDefault=False)
        self._arrange()
        self._retranslate()
        self._connect()

    def _arrange(self) -> None:
        form = QFormLayout()
        form.setVerticalSpacing(10)
        for label, box in zip(self._labels, (self.language, self.scheme, self.device), strict=True):
            label.setBuddy(box)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            form.addRow(label, box)
        form.addRow(self.embed)
        form.addRow(self._shortcuts)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(16)
        column.addLayout(form)
        column.addWidget(buttons)
        # Not as the dialog's own least width: that would keep it from growing with the words of another language.
        column.addStrut(_LEAST_PX)

    def _connect(self) -> None:
        self.language.activated.connect(lambda: self._change("language", self.language.currentData()))
        self.scheme.activated.connect(lambda: self._change("scheme", self.scheme.currentData()))
        self.device.activated.connect(lambda: self._change("device", self.device.currentData()))
        self.embed.toggled.connect(lambda on: self._change("embed_photos", on))
        self._shortcuts.clicked.connect(self.shortcuts_requested)

    def _change(self, field: str, value: object) -> None:
        if getattr(self.settings, field) != value:
            self.settings = self.settings.model_copy(update={field: value})
            self.settings_changed.emit(self.settings)

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Preferences"))
        texts = (self.tr("&Language"), self.tr("&Theme"), self.tr("&Device"))
        for label, text in zip(self._labels, texts, strict=True):
            label.setText(text)
        system = self.tr("Same as system")
        _fill(self.language, {Language.SYSTEM: system, **OWN_NAMES}, self.settings.language)
        schemes = {Scheme.SYSTEM: system, Scheme.LIGHT: self.tr("Light"), Scheme.DARK: self.tr("Dark")}
        _fill(self.scheme, schemes, self.settings.scheme)
        _fill(self.device, device_names(), self.settings.device)
        self.embed.setText(self.tr("Include &photos in projects, so that a single file can be shared"))
        self.embed.setChecked(self.settings.embed_photos)
        self._shortcuts.setText(self.tr("Edit &keyboard shortcuts…"))


def _fill(box: QComboBox, texts: dict[Any, str], chosen: Enum | str) -> None:
    """Put texts with their values into a box; filling tells nobody, as only `activated` is listened to."""
    box.clear()
    for value, text in texts.items():
        box.addItem(text, value)
    box.setCurrentIndex(list(texts).index(chosen))
