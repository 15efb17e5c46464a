"""Onion skin: the person as the photo has them, over the picture, as an outline or as a ghost."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QPointF, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen, QPolygonF

from engine.contract.messages import Source
from engine.imaging.contours import contours
from gui.canvas.view_transform import ViewTransform
from gui.document.session import Session
from gui.look.tokens import Tokens

_EDGE_PX = 1200


class Kind(Enum):
    """How the original is shown over the picture."""

    OFF = "off"
    OUTLINE = "outline"
    GHOST = "ghost"


@dataclass(frozen=True, slots=True, eq=False)
class Skin:
    """What is drawn over the picture: a path or an image in photo pixels, and how much of it is seen, 0..1."""

    path: QPainterPath | None
    image: QImage | None
    size: tuple[int, int]
    opacity: float

    def paint(self, painter: QPainter, *, view: ViewTransform, tokens: Tokens) -> None:
        """Draw it where the photo lies; the outline is as thick at every zoom."""
        painter.save()
        painter.translate(view.left, view.top)
        painter.scale(view.scale, view.scale)
        painter.setOpacity(self.opacity)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self.image is not None:
            painter.drawImage(QPolygonF([QPointF(0, 0), QPointF(*self.size)]).boundingRect(), self.image)
        if self.path is not None:
            for tone, width in ((tokens.joint_outline, 3.5), (tokens.joint_middle, 1.8)):
                pen = QPen(QColor(tone), width)
                pen.setCosmetic(True)
                painter.strokePath(self.path, pen)
        painter.restore()


class OnionSkin(QObject):
    """Whether and how the original is shown; what is drawn is made once for a photo and its matte."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.kind = Kind.OFF
        self.percent = 50
        self._made: tuple[str, Kind, QPainterPath | None, QImage | None] | None = None

    def show(self, kind: Kind) -> None:
        """Choose how it is shown."""
        if kind is not self.kind:
            self.kind = kind
            self.changed.emit()

    def set_percent(self, percent: int) -> None:
        """Choose how much of it is seen, 0..100."""
        if percent != self.percent:
            self.percent = percent
            self.changed.emit()

    def over_result(self, session: Session) -> Skin | None:
        """What to draw over the picture; None where it is not wanted or nobody is found."""
        own = session.entry.source if session.entry is not None else None
        if self.kind is Kind.OFF or own is None or self.percent == 0:
            return None
        if self._made is None or self._made[:2] != (own.key, self.kind):
            path = _outline(own.matte) if self.kind is Kind.OUTLINE else None
            image = _ghost(own) if self.kind is Kind.GHOST else None
            self._made = own.key, self.kind, path, image
        return Skin(self._made[2], self._made[3], own.photo.size, self.percent / 100)


def _outline(matte: NDArray[np.float32]) -> QPainterPath:
    path = QPainterPath()
    for line in contours(matte, longest_px=_EDGE_PX):
        path.addPolygon(QPolygonF([QPointF(float(x), float(y)) for x, y in line]))
        path.closeSubpath()
    return path


def _ghost(source: Source) -> QImage:
    """The person cut out of the photo, at most 1200 px."""
    step = max(1, -(-max(source.matte.shape) // _EDGE_PX))
    alpha = source.matte[::step, ::step, None]
    pixels = np.empty((*alpha.shape[:2], 4), np.uint8)
    pixels[..., :3] = source.photo.rgb[::step, ::step] * alpha
    pixels[..., 3:] = alpha * 255
    height, width = alpha.shape[:2]
    image = QImage(pixels.data, width, height, width * 4, QImage.Format.Format_RGBA8888_Premultiplied)
    return image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
