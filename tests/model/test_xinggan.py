"""XingGAN as published: names, shapes and counts of its files, and what its blocks compute."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from torch import Tensor, nn

from engine.model.xinggan import CrossAttentionBlock, Variant, XingGAN, pose_maps

LISTS = Path(__file__).parents[3] / "shared" / "xinggan"
PARAMETERS = {Variant.DEEPFASHION: 44_844_634, Variant.MARKET: 44_853_189}
ENTRIES = {Variant.DEEPFASHION: 167, Variant.MARKET: 317}
SHAPES_OF_BOTH = {
    "stream1_down.1.weight": (64, 3, 7, 7),
    "stream2_down.1.weight": (64, 36, 7, 7),
    "stream2_down.7.weight": (256, 128, 3, 3),
    "att.0.gamma": (1,),
    "att.0.conv_block_stream2.1.weight": (256, 256, 3, 3),
    "att.8.conv_block_stream1.6.weight": (256, 256, 3, 3),
    "att.8.conv_block_stream2.1.weight": (512, 512, 3, 3),
    "att.8.conv_block_stream2.6.weight": (256, 512, 3, 3),
    "att.4.query_conv.weight": (32, 256, 1, 1),
    "att.4.key_conv.bias": (32,),
    "att.4.value_conv.weight": (256, 256, 1, 1),
    "stream1_up.0.weight": (256, 128, 3, 3),
    "stream2_up.3.weight": (128, 64, 3, 3),
    "stream2_up.7.weight": (30, 64, 7, 7),
    "stream2_up.7.bias": (30,),
    "x2_con.weight": (512, 256, 1, 1),
    "atte_con.weight": (768, 256, 3, 3),
    "atte_con1.weight": (256, 128, 3, 3),
    "atte_con2.weight": (128, 21, 1, 1),
}
DEEPFASHION_ONLY = {
    "stream1_down.4.bias": (128,),
    "att.8.conv_block_stream2.6.bias": (256,),
    "atte_con2.bias": (21,),
}
MARKET_ONLY = {
    "stream1_down.2.running_mean": (64,),
    "att.8.conv_block_stream1.7.running_var": (256,),
    "x2_norm.weight": (256,),
    "atte_norm1.num_batches_tracked": (),
}


def shapes(variant: Variant) -> dict[str, tuple[int, ...]]:
    with torch.device("meta"):
        return {name: tuple(entry.shape) for name, entry in XingGAN(variant).state_dict().items()}


def tiny(variant: Variant, blocks: int = 2) -> XingGAN:
    """A narrow network, with batch statistics taken from one batch as a training would have left them."""
    torch.manual_seed(3)
    network = XingGAN(variant, width=8, blocks=blocks)
    for module in network.modules():
        if isinstance(module, CrossAttentionBlock):
            nn.init.constant_(module.gamma, 0.5)
        if isinstance(module, nn.BatchNorm2d):
            module.momentum = 1.0
    with torch.no_grad():
        network.train()(*inputs())
    return network.eval()


def inputs(batch: int = 2) -> tuple[Tensor, Tensor]:
    generator = torch.Generator().manual_seed(5)
    return torch.rand(batch, 3, 24, 16, generator=generator) * 2 - 1, torch.rand(
        batch, 36, 24, 16, generator=generator
    )


@pytest.mark.parametrize("variant", Variant)
def test_counts_are_those_of_the_published_files(variant: Variant) -> None:
    with torch.device("meta"):
        network = XingGAN(variant)
    assert sum(parameter.numel() for parameter in network.parameters()) == PARAMETERS[variant]
    assert len(network.state_dict()) == ENTRIES[variant]


def test_entries_are_named_and_shaped_as_published() -> None:
    deepfashion, market = shapes(Variant.DEEPFASHION), shapes(Variant.MARKET)
    assert SHAPES_OF_BOTH.items() <= deepfashion.items()
    assert SHAPES_OF_BOTH.items() <= market.items()
    assert DEEPFASHION_ONLY.items() <= deepfashion.items()
    assert DEEPFASHION_ONLY.keys().isdisjoint(market)
    assert MARKET_ONLY.items() <= market.items()
    assert MARKET_ONLY.keys().isdisjoint(deepfashion)


@pytest.mark.skipif(not LISTS.is_dir(), reason="the full lists of the published files are not here")
@pytest.mark.parametrize("variant", Variant)
def test_every_entry_is_in_the_full_list(variant: Variant) -> None:
    lines = (LISTS / f"{variant}_state_dict.txt").read_text().splitlines()
    listed = [tuple(line.split()) for line in lines if line and not line.startswith("#")]
    ours = [
        ("model." + name, "x".join(map(str, shape)) or "scalar(int64)")
        for name, shape in shapes(variant).items()
    ]
    assert ours == listed


@pytest.mark.parametrize("variant", Variant)
def test_a_picture_has_the_size_of_its_source_and_follows_both_inputs(variant: Variant) -> None:
    network, (source, poses) = tiny(variant), inputs()
    with torch.inference_mode():
        picture = network(source, poses)
        assert picture.shape == source.shape
        assert picture.abs().max() <= 1
        assert not torch.allclose(network(source.flip(3), poses), picture, atol=1e-4)
        assert not torch.allclose(network(source, poses.flip(3)), picture, atol=1e-4)


@pytest.mark.parametrize("variant", Variant)
def test_people_in_a_batch_do_not_influence_each_other(variant: Variant) -> None:
    network, (source, poses) = tiny(variant), inputs(batch=3)
    with torch.inference_mode():
        together = network(source, poses)
        alone = network(source[1:2], poses[1:2])
    torch.testing.assert_close(alone, together[1:2], atol=1e-5, rtol=1e-4)


@pytest.mark.parametrize(("choice", "is_source"), [(20, True), (0, False), (19, False)])
def test_fusion_takes_the_source_where_its_last_weight_wins(choice: int, is_source: bool) -> None:
    network, (source, poses) = tiny(Variant.DEEPFASHION), inputs()
    assert network.atte_con2.bias is not None
    with torch.inference_mode():
        network.atte_con2.bias[choice] += 1000
        picture = network(source, poses)
    assert torch.allclose(picture, source, atol=1e-5) is is_source


def test_fusion_takes_an_appearance_image_where_its_weight_wins() -> None:
    network, (source, poses) = tiny(Variant.DEEPFASHION), inputs()
    last_layer = network.stream1_up[7]
    assert isinstance(last_layer, nn.Conv2d)
    assert last_layer.bias is not None
    assert network.atte_con2.bias is not None
    colour = torch.tensor([0.5, -0.25, 0.1])
    with torch.inference_mode():
        last_layer.weight[12:15] = 0
        last_layer.bias[12:15] = colour.atanh()
        network.atte_con2.bias[4] += 1000
        picture = network(source, poses)
    torch.testing.assert_close(picture, colour.reshape(1, 3, 1, 1).expand_as(picture), atol=1e-5, rtol=0)


def by_hand(block: CrossAttentionBlock, asking: Tensor, answering: Tensor) -> Tensor:
    """F + gamma V(F) A^T with A[i, j] = softmax over j of Q(asking)[i] . K(answering)[j]."""
    queries, keys = block.query_conv(asking).flatten(2), block.key_conv(answering).flatten(2)
    attention = torch.einsum("bci,bcj->bij", queries, keys).exp()
    attention = attention / attention.sum(dim=2, keepdim=True)
    moved = torch.einsum("bcj,bij->bci", block.value_conv(asking).flatten(2), attention)
    return asking + block.gamma * moved.reshape(asking.shape)


def test_a_block_crosses_the_streams_as_the_paper_says() -> None:
    torch.manual_seed(0)
    block = CrossAttentionBlock(16, 32, variant=Variant.MARKET).eval()
    nn.init.constant_(block.gamma, 0.7)
    appearance, shape = torch.randn(2, 16, 6, 4), torch.randn(2, 32, 6, 4)
    with torch.inference_mode():
        new_appearance, new_shape = block(appearance, shape)
        appearance, shape = block.conv_block_stream1(appearance), block.conv_block_stream2(shape)
        torch.testing.assert_close(new_appearance, by_hand(block, appearance, shape), atol=1e-4, rtol=1e-4)
        torch.testing.assert_close(new_shape[:, :16], new_appearance)
        torch.testing.assert_close(new_shape[:, 16:], by_hand(block, shape, appearance), atol=1e-4, rtol=1e-4)


def test_a_fresh_block_passes_features_through_unattended() -> None:
    block = CrossAttentionBlock(16, 16, variant=Variant.DEEPFASHION).eval()
    features = torch.randn(1, 16, 6, 4)
    appearance, _ = block(features, features)
    torch.testing.assert_close(appearance, block.conv_block_stream1(features))


@pytest.mark.parametrize(
    ("source_shape", "poses_shape"),
    [((1, 3, 30, 16), (1, 36, 30, 16)), ((1, 3, 24, 16), (1, 18, 24, 16)), ((2, 3, 24, 16), (1, 36, 24, 16))],
)
def test_wrong_shapes_are_refused(source_shape: tuple[int, ...], poses_shape: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="must be"):
        tiny(Variant.DEEPFASHION, blocks=1)(torch.zeros(source_shape), torch.zeros(poses_shape))


def joints_at(x: float, y: float) -> tuple[Tensor, Tensor]:
    return torch.tensor([[x, y]]).repeat(18, 1)[None], torch.ones(1, 18, dtype=torch.bool)


def test_deepfashion_maps_are_single_pixels() -> None:
    joints, present = joints_at(5.2, 9.8)
    maps = pose_maps(joints, present, height=24, width=16, variant=Variant.DEEPFASHION)
    assert maps.shape == (1, 18, 24, 16)
    assert maps.sum() == 18
    assert (maps[0, :, 10, 5] == 1).all()


def test_market_maps_are_gaussians_of_sigma_six() -> None:
    joints, present = joints_at(5, 10)
    maps = pose_maps(joints, present, height=24, width=16, variant=Variant.MARKET)
    assert maps[0, 0, 10, 5] == 1
    assert maps[0, 0, 10, 11].item() == pytest.approx(0.6065, abs=1e-4)
    assert maps[0, 0, 22, 5].item() == pytest.approx(0.1353, abs=1e-4)


@pytest.mark.parametrize("variant", Variant)
def test_a_missing_joint_is_an_empty_map(variant: Variant) -> None:
    joints, present = joints_at(5, 10)
    present[0, 7] = False
    maps = pose_maps(joints, present, height=24, width=16, variant=variant)
    assert maps[0, 7].sum() == 0
    assert (maps[0, :7].sum(dim=(1, 2)) > 0).all()
