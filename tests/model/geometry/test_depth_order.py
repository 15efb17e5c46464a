"""Limbs in front and behind: what is covered sinks, what is not covered stays, and without an order nothing changes."""

from __future__ import annotations

from dataclasses import replace

import pytest
import torch
from torch import Tensor

from engine.model.geometry.depth_order import PartOrder, depth_offsets
from engine.model.geometry.part_transforms import N_PARTS, PARTS
from engine.pose.order_wishes import LIMB_ENDS, LimbOrder
from engine.pose.pose import Joint
from engine.render.part_order import part_order
from tests.model.geometry.test_part_transforms import standing
from tests.model.test_xinggan_pp import moved, network, person

FOREARM = PARTS.index("right forearm")
UPPER_ARM = PARTS.index("right upper arm")
TORSO, OTHER_ARM = PARTS.index("torso"), PARTS.index("left forearm")


def overlap(*parts: int) -> tuple[Tensor, Tensor, Tensor]:
    """Distances in which `parts` lie over each other in the left half, maps at rest, and a photo full of each."""
    distance = torch.full((1, N_PARTS, 4, 8), 6.0)
    for part in parts:
        distance[:, part, :, :4] = 0.5
    affine = torch.tensor([[1.0, 0, 0], [0, 1.0, 0]]).expand(1, N_PARTS, 2, 3)
    seen = torch.zeros(1, 1 + N_PARTS, 4, 8)
    for part in parts:
        seen[:, 1 + part] = 1.0
    return distance, seen, affine


def test_a_forearm_in_front_sinks_the_torso_where_they_overlap_and_nowhere_else() -> None:
    depth = depth_offsets(*overlap(FOREARM, TORSO), PartOrder(in_front=(FOREARM,)))
    assert (depth[:, TORSO, :, :4] < -5).all()
    assert (depth[:, TORSO, :, 4:] == 0).all()
    assert (depth[:, FOREARM] == 0).all()


def test_a_forearm_behind_sinks_itself_where_the_torso_covers_it() -> None:
    depth = depth_offsets(*overlap(FOREARM, TORSO), PartOrder(behind=(FOREARM,)))
    assert (depth[:, FOREARM, :, :4] < -5).all()
    assert (depth[:, FOREARM, :, 4:] == 0).all()
    assert (depth[:, TORSO] == 0).all()


def test_both_parts_of_a_limb_leave_each_other_alone() -> None:
    depth = depth_offsets(*overlap(FOREARM, UPPER_ARM), PartOrder(in_front=(FOREARM, UPPER_ARM)))
    assert (depth[:, [FOREARM, UPPER_ARM]] == 0).all()


def test_of_two_in_front_the_later_covers_the_earlier() -> None:
    depth = depth_offsets(*overlap(FOREARM, OTHER_ARM), PartOrder(in_front=(FOREARM, OTHER_ARM)))
    assert (depth[:, FOREARM, :, :4] < -5).all()
    assert (depth[:, OTHER_ARM] == 0).all()


def test_a_limb_covers_only_where_the_photo_shows_it() -> None:
    distance, seen, affine = overlap(FOREARM, TORSO)
    seen[:, 1 + FOREARM] = 0.0
    assert (depth_offsets(distance, seen, affine, PartOrder(in_front=(FOREARM,))) == 0).all()


def test_joints_name_the_parts_that_end_in_them() -> None:
    assert part_order(LimbOrder()) is None
    made = part_order(LimbOrder(LIMB_ENDS[:4], (Joint.L_ANKLE,)))
    assert made is not None
    assert [PARTS[part] for part in made.in_front] == [
        "right upper arm", "right forearm", "left upper arm", "left forearm",
    ]  # fmt: skip
    assert [PARTS[part] for part in made.behind] == ["left shin"]


@pytest.mark.parametrize("order", [PartOrder(in_front=(FOREARM,)), PartOrder(behind=(FOREARM,))])
def test_an_order_changes_the_picture_of_a_crossed_arm_and_none_leaves_it(order: PartOrder) -> None:
    net = network()
    xy, present = moved()
    xy[0, 4] = torch.tensor([96.0, 110.0])  # the hand in front of the trunk
    with torch.no_grad():
        source = net.encode(person(), *standing())
        sure = torch.zeros_like(source.parts)
        sure[:, 1 + FOREARM] = 1.0  # an untrained network is sure of no part
        source = replace(source, parts=sure)
        plain = net.decode(source, xy, present)
        assert torch.equal(plain.rgb, net.decode(source, xy, present, None).rgb)
        ordered = net.decode(source, xy, present, order)
        rest = net.decode(net.encode(person(), *standing()), *standing(), order)
    assert not torch.equal(plain.part_logits, ordered.part_logits)
    assert rest.static.min() == 1, "an unchanged pose stays the photo"
