"""How far each part has turned out of the picture's plane: only then is there anything for a flow to add to its map."""

from __future__ import annotations

from torch import Tensor

from engine.model.geometry.correspondence import ramp, warp
from engine.model.geometry.part_transforms import HEAD_JOINTS, PARTS, PartTransforms

_HEAD = PARTS.index("head")
# A part is taken as turned from the first ratio of its map's two scales on, and wholly from the second.
_UNEVEN = (1.04, 1.16)
# The head's map has one scale: there it is how far its joints miss, in torso lengths.
_MISSED = (0.015, 0.05)


def turned(maps: PartTransforms, source: tuple[Tensor, Tensor], target: tuple[Tensor, Tensor]) -> Tensor:
    """[B, 11] in 0..1 from the part transforms and the joints ([B, 18, 2], [B, 18]) of photo and pose.

    Dragging keeps the lengths of limbs, so that all maps are plain turns in the picture's plane, and 0 throughout.
    """
    linear = maps.affine[..., :2]
    square = linear.square().sum((-1, -2))
    area = (linear[..., 0, 0] * linear[..., 1, 1] - linear[..., 0, 1] * linear[..., 1, 0]).abs()
    # From the sum and the product of the squared scales.
    apart = (square.square() - 4 * area.square()).clamp(min=0).sqrt()
    ratio = ((square + apart) / (square - apart).clamp(min=1e-6)).clamp(max=100).sqrt()
    share = ramp(ratio, *_UNEVEN)
    share[:, _HEAD] = ramp(_missed(maps, source, target), *_MISSED)
    return share


def _missed(maps: PartTransforms, source: tuple[Tensor, Tensor], target: tuple[Tensor, Tensor]) -> Tensor:
    joints = list(HEAD_JOINTS)
    known = (source[1] & target[1])[:, joints].float()
    affine = maps.affine[:, _HEAD]
    led = target[0][:, joints] @ affine[:, :, :2].transpose(1, 2) + affine[:, None, :, 2]
    off = (led - source[0][:, joints]).square().sum(-1)
    return ((off * known).sum(1) / known.sum(1).clamp(min=1)).sqrt() / maps.torso


def allowed(share: Tensor, weights: Tensor, near: Tensor, plain: Tensor) -> Tensor:
    """[B, 1, h, w]: how much of a shift against the part transforms counts.

    share [B, 11] of the parts, weights [B, 11, h, w], near [B, 1, h, w]: 1 on the person in the photo, plain
    [B, 2, h, w]: where the maps alone lead. What they lead off the person must not be pulled back onto it: heads
    grew hair that way, and shoulders grew wide.
    """
    turn = (share[..., None, None] * weights).sum(1, keepdim=True)
    return turn * warp(near, plain)


def flat(turn: Tensor, weights: Tensor) -> Tensor:
    """[B, 1, h, w] in 0..1: how far parts of these weights [B, 11, h, w] stay in the plane; turn [B, 11]."""
    return (weights * (1 - turn)[..., None, None]).sum(1, keepdim=True)
