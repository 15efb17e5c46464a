"""Feet of which one hides the other: whole in the photo's part map, and carried along by their shins."""

from __future__ import annotations

from dataclasses import dataclass, replace

import torch
import torch.nn.functional as F
from torch import Tensor

from engine.model.decoded import SourceFeatures
from engine.model.geometry.correspondence import along_bone, apply_maps, grid, ramp, warp
from engine.model.geometry.depth_order import PartOrder
from engine.model.geometry.part_transforms import BONES, SHINS, PartTransforms

# Along the shin (0 knee, 1 ankle): from where on a hidden foot is made whole; from where on nothing is drawn that the
# photo does not show, and shins are carried, as nearer to the knee they bend with the thigh, and the network does that
# well; and where the foot begins, which has its own outline and nothing painted beside it.
_BELOW, _MISSED, _CARRIED, _FOOT = (0.95, 1.05), (0.25, 0.4), (0.5, 0.7), (0.85, 0.95)
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
    same = warp(shown, apply_maps(to_other[None, None], size)[:, 0])
    along = ramp(_along(source.joints, grid(*size, limbs.device)[:, None]), *_BELOW)[:, side : side + 1]
    limbs[:, hidden] = torch.maximum(limbs[:, hidden], (same * shown * along)[:, 0])
    feet = limbs[:, SHINS] * source.small[:, 3:]
    return replace(source, parts=parts, limbs=limbs, feet=feet, hidden_shin=hidden)


@dataclass(frozen=True)
class Feet:
    """Of each part [B, 11, h, w] in 0..1: where a shin with its foot lies, where it does not, and the foot alone.

    All 0 for other parts, and nearer to the knee.
    """

    shins: Tensor
    nobody: Tensor
    alone: Tensor


def carried_feet(source: SourceFeatures, maps: PartTransforms, turn: Tensor, order: PartOrder) -> Feet | None:
    """The feet of a photo in which one hides the other.

    turn [B, 11]: how far each part left the plane. Where both lie the one that hides the other in the photo is in
    front, unless the order says otherwise; parts behind others claim nothing.
    """
    if source.feet is None:
        return None
    there, none, foot = (torch.zeros_like(source.limbs) for _ in range(3))
    size = (source.limbs.shape[-2], source.limbs.shape[-1])
    places = apply_maps(maps.affine[:, SHINS], size)
    read = torch.cat([warp(source.feet[:, i : i + 1], places[:, i]) for i in range(len(SHINS))], 1)
    along = _along(source.joints, places)
    flat = (1 - turn[:, SHINS])[..., None, None]
    held = ramp(read, *_SHOWN)
    there[:, SHINS] = held * flat * ramp(along, *_CARRIED)
    none[:, SHINS] = (1 - held) * flat * ramp(along, *_MISSED)
    foot[:, SHINS] = held * flat * ramp(along, *_FOOT)
    behind = source.hidden_shin
    if behind in order.in_front and _other(behind) not in order.in_front:
        behind = _other(behind)
    there[:, behind] = there[:, behind] * (1 - there[:, _other(behind)])
    there[:, list(order.behind)] = 0
    return Feet(there, none, torch.minimum(foot, there))


def _other(shin: int) -> int:
    return SHINS[1 - SHINS.index(shin)]


def _along(joints: Tensor, points: Tensor) -> Tensor:
    """[B, 2, h, w]: how far along each shin the photo's points [B, 2, 2, h, w] lie, joints [B, 18, 2]."""
    knees, ankles = (joints[:, [BONES[shin - 3][end] for shin in SHINS]] for end in (0, 1))
    return along_bone(points, knees, ankles)
