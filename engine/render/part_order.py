"""Limbs in front and behind, from the joints that people name to the parts that methods move."""

from __future__ import annotations

from engine.model.geometry.depth_order import PartOrder
from engine.model.geometry.part_transforms import BONES
from engine.pose.order_wishes import LimbOrder
from engine.pose.pose import Joint

# Parts 0..2 are torso, head and pelvis; the bones follow in their order.
_PART_OF = {Joint(end): part for part, (_, end) in enumerate(BONES, start=3)}


def part_order(order: LimbOrder) -> PartOrder | None:
    """The order of parts; None where the network decides alone. Joints that end no limb are passed over."""
    in_front, behind = (
        tuple(_PART_OF[joint] for joint in joints if joint in _PART_OF)
        for joints in (order.in_front, order.behind)
    )
    return PartOrder(in_front, behind) if in_front or behind else None
