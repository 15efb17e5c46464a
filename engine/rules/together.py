"""What comes along together shows no gap: the picture is the photo there, only elsewhere."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from engine.model.decoded import SourceFeatures
from engine.model.geometry.correspondence import apply_maps, ramp, warp
from engine.model.geometry.part_transforms import N_PARTS, PartTransforms

# A part whose map leads this far from what is read, in canonical pixels, comes from elsewhere.
_LEFT_PX = 3.0
# How much of what lies around a place may come from elsewhere: up to the first all comes together, from the second not.
_APART = (0.1, 0.4)


def as_one(source: SourceFeatures, maps: PartTransforms, flow: Tensor) -> Tensor:
    """[B, 1, h, w] in 0..1: where all that the photo shows around flow [B, 2, h, w] comes here together.

    There the picture is the photo, only elsewhere: no gap has opened between a folded arm and the chest it lies on.
    """
    size = (flow.shape[-2], flow.shape[-1])
    away = (apply_maps(maps.affine, size) - flow[:, None]).square().sum(2)
    photo = torch.cat([F.max_pool2d(source.limbs, 3, 1, 1), source.small[:, 3:]], 1)
    around, matte = warp(photo, flow).split((N_PARTS, 1), 1)
    apart = (around * (1 - torch.exp(-away / _LEFT_PX**2))).sum(1, keepdim=True)
    return matte * (1 - ramp(apart, *_APART))
