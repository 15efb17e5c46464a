"""Draws what lies under the skeleton: the photo and the picture in their view modes, and tinted overlays."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QPainter, QPixmap

from engine.imaging.extension import UNEXTENDED, Extension
from gui.canvas.onion import Skin
from gui.canvas.overlays import Tint
from gui.canvas.view_transform import ViewTransform
from gui.link.pictures import Picture
from gui.look.tokens import Tokens

_CHECK_PX = 10
_WORDS_MARGIN_PX = 40
_NAME_GAP_PX, _NAME_PAD_PX = 10, 6
# From here on single pixels of the photo are meant to be seen.
_SHARP_FROM_SCALE = 4.0


class ViewMode(Enum):
    """What the canvas shows."""

    RESULT = "result"
    ORIGINAL = "original"
    SPLIT = "split"
    SIDE_BY_SIDE = "side by side"


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """All that one painting of the backdrop depends on; split_x in canvas pixels.

    over_photo, over_result: tints for each of both. onion: the original over the result. names: of the photo and the
    result, where both are shown.
    other: what takes the photo's place beside the result, such as the same by other weights. extension: what the result
    and that show beyond the photo's edges, px of the photo.
    """

    photo: Picture
    result: Picture | None
    mode: ViewMode
    view: ViewTransform
    width: float
    height: float
    split_x: float
    tokens: Tokens
    over_photo: tuple[Tint, ...] = ()
    over_result: tuple[Tint, ...] = ()
    onion: Skin | None = None
    names: tuple[str, str] = ("", "")
    other: Picture | None = None
    extension: Extension = UNEXTENDED


def pane_of(mode: ViewMode, width: float) -> tuple[float, float]:
    """How far from the left edge the pane of the result is on a canvas of `width` pixels, and how wide.

    The original is to the left of it, in a pane as wide; in the other modes there is one pane.
    """
    return (width / 2, width / 2) if mode is ViewMode.SIDE_BY_SIDE else (0.0, width)


def paint_scene(painter: QPainter, scene: Scene) -> None:
    """Fill the canvas; where there is no result yet the photo stands in for it."""
    whole = QRectF(0, 0, scene.width, scene.height)
    painter.fillRect(whole, QColor(scene.tokens.canvas))
    if scene.mode is ViewMode.SPLIT:
        x = scene.split_x
        _paint_beside(painter, scene, clip=QRectF(0, 0, x, scene.height))
        _paint_result(painter, scene, clip=QRectF(x, 0, scene.width - x, scene.height))
        _paint_names(painter, scene.names, x=x, scene=scene)
    elif scene.mode is ViewMode.SIDE_BY_SIDE:
        half = scene.width / 2
        right = QRectF(half, 0, half, scene.height)  # where `scene.view` says that the photo is
        _paint_result(painter, scene, clip=right)
        painter.save()
        painter.translate(-half, 0)
        _paint_beside(painter, scene, clip=right)
        painter.restore()
        _paint_names(painter, scene.names, x=half, scene=scene)
    elif scene.mode is ViewMode.ORIGINAL:
        _paint_photo(painter, scene, clip=whole)
    else:
        _paint_result(painter, scene, clip=whole)


class Backdrop:
    """What lies under the skeleton, kept as one pixmap until `forget`."""

    def __init__(self) -> None:
        self._kept: QPixmap | None = None

    def pixmap(self, scene: Scene, ratio: float) -> QPixmap:
        """The whole canvas for a screen with `ratio` pixels to one of the canvas."""
        if self._kept is None:
            self._kept = QPixmap(round(scene.width * ratio), round(scene.height * ratio))
            self._kept.setDevicePixelRatio(ratio)
            with QPainter(self._kept) as painter:
                paint_scene(painter, scene)
        return self._kept

    def forget(self) -> None:
        """Paint anew next time."""
        self._kept = None


def paint_words(painter: QPainter, words: str, *, room: QRect, tokens: Tokens) -> None:
    """A sentence in the middle of an empty canvas."""
    painter.setPen(QColor(tokens.text))
    inner = room.adjusted(_WORDS_MARGIN_PX, _WORDS_MARGIN_PX, -_WORDS_MARGIN_PX, -_WORDS_MARGIN_PX)
    painter.drawText(inner, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), words)


def _paint_photo(painter: QPainter, scene: Scene, *, clip: QRectF) -> None:
    _paint_picture(painter, scene.photo, scene.over_photo, scene=scene, clip=clip, extension=UNEXTENDED)


def _paint_beside(painter: QPainter, scene: Scene, *, clip: QRectF) -> None:
    if scene.other is None:
        _paint_photo(painter, scene, clip=clip)
    else:
        _paint_picture(painter, scene.other, (), scene=scene, clip=clip, extension=scene.extension)


def _paint_result(painter: QPainter, scene: Scene, *, clip: QRectF) -> None:
    if scene.result is None:
        _paint_photo(painter, scene, clip=clip)
    else:
        _paint_picture(
            painter, scene.result, scene.over_result, scene=scene, clip=clip, extension=scene.extension
        )
    if scene.onion is not None:
        painter.save()
        painter.setClipRect(clip)
        scene.onion.paint(painter, view=scene.view, tokens=scene.tokens)
        painter.restore()


def name_room(metrics: QFontMetrics) -> int:
    """How far down the names of what is shown reach, px, with air below."""
    return _NAME_GAP_PX + metrics.height() + _NAME_PAD_PX


def _paint_names(painter: QPainter, names: tuple[str, str], *, x: float, scene: Scene) -> None:
    """What lies to the left and to the right of `x`, at the upper edge; nothing on a side without room for it."""
    metrics = painter.fontMetrics()
    ground = QColor(scene.tokens.panel)
    ground.setAlphaF(0.92)
    widths = [metrics.horizontalAdvance(name) + 16 for name in names]
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for name, width, left in zip(
        names, widths, (x - _NAME_GAP_PX - widths[0], x + _NAME_GAP_PX), strict=True
    ):
        box = QRectF(left, _NAME_GAP_PX, width, metrics.height() + _NAME_PAD_PX)
        if name and box.left() >= 0 and box.right() <= scene.width:
            painter.setPen(QColor(scene.tokens.border))
            painter.setBrush(ground)
            painter.drawRoundedRect(box, 5, 5)
            painter.setPen(QColor(scene.tokens.text))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, name)


def target(photo: tuple[int, int], extension: Extension, view: ViewTransform) -> QRectF:
    """Where a picture of a photo of this size, (width, height) px, and what is added around it lies on the canvas."""
    box = extension.frame(photo)
    left, top = view.to_canvas((box.left, box.top))
    return QRectF(left, top, (box.right - box.left) * view.scale, (box.bottom - box.top) * view.scale)


def _paint_picture(
    painter: QPainter,
    picture: Picture,
    overlays: tuple[Tint, ...],
    *,
    scene: Scene,
    clip: QRectF,
    extension: Extension,
) -> None:
    painter.save()
    painter.setClipRect(clip)
    place = target(scene.photo.size, extension, scene.view)
    level = picture.level_for(place.width() * painter.device().devicePixelRatioF())
    if level.hasAlphaChannel():
        _paint_checks(painter, place.intersected(clip), tokens=scene.tokens)
    is_smooth = level.width() < picture.size[0] or scene.view.scale < _SHARP_FROM_SCALE
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, is_smooth)
    painter.drawImage(place, level)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    for tint in overlays:
        painter.drawImage(target(scene.photo.size, tint.extension, scene.view), tint.image)
    painter.restore()


def _paint_checks(painter: QPainter, rect: QRectF, *, tokens: Tokens) -> None:
    tile = QPixmap(2 * _CHECK_PX, 2 * _CHECK_PX)
    tile.fill(QColor(tokens.checker_light))
    with QPainter(tile) as pattern:
        for x, y in ((0, _CHECK_PX), (_CHECK_PX, 0)):
            pattern.fillRect(x, y, _CHECK_PX, _CHECK_PX, QColor(tokens.checker_dark))
    painter.fillRect(rect, QBrush(tile))
