"""Which parts of the photo a part of the picture may be gathered from: its own, and its neighbours near the joint."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from engine.model.correspondence import apply_maps, blend_maps, gather, ramp
from engine.model.decoded import SourceFeatures
from engine.model.skeleton import N_PARTS, PartMaps

# Besides its own part a target pixel may gather from one that joins it along the body, near the joint between them:
# the two parts, the part whose axis begins at that joint, and how far from it, in torso lengths.
_JOINS = (
    (0, 1, 0, 0.7),
    (0, 2, 2, 4.0),
    (0, 3, 3, 0.45),
    (0, 5, 5, 0.45),
    (3, 4, 4, 0.35),
    (5, 6, 6, 0.35),
    (2, 7, 7, 0.7),
    (2, 9, 9, 0.7),
    (7, 8, 8, 0.45),
    (9, 10, 10, 0.45),
    (0, 7, 7, 0.7),
    (0, 9, 9, 0.7),
)
# The two columns of parts, for indexing maps of all parts.
AT_SHOULDERS = [i for i, join in enumerate(_JOINS) if join[:2] in ((0, 3), (0, 5))]
JOIN_A, JOIN_B = [join[0] for join in _JOINS], [join[1] for join in _JOINS]


# Parts whose maps are mixed wherever both have a say, a bit each: those that are joined, and the thighs.
JOINED = tuple(
    sum(1 << b for b in range(N_PARTS) if a == b or {a, b} in ({7, 9}, *(set(join[:2]) for join in _JOINS)))
    for a in range(N_PARTS)
)
# How far apart, in canonical pixels, the maps of others may lead to be mixed: wholly up to the first, not at all from
# the second. Between a hand and the leg that it comes to lie on, a mix would lead to whatever lies between the two.
TOGETHER = (4.0, 8.0)


def mixed(weights: Tensor, coarse: Tensor, maps: PartMaps) -> Tensor:
    """Flow [B, 2, H, W]: the parts' maps mixed by weights [B, 11, H, W], coarse at half the size, where they may be."""
    allowed = weights * F.interpolate(_mixing(coarse, maps), scale_factor=2)
    return blend_maps(allowed / allowed.sum(1, keepdim=True).clamp(min=1e-12), maps.affine)


def _mixing(weights: Tensor, maps: PartMaps) -> Tensor:
    """[B, 11, h, w] in 0..1: how far each part's map may be mixed with that of the likeliest."""
    places = apply_maps(maps.affine, (weights.shape[-2], weights.shape[-1]))
    first = weights.argmax(1)
    place = places.gather(1, first[:, None, None].expand(-1, 1, 2, -1, -1))
    apart = (places - place).square().sum(2).sqrt()
    bound = [[float(bits >> part & 1) for part in range(N_PARTS)] for bits in JOINED]
    joined = weights.new_tensor(bound)[first].permute(0, 3, 1, 2)
    return torch.maximum(1 - ramp(apart, *TOGETHER), joined)


def near_joins(maps: PartMaps, points: Tensor) -> Tensor:
    """[B, 12, h, w]: 1 where a target point (points [1, 2, h, w]) lies near the joint of a pair of joined parts.

    A raised upper arm may take the shoulder's cloth from the torso, but nothing of the shirt along its length.
    """
    joint = maps.capsules[:, [join[2] for join in _JOINS], 0]
    reach = maps.torso[:, None] * points.new_tensor([join[3] for join in _JOINS])
    away = (points[:, None] - joint[..., None, None]).square().sum(2).sqrt() / reach[..., None, None]
    return ((1.6 - away) / 0.6).clamp(0, 1)


def agreement(source: SourceFeatures, weights: Tensor, flow: Tensor, near: Tensor) -> Tensor:
    """[B, 1, H/2, W/2]: whether the photo shows at flow [B, 2, H, W] a part that may be drawn here."""
    return joined(gather(source.limbs, F.avg_pool2d(flow, 2)), weights, near)


def joined(parts: Tensor, weights: Tensor, near: Tensor) -> Tensor:
    """[B, 1, h, w]: how far the photo's parts [B, 11, h, w] read here are ones that the target's may gather from.

    near [B, 12, h, w]: where joined parts may stand in for each other.
    """
    own = (weights * parts).sum(1, keepdim=True)
    across = weights[:, JOIN_A] * parts[:, JOIN_B] + weights[:, JOIN_B] * parts[:, JOIN_A]
    return (own + (across * near).sum(1, keepdim=True)).clamp(0, 1)
