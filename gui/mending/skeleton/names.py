"""The names of joints that a photo does not show: where they are written, they can be taken hold of."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFontMetrics

from engine.pose.pose import HEAD, XY, Joint, Pose
from gui.canvas.name_tag import tag_box
from gui.canvas.pose_interaction import HIT_RADIUS_PX, Hit, hit
from gui.canvas.view_transform import ViewTransform
from gui.look.joint_names import joint_name


def missing(pose: Pose) -> list[Joint]:
    """The joints of the body that are not there, in the order in which their names are painted."""
    return [joint for joint in Joint if joint not in HEAD and not pose.has(joint)]


def hit_or_named(pose: Pose, at: XY, *, view: ViewTransform, metrics: QFontMetrics) -> Hit | None:
    """What of the skeleton is under `at` on the canvas; a name stands for its joint, but not where another one lies."""
    there = (view.to_canvas(pose.at(joint)) for joint in Joint if pose.has(joint))
    if all(math.dist(place, at) > HIT_RADIUS_PX for place in there):
        for joint in reversed(missing(pose)):  # the last lies on top
            place = QPointF(*view.to_canvas(pose.at(joint)))
            if tag_box(metrics, joint_name(joint), at=place).contains(QPointF(*at).toPoint()):
                return Hit(joint)
    return hit(pose, at, view=view, placing=True)
