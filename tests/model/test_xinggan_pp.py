"""The network's contract: shapes, stillness, caching, switches, gradients."""

from __future__ import annotations

from dataclasses import replace

import pytest
import torch
from torch import Tensor

from engine.model.config import XingGANppConfig, config_from_dict, config_to_dict
from engine.model.corrections import NONE, Corrections
from engine.model.decoded import Decoded, SourceFeatures
from engine.model.fusion import select
from engine.model.xinggan_pp import XingGANpp
from engine.rules.hand_made import HandMadePose
from tests.model.geometry.test_part_transforms import standing

SMALL = XingGANppConfig(half_width=16, quarter_width=16, width=24, heads=3, stages=2)


def network(config: XingGANppConfig = SMALL, seed: int = 0) -> XingGANpp:
    torch.manual_seed(seed)
    net = XingGANpp(config)
    assert isinstance(net, XingGANpp)
    # Fresh output layers answer almost nothing: enlarge them so that a difference would show.
    for layer in (net.coarse, net.quarter_out, net.out):
        torch.nn.init.normal_(layer.weight, 0, 0.2)
    return net.eval()


def person(size: tuple[int, int] = (128, 96)) -> Tensor:
    """A coloured figure [1, 4, H, W] around the standing skeleton, premultiplied."""
    height, width = size
    rgba = torch.zeros(1, 4, height, width)
    inside = (
        slice(None),
        slice(None),
        slice(height // 8, height * 15 // 16),
        slice(width // 3, width * 2 // 3),
    )
    torch.manual_seed(5)
    rgba[inside] = torch.rand(1, 4, 1, 1) * 0.5 + 0.25
    rgba[:, 3:][inside[0], :, inside[2], inside[3]] = 1.0
    rgba[:, :3] += torch.rand_like(rgba[:, :3]) * 0.2 * rgba[:, 3:]
    return rgba


def moved() -> tuple[Tensor, Tensor]:
    xy, present = standing()
    xy[0, 4] = torch.tensor([36.0, 90.0])
    return xy, present


def run(
    net: XingGANpp, rgba: Tensor, pose: tuple[Tensor, Tensor], corrections: Corrections = NONE
) -> tuple[SourceFeatures, Decoded]:
    with torch.no_grad():
        source = net.encode(rgba, *standing(), corrections)
        return source, net.decode(source, *pose, corrections=corrections)


@pytest.mark.parametrize("size", [(128, 96), (256, 192)])
def test_shapes_follow_the_frame(size: tuple[int, int]) -> None:
    _, out = run(network(), person(size), moved())
    assert out.rgb.shape == (1, 3, *size)
    assert out.coverage.shape == out.alpha.shape == out.static.shape == (1, 1, *size)
    assert out.flows.shape == (1, 2, 2, *size)
    assert out.weights.shape == (1, 4, *size)
    assert torch.allclose(out.weights.sum(1), torch.ones(1, *size), atol=1e-4)


def test_an_unchanged_pose_gives_the_photo_back_whatever_the_weights() -> None:
    rgba = person()
    _, out = run(network(), rgba, standing())
    assert out.static.min() == 1
    solid = rgba[:, 3:] > 0.5
    assert torch.allclose(out.coverage, rgba[:, 3:], atol=1e-5)
    difference = (out.rgb * out.coverage - rgba[:, :3]).abs() * solid
    assert difference.max() < 1e-3


def test_what_did_not_move_stays() -> None:
    _, out = run(network(), person(), moved())
    assert out.static.min() < 0.5, "the hand moved"
    assert out.static[0, 0, 110:, :].min() == 1, "the feet did not"


def test_features_serve_every_pose() -> None:
    net = network()
    source, first = run(net, person(), moved())
    with torch.no_grad():
        net.decode(source, *standing())
        again = net.decode(source, *moved())
    assert torch.equal(first.rgb, again.rgb)


def test_the_source_side_never_sees_the_target_pose() -> None:
    net = network()
    with torch.no_grad():
        source = net.encode(person(), *standing())
        keys = [k.clone() for k, _ in source.memories]
        net.decode(source, *moved())
    assert all(torch.equal(a, b) for a, (b, _) in zip(keys, source.memories, strict=True))


@pytest.mark.parametrize("switch", ["multi_scale", "enhanced_attention", "dense_fusion", "skeleton_prior"])
def test_each_block_can_be_left_out_and_matters(switch: str) -> None:
    without = network(config_from_dict({**config_to_dict(SMALL), switch: False}))
    _, out = run(without, person(), moved())
    assert out.rgb.isfinite().all()
    counts = [sum(p.numel() for p in net.parameters()) for net in (network(), without)]
    if switch == "skeleton_prior":
        assert out.static.max() == 0
    elif switch == "multi_scale":
        source, _ = run(without, person(), moved())
        assert source.memories[0][0].shape[2] < run(network(), person(), moved())[0].memories[0][0].shape[2]
    else:
        assert counts[1] < counts[0]


@pytest.mark.parametrize(("warped", "synthesised"), [(1, 1), (2, 3)])
def test_the_number_of_candidates_is_free(warped: int, synthesised: int) -> None:
    _, out = run(network(replace(SMALL, warped=warped, synthesised=synthesised)), person(), moved())
    assert out.weights.shape[1] == warped + synthesised
    assert out.synthesised.shape[1] == synthesised


def test_every_weight_takes_part() -> None:
    net = network().train()
    rgba = person()
    source, out = net(rgba, *standing(), *moved())
    total = (
        out.rgb.square().sum() + out.coverage.sum() + out.flows.square().mean() + source.part_logits.square().mean()
        + out.part_logits.square().mean() + out.coarse_flow.square().mean()
    )  # fmt: skip
    total.backward()
    idle = [name for name, p in net.named_parameters() if p.grad is None or not p.grad.any()]
    # Enhanced attention starts at zero, so its inner queries and keys wait for the first step.
    assert [n for n in idle if "enhance" not in n] == []


def test_joints_of_the_wrong_shape_are_refused() -> None:
    with pytest.raises(ValueError, match="joints must be"):
        network().encode(person(), torch.zeros(1, 17, 2), torch.ones(1, 17, dtype=torch.bool))


def test_configuration_round_trip() -> None:
    assert config_from_dict(config_to_dict(SMALL)) == SMALL
    with pytest.raises(ValueError, match="unknown"):
        config_from_dict({"widht": 3})


def test_what_is_hardly_trusted_never_wins_however_much_it_is_preferred() -> None:
    logits = torch.tensor([15.0, 0.0, 1.0, 0.0])[None, :, None, None]
    trusts = (torch.tensor([confidence, 0.0])[None, :, None, None] for confidence in (1.0, 0.02))
    full, hardly = (select(logits, each, HandMadePose.never)[0, :, 0, 0] for each in trusts)
    assert full[0] > 0.99
    assert hardly[0] < 0.1, "painted instead"
    assert hardly[1] < 0.01
