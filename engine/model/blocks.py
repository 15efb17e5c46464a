"""The building blocks: normalised convolutions, residual blocks, and the SA and AS blocks of one stage."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from engine.model.attention import Memory, MultiScaleCrossAttention
from engine.model.config import XingGANppConfig

SLOPE = 0.2


def conv3(inputs: int, outputs: int, stride: int = 1) -> nn.Sequential:
    """3x3 convolution, group norm, leaky ReLU."""
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, 3, stride, 1), nn.GroupNorm(8, outputs), nn.LeakyReLU(SLOPE, inplace=True)
    )


class Residual(nn.Module):
    """x plus a 3x3 convolution, norm, leaky ReLU and 1x1 convolution of x."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.body = nn.Sequential(*conv3(width, width), nn.Conv2d(width, width, 1))

    def forward(self, x: Tensor) -> Tensor:
        """The same shape, [B, C, h, w]."""
        changed: Tensor = x + self.body(x)
        return changed


class SABlock(nn.Module):
    """Shape-guided appearance: the pose's shape code asks the photo's memory what to look like (paper: SA).

    Differs from the paper: the memory is the photo's alone, never the target's, so it is cached.
    """

    def __init__(self, config: XingGANppConfig, pools: tuple[int, ...]) -> None:
        super().__init__()
        width = config.width
        self.norm = nn.GroupNorm(8, 2 * width)
        self.mix = nn.Conv2d(2 * width, width, 1)
        self.attention = MultiScaleCrossAttention(
            width,
            config.heads,
            pools=pools,
            key_width=width,
            value_width=width,
            regions=config.pooled_queries if config.enhanced_attention else None,
        )
        self.refine = Residual(width)

    def memory(self, features: Tensor) -> Memory:
        """Keys and values of the photo's features [B, C, h, w]; cacheable."""
        return self.attention.memory(features, features)

    def forward(self, appearance: Tensor, shape: Tensor, memory: Memory) -> Tensor:
        """The appearance code after this stage, [B, C, h, w]."""
        query = self.mix(self.norm(torch.cat([shape, appearance], 1)))
        return self.refine(appearance + self.attention(query, memory))


class ASBlock(nn.Module):
    """Appearance-guided shape: the shape code is regrouped by how alike the appearance is (paper: AS).

    Keys come from the appearance, values from shape and appearance together.
    """

    def __init__(self, config: XingGANppConfig, pools: tuple[int, ...]) -> None:
        super().__init__()
        width = config.width
        self.norm_shape = nn.GroupNorm(8, width)
        self.norm_appearance = nn.GroupNorm(8, width)
        self.attention = MultiScaleCrossAttention(
            width,
            config.heads,
            pools=pools,
            key_width=width,
            value_width=2 * width,
            regions=config.pooled_queries if config.enhanced_attention else None,
        )
        self.refine = Residual(width)

    def forward(self, shape: Tensor, appearance: Tensor) -> Tensor:
        """The shape code after this stage, [B, C, h, w]."""
        s, a = self.norm_shape(shape), self.norm_appearance(appearance)
        memory = self.attention.memory(a, torch.cat([s, a], 1))
        return self.refine(shape + self.attention(s, memory))


def pyramid(config: XingGANppConfig) -> tuple[int, ...]:
    """Pooling factors of the keys and values."""
    return config.pools if config.multi_scale else config.pools[:1]


def fourier(points: Tensor, scale: float, bands: int = 4) -> Tensor:
    """Sines and cosines [B, 4 * bands, h, w] of points [B, 2, h, w] given in units of scale."""
    angles = [points * (torch.pi * 2.0**band / scale) for band in range(bands)]
    return torch.cat([f(a) for a in angles for f in (torch.sin, torch.cos)], 1)
