"""A line above the canvas that says what went wrong and offers a way on, and never stops the work."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from gui.engine_sentences import localised
from gui.follows_look import FollowsLook
from gui.theme import tokens


class NoticeBar(FollowsLook, QFrame):
    """Hidden until `say`; gone again with its closing button or `clear`."""

    retry_requested = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sentence = ""
        self._label = QLabel(wordWrap=True, textInteractionFlags=Qt.TextInteractionFlag.TextSelectableByMouse)
        self._retry = QPushButton()
        self._close = QToolButton(autoRaise=True)
        self._close.setText("✕")
        self._retry.clicked.connect(self.retry_requested)
        self._close.clicked.connect(self.closed)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 6, 6)
        row.addWidget(self._label, 1)
        row.addWidget(self._retry)
        row.addWidget(self._close)
        self._retranslate()
        self._recolour()
        self.hide()

    @property
    def sentence(self) -> str:
        """What is being said, in the language of the window; empty when nothing is."""
        return self._label.text() if not self.isHidden() else ""

    def say(self, sentence: str, *, can_retry: bool = True) -> None:
        """Show a sentence, to screen readers too; the engine's are said in the language of the window."""
        self._sentence = sentence
        self._label.setText(localised(sentence))
        self._retry.setVisible(can_retry)
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self._label, QAccessible.Event.Alert))

    def clear(self) -> None:
        """Say nothing any more."""
        self.hide()

    def _retranslate(self) -> None:
        self._label.setText(localised(self._sentence))
        self._retry.setText(self.tr("Try again"))
        self._close.setAccessibleName(self.tr("Close this notice"))
        self._close.setToolTip(self.tr("Close this notice"))

    def _recolour(self) -> None:
        t = tokens()
        sheet = f"NoticeBar {{ background: {t.panel}; border-left: 4px solid {t.danger}; }}"
        if sheet != self.styleSheet():
            self.setStyleSheet(sheet)
