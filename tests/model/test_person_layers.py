"""The network that takes a photo's person apart: what it answers, and that it begins as the one it grew from."""

from __future__ import annotations

from dataclasses import replace

import pytest
import torch

from engine.model.config import XingGANppConfig, config_from_dict, config_to_dict
from engine.model.geometry.part_transforms import PARTS
from engine.model.person_layers import CLASS_PARTS, PersonLayers, class_prior, started_from
from engine.model.xinggan_pp import XingGANpp
from engine.pose import layer_classes as c

SMALL = XingGANppConfig(half_width=8, quarter_width=16, width=24, part_width=16, stages=1)


def standing() -> tuple[torch.Tensor, torch.Tensor]:
    """Joints [1, 18, 2] of somebody who stands, arms a little out."""
    right = [(80, 60), (60, 95), (50, 125), (85, 125), (83, 180), (82, 232)]
    left = [(192 - x, y) for x, y in right]
    head = [(93, 28), (99, 28), (89, 31), (103, 31)]
    joints = [(96, 35), (96, 58), *right[:3], *left[:3], *right[3:], *left[3:], *head]
    return torch.tensor([joints], dtype=torch.float32), torch.ones(1, 18, dtype=torch.bool)


def test_every_class_has_a_map_at_the_frames_size() -> None:
    torch.manual_seed(0)
    net = PersonLayers(SMALL).eval()
    out = net(torch.rand(1, 4, 128, 96), *standing())
    assert out.parsing.shape == out.whole.shape == (1, c.N_CLASSES, 128, 96)
    assert torch.isfinite(out.parsing).all()
    assert torch.isfinite(out.whole).all()


def test_classes_belong_to_the_part_of_their_side() -> None:
    names = {name: CLASS_PARTS[number] for number, name in enumerate(c.CLASSES)}
    assert names["right hand"] == names["right forearm"] == PARTS.index("right forearm")
    assert names["left foot"] == PARTS.index("left shin")
    assert names["background"] is None
    parts = torch.arange(11.0).view(1, 11, 1, 1)
    assert class_prior(parts)[0, c.LEFT_HAND, 0, 0] == PARTS.index("left forearm")


def test_a_fresh_network_begins_as_the_parsing_it_grew_from() -> None:
    """Each class says of a photo what the part it belongs to said, before anything is learnt."""
    torch.manual_seed(1)
    grown_from = XingGANpp(SMALL).eval()
    net = PersonLayers(SMALL).eval()
    started_from(net, grown_from.state_dict())
    rgba, (joints, present) = torch.rand(1, 4, 128, 96), standing()
    with torch.no_grad():
        parts = grown_from.part_logits(rgba, joints, present)
        out = net(rgba, joints, present)
    at_half = torch.nn.functional.avg_pool2d(out.parsing, 2)
    hand, foot = 1 + PARTS.index("left forearm"), 1 + PARTS.index("right shin")
    # The skeleton's say is exact at each scale, hence the small differences.
    assert (at_half[:, c.LEFT_HAND] - parts[:, hand]).abs().mean() < 0.1
    assert (at_half[:, c.RIGHT_FOOT] - parts[:, foot]).abs().mean() < 0.1
    assert (at_half[:, c.BACKGROUND] - parts[:, 0]).abs().mean() < 1e-4


@pytest.mark.parametrize("switch", ["multi_scale", "enhanced_attention", "dense_fusion", "skeleton_prior"])
def test_every_block_can_be_left_out(switch: str) -> None:
    without = config_from_dict({**config_to_dict(SMALL), "stages": 2, switch: False})
    net = PersonLayers(without).eval()
    assert net(torch.rand(1, 4, 128, 96), *standing()).parsing.shape[1] == c.N_CLASSES


def test_what_the_photo_shows_elsewhere_reaches_every_pixel_through_attention() -> None:
    """A change at the feet may change what is said of the head: keys and values come from all of the photo."""
    torch.manual_seed(2)
    net = PersonLayers(replace(SMALL, stages=2)).eval()
    torch.nn.init.normal_(net.fused.weight, 0, 0.5)
    rgba = torch.rand(1, 4, 128, 96)
    other = rgba.clone()
    other[:, :, 112:] = 0
    with torch.no_grad():
        changed = (net(rgba, *standing()).parsing - net(other, *standing()).parsing).abs()
    assert changed[:, :, :16].max() > 1e-5
