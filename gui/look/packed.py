"""Widgets put together without gaps."""

from __future__ import annotations

from PySide6.QtWidgets import QBoxLayout, QWidget


def packed(*widgets: QWidget, way: QBoxLayout.Direction) -> QWidget:
    """All of them without gaps; the last takes all the room that the others leave."""
    holder = QWidget()
    layout = QBoxLayout(way, holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    for widget in widgets:
        layout.addWidget(widget, 1 if widget is widgets[-1] else 0)
    return holder
