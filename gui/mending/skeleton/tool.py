"""Correcting the skeleton on the photo itself: joints are dragged to where they are, placed, or said to be missing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen

from engine.pose.pose import XY, Box, Joint, Pose
from gui.canvas.name_tag import paint_name
from gui.canvas.pose_interaction import Hit
from gui.canvas.pose_painter import Marks, paint_pose
from gui.canvas.tool import CanvasTool
from gui.document.people import People
from gui.document.session import Session
from gui.look.joint_names import joint_in_phrase, joint_name
from gui.look.said import Said
from gui.look.theme import tokens
from gui.mending.skeleton.grip import Grip, sure
from gui.mending.skeleton.names import hit_or_named, missing
from gui.mending.skeleton.standing import Reach, middle_of, standing_in, within_reach

if TYPE_CHECKING:
    from gui.canvas.canvas import Canvas

_LEAST_BOX_PX = 12.0  # on the canvas: less is a click
_DONE_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_GONE_KEYS = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_OWN_KEYS = (*_DONE_KEYS, *_GONE_KEYS, Qt.Key.Key_Escape, Qt.Key.Key_X, Qt.Key.Key_B)


class SkeletonTool(QObject, CanvasTool):
    """Taken in hand by the canvas; each correction is one undo entry, and what is made of the photo is made anew.

    Where nobody was found, a standing figure is put on the person instead, and `finish` has the engine take it.
    """

    changed = Signal()  # what is selected, and whether a box is being asked for
    left = Signal()

    def __init__(self, canvas: Canvas, session: Session, people: People) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._session = session
        self._people = people
        self._grip: Grip | None = None
        self._dragged: Pose | None = None
        self._placed: Reach | None = None  # where joints were shown last
        self._figure: Pose | None = None  # as it was put on a person whom nobody found
        self._box: Box | None = None  # where somebody says the person is
        self._frame: tuple[XY, XY] | None = None  # of a box being drawn, on the canvas
        self._hovered: Joint | None = None
        self._begun = 0  # how many edits of the photo were done when it was taken in hand
        session.undo_stack.changed.connect(self._on_history_changed)
        self.selected: Joint | None = None
        self.draws_box = False

    # -- what the bar shows and sets

    @property
    def pose(self) -> Pose | None:
        """Where the joints are shown; in the course of a drag, where they are held."""
        reach = self._reach()
        return None if reach is None else reach.shown

    @property
    def is_finding(self) -> bool:
        """Whether nobody was found in the photo, so that a figure is put on them."""
        return self._source_pose is None

    def set_draws_box(self, on: bool) -> None:
        """Have the next drag frame the person, who is then looked for there."""
        self.draws_box = on
        self._frame = None
        self._tell()

    def swap_sides(self) -> None:
        """Left is right and right is left, and nothing moves."""
        if self.is_finding:
            return
        self._session.swap_skeleton_sides(Said("SkeletonTool", "Swap left and right in the photo"))
        self._tell()

    def toggle_presence(self) -> None:
        """The selected joint is not in the photo, or is after all."""
        reach, joint = self._reach(), self.selected
        if reach is None or joint is None:
            return
        is_there = reach.pose.has(joint)
        if is_there:
            text = Said("SkeletonTool", "{joint} not in the photo").format(joint=joint_name(joint))
        else:
            text = Said("SkeletonTool", "Place {joint} in the photo").format(joint=joint_in_phrase(joint))
        new = reach.pose.with_present(joint, present=False) if is_there else sure(reach.put(joint), joint)
        self._settle(new, text)

    def finish(self) -> None:
        """Back to posing; a figure put on somebody is taken for them."""
        if self._source_pose is None and self._figure is not None:
            self._people.place(self._figure)
        self.left.emit()

    def cancel(self) -> None:
        """Back to posing, with the skeleton as it was when the tool was taken in hand; can be done again by redo."""
        self._figure = self._box = None
        self.dropped()
        if self._session.undo_stack.index() > self._begun:
            self._session.undo_stack.setIndex(self._begun)
        self.left.emit()

    # -- for the canvas

    def taken(self) -> None:
        """Know what is to come back where it is cancelled."""
        self._begun = self._session.undo_stack.index()

    def _on_history_changed(self) -> None:
        """What was taken back while correcting is not to come again."""
        self._begun = min(self._begun, self._session.undo_stack.index())

    def press(self, event: QMouseEvent) -> bool:
        """Take hold of a joint or of the whole, draw a box, or with the right button switch a joint off and on."""
        at, reach = event.position().toTuple(), self._reach()
        if self._canvas.pointer.holds_space or reach is None or self._grip is not None:
            return False
        if event.button() == Qt.MouseButton.LeftButton and self.draws_box:
            self._frame = at, at
            return True
        found = self._hit(reach.shown, at)
        if event.button() not in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton):
            return False
        self.selected = found.joint if found is not None else None
        if event.button() == Qt.MouseButton.RightButton:
            self.toggle_presence()
        elif found is not None:
            self._grip = Grip(reach, self._canvas.view.to_photo(at), found)
        self._tell()
        return True

    def move(self, event: QMouseEvent) -> bool:
        """Go on with what was begun, or tell which joint would be taken."""
        if self._canvas.pointer.is_busy:
            return False
        at, size = event.position().toTuple(), self._canvas.photo_size
        if self._frame is not None:
            self._frame = self._frame[0], at
        elif self._grip is not None and size is not None:
            self._dragged = self._grip.pose_at(self._canvas.view.to_photo(at), size)
        else:
            self._hover(at)
        self._canvas.update()
        return True

    def release(self, event: QMouseEvent) -> bool:
        """Make it an edit."""
        if event.button() != Qt.MouseButton.LeftButton:
            return False
        frame, self._frame = self._frame, None
        if frame is not None:
            self._look_in(frame)
            return True
        grip, dragged = self._grip, self._dragged
        self._grip = self._dragged = None
        if grip is not None and dragged is not None:
            joint = grip.hit.joint
            text = (
                Said("SkeletonTool", "Place {joint} in the photo")
                if joint is not None
                else Said("SkeletonTool", "Shift skeleton")
            )
            self._settle(dragged, text.format(joint="" if joint is None else joint_in_phrase(joint)))
        return grip is not None

    def key(self, event: QKeyEvent, *, down: bool) -> bool:
        """Delete for what is not there, X for the sides, B for a box, Enter and Escape to end."""
        key = event.key()
        if not down or key not in _OWN_KEYS:
            return False
        if key in _GONE_KEYS:
            self.toggle_presence()
        elif key == Qt.Key.Key_X:
            self.swap_sides()
        elif key == Qt.Key.Key_B:
            self.set_draws_box(not self.draws_box)
        elif key in _DONE_KEYS:
            self.finish()
        else:
            self._give_up()
        return True

    def wants(self, event: QKeyEvent) -> bool:
        """Its keys, unless held with Ctrl."""
        return event.key() in _OWN_KEYS and not event.modifiers() & Qt.KeyboardModifier.ControlModifier

    def leave(self) -> None:
        """Hover over nothing."""
        self._hovered = None
        self._canvas.tell_hovered(None)

    def photo_changed(self) -> None:
        """Another photo is on the canvas: nothing of what was begun is meant for it."""
        self._figure = self._box = self.selected = self._placed = None
        self.taken()
        self.dropped()

    def dropped(self) -> None:
        """Forget what was begun."""
        self._grip = self._dragged = self._frame = self._hovered = None
        self.draws_box = False
        self._tell()

    def paint(self, painter: QPainter, area: QRect) -> None:
        """The joints, those that are not there hollow and named, the name under the pointer, and the box."""
        pose, t = self.pose, tokens()
        if pose is None:
            return
        selected = frozenset() if self.selected is None else frozenset({self.selected})
        marks = Marks(selected=selected, hovered=self._hovered, show_hidden=True)
        self._paint_names(painter, missing(pose))
        paint_pose(painter, pose, view=self._canvas.view, tokens=t, marks=marks)
        joint = self._hovered if self._hovered is not None else self.selected
        self._paint_names(painter, [] if joint is None else [joint])
        if self._frame is not None:
            frame = QRectF(QPointF(*self._frame[0]), QPointF(*self._frame[1])).normalized()
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for tone, width in ((t.joint_outline, 3.0), (t.highlight, 1.5)):
                painter.setPen(QPen(QColor(tone), width))
                painter.drawRect(frame)

    # -- inside

    def _paint_names(self, painter: QPainter, joints: Iterable[Joint]) -> None:
        pose = self.pose
        if pose is None:
            return
        for joint in joints:
            at = QPointF(*self._canvas.view.to_canvas(pose.at(joint)))
            paint_name(painter, joint, at=at, tokens=tokens())

    def _reach(self) -> Reach | None:
        """The joints and where they are shown: one that nobody touches stays there, whatever is put on its place."""
        size, source = self._canvas.photo_size, self._source_pose
        if size is None:
            return None
        pose = self._dragged or source or self._figure or standing_in(self._box or middle_of(size))
        if source is None:
            return Reach(pose, {})
        is_held = self._dragged is not None
        self._placed = within_reach(pose, size, before=self._placed, is_held=is_held)
        return self._placed

    @property
    def _source_pose(self) -> Pose | None:
        entry = self._session.entry
        return entry.source.pose if entry is not None and entry.source is not None else None

    def _settle(self, pose: Pose, text: str) -> None:
        if self.is_finding:
            self._figure = pose
        else:
            self._session.correct_skeleton(pose, text)
        self._tell()

    def _look_in(self, frame: tuple[XY, XY]) -> None:
        rect = QRectF(QPointF(*frame[0]), QPointF(*frame[1])).normalized()
        if min(rect.width(), rect.height()) >= _LEAST_BOX_PX:
            view = self._canvas.view
            corners = view.to_photo(rect.topLeft().toTuple()), view.to_photo(rect.bottomRight().toTuple())
            self._box, self._figure = Box(*corners[0], *corners[1]), None
            self._people.find_within(self._box, Said("SkeletonTool", "Find person in a box"))
            self.draws_box = False
        self._tell()

    def _hit(self, pose: Pose, at: XY) -> Hit | None:
        return hit_or_named(pose, at, view=self._canvas.view, metrics=self._canvas.fontMetrics())

    def _hover(self, at: XY) -> None:
        pose = self.pose
        found = None if pose is None else self._hit(pose, at)
        self._hovered = found.joint if found is not None else None
        self._canvas.tell_hovered(self._hovered)
        shape = Qt.CursorShape.PointingHandCursor if found is not None else Qt.CursorShape.ArrowCursor
        self._canvas.setCursor(Qt.CursorShape.CrossCursor if self.draws_box else shape)

    def _give_up(self) -> None:
        """What was begun; where nothing was, the tool itself, and the figure with it."""
        if self._grip is not None or self.draws_box:
            self.dropped()
        else:
            self._figure = None
            self.left.emit()

    def _tell(self) -> None:
        self._canvas.update()
        self.changed.emit()
