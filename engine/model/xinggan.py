"""The ECCV 2020 XingGAN generator, layer for layer, so that its published checkpoints load unchanged."""

from __future__ import annotations

from enum import StrEnum

import torch
from torch import Tensor, nn
from torch.nn import functional

JOINTS = 18
IMAGES_PER_STREAM = 10
MARKET_SIGMA_PX = 6.0


class Variant(StrEnum):
    """The two published trainings: DeepFashion (256x176, instance norm) and Market (128x64, batch norm)."""

    DEEPFASHION = "deepfashion"
    MARKET = "market"

    @property
    def label(self) -> str:
        """The data set's own name."""
        return {"deepfashion": "DeepFashion", "market": "Market-1501"}[self.value]


SIZES = {
    Variant.DEEPFASHION: (256, 176),
    Variant.MARKET: (128, 64),
}  # (height, width) of what it was trained on


class XingGAN(nn.Module):
    """Two streams, appearance and shape, that attend to each other over nine blocks (paper, section 3).

    Module names and `Sequential` positions are those of the published files; do not rename them.
    `width` and `blocks` differ from 64 and 9 only in tests.
    """

    def __init__(self, variant: Variant, *, width: int = 64, blocks: int = 9) -> None:
        super().__init__()
        self.variant = variant
        trunk = 4 * width
        self.stream1_down = _encoder(3, width, variant)
        self.stream2_down = _encoder(2 * JOINTS, width, variant)
        self.att = nn.ModuleList(
            CrossAttentionBlock(trunk, trunk if index == 0 else 2 * trunk, variant=variant)
            for index in range(blocks)
        )
        self.stream1_up = _decoder(width, variant)
        self.stream2_up = _decoder(width, variant)
        has_bias = _convs_have_bias(variant)
        self.x2_con = nn.ConvTranspose2d(2 * trunk, trunk, 1, bias=has_bias)
        self.x2_norm = _norm(trunk, variant)
        self.atte_con = _upscale(3 * trunk, trunk, variant)
        self.atte_norm = _norm(trunk, variant)
        self.atte_con1 = _upscale(trunk, 2 * width, variant)
        self.atte_norm1 = _norm(2 * width, variant)
        self.atte_con2 = nn.ConvTranspose2d(2 * width, 2 * IMAGES_PER_STREAM + 1, 1, bias=has_bias)

    def forward(self, source: Tensor, poses: Tensor) -> Tensor:
        """Re-pose people.

        source: [B, 3, H, W] RGB in -1..1, H and W multiples of 4; poses: [B, 36, H, W], the source's 18 maps
        before the target's. Returns [B, 3, H, W] in -1..1. Raises ValueError for other shapes.
        """
        _check_shapes(source, poses)
        appearance, shape = self.stream1_down(source), self.stream2_down(poses)  # [B, 256, H/4, W/4]
        for block in self.att:
            appearance, shape = block(appearance, shape)
        return self._fuse(source, appearance, shape)

    def _fuse(self, source: Tensor, appearance: Tensor, shape: Tensor) -> Tensor:
        """Co-attention fusion (section 3.3): every pixel mixes 10 + 10 painted images and the source."""
        weights = functional.relu(self.atte_norm(self.atte_con(torch.cat((appearance, shape), dim=1))))
        weights = functional.relu(self.atte_norm1(self.atte_con1(weights)))
        weights = self.atte_con2(weights).softmax(dim=1)  # [B, 21, H, W]
        shape = functional.relu(self.x2_norm(self.x2_con(shape)))
        painted = torch.cat((self.stream1_up(appearance), self.stream2_up(shape), source), dim=1)
        candidates = painted.unflatten(1, (-1, 3))  # [B, 21, 3, H, W]
        return (candidates * weights.unsqueeze(2)).sum(dim=1)


class CrossAttentionBlock(nn.Module):
    """One Xing block: SA moves appearance towards the pose, AS the pose towards appearance (section 3).

    Both directions share the 1x1 projections and `gamma`, as the published files do.
    """

    def __init__(self, width: int, shape_width: int, *, variant: Variant) -> None:
        super().__init__()
        self.gamma = nn.Parameter(torch.zeros(1))
        self.conv_block_stream1 = nn.Sequential(*_two_convs(width, width, variant), _norm(width, variant))
        self.conv_block_stream2 = nn.Sequential(*_two_convs(shape_width, width, variant))
        self.query_conv = nn.Conv2d(width, width // 8, 1)
        self.key_conv = nn.Conv2d(width, width // 8, 1)
        self.value_conv = nn.Conv2d(width, width, 1)

    def forward(self, appearance: Tensor, shape: Tensor) -> tuple[Tensor, Tensor]:
        """Update both streams.

        appearance: [B, width, h, w]; shape: [B, shape_width, h, w].
        Returns appearance [B, width, h, w] and shape [B, 2 * width, h, w], which starts with the appearance.
        """
        appearance = self.conv_block_stream1(appearance)
        shape = self.conv_block_stream2(shape)
        new_appearance = appearance + self.gamma * self._attend(appearance, shape)
        new_shape = shape + self.gamma * self._attend(shape, appearance)
        return new_appearance, torch.cat((new_appearance, new_shape), dim=1)

    def _attend(self, asking: Tensor, answering: Tensor) -> Tensor:
        """Attention of one stream's queries to the other's keys; the values are the asking stream's own."""
        attended = functional.scaled_dot_product_attention(
            _tokens(self.query_conv(asking)),
            _tokens(self.key_conv(answering)),
            _tokens(self.value_conv(asking)),
            scale=1.0,  # the published network does not divide by sqrt(d)
        )
        return attended.transpose(1, 2).unflatten(2, asking.shape[2:])


def pose_maps(joints: Tensor, present: Tensor, *, height: int, width: int, variant: Variant) -> Tensor:
    """Draw joints as the maps a published training saw.

    joints: [B, 18, 2] as (x, y) in pixels of the map, OpenPose order; present: bool [B, 18].
    Returns [B, 18, height, width] in 0..1, all zero for a missing joint: Gaussians for Market, but single
    pixels for DeepFashion, whose Gaussians were stored as whole numbers.
    """
    x, y = joints.round().unsqueeze(-2).unbind(-1)  # [B, 18, 1]
    across = torch.arange(width, device=joints.device, dtype=joints.dtype) - x  # [B, 18, width]
    down = torch.arange(height, device=joints.device, dtype=joints.dtype) - y  # [B, 18, height]
    distance2 = down.square().unsqueeze(-1) + across.square().unsqueeze(-2)  # [B, 18, height, width]
    if variant is Variant.DEEPFASHION:
        maps = (distance2 == 0).to(joints.dtype)
    else:
        maps = torch.exp(distance2 / (-2 * MARKET_SIGMA_PX**2))
    return maps * present[:, :, None, None]


def _check_shapes(source: Tensor, poses: Tensor) -> None:
    if source.ndim != 4 or source.shape[1] != 3 or source.shape[2] % 4 or source.shape[3] % 4:
        raise ValueError(f"source must be [B, 3, H, W] with H and W multiples of 4, not {list(source.shape)}")
    expected = (source.shape[0], 2 * JOINTS, *source.shape[2:])
    if poses.shape != expected:
        raise ValueError(f"poses must be {list(expected)}, not {list(poses.shape)}")


def _tokens(maps: Tensor) -> Tensor:
    return maps.flatten(2).transpose(1, 2)  # [B, C, h, w] -> [B, h * w, C]


def _norm(channels: int, variant: Variant) -> nn.Module:
    return nn.BatchNorm2d(channels) if variant is Variant.MARKET else nn.InstanceNorm2d(channels)


def _convs_have_bias(variant: Variant) -> bool:
    return variant is Variant.DEEPFASHION  # batch norm has its own shift


def _encoder(channels: int, width: int, variant: Variant) -> nn.Sequential:
    has_bias = _convs_have_bias(variant)
    layers: list[nn.Module] = [nn.ReflectionPad2d(3), nn.Conv2d(channels, width, 7, bias=has_bias)]
    layers += [_norm(width, variant), nn.ReLU()]
    for inputs in (width, 2 * width):
        layers.append(nn.Conv2d(inputs, 2 * inputs, 3, stride=2, padding=1, bias=has_bias))
        layers += [_norm(2 * inputs, variant), nn.ReLU()]
    return nn.Sequential(*layers)


def _two_convs(inputs: int, outputs: int, variant: Variant) -> list[nn.Module]:
    has_bias = _convs_have_bias(variant)
    return [
        nn.ReflectionPad2d(1),
        nn.Conv2d(inputs, inputs, 3, bias=has_bias),
        _norm(inputs, variant),
        nn.ReLU(),
        nn.Dropout(0.5),
        nn.ReflectionPad2d(1),
        nn.Conv2d(inputs, outputs, 3, bias=has_bias),
    ]


def _decoder(width: int, variant: Variant) -> nn.Sequential:
    layers: list[nn.Module] = []
    for inputs in (4 * width, 2 * width):
        layers += [_upscale(inputs, inputs // 2, variant), _norm(inputs // 2, variant), nn.ReLU()]
    layers += [nn.ReflectionPad2d(3), nn.Conv2d(width, 3 * IMAGES_PER_STREAM, 7), nn.Tanh()]
    return nn.Sequential(*layers)


def _upscale(inputs: int, outputs: int, variant: Variant) -> nn.ConvTranspose2d:
    has_bias = _convs_have_bias(variant)
    return nn.ConvTranspose2d(inputs, outputs, 3, stride=2, padding=1, output_padding=1, bias=has_bias)
