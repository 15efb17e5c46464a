"""Which part of the body each pixel of the photo shows: a U-shaped head on the photo's features."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from engine.model.blocks import Residual, conv3
from engine.model.config import XingGANppConfig
from engine.model.geometry.correspondence import upsample


class PartHead(nn.Module):
    """From half-scale features down to the 32nd part and back up, as U-Nets do.

    An arm before a shirt of its own colour is told from it by what lies around, and by the fold along its rim: the
    way down sees the whole body, the way up keeps the rims. Ours, not the paper's; it depends on the photo alone and
    runs once a photo, so it may be deep.
    """

    def __init__(self, config: XingGANppConfig, classes: int) -> None:
        super().__init__()
        c1, c2, c3 = config.half_width, config.quarter_width, config.width
        c4 = config.part_width
        self.half_in = nn.Conv2d(16 + c1, c1, 1)
        self.half_down = Residual(c1)
        self.quarter_in = nn.Conv2d(c1 + c2, c2, 1)
        self.quarter_down = nn.Sequential(Residual(c2), Residual(c2))
        self.eighth_in = nn.Conv2d(c2 + c3, c3, 1)
        self.eighth_down = nn.Sequential(Residual(c3), Residual(c3))
        self.sixteenth = nn.Sequential(conv3(c3, c4, 2), Residual(c4), Residual(c4))
        self.bottom = nn.Sequential(conv3(c4, c4, 2), Residual(c4), Residual(c4))
        self.sixteenth_up = nn.Sequential(Residual(c4), nn.Conv2d(c4, c3, 1))
        self.eighth_up = nn.Sequential(Residual(c3), Residual(c3), nn.Conv2d(c3, c2, 1))
        self.quarter_up = nn.Sequential(Residual(c2), Residual(c2), nn.Conv2d(c2, c1, 1))
        self.half_up = nn.Sequential(Residual(c1), Residual(c1), nn.Conv2d(c1, classes, 1))

    def forward(self, pixels: Tensor, half: Tensor, quarter: Tensor, eighth: Tensor) -> Tensor:
        """Logits [B, classes, H/2, W/2] from unshuffled pixels [B, 16, H/2, W/2] and features at three scales."""
        at2 = self.half_down(self.half_in(torch.cat([pixels.to(half.dtype), half], 1)))
        at4 = self.quarter_down(self.quarter_in(torch.cat([F.avg_pool2d(at2, 2), quarter], 1)))
        at8 = self.eighth_down(self.eighth_in(torch.cat([F.avg_pool2d(at4, 2), eighth], 1)))
        at16 = self.sixteenth(at8)
        up = at16 + _enlarged(self.bottom(at16), at16)
        up = at8 + _enlarged(self.sixteenth_up(up), at8)
        up = at4 + _enlarged(self.eighth_up(up), at4)
        up = at2 + _enlarged(self.quarter_up(up), at2)
        logits: Tensor = self.half_up(up)
        return logits


def _enlarged(small: Tensor, like: Tensor) -> Tensor:
    """Twice the size, cut to the scale above: a frame of 128x96 has three pixels in width at the 32nd part."""
    wide = upsample(small)
    return wide[..., : like.shape[-2], : like.shape[-1]]
