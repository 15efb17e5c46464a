"""A line above the canvas that says what went wrong and offers a way on, and never stops the work."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QWidget

from gui.look.engine_sentences import localised
from gui.look.theme import tokens
from gui.window.sentence_bar import SentenceBar


class NoticeBar(SentenceBar):
    """Hidden until `say`; gone again with its closing button, `clear`, or where it passes, with what it was about.

    It takes its room from the canvas: `hold` keeps it as it is while something is dragged there, which would slide
    away under the pointer otherwise.
    """

    retry_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        self._said = ""
        self._passes = self._can_retry = False
        self._is_wanted = self._is_held = False
        super().__init__(parent)
        self.button.clicked.connect(self.retry_requested)

    def say(self, sentence: str, *, can_retry: bool = True, passes: bool = False) -> None:
        """Show a sentence, to screen readers too; the engine's are said in the language of the window.

        passes: whether it is about what was just tried on this photo, and means nothing later.
        """
        self._said, self._passes, self._can_retry = sentence, passes, can_retry
        self._is_wanted = True
        self._settle()

    def says(self, sentence: str) -> bool:
        """Whether this is what is being said."""
        return self._is_wanted and self._said == sentence

    def clear(self) -> None:
        """Say nothing any more."""
        self._is_wanted = False
        self._settle()

    def hold(self, on: bool) -> None:
        """Neither come nor go for as long as it is on; what was said or cleared meanwhile counts then."""
        self._is_held = on
        self._settle()

    def move_on(self) -> None:
        """Another photo is on the canvas, or something else is tried: what was about the last attempt goes."""
        if self._passes:
            self.clear()

    def withdraw(self, sentence: str) -> None:
        """Say `sentence` no longer; another one stays."""
        if self._said == sentence:
            self.clear()

    def _settle(self) -> None:
        """Show what is to be said now, unless it has to wait."""
        if self._is_held:
            return
        words = localised(self._said)
        is_new = self._is_wanted and (self.isHidden() or self._label.text() != words)
        self._label.setText(words)
        self.button.setVisible(self._can_retry)
        self.setVisible(self._is_wanted)
        if is_new:
            QAccessible.updateAccessibility(QAccessibleEvent(self._label, QAccessible.Event.Alert))

    def _retranslate(self) -> None:
        self._label.setText(localised(self._said))
        self.button.setText(self.tr("Try again"))
        self._name_close(self.tr("Close this notice"))

    def _edge(self) -> str:
        return tokens().danger
