"""A person from behind takes a pose made for one from the front, and does not turn inside out."""

from __future__ import annotations

from engine.layers.facing import as_seen
from engine.layers.skeleton import complete
from engine.pose.edits import swap_sides, turned
from engine.pose.order_wishes import ARMS_BEHIND, LimbOrder
from engine.pose.pose import Joint
from tests.layers.test_things import pose


def test_sides_are_exchanged_where_the_pose_faces_the_other_way() -> None:
    rest = complete(pose())
    asked, order = as_seen(rest, swap_sides(pose()), LimbOrder(in_front=(Joint.R_WRIST,)))
    assert asked == pose()
    assert order.in_front == (Joint.L_WRIST,)


def test_the_same_side_stays_however_the_body_lies() -> None:
    rest = complete(pose())
    for by in (1, 1j, -1, -1j):
        lying = turned(pose(), tuple(Joint), pivot=150 + 300j, by=complex(by))
        assert as_seen(rest, lying, ARMS_BEHIND) == (lying, ARMS_BEHIND)
