"""A forearm that a pose moves lies in front, unless somebody said otherwise."""

from __future__ import annotations

import math

import numpy as np

from engine.pose.fit import known_head_size
from engine.pose.order_wishes import LimbOrder
from engine.pose.pose import Joint, Pose

_FOREARMS = (Joint.R_WRIST, Joint.L_WRIST)
# As a share of the head's size.
_LEAST_MOVE = 0.15


def natural_order(order: LimbOrder, *, before: Pose, after: Pose) -> LimbOrder:
    """`order`, with forearms in front that a pose moves and that nobody put in front or behind.

    Two dimensions do not tell, and a network that has seen both draws neither. Who brings a hand over the chest
    or the face wants to see it; an arm that keeps its place beside the body stays as the photo has it.
    """
    told = {*order.in_front, *order.behind}
    raised = tuple(wrist for wrist in _FOREARMS if wrist not in told and _moved(wrist, before, after))
    return LimbOrder((*raised, *order.in_front), order.behind) if raised else order


def _moved(joint: Joint, before: Pose, after: Pose) -> bool:
    """Whether a joint has another place on the body."""
    if not all(pose.has(joint, Joint.NECK) for pose in (before, after)):
        return False
    size = known_head_size(before)
    (x, y), (u, v) = (np.subtract(pose.at(joint), pose.at(Joint.NECK)) for pose in (before, after))
    return size is not None and math.hypot(u - x, v - y) > _LEAST_MOVE * size
