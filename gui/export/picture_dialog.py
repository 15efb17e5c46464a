"""How one picture is to be saved: the same choices as for an export, remembered until next time."""

from __future__ import annotations

import logging

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from engine.export.settings import parse_settings
from engine.system.errors import EngineError, OutputError
from gui.export.plan import tr
from gui.export.presets import OwnPresets
from gui.export.settings import SettingsPanel
from gui.look.engine_sentences import localised
from gui.look.follows_look import FollowsLook
from gui.look.theme import tokens
from gui.settings.store import SettingsStore

_LEAST_PX = 460  # the width inside the margins

_log = logging.getLogger(__name__)


class PictureDialog(FollowsLook, QDialog):
    """Enter goes on with what is shown; `chosen` tells it once it was remembered."""

    chosen = Signal(object)  # OutputSettings

    def __init__(self, store: SettingsStore, own: OwnPresets, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._store = store
        self.output = SettingsPanel(own)
        self._notice = QLabel(wordWrap=True)
        self.save, self.cancel = QPushButton(default=True), QPushButton(autoDefault=False)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(14)
        column.addWidget(self.output)
        column.addStretch(1)
        column.addWidget(self._notice)
        column.addLayout(foot)
        column.addStrut(_LEAST_PX)
        self._show_remembered()
        self.output.changed.connect(self._say_amiss)
        self.save.clicked.connect(self._on_save)
        self.cancel.clicked.connect(self.reject)
        self._retranslate()

    def _show_remembered(self) -> None:
        try:
            self.output.show_settings(parse_settings(self._store.value.picture))
        except EngineError:
            _log.warning("The remembered settings of a picture are not usable; the usual ones are shown")

    def _say_amiss(self) -> None:
        """What keeps the choices from being used, if anything."""
        sentence = ""
        try:
            _ = self.output.settings
        except OutputError as error:
            sentence = localised(str(error))
        self._notice.setText(sentence)
        self._notice.setVisible(bool(sentence))
        self._notice.setStyleSheet(f"color: {tokens().danger};")
        self.save.setEnabled(not sentence)

    def _on_save(self) -> None:
        settings = self.output.settings
        picture = settings.model_dump(mode="json")
        self._store.put(self._store.value.model_copy(update={"picture": picture}))
        self.accept()
        self.chosen.emit(settings)

    def _retranslate(self) -> None:
        self.setWindowTitle(tr("Save picture"))
        self.save.setText(tr("&Save as…"))
        self.cancel.setText(tr("Cancel"))
        self.output.retranslate()
        self._say_amiss()
