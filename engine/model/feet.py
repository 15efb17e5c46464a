"""Feet of which one hides the other: whole in the photo's part map, and carried along by their shins."""

from __future__ import annotations

from dataclasses import replace

import torch
import torch.nn.functional as F
from torch import Tensor

from engine.model.correspondence import apply_maps, gather, grid, ramp
from engine.model.decoded import SourceFeatures
from engine.model.order import PartOrder
from engine.model.skeleton import BONES, SHINS, PartMaps

# Along the shin (0 knee, 1 ankle): from where on a hidden foot is made whole, and from where on shins are carried.
# Nearer to the knee they bend with the thigh, and the network does that well.
_BELOW, _CARRIED = (0.95, 1.05), (0.3, 0.5)
# What counts as shin or foot where a shin's map leads: nothing up to the first, all from the second.
_SHOWN = (0.2, 0.5)


def shown_shins(source: SourceFeatures) -> Tensor:
    """[B, 2, h, w] in 0..1: where the photo shows the shins with their feet."""
    return source.parts[:, [1 + shin for shin in SHINS]]


def with_whole_feet(source: SourceFeatures, side: int, to_other: Tensor, shins: Tensor) -> SourceFeatures:
    """A photo's features with the two shins told apart, and the hidden foot where it would be seen.

    side: of the hidden foot, 0 right, 1 left. to_other [2, 3]: from its canonical points to the other's. shins
    [1, 2, H, W]: where the photo shows the shins with their feet, 0..1 over the model frame.
    """
    size = (source.limbs.shape[-2], source.limbs.shape[-1])
    hidden, other = SHINS[side], SHINS[1 - side]
    told = F.interpolate(shins, size=size, mode="area")
    share = told / told.sum(1, keepdim=True).clamp(min=1e-3)
    limbs, parts = source.limbs.clone(), source.parts.clone()
    numbers = [1 + shin for shin in SHINS]
    limbs[:, SHINS] = limbs[:, SHINS].sum(1, keepdim=True) * share
    parts[:, numbers] = parts[:, numbers].sum(1, keepdim=True) * share
    shown = limbs[:, other : other + 1] * source.small[:, 3:]
    same = gather(shown, apply_maps(to_other[None, None], size)[:, 0])
    along = ramp(_along(source.joints, size), *_BELOW)[:, side : side + 1]
    limbs[:, hidden] = torch.maximum(limbs[:, hidden], (same * shown * along)[:, 0])
    feet = limbs[:, SHINS] * source.small[:, 3:]
    return replace(source, parts=parts, limbs=limbs, feet=feet, hidden_shin=hidden)


def carried_feet(
    source: SourceFeatures, maps: PartMaps, turn: Tensor, order: PartOrder
) -> tuple[Tensor, Tensor]:
    """Where each foot lies and where none does, at its shin, [B, 11, h, w] in 0..1 each, of a photo that hides one.

    turn [B, 11]: how far each part left the plane. Where both lie the one that hides the other in the photo is in
    front, unless the order says otherwise; parts behind others claim nothing.
    """
    there, none = torch.zeros_like(source.limbs), torch.zeros_like(source.limbs)
    assert source.feet is not None
    size = (source.limbs.shape[-2], source.limbs.shape[-1])
    places = apply_maps(maps.affine[:, SHINS], size)
    read = torch.cat([gather(source.feet[:, i : i + 1], places[:, i]) for i in range(len(SHINS))], 1)
    held = ramp(read, *_SHOWN)
    below = torch.stack([_share(source.joints, places[:, i], i) for i in range(len(SHINS))], 1)
    rigid = ramp(below, *_CARRIED) * (1 - turn[:, SHINS])[..., None, None]
    there[:, SHINS], none[:, SHINS] = held * rigid, (1 - held) * rigid
    behind = source.hidden_shin
    if behind in order.in_front and _other(behind) not in order.in_front:
        behind = _other(behind)
    there[:, behind] = there[:, behind] * (1 - there[:, _other(behind)])
    there[:, list(order.behind)] = 0
    return there, none


def _other(shin: int) -> int:
    return SHINS[1 - SHINS.index(shin)]


def _along(joints: Tensor, size: tuple[int, int]) -> Tensor:
    """[B, 2, h, w]: how far along each shin the photo's points lie, joints [B, 18, 2]."""
    points = grid(*size, joints.device).expand(len(joints), -1, -1, -1)
    return torch.stack([_share(joints, points, i) for i in range(len(SHINS))], 1)


def _share(joints: Tensor, points: Tensor, side: int) -> Tensor:
    """[B, h, w]: how far along the shin of a side the points [B, 2, h, w] of the photo lie."""
    knee, ankle = (joints[:, joint] for joint in BONES[SHINS[side] - 3])
    bone = ankle - knee
    along = ((points - knee[..., None, None]) * bone[..., None, None]).sum(1)
    return along / bone.square().sum(-1).clamp(min=1.0)[:, None, None]
