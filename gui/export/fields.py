"""The small fields that the panels of an export are made of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QScrollArea, QWidget


class Scrolled(QScrollArea):
    """Scrolls down alone: it is as wide as what is in it, in whichever language."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def minimumSizeHint(self) -> QSize:
        """Room for the content and the scroll bar."""
        least, inside = super().minimumSizeHint(), self.widget()
        if inside is None:
            return least
        bar = self.verticalScrollBar().sizeHint().width()
        return QSize(inside.minimumSizeHint().width() + bar, least.height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Grow with the content."""
        if event.type() == QEvent.Type.LayoutRequest and watched is self.widget():
            self.updateGeometry()
        return super().eventFilter(watched, event)


def side_by_side(widgets: tuple[QWidget, ...]) -> QWidget:
    """Widgets as one."""
    if len(widgets) == 1:
        return widgets[0]
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return holder


def fill(box: QComboBox, texts: Mapping[Any, str]) -> None:
    """Offer these values under their names; what was chosen stays chosen."""
    chosen = box.currentData()
    box.clear()
    for value, text in texts.items():
        box.addItem(text, value)
    if chosen is not None:
        choose(box, chosen)


def choose(box: QComboBox, value: object) -> None:
    """Show a value, or the first where it is not offered; comparing in Python, as Qt cannot compare enums."""
    box.setCurrentIndex(next((i for i in range(box.count()) if box.itemData(i) == value), 0))
