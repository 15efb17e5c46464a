"""Tints over the picture: where the matte sees the person, and where pixels were invented."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QImage

from gui.session import Session
from gui.theme import tokens

_EDGE_PX = 1200
_OPACITY = 0.55


class Overlays:
    """Which tints are shown, and the images of them, each made once for its mask."""

    def __init__(self) -> None:
        self.matte_shown = False
        self.invented_shown = False
        self._kept: dict[str, tuple[NDArray[np.number], QImage]] = {}

    def images(self, session: Session) -> tuple[QImage, ...]:
        """What to draw over the picture, each as large as the photo when stretched."""
        shown = []
        source, rendered = session.source, session.rendered
        if self.matte_shown and source is not None:
            shown.append(self._image("matte", source.matte, colour=tokens().matte, full=1.0))
        if self.invented_shown and rendered is not None and rendered.invented_map is not None:
            shown.append(self._image("invented", rendered.invented_map, colour=tokens().invented, full=255.0))
        return tuple(shown)

    def forget(self) -> None:
        """Make them anew, in the colours of another theme."""
        self._kept.clear()

    def _image(self, name: str, mask: NDArray[np.number], *, colour: str, full: float) -> QImage:
        kept = self._kept.get(name)
        if kept is None or kept[0] is not mask:
            kept = self._kept[name] = (mask, tinted(mask, colour, full=full))
        return kept[1]


def tinted(mask: NDArray[np.number], colour: str, *, full: float) -> QImage:
    """`mask` [H, W], `full` where it is wholly meant, as a half-transparent picture of at most 1200 px."""
    step = max(1, -(-max(mask.shape) // _EDGE_PX))
    small = mask[::step, ::step].astype(np.float32) * (_OPACITY / full)
    tone = QColor(colour)
    pixels = np.empty((*small.shape, 4), np.uint8)
    for channel, value in enumerate((tone.red(), tone.green(), tone.blue(), 255)):
        pixels[..., channel] = small * value
    height, width = small.shape
    image = QImage(pixels.data, width, height, width * 4, QImage.Format.Format_RGBA8888_Premultiplied)
    return image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
