"""A line above the canvas that says what went wrong and offers a way on, and never stops the work."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QWidget

from gui.look.engine_sentences import localised
from gui.look.theme import tokens
from gui.window.sentence_bar import SentenceBar


class NoticeBar(SentenceBar):
    """Hidden until `say`; gone again with its closing button, `clear`, or where it passes, with what it was about."""

    retry_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        self._said = ""
        self._passes = False
        super().__init__(parent)
        self.button.clicked.connect(self.retry_requested)

    def say(self, sentence: str, *, can_retry: bool = True, passes: bool = False) -> None:
        """Show a sentence, to screen readers too; the engine's are said in the language of the window.

        passes: whether it is about what was just tried on this photo, and means nothing later.
        """
        self._said, self._passes = sentence, passes
        self._label.setText(localised(sentence))
        self.button.setVisible(can_retry)
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self._label, QAccessible.Event.Alert))

    def says(self, sentence: str) -> bool:
        """Whether this is what is being said."""
        return not self.isHidden() and self._said == sentence

    def clear(self) -> None:
        """Say nothing any more."""
        self.hide()

    def move_on(self) -> None:
        """Another photo is on the canvas, or something else is tried: what was about the last attempt goes."""
        if self._passes:
            self.clear()

    def withdraw(self, sentence: str) -> None:
        """Say `sentence` no longer; another one stays."""
        if self._said == sentence:
            self.clear()

    def _retranslate(self) -> None:
        self._label.setText(localised(self._said))
        self.button.setText(self.tr("Try again"))
        self._name_close(self.tr("Close this notice"))

    def _edge(self) -> str:
        return tokens().danger
