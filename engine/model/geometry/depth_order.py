"""Which parts lie over others: the prior of what is covered sinks where capsules overlap.

Ours: two dimensions do not tell what is in front, and a person who poses may know better than the network.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from engine.model.geometry.correspondence import apply_maps, ramp, warp
from engine.model.geometry.part_transforms import N_PARTS

# How far the covered part sinks: the network itself adds a few units at most.
_DEPTH = 9.0
# A capsule covers wholly up to its radius and not at all beyond this multiple of it.
_FADE = 1.25
# A pixel is covered from the first share of the photo's parsing on, and wholly from the second: at the rim of a
# limb, where the photo shows as much background, what lies behind it does better.
_COVERS_FROM, _COVERS_WHOLLY = 0.55, 0.85
# The first of two parts of one limb, which never cover each other: 3 and 4 are one arm, and so on.
_FIRST_LIMB = 3


@dataclass(frozen=True, slots=True)
class PartOrder:
    """Parts of limbs (3..10) over all others, the frontmost last, and behind all others, the backmost first."""

    in_front: tuple[int, ...] = ()
    behind: tuple[int, ...] = ()


def depth_offsets(distance: Tensor, parts: Tensor, affine: Tensor, order: PartOrder) -> Tensor:
    """What to add to the prior's logits, [B, P, h, w], 0 or less.

    distance: to each part's axis in radii, [B, P, h, w]. parts: of the photo, background first, [B, 1 + P, h, w].
    affine: the part transforms, [B, P, 2, 3]. To the network it looks as if what is covered were far away, which it
    knows; a part behind stays itself wherever no other part covers it.
    """
    inside = ((_FADE - distance) / (_FADE - 1)).clamp(0, 1)
    depth = torch.zeros_like(distance)
    for place, part in enumerate(order.in_front):
        # Within its own outline in the photo: a capsule alone is wider than an arm.
        limb = parts[:, 1 + part] + parts[:, 1 + _mate(part)]
        cover = inside[:, part] * _shown(limb, affine[:, part : part + 1])
        for other in _others(part, but=set(order.in_front[place + 1 :])):
            depth[:, other] = torch.maximum(depth[:, other], cover)
    for place, part in enumerate(order.behind):
        for other in _others(part, but=set(order.behind[:place])):
            cover = inside[:, other] * _shown(1 - parts[:, 0], affine[:, other : other + 1])
            depth[:, part] = torch.maximum(depth[:, part], cover)
    return -_DEPTH * depth


def _shown(share: Tensor, affine: Tensor) -> Tensor:
    """[B, h, w]: how surely the photo shows what has the `share` [B, h, w] where a map [B, 1, 2, 3] leads."""
    size = (share.shape[-2], share.shape[-1])
    seen = warp(share[:, None], apply_maps(affine, size)[:, 0])[:, 0]
    return ramp(seen, _COVERS_FROM, _COVERS_WHOLLY)


def _mate(part: int) -> int:
    return part + 1 if (part - _FIRST_LIMB) % 2 == 0 else part - 1


def _others(part: int, *, but: set[int]) -> list[int]:
    """The parts that are neither `part`, nor of its limb, nor in `but`."""
    return [other for other in range(N_PARTS) if other not in but | {part, _mate(part)}]
