"""About Repose: version, licences of what is inside, and the card of the weights in use."""

from __future__ import annotations

import platform
from html import escape
from importlib import metadata
from pathlib import Path

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QTabWidget,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from engine.system.shipped import software
from engine.system.stored_path import readable
from gui.look.follows_look import FollowsLook
from gui.settings.weights_card import WeightsCard

# Name as it is known, the package that tells its version, licence. Kept by hand: packages word theirs too variously.
_PARTS = (
    ("PyTorch", "torch", "BSD-3-Clause"),
    ("OpenCV", "opencv-python-headless", "Apache-2.0"),
    ("Qt for Python", "PySide6-Essentials", "LGPL-3.0"),
    ("NumPy", "numpy", "BSD-3-Clause"),
    ("Numba", "numba", "BSD-2-Clause"),
    ("ISA-L for Python", "isal", "PSF-2.0"),
    ("Pillow", "pillow", "MIT-CMU"),
    ("pi-heif", "pi-heif", "BSD-3-Clause, LGPL-3.0"),
    ("pydantic", "pydantic", "MIT"),
    ("safetensors", "safetensors", "Apache-2.0"),
    ("platformdirs", "platformdirs", "MIT"),
    ("Typer, Rich", "typer", "MIT"),
)
_NETWORKS = (("BlazePose (MediaPipe, Google)", "Apache-2.0"), ("U²-Net (X. Qin et al.)", "Apache-2.0"))


class AboutDialog(FollowsLook, QDialog):
    """Says what this is, whose work it stands on, what its weights were made from, and where its log is."""

    def __init__(self, card: WeightsCard, logs: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._card, self._logs = card, logs
        self._title = QLabel(alignment=Qt.AlignmentFlag.AlignHCenter)
        self._pages = [QTextBrowser(openExternalLinks=True) for _ in range(3)]
        self._tabs = QTabWidget()
        for page in self._pages:
            page.setTabChangesFocus(True)
            page.document().setDocumentMargin(12)
            self._tabs.addTab(page, "")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self._title)
        column.addWidget(self._tabs)
        column.addWidget(buttons)
        self.resize(560, 440)
        self._retranslate()

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("About Repose"))
        self._title.setText(f"<h2>{escape(software())}</h2>")
        names = (self.tr("Repose"), self.tr("Weights"), self.tr("Licences"))
        texts = (self._what(), self._weights(), self._licences())
        for number, (name, text) in enumerate(zip(names, texts, strict=True)):
            self._tabs.setTabText(number, name)
            self._pages[number].setAccessibleName(name)
            self._pages[number].setHtml(text)

    def _what(self) -> str:
        sentences = (
            self.tr(
                "Drag the skeleton on a photo, and the same person, in the same clothes, takes the new pose."
            ),
            self.tr(
                "Everything runs on this computer. Photos are never changed, and nothing is sent anywhere."
            ),
            self.tr("Repose and its weights are under the Apache License 2.0 and may be used commercially."),
        )
        machine = f"Python {platform.python_version()}, Qt {qVersion()}, {platform.platform(terse=True)}"
        log = self.tr("The log is in {folder}").format(folder=readable(str(self._logs)))
        return "".join(f"<p>{sentence}</p>" for sentence in sentences) + "".join(
            f"<p><small>{escape(small)}</small></p>" for small in (log, machine)
        )

    def _weights(self) -> str:
        card = self._card
        rows = (
            (self.tr("File"), card.file),
            (self.tr("Version"), card.version),
            (self.tr("Architecture"), card.architecture),
            (self.tr("Trained on"), card.trained_on),
            (self.tr("Licence"), card.licence),
        )
        shown = [(name, text) for name, text in rows if text]
        if len(shown) > 1:
            return _table(shown)
        return f"<p>{escape(self.tr('The weights file {file} is missing or damaged.').format(file=card.file))}</p>"

    def _licences(self) -> str:
        parts = [(f"{name} {version_of(package) or ''}", licence) for name, package, licence in _PARTS]
        return _table([*_NETWORKS, *parts])


def version_of(package: str) -> str | None:
    """The installed version of a package, None where it is not installed as one."""
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


def _table(rows: list[tuple[str, str]]) -> str:
    cells = (f"<tr><td>{escape(a)}&nbsp;&nbsp;&nbsp;</td><td>{escape(b)}</td></tr>" for a, b in rows)
    return f"<table cellpadding='3'>{''.join(cells)}</table>"
