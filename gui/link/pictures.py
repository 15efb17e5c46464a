"""Pixels made ready to draw: a pyramid of halvings, so that painting never scales more than twofold."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QBuffer, QByteArray, Qt
from PySide6.QtGui import QImage, QImageWriter

from engine.system.errors import OutputError

# The smallest level is at most this long, and serves as thumbnail.
SMALLEST_EDGE_PX = 400


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """One picture at full size, half, quarter and so on; made on any thread, drawn on the window's.

    size: (width, height) of what is shown, px; the levels may all be smaller, such as of a photo that was only
    glimpsed.
    """

    levels: tuple[QImage, ...]
    size: tuple[int, int]

    @property
    def is_whole(self) -> bool:
        """Whether there is a level of the full size."""
        return (self.levels[0].width(), self.levels[0].height()) == self.size

    def reduced(self) -> Picture:
        """The same with nothing but the thumbnail."""
        return Picture((self.thumbnail,), self.size)

    @property
    def thumbnail(self) -> QImage:
        """The smallest level."""
        return self.levels[-1]

    def level_for(self, width_px: float) -> QImage:
        """The smallest level that is at least `width_px` wide, else the full size."""
        fit = [level for level in self.levels if level.width() >= width_px]
        return fit[-1] if fit else self.levels[0]


def to_picture(pixels: NDArray[np.uint8], size: tuple[int, int] | None = None) -> Picture:
    """A picture of `pixels`, uint8 sRGB [H, W, 3], or [H, W, 4] with straight alpha; the bytes are copied.

    size: (width, height) of what they show, where that is larger.
    """
    full = to_image(pixels)
    levels = [full]
    while max(levels[-1].width(), levels[-1].height()) > SMALLEST_EDGE_PX:
        levels.append(_halved(levels[-1]))
    return Picture(tuple(levels), size or (full.width(), full.height()))


def to_image(pixels: NDArray[np.uint8]) -> QImage:
    """A QImage with its own copy of `pixels`, uint8 [H, W, 3 or 4], in the format that paints fastest."""
    height, width, channels = pixels.shape
    has_alpha = channels == 4
    layout = QImage.Format.Format_RGBA8888 if has_alpha else QImage.Format.Format_RGB888
    whole = np.ascontiguousarray(pixels)
    image = QImage(whole.data, width, height, width * channels, layout)
    # Converting copies, so that the array may go.
    fast = QImage.Format.Format_ARGB32_Premultiplied if has_alpha else QImage.Format.Format_RGB32
    return image.convertToFormat(fast)


def encoded(image: QImage, *, small: bool = True) -> bytes:
    """`image` as PNG; not `small` takes a few times the room and a fraction of the time."""
    buffer = QBuffer()
    writer = QImageWriter(buffer, QByteArray(b"png"))
    if not small:
        writer.setCompression(0)
    if not writer.write(image):
        raise OutputError(f"The picture could not be encoded: {writer.errorString()}.")
    return bytes(buffer.data().data())


def _halved(image: QImage) -> QImage:
    width, height = max(1, image.width() // 2), max(1, image.height() // 2)
    return image.scaled(
        width, height, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
