"""Pinches, whether a trackpad or a touch screen reports them."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QNativeGestureEvent
from PySide6.QtWidgets import QGestureEvent, QPinchGesture, QWidget

from engine.pose.pose import XY


@dataclass(frozen=True, slots=True)
class Pinch:
    """One step: how much larger, and about which point of the widget."""

    factor: float
    at: XY


def pinch_of(event: QEvent, widget: QWidget) -> Pinch | None:
    """The step that `event` reports, None when it is no pinch."""
    if isinstance(event, QNativeGestureEvent):
        if event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            return Pinch(1 + event.value(), event.position().toTuple())
    elif isinstance(event, QGestureEvent):
        pinch = event.gesture(Qt.GestureType.PinchGesture)
        if isinstance(pinch, QPinchGesture):
            at = widget.mapFromGlobal(pinch.centerPoint())
            return Pinch(pinch.scaleFactor(), QPointF(at).toTuple())
    return None
