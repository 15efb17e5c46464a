"""The first page: how to begin, with the demo person one click away."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gui.follows_look import FollowsLook


class Welcome(FollowsLook, QWidget):
    """Shown while no photo is open; dropping photos on it works as on the whole window."""

    open_requested = Signal()
    demo_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        centre = Qt.AlignmentFlag.AlignCenter
        self._title = QLabel(alignment=centre)
        font = QFont(self._title.font())
        font.setPointSizeF(font.pointSizeF() * 1.9)
        self._title.setFont(font)
        self._hint = QLabel(alignment=centre, wordWrap=True)
        self._open = QPushButton(default=True)
        self._demo = QPushButton()
        self._open.clicked.connect(self.open_requested)
        self._demo.clicked.connect(self.demo_requested)
        self.setFocusProxy(self._open)
        self._arrange()
        self._retranslate()

    def _arrange(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addStretch()
        buttons.addWidget(self._open)
        buttons.addWidget(self._demo)
        buttons.addStretch()
        column = QVBoxLayout(self)
        column.setSpacing(16)
        column.addStretch(2)
        column.addWidget(self._title)
        column.addWidget(self._hint)
        column.addSpacing(6)
        column.addLayout(buttons)
        column.addStretch(3)

    def _retranslate(self) -> None:
        self._title.setText(self.tr("Drop a photo of a person here"))
        self._hint.setText(
            self.tr("Then drag the joints of the skeleton: the same person takes the new pose.\n"
                    "Everything happens on this computer; no photo leaves it.")
        )  # fmt: skip
        self._open.setText(self.tr("Open photos…"))
        self._demo.setText(self.tr("Try it with the demo person"))
