"""What the tints over the picture mean, in a corner of the canvas for as long as any is shown."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from gui.canvas.layers import ViewMode
from gui.canvas.overlays import invented_share, is_moved, percent_of
from gui.canvas.view import CanvasView
from gui.document.session import Session
from gui.look.theme import tokens

_MARGIN, _PADDING, _SWATCH, _GAP = 12, 10, 12, 8


def tr(text: str) -> str:
    """`text` in the language of the window."""
    return QCoreApplication.translate("Legend", text)


class Legend(QWidget):
    """Lies over `canvas`, lets the pointer through, and tells screen readers the same."""

    def __init__(self, canvas: CanvasView, session: Session) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._session = session
        self._lines: tuple[tuple[str, str], ...] = ()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        canvas.installEventFilter(self)
        for signal in (
            canvas.overlays.changed,
            canvas.mode_changed,
            session.picture_changed,
            session.photo_changed,
            session.source_ready,
        ):
            signal.connect(self.refresh)
        self.refresh()

    @property
    def texts(self) -> tuple[str, ...]:
        """The lines as they stand."""
        return tuple(text for _, text in self._lines)

    def refresh(self) -> None:
        """Say what is shown now."""
        t, lines, overlays = tokens(), [], self._canvas.overlays
        rendered = self._session.rendered
        if overlays.matte_shown and self._session.source is not None:
            hidden = self._canvas.mode is ViewMode.RESULT and rendered is not None and is_moved(rendered)
            text = tr("The matte lies over the photo: see Original") if hidden else tr("Person (matte)")
            lines.append((t.matte, text))
        if overlays.invented_shown and rendered is not None:
            percent = percent_of(invented_share(rendered))
            lines.append((t.invented, tr("Invented: {percent}% of the person").format(percent=percent)))
        self._lines = tuple(lines)
        self.setAccessibleName(". ".join(self.texts))
        self.setVisible(bool(lines))
        self._place()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as the longest line."""
        metrics = QFontMetrics(self.font())
        width = max((metrics.horizontalAdvance(text) for text in self.texts), default=0)
        height = len(self._lines) * self._line_height - _GAP // 2
        return QSize(width + _SWATCH + _GAP + 2 * _PADDING, height + 2 * _PADDING)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language and the theme."""
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.PaletteChange):
            self.refresh()
        super().changeEvent(event)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Stay in the corner when the canvas grows."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """A quiet panel with one swatch a line."""
        t = tokens()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            ground = QColor(t.panel)
            ground.setAlphaF(0.92)
            painter.setPen(QColor(t.border))
            painter.setBrush(ground)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
            for number, (colour, text) in enumerate(self._lines):
                middle = _PADDING + (number + 0.5) * self._line_height - _GAP / 4
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(colour))
                painter.drawRoundedRect(QRectF(_PADDING, middle - _SWATCH / 2, _SWATCH, _SWATCH), 3, 3)
                painter.setPen(QColor(t.text))
                base = middle + QFontMetrics(self.font()).capHeight() / 2
                painter.drawText(QPointF(_PADDING + _SWATCH + _GAP, base), text)

    @property
    def _line_height(self) -> int:
        return QFontMetrics(self.font()).height() + _GAP // 2

    def _place(self) -> None:
        self.resize(self.sizeHint())
        self.move(_MARGIN, self._canvas.height() - self.height() - _MARGIN)
