"""With Alt held over the picture: the layer and the place in the photo the pixel under the pointer comes from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from engine.contract.messages import Rendered
from engine.pose.pose import XY
from gui.canvas.canvas import Canvas
from gui.canvas.layers import ViewMode
from gui.document.session import Session
from gui.look.layer_names import layer_name
from gui.look.theme import tokens

_RING_PX = 7.0
_SAME_PX = 1.0  # photo pixels: nearer than this it is the same place


class Kind(Enum):
    """What a pixel of the picture is."""

    TAKEN = "taken"
    UNCHANGED = "unchanged"
    INVENTED = "invented"
    BACKGROUND = "background"


@dataclass(frozen=True, slots=True)
class Explanation:
    """Where a pixel is in the picture, and, where it was taken from the photo, its place there; photo pixels.

    layer: of the person, by its number in `engine.imaging.origins`, where that is known.
    """

    kind: Kind
    at: XY
    origin: XY | None = None
    layer: int | None = None


def tr(text: str) -> str:
    """`text` in the language of the window."""
    return QCoreApplication.translate("Explainer", text)


def explain(rendered: Rendered, at: XY) -> Explanation | None:
    """What the picture's pixel at a photo point is; None outside of the picture or where that is not known."""
    box = rendered.request.extension.frame(rendered.request.source.photo.size)
    if rendered.origins is None or not (box.left <= at[0] < box.right and box.top <= at[1] < box.bottom):
        return None
    made_up = rendered.invented_map
    if made_up is not None:
        row = int((at[1] - box.top) * made_up.shape[0] / (box.bottom - box.top))
        column = int((at[0] - box.left) * made_up.shape[1] / (box.right - box.left))
        if made_up[row, column] > 127:
            return Explanation(Kind.INVENTED, at, layer=rendered.origins.layer_at(at))
    origin = rendered.origins.at(at)
    if origin is None:
        return Explanation(Kind.BACKGROUND, at)
    moved = max(abs(origin[0] - at[0]), abs(origin[1] - at[1])) > _SAME_PX
    layer = rendered.origins.layer_at(at)
    return Explanation(Kind.TAKEN if moved else Kind.UNCHANGED, at, origin, layer)


class Explainer(QWidget):
    """Lies over the canvas, lets the pointer through, and shows nothing unless Alt is held."""

    def __init__(self, canvas: Canvas, session: Session) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._session = session
        self.explanation: Explanation | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        canvas.installEventFilter(self)
        for signal in (session.picture_changed, session.pose_changed, session.photo_changed):
            signal.connect(self._clear)

    @property
    def text(self) -> str:
        """What is said beside the pointer."""
        texts = {
            Kind.TAKEN: tr("From the photo"),
            Kind.UNCHANGED: tr("Same as in the photo"),
            Kind.INVENTED: tr("Invented"),
            Kind.BACKGROUND: tr("Background"),
        }
        said = self.explanation
        if said is None:
            return ""
        layer = "" if said.layer is None else layer_name(said.layer)
        return f"{texts[said.kind]} · {layer}" if layer else texts[said.kind]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look on as the pointer moves; nothing is taken away from the canvas."""
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseMove:
            self._follow(event)
        elif event.type() == QEvent.Type.Leave or (
            event.type() == QEvent.Type.KeyRelease
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Alt
        ):
            self._clear()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """A ring at the pixel, one where it comes from, and the words."""
        said = self.explanation
        if said is None:
            return
        t, view = tokens(), self._canvas.view
        here = QPointF(*view.to_canvas(said.at))
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if said.origin is not None:
                there = QPointF(*view.to_canvas(said.origin))
                if self._canvas.mode is ViewMode.SIDE_BY_SIDE:
                    there -= QPointF(self._canvas.pane[0], 0)
                for colour, width in ((t.joint_outline, 4.0), (t.highlight, 2.0)):
                    painter.setPen(QPen(QColor(colour), width))
                    painter.drawLine(here, there)
                    painter.drawEllipse(there, _RING_PX, _RING_PX)
            for colour, width in ((t.joint_outline, 4.0), (t.joint_middle, 2.0)):
                painter.setPen(QPen(QColor(colour), width))
                painter.drawEllipse(here, _RING_PX / 2, _RING_PX / 2)
            self._paint_text(painter, here)

    def _paint_text(self, painter: QPainter, here: QPointF) -> None:
        t = tokens()
        width = painter.fontMetrics().horizontalAdvance(self.text) + 16
        left = min(here.x() + 14, self.width() - width - 4)
        box = QRectF(left, here.y() + 14, width, painter.fontMetrics().height() + 8)
        painter.setPen(QColor(t.border))
        painter.setBrush(QColor(t.panel))
        painter.drawRoundedRect(box, 5, 5)
        painter.setPen(QColor(t.text))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.text)

    def _follow(self, event: QMouseEvent) -> None:
        canvas, rendered = self._canvas, self._session.rendered
        asked = event.modifiers() & Qt.KeyboardModifier.AltModifier and not event.buttons()
        at = event.position().toTuple()
        shows_picture = (
            canvas.mode is not ViewMode.ORIGINAL and canvas.tool is None and at[0] >= canvas.result_left
        )
        if not asked or rendered is None or not shows_picture:
            self._clear()
            return
        self.explanation = explain(rendered, canvas.view.to_photo(at))
        self.resize(canvas.size())
        self.setVisible(self.explanation is not None)
        self.update()

    def _clear(self) -> None:
        self.explanation = None
        self.hide()
