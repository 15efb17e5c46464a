"""EfficientNet-Lite2 without its classifier: what a network that names a million photographs sees half-way.

Source: M. Tan, Q. V. Le, "EfficientNet" (arXiv 1905.11946), in its Lite form (no squeeze and excitation, ReLU6).
Differs: every batch norm is folded into the convolution before it; what lies behind the last block is left out.
"""

from __future__ import annotations

from typing import Final

import torch.nn.functional as F
from torch import Tensor, nn

# Of each stage: blocks, kernel, stride, how much wider its blocks are inside, channels.
_STAGES: Final = (
    (1, 3, 1, 1, 16),
    (3, 3, 2, 6, 24),
    (3, 5, 2, 6, 48),
    (4, 3, 2, 6, 88),
    (4, 5, 1, 6, 120),
    (5, 5, 2, 6, 208),
    (1, 3, 1, 6, 352),
)
_STEM = 32
# Stages whose last maps are handed on: of strides 8, 16, 16 and 32.
_SEEN = (2, 3, 4, 6)
SEEN_CHANNELS: Final = tuple(_STAGES[stage][-1] for stage in _SEEN)
_MIDDLE, _SPREAD = 127.0, 128.0  # of the pixels that it was taught with


class EfficientNetLite2(nn.Module):
    """Four maps of a picture."""

    def __init__(self) -> None:
        super().__init__()
        self.stem = _Convolution(3, _STEM, 3, stride=2)
        stages, channels = [], _STEM
        for count, kernel, stride, wider, out in _STAGES:
            blocks = []
            for number in range(count):
                blocks.append(_Block(channels, out, kernel, stride=1 if number else stride, wider=wider))
                channels = out
            stages.append(nn.Sequential(*blocks))
        self.stages = nn.ModuleList(stages)

    def forward(self, picture: Tensor) -> list[Tensor]:
        """[B, C, h, w] each, C as `SEEN_CHANNELS`, of pixels [B, 3, H, W] of 0..255 whose sides are multiples of 32."""
        maps = F.relu6(self.stem((picture - _MIDDLE) / _SPREAD))
        seen = []
        for number, stage in enumerate(self.stages):
            maps = stage(maps)
            if number in _SEEN:
                seen.append(maps)
        return seen


class _Block(nn.Module):
    """Wider, spread over the neighbours, and narrow again; what came in is added where it fits."""

    def __init__(self, channels: int, out: int, kernel: int, *, stride: int, wider: int) -> None:
        super().__init__()
        inside = channels * wider
        self.widen = _Convolution(channels, inside, 1) if wider > 1 else None
        self.spread = _Convolution(inside, inside, kernel, stride=stride, groups=inside)
        self.narrow = _Convolution(inside, out, 1)
        self.adds = stride == 1 and channels == out

    def forward(self, maps: Tensor) -> Tensor:
        """[B, out, h, w] of maps [B, channels, H, W]."""
        inside = maps if self.widen is None else F.relu6(self.widen(maps))
        out: Tensor = self.narrow(F.relu6(self.spread(inside)))
        return maps + out if self.adds else out


class _Convolution(nn.Conv2d):
    """A convolution whose rim is filled up as TensorFlow does: of even sides, more on the right and below."""

    def __init__(self, channels: int, out: int, kernel: int, *, stride: int = 1, groups: int = 1) -> None:
        super().__init__(channels, out, kernel, stride=stride, groups=groups)
        around = kernel - stride if kernel > 1 else 0
        self.rim = (around // 2, around - around // 2) * 2

    def forward(self, maps: Tensor) -> Tensor:
        """The maps, filled up and folded."""
        return super().forward(F.pad(maps, self.rim))
