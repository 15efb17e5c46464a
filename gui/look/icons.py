"""Our own line icons, drawn in the colours of the theme."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from engine.system.shipped import ICONS
from gui.look.tokens import Tokens

SIZE_PX = 18
# Made this many times larger as well, for screens with more pixels.
_RATIOS = (1, 2, 3)


def app_icon() -> QIcon:
    """The program's own."""
    return QIcon(str(ICONS / "repose.svg"))


def icon(name: str, colours: Tokens) -> QIcon:
    """The icon called `name`, "open" for `open.svg`: plain, switched off, and on the accent where it is checked."""
    made = QIcon()
    for mode, state, colour in (
        (QIcon.Mode.Normal, QIcon.State.Off, colours.text),
        (QIcon.Mode.Disabled, QIcon.State.Off, colours.disabled),
        (QIcon.Mode.Normal, QIcon.State.On, colours.on_accent),
        (QIcon.Mode.Disabled, QIcon.State.On, colours.disabled),
    ):
        for ratio in _RATIOS:
            made.addPixmap(_drawn(name, colour, ratio), mode, state)
    return made


def has_icon(name: str) -> bool:
    """Whether there is one called `name`."""
    return (ICONS / f"{name}.svg").is_file()


@cache
def _text(name: str) -> str:
    return (ICONS / f"{name}.svg").read_text("utf-8")


def _drawn(name: str, colour: str, ratio: int) -> QPixmap:
    pixmap = QPixmap(QSize(SIZE_PX, SIZE_PX) * ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    renderer = QSvgRenderer(QByteArray(_text(name).replace("currentColor", colour).encode()))
    with QPainter(pixmap) as painter:
        renderer.render(painter, QRectF(pixmap.rect()))
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
