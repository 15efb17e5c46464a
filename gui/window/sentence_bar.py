"""A line above the canvas that says something, with one thing to do about it and a way to close it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from gui.look.follows_look import FollowsLook
from gui.look.theme import tokens


class SentenceBar(FollowsLook, QFrame):
    """Hidden to begin with; what it says, and when, is its kinds' to decide."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = QLabel(wordWrap=True, textInteractionFlags=Qt.TextInteractionFlag.TextSelectableByMouse)
        self.button = QPushButton()
        self._close = QToolButton(autoRaise=True)
        self._close.setText("✕")
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
        """What is being said, in the language of the window; empty when nothing is."""
        return self._label.text() if not self.isHidden() else ""

    def _name_close(self, name: str) -> None:
        """Say what the closing button does."""
        self._close.setAccessibleName(name)
        self._close.setToolTip(name)

    def _edge(self) -> str:
        """The colour of the bar's edge."""
        return tokens().accent

    def _recolour(self) -> None:
        kind = type(self).__name__
        sheet = f"{kind} {{ background: {tokens().panel}; border-left: 4px solid {self._edge()}; }}"
        if sheet != self.styleSheet():
            self.setStyleSheet(sheet)
