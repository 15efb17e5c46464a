"""Forearms carry their hands along: where a forearm's own map reads hand, the hand is there."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from engine.model.correspondence import apply_maps, gather, grid
from engine.model.decoded import SourceFeatures
from engine.model.skeleton import PARTS, PartMaps

_FOREARMS = [PARTS.index("right forearm"), PARTS.index("left forearm")]
# How surely the photo must show a forearm where its map leads: nothing up to the first, all from the second.
_SURE = (0.6, 0.9)
# From where on along the forearm (0 elbow, 1 wrist and hand) this counts: nothing up to the first, all from the second.
# Nearer to the elbow the forearm bends with the upper arm, and the network does that well.
_ALONG = (0.35, 0.7)


def carried(source: SourceFeatures, maps: PartMaps, turn: Tensor, *, behind: tuple[int, ...] = ()) -> Tensor:
    """[B, 11, h, w] in 0..1: where each hand lies, at its forearm, as far as that stays in the picture's plane.

    A prior of capsules knows nothing of a hand that is bent at the wrist, and the network learnt from hands that bend
    anew in each picture: fingers were cut off. turn [B, 11]: how far each part left the plane. Parts `behind` others
    show where nothing covers them, and claim nothing.
    """
    size = (source.limbs.shape[-2], source.limbs.shape[-1])
    places = apply_maps(maps.affine[:, _FOREARMS], size)
    shown = source.limbs[:, _FOREARMS] * F.avg_pool2d(source.rgba[:, 3:], 2)
    read = torch.cat([gather(shown[:, i : i + 1], places[:, i]) for i in range(len(_FOREARMS))], 1)
    hands = torch.zeros_like(source.limbs)
    hands[:, _FOREARMS] = _ramp(read, *_SURE) * _ramp(_along(maps, size), *_ALONG)
    hands[:, list(behind)] = 0
    return hands * (1 - turn)[..., None, None]


def _along(maps: PartMaps, size: tuple[int, int]) -> Tensor:
    """[B, 2, h, w]: how far along its forearm each point lies, 1 at the capsule's end."""
    start, end = maps.capsules[:, _FOREARMS, 0], maps.capsules[:, _FOREARMS, 1]
    bone = end - start
    points = grid(*size, start.device)[:, None] - start[..., None, None]
    return (points * bone[..., None, None]).sum(2) / bone.square().sum(-1).clamp(min=1.0)[..., None, None]


def _ramp(value: Tensor, low: float, high: float) -> Tensor:
    return ((value - low) / (high - low)).clamp(0, 1)
