"""A quiet line over the canvas that tells what is worth knowing, with one thing to do about it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gui.window.sentence_bar import SentenceBar


class HintBar(SentenceBar):
    """Hidden until `say`; `outdated` asks for the sentence anew, in the language of the window."""

    acted = Signal()
    outdated = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.button.clicked.connect(self.acted)

    def say(self, sentence: str, *, action: str | None = None) -> None:
        """Show a sentence, and a button called `action`; an empty sentence hides the line."""
        self._label.setText(sentence)
        self.button.setText(action or "")
        self.button.setVisible(action is not None)
        self.setVisible(bool(sentence))

    def _retranslate(self) -> None:
        self._name_close(self.tr("Close this hint"))
        self.outdated.emit()
