"""What the pointer does on the canvas: hover, select, drag the skeleton, pan, zoom and move the split line."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QMouseEvent, QPainter

from engine.pose.pose import XY, Joint
from gui.canvas.bystanders import Bystanders
from gui.canvas.drag import Drag, Mode
from gui.canvas.gestures import body_name, drag_words, edit_text, mode_of, words_for
from gui.canvas.guides import paint_axis, paint_frame, paint_guides
from gui.canvas.layers import ViewMode
from gui.canvas.name_tag import paint_name, paint_tag
from gui.canvas.nudging import flip
from gui.canvas.pose_interaction import Body, Hit, framed, handles, hit
from gui.canvas.shape import Doing, Shape
from gui.canvas.snapping import Guide, ground_of, snapped
from gui.canvas.view import CanvasView
from gui.document.session import Session
from gui.look.tokens import Tokens

# A press that moves less is a click.
_CLICK_PX = 3.0
_SNAP_REACH_PX = 10.0


class CanvasPointer:
    """The canvas's pointer and its state between two events; all edits go to the session."""

    def __init__(self, canvas: CanvasView, session: Session) -> None:
        self._canvas = canvas
        self._session = session
        self._doing = Doing.NOTHING
        self._button = Qt.MouseButton.NoButton
        self._pressed_at: XY = (0.0, 0.0)
        self._last: XY = (0.0, 0.0)
        self._hit: Hit | None = None
        self._drag: Drag | None = None
        self._mode = Mode.LOCKED
        self._space = False
        self.plants_feet = True
        self.is_symmetric = False
        self._snaps = False
        self._guides: tuple[Guide, ...] = ()  # what the drag has snapped to
        self.stretched: frozenset[Joint] = frozenset()  # hands and feet that it would need longer limbs for
        self.hovered: Joint | None = None
        self.over: Hit | None = None  # what a press would take hold of
        self.bystanders: Bystanders | None = None  # once somebody knows who else is in the photo

    @property
    def moving(self) -> frozenset[Joint]:
        """The joints being dragged."""
        return self._drag.moving(self._mode) if self._drag else frozenset()

    @property
    def held(self) -> frozenset[Joint]:
        """The hands and feet that hold while something is dragged."""
        return self._drag.pins(self._mode) if self._drag else frozenset()

    @property
    def words(self) -> str:
        """What can be done with what lies under the pointer."""
        if self._drag is not None:
            return drag_words(self._drag.hit, snaps=self._snaps)
        if self.over is None:
            return "" if self.bystanders is None else self.bystanders.words
        return words_for(self.over, plants_feet=self.plants_feet, snaps=self._snaps)

    @property
    def guides(self) -> tuple[Guide, ...]:
        """The lines that what is dragged has snapped to."""
        return self._guides

    def plant_feet(self, on: bool) -> None:
        """Whether the feet stay on the ground when the torso is dragged."""
        self.plants_feet = on

    def mirror_drags(self, on: bool) -> None:
        """Whether the other arm or leg does what the dragged one does."""
        self.is_symmetric = on
        self._canvas.update()

    def snap_drags(self, on: bool) -> None:
        """Whether drags snap to lines and angles by themselves; Alt held makes it the other way about."""
        self._snaps = on

    @property
    def is_busy(self) -> bool:
        """Whether something was begun and not ended, such as panning."""
        return self._doing is not Doing.NOTHING

    @property
    def holds_space(self) -> bool:
        """Whether the next press pans."""
        return self._space

    def joint_at(self, at: XY) -> Joint | None:
        """The joint under a point of the canvas."""
        return found.joint if (found := self._hit_at(at)) else None

    def press(self, event: QMouseEvent) -> None:
        """Decide what this press begins."""
        if self._doing is not Doing.NOTHING:
            return
        at = self._pressed_at = self._last = event.position().toTuple()
        self._button = event.button()
        if event.button() == Qt.MouseButton.MiddleButton or self._space:
            self._begin(Doing.PAN, Shape.HOLD)
        elif event.button() != Qt.MouseButton.LeftButton:
            return
        elif self._is_on_split(at):
            self._begin(Doing.SPLIT, Shape.SPLIT)
        elif self._canvas.mode is not ViewMode.ORIGINAL:
            self._hit = self._hit_at(at)
            self._begin(Doing.PRESSED, Shape.HOLD if self._hit else Shape.PLAIN)

    def move(self, event: QMouseEvent) -> None:
        """Go on with what was begun, or hover."""
        at = event.position().toTuple()
        if self._doing is Doing.NOTHING:
            self._hover(at)
        elif self._doing is Doing.PAN:
            self._canvas.set_view(self._canvas.view.panned((at[0] - self._last[0], at[1] - self._last[1])))
        elif self._doing is Doing.SPLIT:
            self._canvas.split_share = min(max(at[0] / max(self._canvas.width(), 1), 0.02), 0.98)
            self._canvas.refresh()
        else:
            self._last = at
            self._pull(at, event)
        self._last = at

    def release(self, event: QMouseEvent) -> None:
        """End what was begun, by the button that began it."""
        if event.button() != self._button:
            return
        doing, self._doing = self._doing, Doing.NOTHING
        if doing is Doing.PRESSED:
            self._click(event.modifiers())
        elif doing is Doing.DRAG:
            text = "" if self._drag is None else edit_text(self._drag, self._mode)
            self._forget_drag()
            self._session.end_gesture(text)
        elif doing is Doing.FRAME:
            pose, corners = self._session.pose, (self._pressed_at, self._last)
            self._session.select(() if pose is None else framed(pose, corners, view=self._canvas.view))
        self._hover(event.position().toTuple())
        if doing is Doing.DRAG:
            self._take_over(self.over)  # keys mean something else again
        self._canvas.update()

    def double_click(self, event: QMouseEvent) -> None:
        """Bend an elbow or knee to its other side."""
        joint = self.joint_at(event.position().toTuple())
        if joint is not None:
            flip(self._session, joint)

    def cancel(self) -> None:
        """Give up a drag, or deselect."""
        was, self._doing = self._doing, Doing.NOTHING
        self._forget_drag()
        if was is Doing.DRAG:
            self._session.cancel_gesture()
            self._take_over(self.over)
        elif was is Doing.NOTHING:
            self._session.select(())
        self._canvas.update()

    def leave(self) -> None:
        """Hover over nothing."""
        if self.bystanders is not None:
            self.bystanders.hover(None)
        if self.over is not None:
            self._take_over(None)

    def hold_space(self, held: bool) -> None:
        """With Space held, the pointer pans."""
        self._space = held
        if self._doing is Doing.NOTHING:
            self._canvas.setCursor((Shape.PAN if held else Shape.PLAIN).value)

    def paint(self, painter: QPainter, tokens: Tokens) -> None:
        """Draw lines that help, the frame that selects, or the name of what a press would take hold of."""
        pose, view = self._session.pose, self._canvas.view
        if pose is None:
            return
        if self.bystanders is not None and self._doing is Doing.NOTHING:
            self.bystanders.paint(painter, tokens)
        if self.is_symmetric:
            paint_axis(painter, pose, view=view, tokens=tokens)
        paint_guides(painter, self._guides, view=view, tokens=tokens)
        if self._doing is Doing.NOTHING and self.hovered is not None:
            paint_name(
                painter, self.hovered, at=QPointF(*view.to_canvas(pose.at(self.hovered))), tokens=tokens
            )
        elif self._doing is Doing.NOTHING and self.handle is not None:
            place = handles(pose, view=view).get(self.handle)
            if place is not None:
                at = QPointF(*view.to_canvas(place))
                paint_tag(painter, body_name(self.handle), at=at, tokens=tokens)
        elif self._doing is Doing.FRAME:
            paint_frame(painter, (self._pressed_at, self._last), tokens=tokens)

    @property
    def at_hand(self) -> Hit | None:
        """What is held, or what a press would take hold of."""
        return self.over if self._drag is None else self._drag.hit

    @property
    def handle(self) -> Body | None:
        """The same, where it is a handle of the body."""
        found = self.at_hand
        return found.body if found is not None and found.joint is None else None

    # -- inside

    def _begin(self, doing: Doing, shape: Shape) -> None:
        self._doing = doing
        self._canvas.setCursor(shape.value)

    def _hit_at(self, at: XY) -> Hit | None:
        pose, canvas = self._session.pose, self._canvas
        if pose is None or not canvas.skeleton_shown or canvas.mode is ViewMode.ORIGINAL:
            return None
        if at[0] < canvas.result_left:
            return None
        return hit(pose, at, view=canvas.view, placing=canvas.hidden_shown, body=True)

    def _beside(self, at: XY, found: Hit | None) -> XY | None:
        """`at` where somebody else may be chosen: in the picture, and not on the edited person."""
        is_free = found is None and self._canvas.skeleton_shown and at[0] >= self._canvas.result_left
        return at if is_free and self._canvas.mode is not ViewMode.ORIGINAL else None

    def _is_on_split(self, at: XY) -> bool:
        """On the grip, or on the line where no joint can be taken hold of."""
        return self._canvas.is_on_grip(at) or (self._canvas.is_on_line(at) and self.joint_at(at) is None)

    def _hover(self, at: XY) -> None:
        found = self._hit_at(at)
        other = self.bystanders is not None and self.bystanders.hover(self._beside(at, found))
        shape = Shape.PAN if self._space else Shape.GRIP if found or other else Shape.PLAIN
        self._canvas.setCursor((Shape.SPLIT if self._is_on_split(at) else shape).value)
        if found != self.over:
            self._take_over(found)

    def _take_over(self, found: Hit | None) -> None:
        self.over, self.hovered = found, found.joint if found is not None else None
        self._canvas.tell_hovered(self.hovered)

    def _pull(self, at: XY, event: QMouseEvent) -> None:
        if self._doing is Doing.PRESSED and math.dist(at, self._pressed_at) >= _CLICK_PX:
            self._begin_drag()
        if self._doing is Doing.DRAG and self._drag is not None:
            self._mode = mode_of(event.modifiers())
            to = self._snapped(self._canvas.view.to_photo(at), event.modifiers())
            self.stretched = self._drag.stretched(to, self._mode)
            self._session.update_gesture(self._drag.pose_at(to, self._mode))
        elif self._doing is Doing.FRAME:
            self._canvas.update()

    def _begin_drag(self) -> None:
        pose = self._session.pose
        if self._hit is None or pose is None:
            self._doing = Doing.FRAME
            return
        self._doing = Doing.DRAG
        if self._hit.joint is not None:
            self._session.select({self._hit.joint})
        grip = self._canvas.view.to_photo(self._pressed_at)
        locked, body = self._session.locked, self._session.body
        self._drag = Drag(pose, grip, self._hit, locked, self.plants_feet, self.is_symmetric, body)
        self._session.begin_gesture()
        self._take_over(self._hit)  # a touch hovers over nothing before, and other keys mean something now

    def _snapped(self, to: XY, keys: Qt.KeyboardModifier) -> XY:
        """Where the pointer counts as being on the photo."""
        self._guides = ()
        if self._drag is None or bool(keys & Qt.KeyboardModifier.AltModifier) is self._snaps:
            return to
        source = self._session.source
        ground = ground_of(source.pose if source is not None else None)
        reach = _SNAP_REACH_PX / self._canvas.view.scale
        snap = snapped(self._drag, to, self._mode, reach_px=reach, ground=ground)
        self._guides = snap.guides
        return snap.xy

    def _forget_drag(self) -> None:
        self._drag, self.stretched, self._guides = None, frozenset(), ()

    def _click(self, modifiers: Qt.KeyboardModifier) -> None:
        """Select; with Shift or Ctrl add to the selection or take away from it."""
        joint = self._hit.joint if self._hit else None
        clicked = frozenset() if joint is None else frozenset({joint})
        adds = modifiers & (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier)
        beside = None if adds else self._beside(self._pressed_at, self._hit)
        if beside is not None and self.bystanders is not None and self.bystanders.click(beside):
            return
        self._session.select(self._session.selection ^ clicked if adds else clicked)
