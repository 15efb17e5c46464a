"""Bars with more controls than there is room for: one that another control can stand for gives way."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget


def make_room(bar: QWidget, event: QEvent, spare: QWidget) -> None:
    """Hide `spare` for as long as a bar is too narrow for all; called for each of the bar's events."""
    row = bar.layout()
    if row is None or event.type() not in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
        return
    whole = row.minimumSize().width()
    if spare.isHidden():
        whole += spare.sizeHint().width() + row.spacing()
    spare.setHidden(whole > bar.width())
