"""A quiet card over the canvas that tells what is worth knowing, and what can be done about it; then a small mark."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QWidget

from gui.look.tips import in_lines
from gui.window.sentence_bar import ANY_PX, SentenceBar

FOLD_AFTER_MS = 9_000  # long enough to read the longest sentence
OFFERED_MS = 30_000  # and to make up one's mind about what a button offers
_MARK = QSize(28, 28)


class HintBar(SentenceBar):
    """Hidden until `say`; `outdated` asks for the sentence anew, in the language of the window.

    After a while it folds to a mark in its corner, so that it lies over the photo no longer; a click on that unfolds it
    for as long as it is wanted.
    """

    acted = Signal()
    acted_otherwise = Signal()
    outdated = Signal()
    attended = Signal()  # it is read now, or no longer: see `is_attended`

    def __init__(self, parent: QWidget | None = None) -> None:
        self._about: object = None
        self._is_folded = False
        self._is_pointed = False  # the mark
        self._mark: QToolButton | None = None
        self.other_button = QPushButton()
        super().__init__(parent)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._on_read)
        mark = self._mark = QToolButton(autoRaise=True)
        mark.setText("i")
        mark.setFixedSize(_MARK)
        mark.clicked.connect(lambda: self._fold(False))
        mark.installEventFilter(self)
        mark.hide()
        # Over all columns: in one of its own the gaps between the empty ones would push it out of its frame.
        self._grid.addWidget(mark, 0, 0, 1, 3, Qt.AlignmentFlag.AlignCenter)
        self.button.clicked.connect(self.acted)
        self.other_button.clicked.connect(self.acted_otherwise)
        self._retranslate()

    @property
    def sentence(self) -> str:
        """What is being said, in the language of the window; empty when nothing is, or behind the mark."""
        return "" if self._is_folded else super().sentence

    @property
    def is_attended(self) -> bool:
        """Whether its sentence is seen, or the pointer is at the mark that stands for it."""
        return not self.isHidden() and (not self._is_folded or self._is_pointed)

    @property
    def mark(self) -> QToolButton:
        """What unfolds it; shown while it is folded."""
        if self._mark is None:
            raise RuntimeError("a bar under construction has no mark yet")
        return self._mark

    def say(
        self,
        sentence: str,
        *,
        action: str | None = None,
        other: str | None = None,
        about: object = None,
        is_known: bool = False,
        stays: bool = False,
    ) -> None:
        """Show a sentence, a button called `action` and one called `other`; an empty sentence hides all.

        about: tells it from others, in whatever language; the same again stays as it is. is_known: begin as the mark.
        stays: do not fold.
        """
        is_new = about != self._about or self.isHidden()
        self._about = about if sentence else None
        self._label.setText(sentence)
        self.button.setText(action or "")
        self.other_button.setText(other or "")
        self.mark.setToolTip(in_lines(sentence))
        if is_new:
            self._timer.stop()
            self._is_folded = is_known
            if sentence and not is_known and not stays:
                self._timer.start(OFFERED_MS if action or other else FOLD_AFTER_MS)
        self._show_parts()
        self.setVisible(bool(sentence))
        self.attended.emit()

    def unfold(self) -> None:
        """Show the sentence again for as long as one that is new."""
        if self._about is not None:
            self._fold(False)
            self._timer.start(OFFERED_MS if self.button.text() or self.other_button.text() else FOLD_AFTER_MS)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Know whether the pointer is at the mark."""
        if event.type() in (QEvent.Type.Enter, QEvent.Type.Leave, QEvent.Type.Hide):
            self._is_pointed = event.type() == QEvent.Type.Enter
            self.attended.emit()
        return super().eventFilter(watched, event)

    def lift(self) -> None:
        """Be a card, with its buttons beside each other under the words."""
        super().lift()
        self._grid.removeWidget(self.button)
        row = QHBoxLayout()
        for button in (self.button, self.other_button):
            row.addWidget(button)
        row.addStretch(1)
        self._grid.addLayout(row, 1, 0, 1, 3)

    def width_in(self, width: int) -> int:
        """As wide as there is room, and as its buttons need; the mark is small."""
        if self._is_folded:
            return _MARK.width()
        return max(width, self.minimumSizeHint().width())

    def height_in(self, width: int) -> int:
        """The mark's, or that of the whole sentence."""
        return _MARK.height() if self._is_folded else super().height_in(width)

    def _outline(self) -> str:
        """As a card, or round the mark."""
        if not self._is_folded:
            return super()._outline()
        return f"border: 1px solid {self._edge()}; border-radius: 6px;"

    def _on_read(self) -> None:
        if self.underMouse():
            self._timer.start()  # somebody is at it
        else:
            self._fold(True)

    def _fold(self, on: bool) -> None:
        self._is_folded = on
        self._show_parts()
        self.updateGeometry()
        self.attended.emit()

    def _show_parts(self) -> None:
        on = self._is_folded
        for part in (self._label, self._close):
            part.setVisible(not on)
        for button in (self.button, self.other_button):
            button.setVisible(not on and bool(button.text()))
        self.mark.setVisible(on)
        self.setMaximumWidth(_MARK.width() if on else ANY_PX)
        self._set_margins(tight=on)
        self._recolour()

    def _retranslate(self) -> None:
        self._name_close(self.tr("Close this hint"))
        if self._mark is not None:
            self._mark.setAccessibleName(self.tr("Show the hint"))
            self.outdated.emit()
