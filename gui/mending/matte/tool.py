"""The brush on the canvas: strokes add to the person or take away from them, and the matte shows while they do."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter

from engine.contract.messages import Source
from engine.imaging.tiles import Tile
from engine.pose.pose import XY
from gui.canvas.brush_ring import FIRST_SHARE, SMALLEST_PX, paint_ring, ring_area, stepped, within_limits
from gui.canvas.tool import CanvasTool
from gui.document.matte_brush import Brush, Floats, MattePatch, Stroke
from gui.document.session import Session
from gui.link.background import Background
from gui.look.said import Said
from gui.look.theme import tokens
from gui.mending.matte.spare import SpareMatte
from gui.mending.matte.view import paint_matte

if TYPE_CHECKING:
    from gui.canvas.canvas import Canvas

_HARDER = 0.25
_NO_STEP = {
    Qt.Key.Key_BracketLeft: -1,
    Qt.Key.Key_BracketRight: 1,
    Qt.Key.Key_BraceLeft: -1,
    Qt.Key.Key_BraceRight: 1,
}
_ADDING, _OPPOSITE = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
_OWN_KEYS = (*_NO_STEP, Qt.Key.Key_X, Qt.Key.Key_C, Qt.Key.Key_Escape, Qt.Key.Key_Alt)


class MatteTool(QObject, CanvasTool):
    """Taken in hand by the canvas; every stroke is one undo entry, and the session makes the new source of it."""

    changed = Signal()  # size, hardness, what the brush does or what is shown
    left = Signal()  # the person is done, by key

    def __init__(self, canvas: Canvas, session: Session, background: Background) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._session = session
        self._spare = SpareMatte(background)
        self._stroke: Stroke | None = None
        self._at: XY | None = None  # the pointer on the canvas
        self._alt = False
        self._button = _ADDING  # the one that began the stroke
        self.adds = True
        self.on_checks = False
        self.diameter: float | None = None  # photo pixels; None before the first use
        self.hardness = 0.75

    # -- what the bar shows and sets

    @property
    def brush(self) -> Brush:
        """The brush as it is set."""
        edge = max(self._canvas.photo_size or (0, 0))
        return Brush(self.diameter or max(float(SMALLEST_PX), round(edge * FIRST_SHARE)), self.hardness)

    @property
    def is_adding(self) -> bool:
        """What a stroke does now; Alt held turns it round, and so does the right button, which no desktop takes."""
        return self.adds is not (self._alt or (self._stroke is not None and self._button is _OPPOSITE))

    def set_adds(self, adds: bool) -> None:
        """Add to the person, or take away from them."""
        self.adds = adds
        self._tell()

    def set_on_checks(self, on: bool) -> None:
        """Show what is cut out on a checkerboard."""
        self.on_checks = on
        self._tell()

    def set_diameter(self, diameter: float) -> None:
        """The brush's size in photo pixels."""
        self.diameter = within_limits(diameter)
        self._tell()

    def set_hardness(self, hardness: float) -> None:
        """0 for a soft brush to 1 for a hard one."""
        self.hardness = min(max(hardness, 0.0), 1.0)
        self._tell()

    def reset(self, found: Source) -> None:
        """Bring back the matte of `found`, one undo entry."""
        source = self._session.source
        if source is not None and source.matte.shape == found.matte.shape:
            self._push(source, found.matte, text=Said("MatteTool", "Reset matte"))

    # -- for the canvas

    def press(self, event: QMouseEvent) -> bool:
        """Begin a stroke."""
        source = self._session.source
        if self._stroke is not None:
            return True
        if event.button() not in (_ADDING, _OPPOSITE) or source is None or self._canvas.pointer.holds_space:
            return False
        self._take_modifiers(event.modifiers())
        self._button = event.button()
        self._stroke = Stroke(source, self._spare.take(source))
        self._tell_button()
        self._at = event.position().toTuple()
        self._pull(self._at)
        return True

    def move(self, event: QMouseEvent) -> bool:
        """Go on with the stroke, or show where it would begin."""
        self._take_modifiers(event.modifiers())
        at = event.position().toTuple()
        if self._stroke is not None:
            self._pull(at)
        if self._canvas.pointer.is_busy:
            self._move_ring(None)
            return False
        if self._stroke is None and self._session.source is not None:
            self._spare.prepare(self._session.source)
        self._canvas.setCursor(Qt.CursorShape.BlankCursor)  # the ring says where
        self._move_ring(at)
        return True

    def release(self, event: QMouseEvent) -> bool:
        """Make the stroke an edit."""
        if event.button() != self._button or self._stroke is None:
            return False
        text = Said("MatteTool", "Add to matte") if self.is_adding else Said("MatteTool", "Remove from matte")
        stroke, self._stroke = self._stroke, None
        self._tell_button()
        self._push(stroke.source, stroke.matte, text=text, tiles=stroke.tiles)
        return True

    def key(self, event: QKeyEvent, *, down: bool) -> bool:
        """Brackets for the size, with Shift for the hardness, X and Alt for the opposite, C for the checkerboard."""
        key = event.key()
        if key == Qt.Key.Key_Alt:
            self._set_alt(down)
            return True
        if not down:
            return False
        if key in _NO_STEP:
            self._step(
                _NO_STEP[Qt.Key(key)], harder=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            )
        elif key == Qt.Key.Key_X:
            self.set_adds(not self.adds)
        elif key == Qt.Key.Key_C:
            self.set_on_checks(not self.on_checks)
        elif key == Qt.Key.Key_Escape:
            self._give_up()
        return key in _OWN_KEYS

    def wants(self, event: QKeyEvent) -> bool:
        """The keys of the brush, unless held with Ctrl."""
        return event.key() in _OWN_KEYS and not event.modifiers() & Qt.KeyboardModifier.ControlModifier

    def leave(self) -> None:
        """Hide the ring."""
        self._move_ring(None)

    def view_changed(self) -> None:
        """Nothing is kept that depends on the view, but a stroke on another photo must not go on here."""
        if self._stroke is not None and self._stroke.source is not self._session.source:
            self._stroke = None

    def dropped(self) -> None:
        """Forget the stroke under way."""
        self._stroke, self._alt = None, False
        self._spare.drop()

    def paint(self, painter: QPainter, area: QRect) -> None:
        """The matte, and the brush's ring over it."""
        source = self._session.source
        if source is None:
            return
        matte = self._stroke.matte if self._stroke is not None else source.matte
        view, t = self._canvas.view, tokens()
        paint_matte(painter, matte, view=view, area=area, tokens=t, on_checks=self.on_checks)
        if self._at is not None:
            self._paint_ring(painter, QPointF(*self._at))

    # -- inside

    def _push(
        self, source: Source, matte: Floats, *, text: str, tiles: Collection[Tile] | None = None
    ) -> None:
        patch = MattePatch.between(source.matte, matte, tiles)
        if patch is not None:
            made = source.touched_up(matte, changed=patch.tiles)
            self._session.retouch(patch, made, text)
            self._spare.prepare(made)  # the next stroke may begin in no time

    def _pull(self, at: XY) -> None:
        view, stroke = self._canvas.view, self._stroke
        if stroke is not None and self._at is not None:
            start, end = view.to_photo(self._at), view.to_photo(at)
            touched = stroke.pull(self.brush, start, end, adds=self.is_adding)
            if touched is not None:
                corner, far = (
                    view.to_canvas((touched.left, touched.top)),
                    view.to_canvas((touched.right, touched.bottom)),
                )
                self._canvas.update(
                    QRectF(QPointF(*corner), QPointF(*far)).toAlignedRect().adjusted(-1, -1, 1, 1)
                )

    def _move_ring(self, at: XY | None) -> None:
        before, self._at = self._at, at
        for place in (before, at):
            if place is not None:
                self._canvas.update(self._ring_area(place))

    def _ring_area(self, at: XY) -> QRect:
        return ring_area(at, self.brush.diameter * self._canvas.view.scale)

    def _paint_ring(self, painter: QPainter, at: QPointF) -> None:
        t, diameter = tokens(), self.brush.diameter * self._canvas.view.scale
        colour = t.joint_middle if self.is_adding else t.joint_locked
        paint_ring(painter, at, diameter, colour=colour, plus=self.is_adding)

    def _take_modifiers(self, modifiers: Qt.KeyboardModifier) -> None:
        self._set_alt(bool(modifiers & Qt.KeyboardModifier.AltModifier))

    def _set_alt(self, held: bool) -> None:
        if held is not self._alt:
            self._alt = held
            self._tell()

    def _step(self, step: int, *, harder: bool) -> None:
        if harder:
            self.set_hardness(self.hardness + step * _HARDER)
        else:
            self.set_diameter(stepped(self.brush.diameter, step))

    def _give_up(self) -> None:
        if self._stroke is None:
            self.left.emit()
        self._stroke = None
        self._canvas.update()

    def _tell_button(self) -> None:
        if self._button is _OPPOSITE:
            self._tell()

    def _tell(self) -> None:
        self._canvas.update()
        self.changed.emit()
