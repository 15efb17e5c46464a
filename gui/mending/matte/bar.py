"""The controls of the brush that touches up the matte, in a line above the canvas while it is in hand."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QSlider,
    QToolButton,
    QWidget,
)

from gui.canvas.brush_ring import LARGEST_PX, SLIDER_STEPS, SMALLEST_PX, size_at, step_of
from gui.look.follows_look import FollowsLook
from gui.look.spin_box import SpinBox
from gui.mending.matte.tool import MatteTool
from gui.mending.room import make_room

_SHORTEST_SLIDER_PX = 40


class MatteBar(FollowsLook, QFrame):
    """Shows and sets what `tool` does; resetting and leaving are the window's."""

    reset_requested = Signal()
    done_requested = Signal()

    def __init__(self, tool: MatteTool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tool = tool
        self.add_button, self.remove_button = QToolButton(), QToolButton()
        self._kinds = QButtonGroup(self)
        self.size_label, self.size_slider = QLabel(), QSlider(Qt.Orientation.Horizontal)
        self.size_box = SpinBox(SMALLEST_PX, LARGEST_PX)
        self.hardness_label, self.hardness_slider = QLabel(), QSlider(Qt.Orientation.Horizontal)
        self.checks_box = QCheckBox()
        self.reset_button, self.done_button = QPushButton(), QPushButton()
        self._arrange()
        self._connect()
        self._retranslate()
        self.show_tool()
        self.hide()

    def event(self, event: QEvent) -> bool:
        """Where there is no room for all, the slider alone says how large the brush is."""
        done = super().event(event)
        if self.layout() is not None:  # else it is still being made
            make_room(self, event, self.size_box)
        return done

    def _arrange(self) -> None:
        self.size_slider.setRange(0, SLIDER_STEPS)
        self.hardness_slider.setRange(0, 100)
        for slider, widest in ((self.size_slider, 120), (self.hardness_slider, 80)):
            slider.setMinimumWidth(_SHORTEST_SLIDER_PX)
            slider.setMaximumWidth(widest)
        # The bar has the room that the window has, and never makes it wider.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 5, 8, 5)
        row.setSpacing(8)
        for button in (self.add_button, self.remove_button):
            button.setCheckable(True)
            self._kinds.addButton(button)
            row.addWidget(button)
        row.addSpacing(8)
        row.addWidget(self.size_label)
        row.addWidget(self.size_slider, 10)
        row.addWidget(self.size_box)
        row.addSpacing(8)
        row.addWidget(self.hardness_label)
        row.addWidget(self.hardness_slider, 10)
        row.addWidget(self.checks_box)
        row.addStretch(1)
        row.addWidget(self.reset_button)
        row.addWidget(self.done_button)

    def _connect(self) -> None:
        tool = self._tool
        tool.changed.connect(self.show_tool)
        self.add_button.clicked.connect(lambda: tool.set_adds(True))
        self.remove_button.clicked.connect(lambda: tool.set_adds(False))
        self.size_slider.valueChanged.connect(lambda step: tool.set_diameter(size_at(step)))
        self.size_box.valueChanged.connect(tool.set_diameter)
        self.hardness_slider.valueChanged.connect(lambda percent: tool.set_hardness(percent / 100))
        self.checks_box.toggled.connect(tool.set_on_checks)
        self.reset_button.clicked.connect(self.reset_requested)
        self.done_button.clicked.connect(self.done_requested)

    def show_tool(self) -> None:
        """The controls say what the tool is set to, without setting it again."""
        controls = (self.size_slider, self.size_box, self.hardness_slider, self.checks_box)
        for control in controls:
            control.blockSignals(True)
        size = self._tool.brush.diameter
        self.size_slider.setValue(step_of(size))
        self.size_box.setValue(round(size))
        self.hardness_slider.setValue(round(self._tool.hardness * 100))
        self.checks_box.setChecked(self._tool.on_checks)
        (self.add_button if self._tool.is_adding else self.remove_button).setChecked(True)
        for control in controls:
            control.blockSignals(False)

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Matte brush"))
        self.add_button.setText(self.tr("Add"))
        self.add_button.setToolTip(
            self.tr("Paint areas that belong to the person (X switches, holding Alt switches temporarily)")
        )
        self.remove_button.setText(self.tr("Remove"))
        self.remove_button.setToolTip(
            self.tr(
                "Paint areas that do not belong to the person (X switches, holding Alt switches temporarily)"
            )
        )
        self.size_label.setText(self.tr("Size"))
        self.size_slider.setAccessibleName(self.tr("Brush size"))
        self.size_slider.setToolTip(self.tr("Brush size ([ and ])"))
        self.size_box.setAccessibleName(self.tr("Brush size in photo pixels"))
        self.size_box.setSuffix(self.tr(" px"))
        self.hardness_label.setText(self.tr("Hardness"))
        self.hardness_slider.setAccessibleName(self.tr("Brush hardness, in percent"))
        self.hardness_slider.setToolTip(self.tr("Brush hardness (Shift+[ and Shift+])"))
        self.checks_box.setText(self.tr("Checkerboard"))
        self.checks_box.setToolTip(self.tr("Show the cutout on a checkerboard (C)"))
        self.reset_button.setText(self.tr("Reset"))
        self.reset_button.setToolTip(self.tr("Restore the matte that was detected"))
        self.done_button.setText(self.tr("Done"))
        self.done_button.setToolTip(self.tr("Back to posing (Esc)"))
