"""One thing of the photo marked on the canvas, wherever that shows it, while a menu speaks of it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from engine.photo.mending.layer_map import LayerMap
from gui.canvas.canvas import Canvas
from gui.canvas.layers import ViewMode
from gui.document.mending_edits import layers_of
from gui.document.session import Session
from gui.link.pictures import to_image
from gui.look.theme import tokens

_STEP_PX = 2  # of the canvas: as thin as an edge is drawn
_TINT, _EDGE = 0.35, 1.0  # opacities


class ThingOutline(QWidget):
    """Lies over the canvas, lets the pointer through, and is hidden while `thing` is None."""

    def __init__(self, canvas: Canvas, session: Session) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._session = session
        self.thing: int | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_thing(self, thing: int | None) -> None:
        """Mark a thing by its number, from 0; None for none."""
        self.thing = thing
        self.resize(self._canvas.size())
        self.setVisible(thing is not None)
        self.raise_()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A tint within an edge."""
        layers = layers_of(self._session)
        if layers is None or self.thing is None:
            return
        image = _marked(self._shown(layers, self.thing), QColor(tokens().highlight))
        with QPainter(self) as painter:
            size = QRectF(0, 0, image.width() * _STEP_PX, image.height() * _STEP_PX)
            painter.drawImage(size, image)

    def _shown(self, layers: LayerMap, thing: int) -> NDArray[np.bool_]:
        """Which points of the canvas, `_STEP_PX` apart, show the thing, [h, w]."""
        canvas, rendered = self._canvas, self._session.rendered
        x = np.arange(0, canvas.width(), _STEP_PX) + _STEP_PX / 2
        y = np.arange(0, canvas.height(), _STEP_PX) + _STEP_PX / 2
        shown = np.where(x < canvas.pane_left, x + canvas.pane[0], x)
        view = canvas.view
        places = np.stack(np.meshgrid((shown - view.left) / view.scale, (y - view.top) / view.scale), axis=-1)
        is_result = (x >= canvas.result_left) & (canvas.mode is not ViewMode.ORIGINAL and canvas.tool is None)
        if rendered is not None and rendered.origins is not None and is_result.any():
            places[:, is_result] = rendered.origins.of_all(places[:, is_result])
        return layers.shows(thing, places)


def _marked(mask: NDArray[np.bool_], tone: QColor) -> QImage:
    """A picture of `mask` [h, w]: its inside tinted, its edge drawn."""
    around = np.pad(mask, 1)
    inner = around[:-2, 1:-1] & around[2:, 1:-1] & around[1:-1, :-2] & around[1:-1, 2:]
    pixels = np.zeros((*mask.shape, 4), np.uint8)
    pixels[mask] = (tone.red(), tone.green(), tone.blue(), round(255 * _EDGE))
    pixels[mask & inner, 3] = round(255 * _TINT)
    return to_image(pixels)
