"""Shifts only where a part has turned out of the picture's plane; hands go where their forearm goes."""

from __future__ import annotations

import math

import pytest
import torch
import torch.nn.functional as F
from torch import Tensor

from engine.model.decoded import SourceFeatures
from engine.model.geometry.correspondence import grid, warp
from engine.model.geometry.depth_order import PartOrder
from engine.model.geometry.foreshortening import allowed, turned
from engine.model.geometry.part_transforms import ARMS, N_PARTS, PARTS, part_transforms
from engine.rules.hand_made import ALL
from engine.rules.hands import carried, missed, with_rims
from engine.rules.together import as_one
from tests.model.geometry.test_part_transforms import FOREARM, standing
from tests.model.test_xinggan_pp import network, person, run

HEAD, TORSO = PARTS.index("head"), PARTS.index("torso")
SIZE = (64, 48)


def turn_of(pose: Tensor) -> Tensor:
    xy, present = standing()
    return turned(part_transforms(xy, present, pose, present), (xy, present), (pose, present))[0]


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


def with_hand(source: SourceFeatures, wrist: Tensor, *, aside: float = 14.0) -> SourceFeatures:
    """The features with a right hand beside its wrist, where no capsule reaches, or on it."""
    from dataclasses import replace

    x, y = grid(*SIZE, wrist.device)[0]
    hand = ((x - wrist[0] - aside).abs() < 11) & ((y - wrist[1] - 6).abs() < 11)
    limbs = torch.full_like(source.limbs, 1e-3)
    limbs[:, FOREARM] = torch.where(hand, 1.0, 0.0)
    return replace(source, limbs=limbs)


def test_a_hand_beside_its_forearm_is_carried_along_and_stays_behind_when_told() -> None:
    net = network()
    xy, present = standing()
    with torch.no_grad():
        source = with_hand(net.encode(person(), xy, present, ALL.corrections), xy[0, 4])
    pose = rotated([4], 3, 70)
    maps = part_transforms(xy, present, pose, present)
    turn = turned(maps, (xy, present), (pose, present))
    hands = carried(source, maps, turn)
    assert hands[:, FOREARM].clamp(min=0).sum() > 5
    assert (hands[:, [part for part in range(N_PARTS) if part != FOREARM]] == 0).all(), (
        "no other hand is shown"
    )
    # Where it is claimed, the forearm's own map leads to the hand in the photo.
    x, y = grid(*SIZE, xy.device)[0]
    a = maps.affine[0, FOREARM]
    flow = torch.stack([a[0, 0] * x + a[0, 1] * y + a[0, 2], a[1, 0] * x + a[1, 1] * y + a[1, 2]])[None]
    read = warp(source.limbs[:, FOREARM : FOREARM + 1], flow)[:, 0]
    assert read[hands[:, FOREARM] > 0.5].min() > 0.4
    assert (carried(source, maps, turn, behind=(FOREARM,)) == 0).all()
    with torch.no_grad():
        shown = net.decode(source, pose, present, corrections=ALL.corrections)
        hidden = net.decode(source, pose, present, PartOrder(behind=(FOREARM,)), ALL.corrections)
    there = hands[:, FOREARM] > 0.9
    raised = (shown.part_logits - hidden.part_logits)[:, FOREARM][there]
    assert there.any()
    assert raised.min() > 4
    assert shown.alpha[..., ::2, ::2][:, 0][there].min() > 0.5


def test_a_hand_is_nowhere_but_where_its_forearm_carries_it() -> None:
    net = network()
    xy, present = standing()
    with torch.no_grad():
        seen = net.encode(person(), xy, present, ALL.corrections)
    source, pose = with_hand(seen, xy[0, 4], aside=0.0), rotated([4], 3, 70)
    maps = part_transforms(xy, present, pose, present)
    turn = turned(maps, (xy, present), (pose, present))
    hands = carried(source, maps, turn)[:, FOREARM]
    assert hands.min() < -0.9
    with torch.no_grad():
        drawn = net.decode(source, pose, present, corrections=ALL.corrections).part_logits[:, FOREARM]
        plain = net.decode(
            with_hand(seen, torch.tensor([-99.0, -99.0])), pose, present, corrections=ALL.corrections
        ).part_logits[:, FOREARM]
    assert (drawn - plain)[hands < -0.9].max() < -4
    hidden = with_hand(seen, torch.tensor([-99.0, -99.0]))
    assert carried(hidden, maps, turn).min() == 0, "a hand that the photo hides is for the network to paint"


def rims_of(
    arm: tuple[float, float, float], cloth: tuple[float, float, float]
) -> tuple[Tensor, Tensor, Tensor]:
    """The right forearm's rims, the photo's map of it, and where its hand really is, on a person of these colours.

    The hand is six pixels of the map wide; the map saw two of them less on its left.
    """
    xy, _ = standing()
    limbs, rgba = torch.full((1, N_PARTS, *SIZE), 1e-3), torch.ones(1, 4, 128, 96)
    hand = torch.zeros(SIZE, dtype=torch.bool)
    column, row = (int(v) for v in xy[0, 4] / 4)
    hand[row : row + 4, column - 2 : column + 4] = True
    limbs[0, TORSO] = 1.0
    mapped = hand.clone()
    mapped[:, :column] = False
    limbs[0, TORSO][mapped], limbs[0, FOREARM][mapped] = 1e-3, 1.0
    large = hand.repeat_interleave(2, 0).repeat_interleave(2, 1)
    for channel in range(3):
        rgba[0, channel] = torch.where(large, arm[channel], cloth[channel])
    small = F.avg_pool2d(rgba, 2)
    arms, rims = with_rims(small, limbs, xy), missed(small, limbs, xy)
    assert (arms >= rims).all()
    return rims[0, 1], mapped, hand


def test_fingers_that_the_map_missed_leave_with_their_hand() -> None:
    rims, _, hand = rims_of((0.9, 0.7, 0.6), (0.1, 0.5, 0.5))
    assert rims[hand].min() > 0.8
    assert rims[~hand].max() < 0.1


def test_a_sleeve_before_its_own_cloth_has_no_rim() -> None:
    rims, mapped, _ = rims_of((0.2, 0.2, 0.4), (0.2, 0.2, 0.4))
    assert rims[~mapped].max() < 0.1


def test_nobody_is_where_a_part_that_has_not_turned_leads_off_the_person() -> None:
    rgba, pose = person(), rotated([3, 4], 2, 60)
    _, out = run(network(), rgba, (pose, standing()[1]), ALL.corrections)
    here = warp(F.max_pool2d(rgba[:, 3:], 5, 1, 2), out.flows[:, 0])
    off = here == 0
    assert off.float().mean() > 0.1
    assert out.alpha[off].mean() < 0.02 < out.alpha[~off].mean()


def test_what_comes_along_together_shows_no_gap_and_what_an_arm_leaves_may() -> None:
    net, (xy, present) = network(), standing()
    with torch.no_grad():
        source = with_hand(net.encode(person(), xy, present, ALL.corrections), xy[0, 4])
    inside = F.avg_pool2d(person()[:, 3:], 2) > 0.99
    shifted = xy + torch.tensor([4.0, 0.0])
    back = grid(*SIZE, xy.device) - torch.tensor([4.0, 0.0])[None, :, None, None]
    together = as_one(source, part_transforms(xy, present, shifted, present), back)
    assert together[warp(inside.float(), back) > 0.99].min() > 0.95
    assert together[warp(inside.float(), back) == 0].max() < 0.05
    static = grid(*SIZE, xy.device)
    left = as_one(source, part_transforms(xy, present, rotated([4], 3, 70), present), static)[:, 0]
    hand = source.limbs[:, FOREARM] > 0.9
    assert left[hand].max() < 0.1
    assert (
        left[inside[:, 0] & (F.max_pool2d(source.limbs[:, FOREARM : FOREARM + 1], 3, 1, 1)[:, 0] < 0.1)].min()
        > 0.95
    )


@pytest.mark.parametrize(("beneath", "wider"), [("left upper arm", 2), ("torso", 1)])
def test_an_arm_that_lies_on_the_other_arm_takes_a_wider_rim_along(beneath: str, wider: int) -> None:
    limbs = torch.zeros(1, N_PARTS, 32, 24)
    limbs[:, PARTS.index(beneath)] = 1
    limbs[:, :, 12:18, 8:14] = 0
    limbs[:, FOREARM, 12:18, 8:14] = 1
    grey = torch.full((1, 4, 32, 24), 0.5)
    grey[:, 3] = 1
    forearm = with_rims(grey, limbs, torch.zeros(1, 18, 2))[0, ARMS.index(FOREARM)]
    rows = torch.nonzero(forearm[:, 10] > 0.5)[:, 0]
    assert (int(rows[0]), int(rows[-1])) == (12 - wider, 17 + wider)
