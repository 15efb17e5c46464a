"""Tips that are long: broken into lines, as Qt leaves a plain text on a single one however wide it gets."""

from __future__ import annotations

from PySide6.QtGui import QTextLayout, QTextOption
from PySide6.QtWidgets import QToolTip

WIDTH_PX = 420


def in_lines(text: str) -> str:
    """`text` with its lines broken where they get wider than a tip should be; Japanese breaks between characters."""
    return "\n".join(line for paragraph in text.split("\n") for line in _lines(paragraph))


def _lines(text: str) -> list[str]:
    layout = QTextLayout(text, QToolTip.font())
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    found = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(WIDTH_PX)
        found.append(text[line.textStart() : line.textStart() + line.textLength()].rstrip())
    layout.endLayout()
    return found or [""]
