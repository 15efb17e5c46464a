"""The people of the photo who are not edited: seen under the pointer, and one click away."""

from __future__ import annotations

import math

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QPainter

from engine.pose.pose import LIMBS, XY, Joint, Pose
from engine.system.errors import PoseError
from gui.canvas.person_place import middle
from gui.canvas.pose_painter import paint_pose
from gui.canvas.view import CanvasView
from gui.document.people import People, Somebody
from gui.look.tokens import Tokens

_REACH = 0.55  # of a head's height: so far from a limb or the spine somebody is still under the pointer
_FAINT = 0.7


def tr(text: str) -> str:
    """`text` in the language of the window."""
    return QCoreApplication.translate("Bystanders", text)


class Bystanders:
    """What the canvas's pointer asks where it is over nothing of the edited person."""

    def __init__(self, canvas: CanvasView, people: People) -> None:
        self._canvas = canvas
        self._people = people
        self._hovered: Somebody | None = None

    @property
    def words(self) -> str:
        """What can be done with who lies under the pointer."""
        return tr("Click: pose this person") if self._who is not None else ""

    def hover(self, at: XY | None) -> bool:
        """Whether somebody is at a point of the canvas; None for a pointer that is elsewhere."""
        found = None if at is None else self._at(at)
        if found != self._hovered:
            self._hovered = found
            self._canvas.tell_hovered(None)  # the words are others now
        return found is not None

    def click(self, at: XY) -> bool:
        """Edit who is at a point of the canvas; whether anybody is."""
        found = self._at(at)
        if found is None:
            return False
        self._hovered = None
        self._people.edit(found, middle(found.pose), tr("Choose another person"))
        return True

    def paint(self, painter: QPainter, tokens: Tokens) -> None:
        """The skeleton of who lies under the pointer."""
        if (who := self._who) is not None:
            painter.save()
            painter.setOpacity(_FAINT)
            paint_pose(painter, who.pose, view=self._canvas.view, tokens=tokens)
            painter.restore()

    @property
    def _who(self) -> Somebody | None:
        """Who lies under the pointer, unless they are edited by now."""
        return self._hovered if self._hovered in self._people.others else None

    def _at(self, at: XY) -> Somebody | None:
        place = self._canvas.view.to_photo(at)
        near = [(_away(each.pose, place), number, each) for number, each in enumerate(self._people.others)]
        within = [each for each in near if each[0] <= _reach(each[2].pose)]
        return min(within)[2] if within else None


def _reach(pose: Pose) -> float:
    """How far from their bones somebody reaches, px of the photo."""
    try:
        return _REACH * pose.head_size()
    except PoseError:
        return 0.0


def _away(pose: Pose, at: XY) -> float:
    """How far a photo point is from the nearest limb of a pose, px."""
    sides = [(Joint.R_SHOULDER, Joint.R_HIP), (Joint.L_SHOULDER, Joint.L_HIP)]
    limbs = [(pose.at(a), pose.at(b)) for a, b in (*LIMBS, *sides) if pose.has(a, b)]
    return min((_to_line(at, *limb) for limb in limbs), default=math.inf)


def _to_line(at: XY, start: XY, end: XY) -> float:
    along = end[0] - start[0], end[1] - start[1]
    length = along[0] ** 2 + along[1] ** 2
    share = ((at[0] - start[0]) * along[0] + (at[1] - start[1]) * along[1]) / length if length else 0.0
    share = min(max(share, 0.0), 1.0)
    return math.dist(at, (start[0] + share * along[0], start[1] + share * along[1]))
