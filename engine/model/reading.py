"""What a decoded pose reads from the photo's features: hints for the half scale, and the gathered candidates."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from engine.model.correspondence import apply_maps, gather, ramp, stillness, upsample
from engine.model.decoded import SourceFeatures
from engine.model.joins import AT_SHOULDERS, agreement, joined
from engine.model.skeleton import ARMS, CLOTHED, FOREARMS, N_PARTS, PartMaps

# Part logits and the photo's part map (11 each), gathered colours and matte (4), agreement and motion (4), padded to
# a multiple of 16 channels, which CPU convolutions need to be fast.
HINTS = 32
# An arm whose map leads this far from what is read, in canonical pixels, has left for sure.
_LEFT_PX = 3.0
# How much of what lies around a place may come from elsewhere: up to the first all comes together, from the second not.
_APART = (0.1, 0.4)


def hints(
    source: SourceFeatures, motion: Tensor, logits: Tensor, weights: Tensor, *, flow: Tensor, near: Tensor
) -> Tensor:
    """What the half scale reads, [B, C + 32, H/2, W/2]: features; as hints parts, colours, what fits or has left.

    motion [B, 11, H/2, W/2]: see `part_motion`. Agreement and motion are products of maps, which convolutions find hard
    to form by themselves.
    """
    seen = gather(torch.cat([source.small, source.parts[:, 1:]], 1), flow)
    agree = joined(gather(source.limbs, flow), weights, near)
    left = (motion * source.parts[:, 1:]).sum(1, keepdim=True)
    arrived = (motion * weights).sum(1, keepdim=True)
    all_hints = torch.cat([logits.clamp(min=-8) / 4, seen, agree, agree * seen[:, 3:4], left, arrived], 1)
    told = F.pad(all_hints, (0, 0, 0, 0, 0, HINTS - all_hints.shape[1])).to(source.half.dtype)
    return torch.cat([gather(source.half, flow), told], 1)


def candidates(
    source: SourceFeatures,
    maps: PartMaps,
    weights: Tensor,
    flows: list[Tensor],
    *,
    near: Tensor,
    whole: Tensor,
) -> tuple[Tensor, Tensor]:
    """What each flow reads, [B, G, 4, H, W], and how far it may be used, [B, G, H, W].

    whole [B, 1, h, w]: see `as_one`; there the first flow may be used whatever part it meets.
    """
    photo = torch.cat([source.rgba, source.near], 1)
    found = [gather(photo, flow) for flow in flows]
    trust = [
        upsample(agreement(source, weights, flow, near)) * g[:, 4:]
        for flow, g in zip(flows, found, strict=True)
    ]
    trust[0] = trust[0] * (1 - upsample(_bared(source, maps, weights, F.avg_pool2d(flows[0], 2), near=near)))
    trust[0] = torch.maximum(trust[0], upsample(whole).clamp(max=1))
    return torch.cat(trust, 1), torch.stack([g[:, :4] for g in found], 1)


def _bared(source: SourceFeatures, maps: PartMaps, weights: Tensor, flow: Tensor, *, near: Tensor) -> Tensor:
    """[B, 1, h, w]: where flow [B, 2, h, w] would read cloth, or the other arm, under an arm that has left or its rim.

    An arm has left where its own map leads elsewhere from here. The rim of an arm is shaded, and its part map is ten
    photo pixels coarse. At the shoulders, near [B, 12, h, w], arm and body are one.
    """
    size = (flow.shape[-2], flow.shape[-1])
    away = (apply_maps(maps.affine[:, ARMS], size) - flow[:, None]).square().sum(2)
    left = 1 - torch.exp(-away / _LEFT_PX**2)
    read = gather(source.arms, flow) * left
    cloth, right, left_arm = (
        weights[:, group].sum(1, keepdim=True) for group in (CLOTHED, ARMS[:2], ARMS[2:])
    )
    cloth = cloth * (1 - near[:, AT_SHOULDERS].amax(1, keepdim=True))
    # A hand around the other arm bares that as well.
    held = (
        left_arm * read[:, ARMS.index(FOREARMS[0])][:, None]
        + right * read[:, ARMS.index(FOREARMS[1])][:, None]
    )
    return ((cloth * read.sum(1, keepdim=True) + held) * 2).clamp(0, 1)


def at_rest(source: SourceFeatures, motion: Tensor, weights: Tensor, alpha: Tensor) -> Tensor:
    """Where the photo stays as it is, [B, 1, H, W]; no gradient: what rests is decided by the pose, not learnt."""
    with torch.no_grad():
        target = weights * F.avg_pool2d(alpha, 2)
        shown = source.parts[:, 1:].clone()
        shown[:, ARMS] = torch.maximum(shown[:, ARMS], source.arms)
        return upsample(stillness(motion, target, shown))


def as_one(source: SourceFeatures, maps: PartMaps, flow: Tensor) -> Tensor:
    """[B, 1, h, w] in 0..1: where all that the photo shows around flow [B, 2, h, w] comes here together.

    There the picture is the photo, only elsewhere: no gap has opened between a folded arm and the chest it lies on.
    """
    size = (flow.shape[-2], flow.shape[-1])
    away = (apply_maps(maps.affine, size) - flow[:, None]).square().sum(2)
    photo = torch.cat([F.max_pool2d(source.limbs, 3, 1, 1), source.small[:, 3:]], 1)
    around, matte = gather(photo, flow).split((N_PARTS, 1), 1)
    apart = (around * (1 - torch.exp(-away / _LEFT_PX**2))).sum(1, keepdim=True)
    return matte * (1 - ramp(apart, *_APART))
