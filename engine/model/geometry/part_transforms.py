"""The skeleton prior: eleven body parts, each an affine map from target to source in closed form.

Ours (XingGAN++ has no such prior). Coordinates are canonical frame pixels, see engine/model/geometry/joints.py.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from engine.model.geometry.joints import (
    L_HIP,
    NECK,
    NOSE,
    R_HIP,
    complete,
    length,
    torso_length,
)

PARTS = (
    "torso",
    "head",
    "pelvis",
    "right upper arm",
    "right forearm",
    "left upper arm",
    "left forearm",
    "right thigh",
    "right shin",
    "left thigh",
    "left shin",
)
N_PARTS = len(PARTS)
ARMS = [i for i, part in enumerate(PARTS) if "arm" in part]
FOREARMS = [i for i, part in enumerate(PARTS) if "forearm" in part]
SHINS = [i for i, part in enumerate(PARTS) if "shin" in part]
CLOTHED = [i for i, part in enumerate(PARTS) if i not in ARMS and part != "head"]  # what arms hang before
Bones = tuple[tuple[int, int], tuple[int, int]]
# The bone (from joint, to joint) of parts 3..10, in the order of PARTS.
BONES = ((2, 3), (3, 4), (5, 6), (6, 7), (8, 9), (9, 10), (11, 12), (12, 13))
# Radius of each part as a share of the torso's length: where the prior's distances start from.
RADII = (0.36, 0.30, 0.32, 0.16, 0.13, 0.16, 0.13, 0.22, 0.18, 0.22, 0.18)
HEAD_JOINTS = (NOSE, NECK, 14, 15, 16, 17)  # and eyes and ears
MIRROR_PARTS = (0, 1, 2, 5, 6, 3, 4, 9, 10, 7, 8)
# Hands and feet hang on the end of their bone, so these capsules reach past the last joint.
_OVERSHOOT = (0.0, 0.38, 0.0, 0.38, 0.0, 0.25, 0.0, 0.25)
# Segments whose length ratio tells the scale between two framings of one person.
_SCALE_SEGMENTS = ((2, 8), (5, 11), (0, 1), *BONES)


@dataclass(frozen=True)
class PartTransforms:
    """What the two skeletons say: per part the maps and the capsule that the part fills in the target."""

    affine: Tensor  # [B, 11, 2, 3] target point -> source point
    mirrored: Tensor  # [B, 11, 2, 3] target point -> the same place on the other side of the source body
    capsules: Tensor  # [B, 11, 2, 2] the two ends (x, y) of each part's axis in the target
    observed: Tensor  # [B, 11] 1 where source and target both know the part's joints
    torso: Tensor  # [B] torso length in the target, canonical pixels


def scale_ratio(source: Tensor, target: Tensor, known: Tensor) -> Tensor:
    """Source size over target size [B]: the median over segments known [B, 18] on both sides.

    A median, so that a dragged limb leaves the thickness of all other limbs exactly as it was.
    """
    a = torch.tensor([s[0] for s in _SCALE_SEGMENTS], device=source.device)
    b = torch.tensor([s[1] for s in _SCALE_SEGMENTS], device=source.device)
    lengths = [length(xy[:, a] - xy[:, b]).clamp(min=2.0) for xy in (source, target)]
    ratio = lengths[0] / lengths[1]
    usable = known[:, a] & known[:, b]
    ordered = torch.where(usable, ratio, torch.inf).sort(dim=1).values
    count = usable.sum(1)
    middle = ordered.gather(1, ((count - 1).clamp(min=0) // 2)[:, None])[:, 0]
    return torch.where(count > 0, middle, torch.ones_like(middle)).clamp(0.25, 4.0)


def _affine(linear: Tensor, source_point: Tensor, target_point: Tensor) -> Tensor:
    """[B, 2, 3] with the given linear part that takes target_point to source_point."""
    offset = source_point - (linear @ target_point[..., None])[..., 0]
    return torch.cat([linear, offset[..., None]], -1)


def _similarity(x: Tensor, y: Tensor) -> Tensor:
    """Best rotation and scale [B, 2, 2] from centred points x to y, both [B, N, 2]."""
    p = (x * y).sum((1, 2))
    q = (x[..., 0] * y[..., 1] - x[..., 1] * y[..., 0]).sum(1)
    d = (x * x).sum((1, 2)).clamp(min=1.0)
    return torch.stack([torch.stack([p, -q], -1), torch.stack([q, p], -1)], -2) / d[:, None, None]


def _least_squares(source: Tensor, target: Tensor, weight: Tensor, *, stiffness: float | None) -> Tensor:
    """Map [B, 2, 3] from target to source points [B, N, 2]; affine pulled to a similarity, or that alone."""
    total = weight.sum(1, keepdim=True).clamp(min=1e-3)
    centre_s = (source * weight[..., None]).sum(1) / total
    centre_t = (target * weight[..., None]).sum(1) / total
    x = (target - centre_t[:, None]) * weight[..., None]
    y = (source - centre_s[:, None]) * weight[..., None]
    linear = _similarity(x, y)
    if stiffness is not None:
        pull = torch.eye(2, device=x.device) * ((x * x).sum((1, 2)) * stiffness + 4.0)[:, None, None]
        normal = x.transpose(1, 2) @ x + pull
        linear = (y.transpose(1, 2) @ x + linear @ pull) @ _inverse(normal)
    size = (linear.flatten(1).norm(dim=1) / 2**0.5).clamp(min=0.05)
    linear = linear * (size.clamp(0.25, 4.0) / size)[:, None, None]
    return _affine(linear, centre_s, centre_t)


def _inverse(matrix: Tensor) -> Tensor:
    """Of matrices [B, 2, 2] that are well away from singular."""
    a, b, c, d = matrix.flatten(1).unbind(1)
    adjugate = torch.stack([torch.stack([d, -b], -1), torch.stack([-c, a], -1)], -2)
    return adjugate / (a * d - b * c)[:, None, None]


def _basis(direction: Tensor, flip: float = 1.0) -> Tensor:
    """Rows: the unit direction and its normal [B, 2, 2]."""
    normal = torch.stack([-direction[..., 1], direction[..., 0]], -1) * flip
    return torch.stack([direction, normal], -2)


def _bone_map(source: Tensor, target: Tensor, across: Tensor, *, bones: Bones, flip: float = 1.0) -> Tensor:
    """Map [B, 2, 3] of one limb: along the bone the length ratio, across it the scale of the body."""
    (i, j), (a, b) = bones
    bone_t, bone_s = target[:, j] - target[:, i], source[:, b] - source[:, a]
    length_t, length_s = length(bone_t).clamp(min=2.0), length(bone_s).clamp(min=2.0)
    along = (length_s / length_t / across).clamp(0.35, 2.8) * across
    frame_t = _basis(bone_t / length_t[:, None])
    frame_s = _basis(bone_s / length_s[:, None], flip)
    linear = frame_s.transpose(1, 2) @ (torch.stack([along, across], -1)[..., None] * frame_t)
    return _affine(linear, source[:, a], target[:, i])


def _reflect(source: Tensor) -> Tensor:
    """Reflection [B, 3, 3] of source points about the body's own axis (neck to mid-hip)."""
    middle = (source[:, R_HIP] + source[:, L_HIP]) / 2
    axis = middle - source[:, NECK]
    axis = axis / length(axis)[:, None].clamp(min=1.0)
    linear = 2 * axis[:, :, None] * axis[:, None, :] - torch.eye(2, device=source.device)
    top = _affine(linear, middle, middle)
    bottom = torch.tensor([0.0, 0.0, 1.0], device=source.device).expand(len(source), 1, 3)
    return torch.cat([top, bottom], 1)


def _compose(outer: Tensor, inner: Tensor) -> Tensor:
    """outer [B, 3, 3] after inner [B, 2, 3]."""
    linear = outer[:, :2, :2] @ inner[:, :, :2]
    offset = outer[:, :2, :2] @ inner[:, :, 2:] + outer[:, :2, 2:]
    return torch.cat([linear, offset], -1)


def part_transforms(
    source_xy: Tensor, source_present: Tensor, target_xy: Tensor, target_present: Tensor
) -> PartTransforms:
    """Maps of all parts from two skeletons.

    Args: joints [B, 18, 2] as (x, y) in canonical pixels and which of them count [B, 18] (bool).
    Always in float32: half precision would move what rests.
    """
    with torch.autocast(source_xy.device.type, enabled=False):
        return _transforms(source_xy.float(), source_present, target_xy.float(), target_present)


def _transforms(
    source_xy: Tensor, source_present: Tensor, target_xy: Tensor, target_present: Tensor
) -> PartTransforms:
    known = source_present & target_present
    across = scale_ratio(source_xy, target_xy, known)
    source = complete(source_xy, source_present)
    target = complete(target_xy, target_present, like=(source, 1 / across))
    pick = lambda xy, joints: xy[:, list(joints)]  # noqa: E731
    ones = torch.ones(len(source), 4, device=source.device)
    trunk, hips = (2, 5, 8, 11), (8, 11, 2, 5)
    head_weight = torch.cat([ones[:, :2], known[:, 14:].float()], 1)
    hip_weight = ones * ones.new_tensor([1.0, 1.0, 0.5, 0.5])
    maps = [
        _least_squares(pick(source, trunk), pick(target, trunk), ones, stiffness=0.1),
        _least_squares(pick(source, HEAD_JOINTS), pick(target, HEAD_JOINTS), head_weight, stiffness=None),
        _least_squares(pick(source, hips), pick(target, hips), hip_weight, stiffness=0.1),
    ]
    reflection = _reflect(source)
    mirrored = [_compose(reflection, m) for m in maps]
    for index, bone in enumerate(BONES):
        other = BONES[MIRROR_PARTS[index + 3] - 3]
        maps.append(_bone_map(source, target, across, bones=(bone, bone)))
        mirrored.append(_bone_map(source, target, across, bones=(bone, other), flip=-1.0))
    return PartTransforms(
        affine=torch.stack(maps, 1),
        mirrored=torch.stack(mirrored, 1),
        capsules=_capsules(target),
        observed=_observed(known),
        torso=torso_length(target, torch.ones_like(target_present)),
    )


def _capsules(xy: Tensor) -> Tensor:
    hips = (xy[:, R_HIP] + xy[:, L_HIP]) / 2
    neck, nose = xy[:, NECK], xy[:, NOSE]
    ends = [
        torch.stack([neck, hips], 1),
        torch.stack([neck + (nose - neck) * 0.4, nose + (nose - neck) * 0.35], 1),
        torch.stack([xy[:, R_HIP], xy[:, L_HIP]], 1),
    ]
    for (i, j), past in zip(BONES, _OVERSHOOT, strict=True):
        ends.append(torch.stack([xy[:, i], xy[:, j] + (xy[:, j] - xy[:, i]) * past], 1))
    return torch.stack(ends, 1)


def _observed(known: Tensor) -> Tensor:
    flags = [known[:, [2, 5]].all(1), known[:, 0], known[:, [8, 11]].all(1)]
    flags += [known[:, i] & known[:, j] for i, j in BONES]
    return torch.stack(flags, 1).float()


def resting(maps: PartTransforms) -> PartTransforms:
    """Identity maps: what is left of the skeleton prior when it is switched off."""
    identity = torch.zeros_like(maps.affine)
    identity[..., 0, 0] = identity[..., 1, 1] = 1.0
    return PartTransforms(identity, identity, maps.capsules, maps.observed, maps.torso)
