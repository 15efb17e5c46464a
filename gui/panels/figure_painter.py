"""Draws a pose as a small figure with a body, for thumbnails: rounded limbs, a torso and a head."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from engine.pose.fit import standing_height
from engine.pose.pose import HEAD, LIMBS, Joint, Pose
from engine.system.errors import PoseError
from gui.look.tokens import Tokens

# Thickness of the limb that ends in a joint, as a share of standing height; the right side stands for both.
_LEG_WIDTHS = {Joint.R_KNEE: 0.072, Joint.R_ANKLE: 0.054}
_ARM_WIDTHS = {Joint.R_ELBOW: 0.048, Joint.R_WRIST: 0.041}
_TORSO = (Joint.R_SHOULDER, Joint.L_SHOULDER, Joint.L_HIP, Joint.R_HIP)
_TORSO_EDGE = 0.045
_NECK_WIDTH = 0.042
_GAP = 0.012  # the line that sets a limb off from what is behind it
_HAND = 0.3  # how far the hand goes on beyond the wrist, as a share of the forearm
_MARGIN = 0.06


def paint_figure(
    painter: QPainter,
    pose: Pose,
    *,
    rect: QRectF,
    tokens: Tokens,
    background: str,
    arms_behind: bool = False,
) -> None:
    """Draw `pose` as large as it fits into `rect`, feet down; joints that are missing are left out.

    background: the colour behind the figure, in which limbs are set off from each other.
    """
    drawn = _Figure(painter, pose, rect=rect, tokens=tokens, background=background)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    parts = [drawn.legs, drawn.torso, drawn.head, drawn.arms]
    if arms_behind:
        parts.insert(0, parts.pop())
    for part in parts:
        part()
    painter.restore()


class _Figure:
    """One figure being drawn."""

    def __init__(
        self, painter: QPainter, pose: Pose, *, rect: QRectF, tokens: Tokens, background: str
    ) -> None:
        self._painter = painter
        self._pose = pose
        self._tokens = tokens
        self._background = background
        self._body = QColor(tokens.edge)
        self._height = _height(pose)
        self._scale, self._offset = _placed(pose, rect, height=self._height)

    def legs(self) -> None:
        for side in "RL":
            self._limbs(_LEG_WIDTHS, side)

    def arms(self) -> None:
        for side in "RL":
            self._limbs(_ARM_WIDTHS, side)
            self._hand(Joint[f"{side}_ELBOW"], Joint[f"{side}_WRIST"])

    def torso(self) -> None:
        corners = [self._at(joint) for joint in _TORSO if self._pose.has(joint)]
        if len(corners) < 2:
            return
        self._painter.setPen(self._pen(self._body, _TORSO_EDGE, joined=True))
        self._painter.setBrush(self._body)
        self._painter.drawPolygon(QPolygonF(corners))

    def head(self) -> None:
        seen = [self._at(joint) for joint in HEAD if self._pose.has(joint)]
        if not seen:
            return
        centre = sum(seen, QPointF()) / len(seen)
        if self._pose.has(Joint.NECK):
            self._line(self._at(Joint.NECK), centre, width=_NECK_WIDTH, colour=self._body)
        radius = 0.5 * self._pose.head_size() * self._scale
        self._painter.setPen(self._pen(QColor(self._background), _GAP))
        self._painter.setBrush(self._body)
        self._painter.drawEllipse(centre, 0.85 * radius, 1.12 * radius)

    def _limbs(self, widths: dict[Joint, float], side: str) -> None:
        parents = {lower: upper for upper, lower in LIMBS}
        for like, width in widths.items():
            lower = Joint[side + like.name[1:]]
            if self._pose.has(parents[lower], lower):
                self._outlined(self._at(parents[lower]), self._at(lower), width=width, joint=lower)

    def _hand(self, elbow: Joint, wrist: Joint) -> None:
        if self._pose.has(elbow, wrist):
            start = self._at(wrist)
            end = start + (start - self._at(elbow)) * _HAND
            colour = QColor(self._tokens.side(wrist)).darker(120)
            self._line(start, end, width=_ARM_WIDTHS[Joint.R_WRIST] * 0.9, colour=colour)

    def _outlined(self, start: QPointF, end: QPointF, *, width: float, joint: Joint) -> None:
        self._line(start, end, width=width + 2 * _GAP, colour=QColor(self._background))
        self._line(start, end, width=width, colour=QColor(self._tokens.side(joint)))

    def _line(self, start: QPointF, end: QPointF, *, width: float, colour: QColor) -> None:
        self._painter.setPen(self._pen(colour, width))
        self._painter.drawLine(start, end)

    def _pen(self, colour: QColor, width: float, *, joined: bool = False) -> QPen:
        join = Qt.PenJoinStyle.RoundJoin if joined else Qt.PenJoinStyle.BevelJoin
        thick = width * self._height * self._scale
        return QPen(colour, thick, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, join)

    def _at(self, joint: Joint) -> QPointF:
        x, y = self._pose.at(joint)
        return QPointF(x * self._scale, y * self._scale) + self._offset


def _height(pose: Pose) -> float:
    """Standing height, px; where too few joints tell it, from the box."""
    try:
        return standing_height(pose)
    except PoseError:
        box = pose.bounding_box()
        return max(box.diagonal, 1.0) if box else 1.0


def _placed(pose: Pose, rect: QRectF, *, height: float) -> tuple[float, QPointF]:
    """Scale and offset that bring the pose into `rect`, crouching ones no larger than standing ones."""
    box = pose.bounding_box()
    if box is None:
        return 1.0, rect.center()
    margin = _MARGIN * height
    wide, high = box.right - box.left + 2 * margin, box.bottom - box.top + 2 * margin
    scale = min(rect.width() / wide, rect.height() / max(high, height))
    left = rect.center().x() - scale * box.centre[0]
    bottom = rect.bottom() - scale * (box.bottom + margin)
    return scale, QPointF(left, bottom)
