"""The controls for correcting the skeleton, in a line above the canvas while that is being done."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QToolButton, QWidget

from gui.look.follows_look import FollowsLook
from gui.mending.skeleton.tool import SkeletonTool


class SkeletonBar(FollowsLook, QFrame):
    """Shows and sets what `tool` does; what was found at first is the window's to bring back."""

    reset_requested = Signal()

    def __init__(self, tool: SkeletonTool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tool = tool
        self.presence_button, self.swap_button, self.box_button = QToolButton(), QToolButton(), QToolButton()
        self.reset_button, self.cancel_button, self.done_button = QPushButton(), QPushButton(), QPushButton()
        self.box_button.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 5, 8, 5)
        row.setSpacing(8)
        for button in (self.presence_button, self.swap_button, self.box_button):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.reset_button)
        row.addWidget(self.cancel_button)
        row.addWidget(self.done_button)
        tool.changed.connect(self.show_tool)
        self.presence_button.clicked.connect(tool.toggle_presence)
        self.swap_button.clicked.connect(tool.swap_sides)
        self.box_button.clicked.connect(tool.set_draws_box)
        self.reset_button.clicked.connect(self.reset_requested)
        self.cancel_button.clicked.connect(tool.cancel)
        self.done_button.clicked.connect(tool.finish)
        self._retranslate()
        self.show_tool()
        self.hide()

    def show_tool(self) -> None:
        """What can be done now."""
        self.presence_button.setEnabled(self._tool.selected is not None)
        self.swap_button.setEnabled(not self._tool.is_finding)
        self.box_button.setChecked(self._tool.draws_box)

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Correct the skeleton"))
        self.presence_button.setText(self.tr("There or not"))
        self.presence_button.setToolTip(
            self.tr("The selected joint is not in the photo, or is after all (Delete, or the right button)")
        )
        self.swap_button.setText(self.tr("Swap left and right"))
        self.swap_button.setToolTip(self.tr("The person's left was taken for the right (X)"))
        self.box_button.setText(self.tr("Find in a box"))
        self.box_button.setToolTip(self.tr("Draw a box around the person to have them found there (B)"))
        self.reset_button.setText(self.tr("Reset"))
        self.reset_button.setToolTip(self.tr("Restore the skeleton that was detected"))
        self.cancel_button.setText(self.tr("Cancel"))
        self.cancel_button.setToolTip(self.tr("Back to posing, with the skeleton as it was before"))
        self.done_button.setText(self.tr("Done"))
        self.done_button.setToolTip(self.tr("Back to posing (Enter)"))
