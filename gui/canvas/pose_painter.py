"""Draws a skeleton: limbs as lines, joints as handles of constant size that tell left, right and middle apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPolygonF

from engine.pose.kinematics import END_OF
from engine.pose.pose import LIMBS, XY, Joint, Pose
from engine.pose.unseen import UNSURE_BELOW
from gui.canvas.view_transform import ViewTransform
from gui.look.tokens import Tokens

HANDLE_PX = 6.0
_BAND_PX = 13.0  # broader than a handle
_HIDDEN_OPACITY = 0.55
_DASHES = (1.5, 3.0)  # and the gap between them, in widths of the line; round ends reach into it


@dataclass(frozen=True, slots=True)
class Marks:
    """What is special about joints right now."""

    selected: frozenset[Joint] = frozenset()
    locked: frozenset[Joint] = frozenset()
    stretched: frozenset[Joint] = frozenset()  # hands and feet whose limb is too short for what is wanted
    doubtful: frozenset[Joint] = frozenset()  # of limbs to look at
    moving: frozenset[Joint] = frozenset()
    hovered: Joint | None = None
    handles: tuple[XY, ...] = ()  # of the body, photo px
    held_handle: XY | None = None
    show_hidden: bool = False
    in_front: tuple[Joint, ...] = field(default=())
    behind: tuple[Joint, ...] = field(default=())

    def height_of(self, limb: Joint) -> int:
        """0, more for a limb in front, less for one behind."""
        if limb in self.in_front:
            return 1 + self.in_front.index(limb)
        return self.behind.index(limb) - len(self.behind) if limb in self.behind else 0


def paint_pose(
    painter: QPainter, pose: Pose, *, view: ViewTransform, tokens: Tokens, marks: Marks | None = None
) -> None:
    """Draw `pose` in canvas pixels; handles and lines keep their size at every zoom.

    Lines of limbs that were sent behind are dashed, and those brought to the front broad and lie over the others.
    """
    marks = marks or Marks()
    places = {joint: QPointF(*view.to_canvas(pose.at(joint))) for joint in Joint}
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _paint_doubtful(painter, pose, places=places, tokens=tokens, doubtful=marks.doubtful)
    _paint_limbs(painter, pose, places=places, tokens=tokens, marks=marks)
    for joint in Joint:
        if pose.has(joint) or marks.show_hidden:
            painter.setOpacity(1.0 if pose.has(joint) else _HIDDEN_OPACITY)
            _paint_joint(painter, joint, place=places[joint], colour=colour_of(pose, joint, tokens), marks=marks,
                         tokens=tokens, hollow=not pose.has(joint))  # fmt: skip
    painter.setOpacity(1.0)
    for place in marks.handles:
        _paint_handle(
            painter, QPointF(*view.to_canvas(place)), is_held=place == marks.held_handle, tokens=tokens
        )


def _paint_handle(painter: QPainter, place: QPointF, *, is_held: bool, tokens: Tokens) -> None:
    """A ring with a dot in it: it moves the body, and is no joint."""
    radius = HANDLE_PX * (1.5 if is_held else 1.25)
    for colour, width in (
        (tokens.joint_outline, 4.0),
        (tokens.highlight if is_held else tokens.joint_middle, 2.0),
    ):
        _ring(painter, place, radius=radius, pen=_pen(colour, width))
    painter.setPen(_pen(tokens.joint_outline, 1.0))
    painter.setBrush(QColor(tokens.joint_middle))
    painter.drawEllipse(place, 2.5, 2.5)


def colour_of(pose: Pose, joint: Joint, tokens: Tokens) -> QColor:
    """Grey where the detector was unsure, else the colour of the joint's side."""
    if pose[joint].confidence < UNSURE_BELOW:
        return QColor(tokens.joint_unsure)
    return QColor(tokens.side(joint))


def _paint_doubtful(
    painter: QPainter,
    pose: Pose,
    *,
    places: Mapping[Joint, QPointF],
    tokens: Tokens,
    doubtful: frozenset[Joint],
) -> None:
    """A broad band under the bones of limbs to look at, with an edge that is seen on any photo."""
    limbs = [limb for limb in LIMBS if doubtful.issuperset(limb) and pose.has(*limb)]
    for colour, width in ((tokens.joint_outline, _BAND_PX + 3.0), (tokens.to_check, _BAND_PX)):
        painter.setPen(_pen(colour, width))
        for upper, lower in limbs:
            painter.drawLine(places[upper], places[lower])


def _paint_limbs(
    painter: QPainter, pose: Pose, *, places: Mapping[Joint, QPointF], tokens: Tokens, marks: Marks
) -> None:
    limbs = [limb for limb in LIMBS if pose.has(*limb)]
    # Lines of limbs in front come last.
    limbs.sort(key=lambda limb: marks.height_of(limb[1]))
    for upper, lower in limbs:
        is_moving = upper in marks.moving and lower in marks.moving
        colour = QColor(tokens.highlight) if is_moving else colour_of(pose, lower, tokens)
        if lower in marks.stretched or END_OF.get(lower) in marks.stretched:
            colour = QColor(tokens.danger)
        width, height = 4.0 if is_moving else 3.0, marks.height_of(lower)
        edge, line = _pen(tokens.joint_outline, width + (6.0 if height > 0 else 2.0)), _pen(colour, width)
        if height > 0:
            line.setWidthF(width + 1.5)
        elif height < 0:
            line.setDashPattern(_DASHES)
        for pen in (edge, line):
            painter.setPen(pen)
            painter.drawLine(places[upper], places[lower])


def _pen(colour: QColor | str, width: float) -> QPen:
    return QPen(QColor(colour), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)


def _paint_joint(
    painter: QPainter,
    joint: Joint,
    *,
    place: QPointF,
    colour: QColor,
    marks: Marks,
    tokens: Tokens,
    hollow: bool,
) -> None:
    radius = HANDLE_PX * (1.35 if joint is marks.hovered or joint in marks.selected else 1.0)
    if joint.name[-4:] in ("_EYE", "_EAR"):
        radius *= 0.75
    painter.setPen(_pen(tokens.joint_outline, 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush if hollow else QBrush(colour))
    _paint_shape(painter, joint, place=place, radius=radius)
    if joint in marks.selected:
        _ring(painter, place, radius=radius + 4.0, pen=_pen(tokens.highlight, 2.0))
    if joint in marks.locked:
        _ring(painter, place, radius=radius + 2.0, pen=_pen(tokens.joint_locked, 2.5))


def _paint_shape(painter: QPainter, joint: Joint, *, place: QPointF, radius: float) -> None:
    """A square on the person's right, a circle on the left, a diamond in the middle."""
    side = joint.name[:2]
    if side == "L_":
        painter.drawEllipse(place, radius, radius)
    elif side == "R_":
        half = radius * 0.9
        painter.drawRect(QRectF(place.x() - half, place.y() - half, 2 * half, 2 * half))
    else:
        reach = radius * 1.2
        corners = [QPointF(0, -reach), QPointF(reach, 0), QPointF(0, reach), QPointF(-reach, 0)]
        painter.drawPolygon(QPolygonF([place + corner for corner in corners]))


def _ring(painter: QPainter, place: QPointF, *, radius: float, pen: QPen) -> None:
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(place, radius, radius)
