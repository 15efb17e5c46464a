"""A line above or over the canvas that says something, with one thing to do about it and a way to close it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QToolButton, QWidget

from gui.look.follows_look import FollowsLook
from gui.look.theme import tokens

ANY_PX = 16777215  # Qt's own way to say that there is no greatest height


class SentenceBar(FollowsLook, QFrame):
    """Hidden to begin with; what it says, and when, is its kinds' to decide."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_lifted = False
        self._label = QLabel(wordWrap=True, textInteractionFlags=Qt.TextInteractionFlag.TextSelectableByMouse)
        self.button = QPushButton()
        self._close = QToolButton(autoRaise=True)
        self._close.setText("✕")
        self._close.clicked.connect(self.closed)
        grid = self._grid = QGridLayout(self)
        grid.setContentsMargins(12, 5, 6, 5)
        grid.setColumnStretch(0, 1)
        grid.addWidget(self._label, 0, 0)
        grid.addWidget(self.button, 0, 1)
        grid.addWidget(self._close, 0, 2, Qt.AlignmentFlag.AlignVCenter)
        self._retranslate()
        self._recolour()
        self.hide()

    @property
    def sentence(self) -> str:
        """What is being said, in the language of the window; empty when nothing is."""
        return self._label.text() if not self.isHidden() else ""

    def event(self, event: QEvent) -> bool:
        """Be as high as the whole sentence needs."""
        done = super().event(event)
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest) and not self._is_lifted:
            self._be_high_enough()
        return done

    def width_in(self, width: int) -> int:
        """How wide it is where there is so much room, px."""
        return width

    def height_in(self, width: int) -> int:
        """How high it is for its whole sentence where it is so wide, px."""
        return max(self.heightForWidth(width), 0)

    def lift(self) -> None:
        """Be a card that lies over what is below, its button under the words; who lays it there sees to its height."""
        self._is_lifted = True
        self._set_margins(tight=False)
        self._grid.addWidget(self.button, 1, 0, Qt.AlignmentFlag.AlignLeft)
        self._grid.addWidget(self._close, 0, 2, Qt.AlignmentFlag.AlignTop)
        self._recolour()

    def _set_margins(self, *, tight: bool) -> None:
        """Around what a card says; none where it is tight."""
        if tight:
            self._grid.setContentsMargins(0, 0, 0, 0)
        elif self._is_lifted:
            self._grid.setContentsMargins(12, 8, 6, 8)

    def give_way(self, on: bool) -> None:
        """Take no room, for as long as there is none, whatever is being said."""
        self.setMaximumHeight(0 if on else ANY_PX)

    def _be_high_enough(self) -> None:
        self.setMinimumHeight(self.height_in(self.width()))

    def _name_close(self, name: str) -> None:
        """Say what the closing button does."""
        self._close.setAccessibleName(name)
        self._close.setToolTip(name)

    def _edge(self) -> str:
        """The colour of the bar's edge."""
        return tokens().accent

    def _outline(self) -> str:
        """How the bar is bordered, as a style sheet has it; a card's coloured edge is straight."""
        around = (
            f"border: 1px solid {tokens().border}; "
            "border-top-right-radius: 6px; border-bottom-right-radius: 6px; "
        )
        return f"{around if self._is_lifted else ''}border-left: 4px solid {self._edge()};"

    def _recolour(self) -> None:
        kind = type(self).__name__
        sheet = f"{kind} {{ background: {tokens().panel}; {self._outline()} }}"
        if sheet != self.styleSheet():
            self.setStyleSheet(sheet)
