"""Content Credentials of an export: a certificate and a key of a person's own, and whether to sign with them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QPushButton, QVBoxLayout, QWidget

from engine.export.settings import Credentials
from engine.system.errors import OutputError
from gui.export.fields import choose, side_by_side
from gui.export.plan import tr

_ALGORITHMS = ("es256", "es384", "es512", "ps256", "ps384", "ps512", "ed25519")


class CredentialsBox(QWidget):
    """`changed` after every change by a person; files are named, never copied."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.signs, self.algorithm = QCheckBox(), QComboBox()
        self.certificate, self.key = QPushButton(autoDefault=False), QPushButton(autoDefault=False)
        self._files: dict[QPushButton, Path | None] = {self.certificate: None, self.key: None}
        for name in _ALGORITHMS:
            self.algorithm.addItem(name.upper(), name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.signs)
        self._with = side_by_side((self.certificate, self.key, self.algorithm))
        column.addWidget(self._with)
        self._with.setVisible(False)
        self.retranslate()
        self.signs.toggled.connect(self._with.setVisible)
        self.signs.toggled.connect(self.changed)
        self.algorithm.activated.connect(self.changed)
        self.certificate.clicked.connect(lambda: self._ask(self.certificate, tr("Certificate chain (PEM)")))
        self.key.clicked.connect(lambda: self._ask(self.key, tr("Private key (PEM)")))

    @property
    def value(self) -> dict[str, Any] | None:
        """What to sign with, as settings have it, None for nothing; raises OutputError while a file is missing."""
        certificate, key = self._files.values()
        if not self.signs.isChecked():
            return None
        if certificate is None or key is None:
            raise OutputError("Choose a certificate and a key for Content Credentials, or switch them off.")
        return {"certificate": str(certificate), "key": str(key), "algorithm": self.algorithm.currentData()}

    def show_value(self, credentials: Credentials | None) -> None:
        """Show these; without any the files stay known, but nothing is signed."""
        self.signs.setChecked(credentials is not None)
        if credentials is not None:
            self._files = {self.certificate: credentials.certificate, self.key: credentials.key}
            choose(self.algorithm, credentials.algorithm)
        self._name_files()

    def retranslate(self) -> None:
        """Say everything in the language of the window."""
        self.signs.setText(tr("Sign with Content Credentials"))
        self.signs.setToolTip(tr("Requires your own certificate. Nothing is sent anywhere."))
        self.algorithm.setAccessibleName(tr("Signature algorithm"))
        self._name_files()

    def _name_files(self) -> None:
        for button, text in ((self.certificate, tr("Certificate…")), (self.key, tr("Key…"))):
            file = self._files[button]
            button.setText(text if file is None else file.name)
            button.setToolTip(text if file is None else str(file))
            button.setAccessibleName(text)

    def _ask(self, button: QPushButton, title: str) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, title, str(Path.home()), "PEM (*.pem *.crt *.cer *.key);;* (*)"
        )
        if name:
            self._files[button] = Path(name)
            self._name_files()
            self.changed.emit()
