"""The small fields that the panels of an export are made of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QComboBox, QFormLayout, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

_BESIDE_PX = 12  # left of the fields
_FOR_BAR_PX = 8  # right of them
_BETWEEN_PX = 12  # two panels


class Scrolled(QScrollArea):
    """Panels one below the other, which scroll down alone: it is as wide as they are, in whichever language."""

    def __init__(self, *panels: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(_BESIDE_PX, 0, _FOR_BAR_PX, 0)
        column.setSpacing(_BETWEEN_PX)
        for panel in panels:
            column.addWidget(panel)
        column.addStretch(1)
        self.setWidget(holder)

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


def align_labels(*panels: QWidget) -> None:
    """Make the labels of panels that are forms equally wide, so that their fields stand in one column."""
    forms = [form for panel in panels if isinstance(form := panel.layout(), QFormLayout)]
    items = [
        form.itemAt(row, QFormLayout.ItemRole.LabelRole) for form in forms for row in range(form.rowCount())
    ]
    labels = [label for item in items if item is not None and (label := item.widget()) is not None]
    widest = max((label.sizeHint().width() for label in labels), default=0)
    for label in labels:
        label.setMinimumWidth(widest)


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
