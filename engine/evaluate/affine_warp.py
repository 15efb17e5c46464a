"""The plain baseline: move each body part by its closed-form affine map and learn nothing.

It answers with the same `Maps` as the network does, so that gathering, matte and plate are the very same code
and a comparison shows what the network adds.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor

from engine.compose import Composite, compose
from engine.features import PhotoFeatures
from engine.frame import HEIGHT, WIDTH
from engine.maps import Maps, hwc
from engine.model.correspondence import blend_maps, capsule_distance, gather, part_motion, stillness
from engine.model.joins import JOIN_A, JOIN_B
from engine.model.skeleton import N_PARTS, PartMaps, part_maps
from engine.pose import Pose

# Radius of each part as a share of the torso's length, in the order of skeleton.PARTS.
RADII = (0.36, 0.30, 0.32, 0.16, 0.13, 0.16, 0.13, 0.22, 0.18, 0.22, 0.18)
# How fast a part's weight falls with the distance to its capsule in radii.
STEEPNESS = 10.0


@dataclass(frozen=True)
class Warp:
    """The baseline's answer over the model frame."""

    maps: Maps
    flow: NDArray[np.float32]  # [H, W, 2] canonical source points


def part_weights(maps: PartMaps, size: tuple[int, int]) -> Tensor:
    """Log-weights [B, 11, h, w] of the parts from the distance to their capsules; size is (height, width)."""
    radius = maps.torso.new_tensor(RADII) * maps.torso[:, None]
    return -STEEPNESS * capsule_distance(maps.capsules, size) / radius[..., None, None]


def affine_warp(
    matte: Tensor,
    source_joints: Tensor,
    *,
    source_present: Tensor,
    joints: Tensor,
    present: Tensor,
) -> Warp:
    """Closed-form maps from a source to a pose.

    Args:
        matte: [1, 1, H, W] in 0..1 over the model frame.
        source_joints, joints: [1, 18, 2] canonical pixels; source_present, present: [1, 18] bool.
    """
    size = (matte.shape[-2], matte.shape[-1])
    maps = part_maps(source_joints, source_present, joints, present)
    at_rest = part_maps(source_joints, source_present, source_joints, source_present)
    logits = part_weights(maps, size)
    weights = logits.softmax(1)
    parts = part_weights(at_rest, size).softmax(1) * matte
    flow = blend_maps(weights, maps.affine)
    read = gather(torch.cat([matte, parts], 1), flow)
    # Gather only from the same part or one joined to it: else an arm takes the shirt it hung against along.
    joined = F.conv2d(read[:, 1:], _neighbours()[:, :, None, None])
    agreement = (weights * joined).sum(1, keepdim=True) / read[:, :1].clamp(min=1e-3)
    still = stillness(part_motion(maps.affine, size), weights * read[:, :1], parts)
    return Warp(_maps(logits, maps.affine, agreement.clamp(0, 1), still), hwc(flow[0]))


def warp_photo(kept: PhotoFeatures, pose: Pose, *, transparent: bool = False) -> Composite:
    """The baseline's picture of a prepared photo in another pose, at photo size, over the same plate."""
    frame, source = kept.frame, kept.source
    points = lambda p: torch.from_numpy(frame.to_canonical(p.xy()))[None]  # noqa: E731
    seen = lambda p: torch.from_numpy(p.present())[None]  # noqa: E731
    view = frame.cut(np.ascontiguousarray(kept.full.cutout[..., 3]), (WIDTH, HEIGHT))
    matte = torch.from_numpy(view)[None, None].float() / 255
    warp = affine_warp(
        matte, points(source.pose), source_present=seen(source.pose), joints=points(pose), present=seen(pose)
    )
    return compose(warp.maps, kept.full, frame, transparent=transparent)


def _maps(logits: Tensor, affine: Tensor, agreement: Tensor, still: Tensor) -> Maps:
    """The network's form: everything is gathered by the first flow, nothing is painted."""
    height, width = logits.shape[-2:]
    nothing = np.zeros((height, width, 4), np.float32)
    agreed = agreement[0, 0].numpy()
    return Maps(
        part_logits=hwc(logits[0]),
        affine=affine[0].reshape(N_PARTS, 6).numpy(),
        residual=nothing[..., :2].copy(),
        donor=nothing[..., :2].copy(),
        shares=np.dstack([nothing[..., :2], agreed, agreed]),
        painted=nothing,
        still=still[0, 0].numpy(),
    )


def _neighbours() -> Tensor:
    """[11, 11] with 1 where the row's part may read the column's: itself and the parts that join it."""
    table = torch.eye(N_PARTS)
    table[JOIN_A, JOIN_B] = table[JOIN_B, JOIN_A] = 1.0
    return table
