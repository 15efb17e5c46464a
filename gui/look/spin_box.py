"""Spin boxes that stand beside text fields."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractSpinBox, QSpinBox, QWidget

_OFF_EDGE_PX = 6


class SpinBox(QSpinBox):
    """A field for whole numbers that tells of a number once it is typed to its end."""

    def __init__(self, least: int, most: int, *, parent: QWidget | None = None) -> None:
        super().__init__(parent, minimum=least, maximum=most)
        self.setKeyboardTracking(False)
        keep_off_edge(self)


def keep_off_edge(box: QAbstractSpinBox) -> None:
    """Have the number as far from the edge as words are in text fields; style sheets have no say in it here."""
    box.lineEdit().setTextMargins(_OFF_EDGE_PX, 0, 0, 0)
