"""The brush that says what belongs to what, on the photo itself; the layers show in colours while it is in hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter

from engine.photo.mending.layer_map import LayerMap
from engine.photo.mending.painted import Painted
from engine.photo.mending.targets import Target
from engine.pose.pose import XY
from gui.canvas.brush_ring import FIRST_SHARE, SMALLEST_PX, paint_ring, ring_area, stepped, within_limits
from gui.canvas.tool import CanvasTool
from gui.document.mending_edits import layers_of
from gui.document.part_brush import PartStroke
from gui.document.session import Session
from gui.look.said import Said
from gui.look.targets import target_colour, target_name, target_of
from gui.look.theme import tokens
from gui.mending.parts.view import paint_layers

if TYPE_CHECKING:
    from gui.canvas.canvas import Canvas

TARGETS = tuple(Target)
_SIZE_STEP = {Qt.Key.Key_BracketLeft: -1, Qt.Key.Key_BracketRight: 1}
_TARGET_STEP = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_OWN_KEYS = (*_SIZE_STEP, *_TARGET_STEP, Qt.Key.Key_X, Qt.Key.Key_Escape)


class PartTool(QObject, CanvasTool):
    """Taken in hand by the canvas; every stroke is one undo entry, and the layers are made anew with it.

    The right button takes up what lies under the pointer, to go on painting it.
    """

    changed = Signal()  # size, target, or what lies under the pointer
    left = Signal()  # the person is done, by key

    def __init__(self, canvas: Canvas, session: Session) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._session = session
        self._stroke: PartStroke | None = None
        self._at: XY | None = None  # the pointer on the canvas
        self._chosen_diameter: float | None = None  # photo pixels
        self.target = Target.RIGHT_ARM
        self.forgets = False

    # -- what the bar shows and sets

    @property
    def diameter(self) -> float:
        """The brush's size in photo pixels."""
        edge = max(self._canvas.photo_size or (0, 0))
        return self._chosen_diameter or max(float(SMALLEST_PX), round(edge * FIRST_SHARE))

    @property
    def here(self) -> Target | None:
        """What the machine takes for what is under the pointer; None for nothing of the person."""
        layers = self._layers
        if self._at is None or layers is None:
            return None
        return target_of(layers.code_at(self._canvas.view.to_photo(self._at)))

    def set_target(self, target: Target) -> None:
        """What is painted belongs to this."""
        self.target, self.forgets = target, False
        self._tell()

    def set_forgets(self, on: bool) -> None:
        """Take back what was painted, so that the machine decides again."""
        self.forgets = on
        self._tell()

    def set_diameter(self, diameter: float) -> None:
        """The brush's size in photo pixels."""
        self._chosen_diameter = within_limits(diameter)
        self._tell()

    def reset(self) -> None:
        """Take back all that was painted on this photo, one undo entry; the matte stays."""
        source = self._session.source
        if source is not None:
            self._session.mend(
                source.mending.with_painted(None), Said("PartTool", "Reset what belongs to what")
            )

    # -- for the canvas

    def press(self, event: QMouseEvent) -> bool:
        """Begin a stroke, or with the right button take up what lies there."""
        source = self._session.source
        if self._stroke is not None:
            return True
        if source is None or self._canvas.pointer.holds_space:
            return False
        self._at = event.position().toTuple()
        if event.button() == Qt.MouseButton.RightButton:
            self.set_target(self.here or Target.BACKGROUND)
            return True
        if event.button() != Qt.MouseButton.LeftButton:
            return False
        target = None if self.forgets else self.target
        self._stroke = PartStroke(source, target, self._canvas.view.to_photo(self._at))
        self._pull(self._at)
        return True

    def move(self, event: QMouseEvent) -> bool:
        """Go on with the stroke, or show where it would begin."""
        at = event.position().toTuple()
        if self._stroke is not None:
            self._pull(at)
        if self._canvas.pointer.is_busy:
            self._move_ring(None)
            return False
        self._canvas.setCursor(Qt.CursorShape.BlankCursor)  # the ring says where
        self._move_ring(at)
        self.changed.emit()
        return True

    def release(self, event: QMouseEvent) -> bool:
        """Make the stroke an edit."""
        if event.button() != Qt.MouseButton.LeftButton or self._stroke is None:
            return False
        stroke, self._stroke = self._stroke, None
        mending, patch, source = stroke.done()
        words = (
            Said("PartTool", "As found again")
            if stroke.target is None
            else Said("PartTool", "Belongs to: {part}")
        )
        name = "" if stroke.target is None else target_name(stroke.target)
        self._session.mend(mending, words.format(part=name), patch=patch, ready=source)
        self._canvas.update()
        return True

    def key(self, event: QKeyEvent, *, down: bool) -> bool:
        """Brackets for the size, up and down for the target, X to take back, Escape to end."""
        key = event.key()
        if not down or key not in _OWN_KEYS:
            return False
        if key in _SIZE_STEP:
            self.set_diameter(stepped(self.diameter, _SIZE_STEP[Qt.Key(key)]))
        elif key in _TARGET_STEP:
            place = TARGETS.index(self.target) + _TARGET_STEP[Qt.Key(key)]
            self.set_target(TARGETS[place % len(TARGETS)])
        elif key == Qt.Key.Key_X:
            self.set_forgets(not self.forgets)
        else:
            self._give_up()
        return True

    def wants(self, event: QKeyEvent) -> bool:
        """The keys of the brush, unless held with Ctrl."""
        return event.key() in _OWN_KEYS and not event.modifiers() & Qt.KeyboardModifier.ControlModifier

    def leave(self) -> None:
        """Hide the ring."""
        self._move_ring(None)
        self.changed.emit()

    def view_changed(self) -> None:
        """A stroke on another photo must not go on here."""
        if self._stroke is not None and self._stroke.source is not self._session.source:
            self._stroke = None

    def dropped(self) -> None:
        """Forget the stroke under way."""
        self._stroke = None

    def paint(self, painter: QPainter, area: QRect) -> None:
        """The layers, and the brush's ring over them."""
        source = self._session.source
        if source is None:
            return
        stroke = self._stroke
        painted = (stroke.painted if stroke is not None else source.mending.painted) or Painted(
            source.photo.size
        )
        paint_layers(painter, self._layers, painted, view=self._canvas.view, area=area)
        if self._at is not None:
            colour = tokens().joint_locked if self.forgets else target_colour(self.target)
            size = self.diameter * self._canvas.view.scale
            paint_ring(painter, QPointF(*self._at), size, colour=colour, plus=not self.forgets)

    # -- inside

    @property
    def _layers(self) -> LayerMap | None:
        """Those of an earlier stroke until the picture after it is there."""
        return layers_of(self._session)

    def _pull(self, at: XY) -> None:
        view, stroke = self._canvas.view, self._stroke
        if stroke is None or self._at is None:
            return
        touched = stroke.pull(self.diameter, view.to_photo(self._at), view.to_photo(at))
        if touched is not None:
            corner = view.to_canvas((touched.left, touched.top))
            far = view.to_canvas((touched.right, touched.bottom))
            changed = QRectF(QPointF(*corner), QPointF(*far)).toAlignedRect()
            self._canvas.update(changed.adjusted(-1, -1, 1, 1))

    def _move_ring(self, at: XY | None) -> None:
        before, self._at = self._at, at
        for place in (before, at):
            if place is not None:
                self._canvas.update(ring_area(place, self.diameter * self._canvas.view.scale))

    def _give_up(self) -> None:
        if self._stroke is None:
            self.left.emit()
        self._stroke = None
        self._canvas.update()

    def _tell(self) -> None:
        self._canvas.update()
        self.changed.emit()
