"""Structural similarity of pictures, as torch computes it over many at once."""

from __future__ import annotations

import torch.nn.functional as F
from torch import Tensor

SSIM_WINDOW_PX = 7


def ssim_map(a: Tensor, b: Tensor) -> Tensor:
    """Structural similarity [B, 1, H, W] of pictures [B, 3, H, W] in 0..1 (7x7 box, mean of channels)."""
    radius = SSIM_WINDOW_PX // 2
    mean = lambda x: F.avg_pool2d(x, SSIM_WINDOW_PX, 1, radius, count_include_pad=False)  # noqa: E731
    ma, mb = mean(a), mean(b)
    va, vb, cov = mean(a * a) - ma * ma, mean(b * b) - mb * mb, mean(a * b) - ma * mb
    c1, c2 = 0.01**2, 0.03**2
    value = ((2 * ma * mb + c1) * (2 * cov + c2)) / ((ma * ma + mb * mb + c1) * (va + vb + c2))
    return value.mean(1, keepdim=True)
