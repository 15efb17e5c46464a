"""The controls of the brush that says what belongs to what, in a line above the canvas while it is in hand."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QSlider,
    QToolButton,
    QWidget,
)

from engine.photo.mending.targets import Target
from gui.canvas.brush_ring import LARGEST_PX, SLIDER_STEPS, SMALLEST_PX, size_at, step_of
from gui.look.follows_look import FollowsLook
from gui.look.spin_box import SpinBox
from gui.look.targets import target_colour, target_name
from gui.mending.parts.tool import TARGETS, PartTool
from gui.mending.room import make_room

_SHORTEST_SLIDER_PX, _LONGEST_SLIDER_PX, _SWATCH_PX = 40, 120, 14


class PartBar(FollowsLook, QFrame):
    """Shows and sets what `tool` does; leaving is the window's."""

    done_requested = Signal()

    def __init__(self, tool: PartTool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tool = tool
        self.target_box = QComboBox()
        self.forget_button = QToolButton()
        self.size_label, self.size_slider = QLabel(), QSlider(Qt.Orientation.Horizontal)
        self.size_box = SpinBox(SMALLEST_PX, LARGEST_PX)
        self.here_label = QLabel()
        self.reset_button, self.done_button = QPushButton(), QPushButton()
        self._arrange()
        self._connect()
        self._retranslate()
        self.hide()

    def event(self, event: QEvent) -> bool:
        """Where there is no room for all, the slider alone says how large the brush is."""
        done = super().event(event)
        if self.layout() is not None:  # else it is still being made
            make_room(self, event, self.size_box)
        return done

    def show_tool(self) -> None:
        """The controls say what the tool is set to, without setting it again."""
        controls = (self.target_box, self.size_slider, self.size_box, self.forget_button)
        for control in controls:
            control.blockSignals(True)
        self.target_box.setCurrentIndex(TARGETS.index(self._tool.target))
        self.size_slider.setValue(step_of(self._tool.diameter))
        self.size_box.setValue(round(self._tool.diameter))
        self.forget_button.setChecked(self._tool.forgets)
        for control in controls:
            control.blockSignals(False)
        here = self._tool.here
        self.here_label.setText(
            "" if here is None else self.tr("Here: {part}").format(part=target_name(here))
        )

    def _arrange(self) -> None:
        self.size_slider.setRange(0, SLIDER_STEPS)
        self.size_slider.setMinimumWidth(_SHORTEST_SLIDER_PX)
        self.size_slider.setMaximumWidth(_LONGEST_SLIDER_PX)
        self.forget_button.setCheckable(True)
        for target in TARGETS:
            self.target_box.addItem(_swatch(target), "")
        self.here_label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        # The bar has the room that the window has, and never makes it wider.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 5, 8, 5)
        row.setSpacing(8)
        row.addWidget(self.target_box)
        row.addWidget(self.forget_button)
        row.addWidget(self.size_label)
        row.addWidget(self.size_slider, 10)
        row.addWidget(self.size_box)
        row.addWidget(self.here_label, 10)
        row.addWidget(self.reset_button)
        row.addWidget(self.done_button)

    def _connect(self) -> None:
        tool = self._tool
        tool.changed.connect(self.show_tool)
        self.target_box.activated.connect(lambda place: tool.set_target(TARGETS[place]))
        self.forget_button.clicked.connect(tool.set_forgets)
        self.size_slider.valueChanged.connect(lambda step: tool.set_diameter(size_at(step)))
        self.size_box.valueChanged.connect(tool.set_diameter)
        self.reset_button.clicked.connect(tool.reset)
        self.done_button.clicked.connect(self.done_requested)

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("What belongs to what"))
        for place, target in enumerate(TARGETS):
            self.target_box.setItemText(place, target_name(target))
        self.target_box.setAccessibleName(self.tr("What is painted belongs to"))
        self.target_box.setToolTip(
            self.tr("What you paint belongs to this (Up and Down; the right button takes what lies there)")
        )
        self.forget_button.setText(self.tr("Take back"))
        self.forget_button.setToolTip(
            self.tr("Paint over what was painted, to leave it to the machine again (X)")
        )
        self.size_label.setText(self.tr("Size"))
        self.size_slider.setAccessibleName(self.tr("Brush size"))
        self.size_slider.setToolTip(self.tr("Brush size ([ and ])"))
        self.size_box.setAccessibleName(self.tr("Brush size in photo pixels"))
        self.size_box.setSuffix(self.tr(" px"))
        self.reset_button.setText(self.tr("Reset"))
        self.reset_button.setToolTip(self.tr("Take back all that was painted on this photo"))
        self.done_button.setText(self.tr("Done"))
        self.done_button.setToolTip(self.tr("Back to posing (Esc)"))
        self.show_tool()


def _swatch(target: Target) -> QIcon:
    pixels = QPixmap(_SWATCH_PX, _SWATCH_PX)
    pixels.fill(QColor(target_colour(target)))
    return QIcon(pixels)
