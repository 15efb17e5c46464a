"""A quiet line above the canvas that tells what is worth knowing, with one thing to do about it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from gui.follows_look import FollowsLook
from gui.theme import tokens


class HintBar(FollowsLook, QFrame):
    """Hidden until `say`; `outdated` asks for the sentence anew, in the language of the window."""

    acted = Signal()
    closed = Signal()
    outdated = Signal()

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

    def _retranslate(self) -> None:
        self._close.setAccessibleName(self.tr("Close this hint"))
        self._close.setToolTip(self.tr("Close this hint"))
        self.outdated.emit()

    def _recolour(self) -> None:
        t = tokens()
        sheet = f"HintBar {{ background: {t.panel}; border-left: 4px solid {t.accent}; }}"
        if sheet != self.styleSheet():
            self.setStyleSheet(sheet)
