"""Tints over the picture: where the matte sees the person, and where pixels were invented."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QImage

from engine.contract.messages import Rendered
from engine.imaging.extension import UNEXTENDED, Extension
from gui.document.session import Session
from gui.look.theme import tokens

_EDGE_PX = 1200
_OPACITY = 0.55


@dataclass(frozen=True, slots=True, eq=False)
class Tint:
    """A tint over the photo and what is added around it, as large as both when stretched."""

    image: QImage
    extension: Extension = UNEXTENDED


class Overlays(QObject):
    """Which tints are shown, and the images of them, each made once for its mask."""

    changed = Signal()  # other tints are shown

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.matte_shown = False
        self.invented_shown = False
        self._kept: dict[str, tuple[NDArray[np.number], QImage]] = {}

    def show_matte(self, on: bool) -> None:
        """Tint what the matte takes for the person."""
        self.matte_shown = on
        self.changed.emit()

    def show_invented(self, on: bool) -> None:
        """Tint what the photo does not show and the network made up."""
        self.invented_shown = on
        self.changed.emit()

    def over_photo(self, session: Session) -> tuple[Tint, ...]:
        """What to draw over the photo as it was opened."""
        own = session.entry.source if session.entry is not None else None
        return (Tint(self._matte(own.matte)),) if self.matte_shown and own is not None else ()

    def over_result(self, session: Session) -> tuple[Tint, ...]:
        """What to draw over the re-rendered picture."""
        rendered, shown = session.rendered, []
        if rendered is not None and self.matte_shown and not is_moved(rendered):
            shown.append(Tint(self._matte(rendered.request.source.matte)))
        if rendered is not None and self.invented_shown and rendered.invented_map is not None:
            image = self._image("invented", rendered.invented_map, colour=tokens().invented, full=255.0)
            shown.append(Tint(image, rendered.request.extension))
        return tuple(shown)

    def forget(self) -> None:
        """Make them anew, in the colours of another theme."""
        self._kept.clear()

    def _matte(self, matte: NDArray[np.float32]) -> QImage:
        return self._image("matte", matte, colour=tokens().matte, full=1.0)

    def _image(self, name: str, mask: NDArray[np.number], *, colour: str, full: float) -> QImage:
        kept = self._kept.get(name)
        if kept is None or kept[0] is not mask:
            kept = self._kept[name] = (mask, tinted(mask, colour, full=full))
        return kept[1]


def is_moved(rendered: Rendered) -> bool:
    """Whether the person in a picture stands otherwise than in the photo, so that its matte tells nothing there."""
    return rendered.request.pose != rendered.request.source.pose


def percent_of(share: float) -> str:
    """A share 0..1 in whole percent; what is there is never told as nothing."""
    percent = round(100 * share)
    return "<1" if share > 0 and not percent else str(percent)


def invented_share(rendered: Rendered) -> float:
    """How much of everyone in a picture was made up, 0..1; by samples, in a millisecond.

    The map knows of no single person: by the area of the edited one alone, what was made up of somebody large who moved
    would be all of somebody small who did not.
    """
    request, made_up = rendered.request, rendered.invented_map
    if made_up is None:
        return 0.0
    step = max(1, max(request.source.matte.shape) // 400)
    sources = (request.source, *(each.source for each in request.others))
    mattes = [source.matte[::step, ::step] for source in sources]
    people = float(np.maximum.reduce(mattes).mean())
    few = max(1, max(made_up.shape) // 400)
    (width, height), (whole_width, whole_height) = request.source.photo.size, request.whole_size
    larger = (
        whole_width * whole_height / (width * height)
    )  # the map is of the whole picture, mattes are of the photo
    share = float(made_up[::few, ::few].mean()) / 255 * larger
    return min(share / people, 1.0) if people > 0 else 0.0


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
