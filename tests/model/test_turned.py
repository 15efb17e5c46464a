"""Shifts only where a part has turned out of the picture's plane; hands go where their forearm goes."""

from __future__ import annotations

import math

import pytest
import torch
import torch.nn.functional as F
from torch import Tensor

from engine.model.carried import carried, widened_arms
from engine.model.correspondence import gather, grid
from engine.model.decoded import SourceFeatures
from engine.model.order import PartOrder
from engine.model.skeleton import N_PARTS, PARTS, part_maps
from engine.model.turned import allowed, turned
from tests.model.test_skeleton import FOREARM, standing
from tests.model.test_xinggan_pp import network, person, run

HEAD, TORSO = PARTS.index("head"), PARTS.index("torso")
SIZE = (64, 48)


def turn_of(pose: Tensor) -> Tensor:
    xy, present = standing()
    return turned(part_maps(xy, present, pose, present), (xy, present), (pose, present))[0]


def rotated(joints: list[int], pivot: int, degrees: float) -> Tensor:
    xy, _ = standing()
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    at = xy[0, pivot].clone()
    xy[0, joints] = (xy[0, joints] - at) @ torch.tensor([[c, s], [-s, c]]) + at
    return xy


@pytest.mark.parametrize("degrees", [-120.0, 20.0, 90.0])
def test_a_dragged_arm_has_not_turned(degrees: float) -> None:
    assert turn_of(rotated([3, 4], 2, degrees)).max() < 0.01
    assert turn_of(rotated([4], 3, degrees)).max() < 0.01


def test_a_tilted_head_has_not_turned_and_one_that_looks_aside_has() -> None:
    assert turn_of(rotated([0, 14, 15, 16, 17], 1, 15))[HEAD] < 0.01
    aside, _ = standing()
    aside[0, [0, 14, 15], 0] += 8
    assert turn_of(aside)[HEAD] > 0.5


def test_a_foreshortened_forearm_and_a_narrower_trunk_have_turned() -> None:
    short, _ = standing()
    short[0, 4] = (short[0, 3] + short[0, 4]) / 2
    assert turn_of(short)[FOREARM] > 0.9
    aside, _ = standing()
    aside[0, :, 0] = 96 + (aside[0, :, 0] - 96) * 0.6
    assert turn_of(aside)[TORSO] > 0.9


def test_what_the_maps_lead_off_the_person_is_not_pulled_back() -> None:
    near = torch.zeros(1, 1, *SIZE)
    near[..., 16:48, 12:36] = 1.0
    weights = torch.full((1, N_PARTS, *SIZE), 1 / N_PARTS)
    here = grid(*SIZE, near.device)
    assert (allowed(torch.ones(1, N_PARTS), weights, near, here) - near).abs().max() < 1e-4
    assert allowed(torch.zeros(1, N_PARTS), weights, near, here).max() == 0


def with_hand(source: SourceFeatures, wrist: Tensor) -> SourceFeatures:
    """The features with a right hand beside its wrist, where no capsule reaches."""
    from dataclasses import replace

    x, y = grid(*SIZE, wrist.device)[0]
    hand = ((x - wrist[0] - 14).abs() < 11) & ((y - wrist[1] - 6).abs() < 11)
    limbs = torch.full_like(source.limbs, 1e-3)
    limbs[:, FOREARM] = torch.where(hand, 1.0, 0.0)
    return replace(source, limbs=limbs)


def test_a_hand_beside_its_forearm_is_carried_along_and_stays_behind_when_told() -> None:
    net = network()
    xy, present = standing()
    with torch.no_grad():
        source = with_hand(net.encode(person(), xy, present), xy[0, 4])
    pose = rotated([4], 3, 70)
    maps = part_maps(xy, present, pose, present)
    turn = turned(maps, (xy, present), (pose, present))
    hands = carried(source, maps, turn)
    assert hands[:, FOREARM].sum() > 5
    assert hands.sum() == hands[:, FOREARM].sum()
    # Where it is claimed, the forearm's own map leads to the hand in the photo.
    x, y = grid(*SIZE, xy.device)[0]
    a = maps.affine[0, FOREARM]
    flow = torch.stack([a[0, 0] * x + a[0, 1] * y + a[0, 2], a[1, 0] * x + a[1, 1] * y + a[1, 2]])[None]
    read = gather(source.limbs[:, FOREARM : FOREARM + 1], flow)[:, 0]
    assert read[hands[:, FOREARM] > 0.5].min() > 0.6
    assert carried(source, maps, turn, behind=(FOREARM,)).sum() == 0
    with torch.no_grad():
        shown = net.decode(source, pose, present)
        hidden = net.decode(source, pose, present, PartOrder(behind=(FOREARM,)))
    there = hands[:, FOREARM] > 0.9
    raised = (shown.part_logits - hidden.part_logits)[:, FOREARM][there]
    assert there.any()
    assert raised.min() > 4
    assert shown.alpha[..., ::2, ::2][:, 0][there].min() > 0.5


def test_the_rim_of_an_arm_is_wider_around_its_hand() -> None:
    xy, _ = standing()
    arms = torch.zeros(1, 4, *SIZE)
    hand, elbow = ((xy[0, joint] / 4).long().flip(0) for joint in (4, 3))
    arms[0, 1, hand[0], hand[1]] = arms[0, 1, elbow[0], elbow[1]] = 1.0
    wide = widened_arms(arms, xy)[0]
    at = lambda point, dx: wide[1, point[0], point[1] + dx].item()  # noqa: E731
    assert [at(elbow, dx) for dx in (-2, -1, 1, 2)] == [0, 1, 1, 0]
    assert [at(hand, dx) for dx in (-3, -2, 2, 3)] == [0, 1, 1, 0]
    assert wide[[0, 2, 3]].max() == 0


def test_nobody_is_where_a_part_that_has_not_turned_leads_off_the_person() -> None:
    rgba, pose = person(), rotated([3, 4], 2, 60)
    _, out = run(network(), rgba, (pose, standing()[1]))
    here = gather(F.max_pool2d(rgba[:, 3:], 5, 1, 2), out.flows[:, 0])
    off = here == 0
    assert off.float().mean() > 0.1
    assert out.alpha[off].mean() < 0.02 < out.alpha[~off].mean()
