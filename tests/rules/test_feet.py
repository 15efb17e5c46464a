"""A foot that the other hides is whole where its shin carries it, and in front only where that is told."""

from __future__ import annotations

import math

import pytest
import torch
from torch import Tensor

from engine.model.decoded import SourceFeatures
from engine.model.geometry.correspondence import grid
from engine.model.geometry.depth_order import PartOrder
from engine.model.geometry.foreshortening import turned
from engine.model.geometry.part_transforms import SHINS, part_transforms
from engine.rules.feet import shown_shins, with_whole_feet
from engine.rules.hand_made import ALL
from engine.rules.rigid import Rigid, rigid
from tests.model.geometry.test_part_transforms import standing
from tests.model.test_xinggan_pp import network, person, run

SIZE = (64, 48)
ASIDE = 12.0  # canonical pixels from the hidden right ankle to the left one, which is in front
R_KNEE, R_ANKLE, L_KNEE, L_ANKLE = 9, 10, 12, 13
RIGHT, LEFT = SHINS


def joints() -> tuple[Tensor, Tensor]:
    xy, present = standing()
    xy[0, L_KNEE] = xy[0, R_KNEE] + torch.tensor([ASIDE, 0.0])
    xy[0, L_ANKLE] = xy[0, R_ANKLE] + torch.tensor([ASIDE, 0.0])
    return xy, present


def foot(ankle: Tensor) -> Tensor:
    """[h, w] in 0..1: a foot below an ankle."""
    x, y = grid(*SIZE, ankle.device)[0]
    return (((x - ankle[0]).abs() < 9) & ((y - ankle[1] - 8).abs() < 8)).float()


@pytest.fixture
def source() -> SourceFeatures:
    """Two feet, the left one wholly seen, and a part map that gives everything below to the left leg."""
    net = network()
    xy, present = joints()
    rgba = person()
    seen = torch.maximum(foot(xy[0, R_ANKLE]), foot(xy[0, L_ANKLE]))
    rgba[:] = torch.maximum(rgba, torch.nn.functional.interpolate(seen[None, None], scale_factor=2))
    with torch.no_grad():
        found = net.encode(rgba, xy, present, ALL.corrections)
    both = torch.zeros_like(found.limbs)
    both[:, LEFT] = seen
    found.limbs.copy_(both)
    found.parts[:, 1:].copy_(both)
    left = foot(xy[0, L_ANKLE])
    shins = torch.stack([(seen - left).clamp(min=0), left])[None]
    to_other = torch.tensor([[1.0, 0.0, ASIDE], [0.0, 1.0, 0.0]])
    return with_whole_feet(found, 0, to_other, shins)


def stepped(degrees: float) -> Tensor:
    """The right shin turned about its knee."""
    xy, _ = joints()
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    knee = xy[0, R_KNEE].clone()
    xy[0, R_ANKLE] = (xy[0, R_ANKLE] - knee) @ torch.tensor([[c, s], [-s, c]]) + knee
    return xy


def test_the_part_map_is_told_apart_and_the_hidden_foot_is_whole_in_it(source: SourceFeatures) -> None:
    xy, _ = joints()
    right, left = foot(xy[0, R_ANKLE]), foot(xy[0, L_ANKLE])
    shown = shown_shins(source)[0]
    assert shown[0][(right - left) > 0].min() > 0.9
    assert shown[1][left > 0].min() > 0.9
    below = grid(*SIZE, xy.device)[0, 1] > xy[0, R_ANKLE, 1] + 6
    assert source.limbs[0, RIGHT][(right > 0) & below].min() > 0.9, "hidden or not"
    assert source.limbs[0, RIGHT][right == 0].max() < 0.1


def carries(
    source: SourceFeatures, before: tuple[Tensor, Tensor], pose: Tensor, order: PartOrder | None = None
) -> Rigid:
    maps = part_transforms(*before, pose, before[1])
    return rigid(source, maps, turned(maps, before, (pose, before[1])), order)


def carried_by(source: SourceFeatures, pose: Tensor, order: PartOrder | None = None) -> Tensor:
    xy, present = joints()
    feet = carries(source, (xy, present), pose, order).feet
    assert feet is not None
    return feet.shins[0]


def test_a_step_carries_the_whole_hidden_foot(source: SourceFeatures) -> None:
    xy, _ = joints()
    rest = carried_by(source, xy)
    right, left = foot(xy[0, R_ANKLE]), foot(xy[0, L_ANKLE])
    below = grid(*SIZE, xy.device)[0, 1] > xy[0, R_ANKLE, 1] + 6
    assert rest[LEFT][(left > 0) & below].min() > 0.9
    assert rest[RIGHT][(left > 0) & below].max() < 0.1, "the other one is in front"
    assert rest[RIGHT][(right > left) & below].min() > 0.9
    moved = carried_by(source, stepped(35.0))[RIGHT].sum()
    assert moved > 1.3 * (rest[RIGHT] * below).sum(), "what was hidden comes out"


def test_the_hidden_foot_comes_in_front_when_told(source: SourceFeatures) -> None:
    xy, _ = joints()
    rest, told = carried_by(source, xy), carried_by(source, xy, PartOrder(in_front=(RIGHT,)))
    assert told[RIGHT].sum() > 1.2 * rest[RIGHT].sum()
    assert told[LEFT].sum() < rest[LEFT].sum()
    assert carried_by(source, xy, PartOrder(behind=(RIGHT,)))[RIGHT].max() == 0


def test_nothing_is_painted_and_nobody_is_left_beside_a_carried_foot(source: SourceFeatures) -> None:
    net, (_, present), pose = network(), joints(), stepped(35.0)
    with torch.no_grad():
        out = net.decode(source, pose, present, corrections=ALL.corrections)
    there = carried_by(source, pose)[RIGHT] > 0.9
    assert there.any()
    assert out.alpha[0, 0, ::2, ::2][there].min() > 0.9
    assert out.weights[0, net.config.warped :, ::2, ::2].sum(0)[there].max() < 0.05
    assert out.read[0, 0, ::2, ::2][there].min() > 0.9


def test_without_a_hidden_foot_nothing_is_carried_or_cleared() -> None:
    net = network()
    xy, present = joints()
    source, out = run(net, person(), (xy, present), ALL.corrections)
    assert source.feet is None
    assert out.read.max() == 0
    assert carries(source, (xy, present), xy).feet is None
