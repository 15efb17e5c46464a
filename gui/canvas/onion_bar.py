"""How much of the original is seen over the picture: a slider in a corner of the canvas while any of it is."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSlider

from gui.canvas.canvas import Canvas
from gui.canvas.layers import ViewMode
from gui.canvas.onion import Kind
from gui.look.follows_look import FollowsLook
from gui.look.theme import tokens

_MARGIN_PX = 12
_SLIDER_PX = 120


class OnionBar(FollowsLook, QFrame):
    """Lies over the canvas's lower right corner."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._label, self._figure = QLabel(), QLabel()
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(5, 100)
        self.slider.setFixedWidth(_SLIDER_PX)
        # A grasp by mouse leaves the keys with the canvas; whoever walks there by Tab has them.
        self.slider.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 5, 10, 5)
        for widget in (self._label, self.slider, self._figure):
            row.addWidget(widget)
        canvas.installEventFilter(self)
        self.slider.valueChanged.connect(canvas.onion.set_percent)
        for signal in (canvas.onion.changed, canvas.mode_changed):
            signal.connect(self.refresh)
        self._retranslate()
        self._recolour()

    def refresh(self) -> None:
        """Show what is chosen, or go away."""
        onion = self._canvas.onion
        self.slider.setValue(onion.percent)
        self._figure.setText(f"{onion.percent}%")
        self.setVisible(onion.kind is not Kind.OFF and self._canvas.mode is not ViewMode.ORIGINAL)
        self._place()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Beside the slider nothing of the canvas is meant."""
        event.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the corner when the canvas grows."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _retranslate(self) -> None:
        self._label.setText(self.tr("Original"))
        self.slider.setAccessibleName(self.tr("How much of the original is seen, in percent"))
        self.slider.setToolTip(self.slider.accessibleName())
        self.refresh()

    def _recolour(self) -> None:
        sheet = f"OnionBar {{ background: {tokens().panel}; border: 1px solid {tokens().border}; border-radius: 6px; }}"
        if sheet != self.styleSheet():
            self.setStyleSheet(sheet)

    def _place(self) -> None:
        self._figure.setMinimumWidth(self._figure.fontMetrics().horizontalAdvance("100%"))
        self.adjustSize()
        self.move(
            self._canvas.width() - self.width() - _MARGIN_PX,
            self._canvas.height() - self.height() - _MARGIN_PX,
        )
