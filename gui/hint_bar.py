"""A quiet line above the canvas that tells what is worth knowing, with one thing to do about it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from gui.theme import tokens


class HintBar(QFrame):
    """Hidden until `say`."""

    acted = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = QLabel(wordWrap=True)
        self.button = QPushButton()
        self._close = QToolButton(autoRaise=True)
        self._close.setText("✕")
        self.button.clicked.connect(self.acted)
        self._close.clicked.connect(self.closed)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 5, 6, 5)
        row.addWidget(self._label, 1)
        row.addWidget(self.button)
        row.addWidget(self._close)
        self._retranslate()
        self._recolour()
        self.hide()

    @property
    def sentence(self) -> str:
        """What is being said, empty when nothing is."""
        return self._label.text() if not self.isHidden() else ""

    def say(self, sentence: str, *, action: str | None = None) -> None:
        """Show a sentence, and a button called `action`; an empty sentence hides the line."""
        self._label.setText(sentence)
        self.button.setText(action or "")
        self.button.setVisible(action is not None)
        self.setVisible(bool(sentence))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language and the theme."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        elif event.type() == QEvent.Type.PaletteChange:
            self._recolour()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self._close.setAccessibleName(self.tr("Close this hint"))
        self._close.setToolTip(self.tr("Close this hint"))

    def _recolour(self) -> None:
        t = tokens()
        sheet = f"HintBar {{ background: {t.panel}; border-left: 4px solid {t.accent}; }}"
        if sheet != self.styleSheet():
            self.setStyleSheet(sheet)
