"""Maps of parts that are not joined are not mixed: half of both would lead to whatever lies between the two."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from engine.model.geometry.adjacency import JOINED, TOGETHER
from engine.model.geometry.correspondence import apply_maps, blend_maps, ramp
from engine.model.geometry.part_transforms import N_PARTS, PartTransforms


def mixed(weights: Tensor, coarse: Tensor, maps: PartTransforms) -> Tensor:
    """Flow [B, 2, H, W]: the parts' maps mixed by weights [B, 11, H, W], coarse at half the size, where they may be."""
    allowed = weights * F.interpolate(_mixing(coarse, maps), scale_factor=2)
    return blend_maps(allowed / allowed.sum(1, keepdim=True).clamp(min=1e-12), maps.affine)


def _mixing(weights: Tensor, maps: PartTransforms) -> Tensor:
    """[B, 11, h, w] in 0..1: how far each part's map may be mixed with that of the likeliest."""
    places = apply_maps(maps.affine, (weights.shape[-2], weights.shape[-1]))
    first = weights.argmax(1)
    place = places.gather(1, first[:, None, None].expand(-1, 1, 2, -1, -1))
    apart = (places - place).square().sum(2).sqrt()
    bound = [[float(bits >> part & 1) for part in range(N_PARTS)] for bits in JOINED]
    joined = weights.new_tensor(bound)[first].permute(0, 3, 1, 2)
    return torch.maximum(1 - ramp(apart, *TOGETHER), joined)
