"""Densely connected co-attention fusion: all stages feed it, and it picks per pixel among the candidates."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from engine.model.bounded import bounded_log
from engine.model.config import XingGANppConfig

# Where pixels are warped, the predicted alpha only says yes or no; the photo's own matte draws the outline.
GATE_FROM, GATE_WIDTH = 0.2, 0.3
# With less confidence than this a warped pixel may lose more and more.
_DOUBTED = 0.25


class DenseFusion(nn.Module):
    """Joins the outputs of all stages of both branches (paper: densely connected co-attention fusion).

    With `dense_fusion` off only the last stage is used, as in XingGAN (2020).
    """

    def __init__(self, config: XingGANppConfig) -> None:
        super().__init__()
        self.dense = config.dense_fusion
        maps = 2 * (config.stages if self.dense else 1)
        self.join = nn.Conv2d(maps * config.width, config.width, 1)
        self.norm = nn.GroupNorm(8, config.width)

    def forward(self, appearance: list[Tensor], shape: list[Tensor]) -> Tensor:
        """One map [B, C, h, w] from the stages' outputs, each [B, C, h, w]."""
        used = [*appearance, *shape] if self.dense else [appearance[-1], shape[-1]]
        return F.leaky_relu(self.norm(self.join(torch.cat(used, 1))), 0.2)


def select(logits: Tensor, confidence: Tensor, never: float = 0.0) -> Tensor:
    """Per-pixel weights [B, G + P, H, W] of the warped and the synthesised candidates.

    Args:
        logits: the network's preference [B, G + P, H, W].
        confidence: [B, G, H, W] in 0..1, how far each warped pixel may be used at all (right body part, inside the
            person); enters as a log-prior, so that a pixel from the gap between arm and body cannot win.
        never: how much more what has no confidence at all loses (logits), whatever the network prefers.
    """
    warped = confidence.shape[1]
    prior = bounded_log(confidence) - never * (1 - confidence / _DOUBTED).clamp(min=0)
    return torch.cat([logits[:, :warped] + prior, logits[:, warped:]], 1).softmax(1)


def keep_rim(choice: Tensor, confidence: Tensor, matte: Tensor) -> Tensor:
    """Selection weights [B, G + P, H, W] with outlines left to the photo's own matte.

    Just outside a warped silhouette (confident, yet the matte read there is thin) synthesised colours would only
    blur the edge that the photo has sharp: their share goes to the first warped candidate. confidence, matte:
    [B, 1, H, W], of that.
    """
    rim = confidence * (1 - matte)
    first, others = choice[:, :1], choice[:, 1:]
    return torch.cat([first + others.sum(1, keepdim=True) * rim, others * (1 - rim)], 1)


def prefer_first(static: Tensor, candidates: int) -> Tensor:
    """A large push to the first warped candidate where nothing moves."""
    return F.pad(static * 30.0, (0, 0, 0, 0, 0, candidates - 1))


def straight(warped: Tensor) -> Tensor:
    """Colours [B, G, 3, H, W] without the premultiplied alpha."""
    return (warped[:, :, :3] / warped[:, :, 3:].clamp(min=0.05)).clamp(0, 1)


def own_coverage(choice: Tensor, warped: Tensor, alpha: Tensor) -> Tensor:
    """Alpha with the photo's own matte where pixels are warped; the predicted alpha only gates it."""
    count = warped.shape[1]
    gate = ((alpha - GATE_FROM) / GATE_WIDTH).clamp(0, 1)
    own = (choice[:, :count] * warped[:, :, 3]).sum(1, keepdim=True) * gate
    return own + choice[:, count:].sum(1, keepdim=True) * alpha
