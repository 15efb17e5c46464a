"""How far the person goes toward a pose of the library: a word, a slider and its figure."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QWidget

from gui.look.follows_look import FollowsLook

FULL = 100


class BlendSlider(FollowsLook, QWidget):
    """In percent, 0 to FULL; `moved` tells what a person chose."""

    moved = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label, self.figure = QLabel(), QLabel("0%")
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, FULL)
        self.figure.setMinimumWidth(self.figure.fontMetrics().horizontalAdvance(f"{FULL}%"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for widget in (self._label, self.slider, self.figure):
            row.addWidget(widget)
        self.slider.valueChanged.connect(self._on_moved)
        self._retranslate()

    def show_value(self, value: int) -> None:
        """Stand at a value; tells nobody."""
        self.slider.blockSignals(True)
        self.slider.setValue(value)
        self.slider.blockSignals(False)
        self.figure.setText(f"{value}%")

    def _on_moved(self, value: int) -> None:
        self.figure.setText(f"{value}%")
        self.moved.emit(value)

    def _retranslate(self) -> None:
        self._label.setText(self.tr("Blend"))
        self.slider.setAccessibleName(self.tr("Blend from the previous pose to the library pose, in percent"))
        self.slider.setToolTip(self.tr("How far to blend from the previous pose to the library pose"))
