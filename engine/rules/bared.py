"""The rim of an arm that has left is not gathered as cloth: it is shaded, and the parsing is coarse there."""

from __future__ import annotations

import torch
from torch import Tensor

from engine.model.decoded import SourceFeatures
from engine.model.geometry.adjacency import AT_SHOULDERS
from engine.model.geometry.correspondence import apply_maps, warp
from engine.model.geometry.part_transforms import ARMS, CLOTHED, FOREARMS, PartTransforms

# An arm whose map leads this far from what is read, in canonical pixels, has left for sure.
_LEFT_PX = 3.0


def bared(
    source: SourceFeatures, maps: PartTransforms, weights: Tensor, flow: Tensor, *, near: Tensor
) -> Tensor:
    """[B, 1, h, w]: where flow [B, 2, h, w] would read cloth, or the other arm, under an arm that has left or its rim.

    An arm has left where its own map leads elsewhere from here. The rim of an arm is shaded, and its part map is ten
    photo pixels coarse. At the shoulders, near [B, 12, h, w], arm and body are one.
    """
    size = (flow.shape[-2], flow.shape[-1])
    away = (apply_maps(maps.affine[:, ARMS], size) - flow[:, None]).square().sum(2)
    left = 1 - torch.exp(-away / _LEFT_PX**2)
    read = warp(source.arms, flow) * left
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
