"""What a decoded pose reads from the photo's features: hints for the half scale, and the warped candidates."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from engine.model.corrections import PoseCorrections
from engine.model.decoded import SourceFeatures
from engine.model.geometry.adjacency import joined
from engine.model.geometry.correspondence import static_mask, upsample, warp
from engine.model.geometry.part_transforms import ARMS

# Part logits and the photo's parsing (11 each), warped colours and matte (4), agreement and motion (4), padded to
# a multiple of 16 channels, which CPU convolutions need to be fast.
HINTS = 32


def hints(
    source: SourceFeatures, motion: Tensor, logits: Tensor, weights: Tensor, *, flow: Tensor, near: Tensor
) -> Tensor:
    """What the half scale reads, [B, C + 32, H/2, W/2]: features; as hints parts, colours, what fits or has left.

    motion [B, 11, H/2, W/2]: see `part_motion`. Agreement and motion are products of maps, which convolutions find hard
    to form by themselves.
    """
    seen = warp(torch.cat([source.small, source.parts[:, 1:]], 1), flow)
    agree = joined(warp(source.limbs, flow), weights, near)
    left = (motion * source.parts[:, 1:]).sum(1, keepdim=True)
    arrived = (motion * weights).sum(1, keepdim=True)
    all_hints = torch.cat([logits.clamp(min=-8) / 4, seen, agree, agree * seen[:, 3:4], left, arrived], 1)
    told = F.pad(all_hints, (0, 0, 0, 0, 0, HINTS - all_hints.shape[1])).to(source.half.dtype)
    return torch.cat([warp(source.half, flow), told], 1)


def candidates(
    source: SourceFeatures,
    weights: Tensor,
    flows: list[Tensor],
    *,
    near: Tensor,
    whole: Tensor,
    corrections: PoseCorrections,
) -> tuple[Tensor, Tensor]:
    """What each flow reads, [B, G, 4, H, W], and how far it may be used, [B, G, H, W].

    whole [B, 1, h, w]: where the first flow may be used whatever part it meets.
    """
    photo = torch.cat([source.rgba, source.near], 1)
    found = [warp(photo, flow) for flow in flows]
    confidence = [
        upsample(agreement(source, weights, flow, near)) * g[:, 4:]
        for flow, g in zip(flows, found, strict=True)
    ]
    confidence[0] = confidence[0] * (
        1 - upsample(corrections.bared(weights, F.avg_pool2d(flows[0], 2), near))
    )
    confidence[0] = torch.maximum(confidence[0], upsample(whole).clamp(max=1))
    return torch.cat(confidence, 1), torch.stack([g[:, :4] for g in found], 1)


def agreement(source: SourceFeatures, weights: Tensor, flow: Tensor, near: Tensor) -> Tensor:
    """[B, 1, H/2, W/2]: whether the photo shows at flow [B, 2, H, W] a part that may be drawn here."""
    return joined(warp(source.limbs, F.avg_pool2d(flow, 2)), weights, near)


def static_map(source: SourceFeatures, motion: Tensor, weights: Tensor, alpha: Tensor) -> Tensor:
    """Where the photo stays as it is, [B, 1, H, W]; no gradient: what rests is decided by the pose, not learnt."""
    with torch.no_grad():
        target = weights * F.avg_pool2d(alpha, 2)
        shown = source.parts[:, 1:].clone()
        shown[:, ARMS] = torch.maximum(shown[:, ARMS], source.arms)
        return upsample(static_mask(motion, target, shown))
