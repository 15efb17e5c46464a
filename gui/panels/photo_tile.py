"""The pictures of the film strip's tiles: a thumbnail in the middle of a square, with marks on what is to be known."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QImage, QPainter, QPen, QPixmap

from gui.look.theme import tokens

THUMBNAIL_PX = 72
_MARK_PX = 20
_DOT_PX = 12
_INSET_PX = 3


def icon_of(pixmap: QPixmap) -> QIcon:
    """An icon that looks the same when it is selected; styles would tint the photo."""
    icon = QIcon(pixmap)
    icon.addPixmap(pixmap, QIcon.Mode.Selected)
    return icon


def blank(ratio: float) -> QPixmap:
    """Of a photo that is still to be read: grey, with three dots. ratio: of the screen's pixels to the window's."""
    square = _square(ratio, QColor(tokens().border))
    with QPainter(square) as painter:
        painter.setFont(_font(painter.font(), THUMBNAIL_PX / 3))
        painter.setPen(QColor(tokens().muted))
        painter.drawText(QRectF(0, 0, THUMBNAIL_PX, THUMBNAIL_PX), Qt.AlignmentFlag.AlignCenter, "…")
    return square


def framed(picture: QImage, ratio: float) -> QPixmap:
    """The picture in the middle of a square: tiles of one size stay where they are and cover what was there before."""
    square = _square(ratio, QColor(Qt.GlobalColor.transparent))
    edge = square.width()
    fitted = picture.scaled(
        edge, edge, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    fitted.setDevicePixelRatio(ratio)
    size = fitted.deviceIndependentSize()
    with QPainter(square) as painter:
        left, top = (THUMBNAIL_PX - size.width()) / 2, (THUMBNAIL_PX - size.height()) / 2
        painter.drawImage(QRectF(left, top, size.width(), size.height()), fitted)
    return square


def with_marks(icon: QIcon, *, is_edited: bool, has_failed: bool) -> QIcon:
    """A dot in the lower left corner of an edited photo, an exclamation mark in the lower right of a failed one."""
    if not is_edited and not has_failed:
        return icon
    pixmap = icon.pixmap(THUMBNAIL_PX, THUMBNAIL_PX)
    size = pixmap.deviceIndependentSize()
    with QPainter(pixmap) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens().panel), 1.5))
        if is_edited:
            painter.setBrush(QColor(tokens().accent))
            low = size.height() - _DOT_PX - _INSET_PX
            painter.drawEllipse(QRectF(_INSET_PX, low, _DOT_PX, _DOT_PX))
        if has_failed:
            painter.setBrush(QColor(tokens().danger))
            disc = QRectF(
                size.width() - _MARK_PX - _INSET_PX, size.height() - _MARK_PX - _INSET_PX, _MARK_PX, _MARK_PX
            )
            painter.drawEllipse(disc)
            painter.setFont(_font(painter.font(), _MARK_PX * 0.75))
            painter.setPen(QColor(tokens().panel))
            painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, "!")
    return icon_of(pixmap)


def _square(ratio: float, colour: QColor) -> QPixmap:
    edge = round(THUMBNAIL_PX * ratio)
    square = QPixmap(edge, edge)
    square.fill(colour)
    square.setDevicePixelRatio(ratio)
    return square


def _font(like: QFont, height_px: float) -> QFont:
    font = QFont(like)
    font.setPixelSize(round(height_px))
    font.setBold(True)
    return font
