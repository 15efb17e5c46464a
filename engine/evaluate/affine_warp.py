"""The plain baseline: move each body part by its closed-form affine map and learn nothing.

It is a method like the network, so that warping, matte, plate and composition are the very same code and a comparison
shows what the network adds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor

from engine.imaging.bands import Band
from engine.imaging.frame import Frame
from engine.imaging.pictures import Pictures
from engine.imaging.pixels import Floats
from engine.model.geometry.adjacency import JOIN_A, JOIN_B
from engine.model.geometry.correspondence import blend_maps, capsule_distance, part_motion, static_mask, warp
from engine.model.geometry.depth_order import PartOrder
from engine.model.geometry.part_transforms import N_PARTS, PartTransforms, part_transforms
from engine.model.geometry.tensors import hwc
from engine.pose.pose import Pose
from engine.render.features import PhotoFeatures
from engine.render.maps import Maps
from engine.render.method import Answer
from engine.render.network import classes_of
from engine.rules.hand_made import Rules
from engine.runtime.device import Device

# Radius of each part as a share of the torso's length, in the order of part_transforms.PARTS.
RADII = (0.36, 0.30, 0.32, 0.16, 0.13, 0.16, 0.13, 0.22, 0.18, 0.22, 0.18)
# How fast a part's weight falls with the distance to its capsule in radii.
STEEPNESS = 10.0


@dataclass(frozen=True, eq=False)
class Matte:
    """A photo's matte [1, 1, H, W] in 0..1 over the model frame."""

    alpha: Tensor

    def bytes(self) -> int:
        """Memory held, in bytes."""
        return self.alpha.nbytes


class AffineWarp:
    """An `engine.render.method.Method`. Of the rules it takes those that need no network: seams and mixing."""

    name = "part-affine warp"
    version = "none"
    licence = ""

    def __init__(self, device: Device, rules: Rules) -> None:
        self.device, self._rules = device, rules

    def classes(self, photo: PhotoFeatures, reading: Matte) -> Floats:
        """What the joints alone say of the parts, within the matte."""
        joints = torch.from_numpy(photo.frame.to_canonical(photo.source.pose.xy()))[None]
        present = torch.from_numpy(photo.source.pose.present())[None]
        alpha = reading.alpha
        at_rest = part_transforms(joints, present, joints, present)
        parts = part_weights(at_rest, (alpha.shape[-2], alpha.shape[-1])).softmax(1) * alpha
        return classes_of(torch.cat([1 - alpha, parts], 1)[0].numpy(), photo)

    def use(self, device: Device) -> None:
        """Go on with another device; all of this runs on the CPU."""
        self.device = device

    def read(self, photo: PhotoFeatures, size: tuple[int, int], finest: Callable[[], Matte]) -> Matte:
        """The matte is all that it needs."""
        view = photo.frame.cut(np.ascontiguousarray(photo.cutout[..., 3]), size)
        return Matte(torch.from_numpy(view)[None, None].float() / 255)

    def answer(self, photo: PhotoFeatures, reading: Matte, pose: Pose, order: PartOrder | None) -> Answer:
        """Closed-form maps; it knows nothing of what lies in front."""
        joints = lambda p: torch.from_numpy(photo.frame.to_canonical(p.xy()))[None]  # noqa: E731
        present = lambda p: torch.from_numpy(p.present())[None]  # noqa: E731
        before = photo.source.pose
        return affine_warp(
            reading.alpha,
            (joints(before), present(before)),
            (joints(pose), present(pose)),
            rules=self._rules,
        )

    def bands(self, reading: Matte, pictures: Pictures, frame: Frame) -> Mapping[int, Band]:
        """None: it does not know where the photo shows which limb."""
        return {}


def part_weights(maps: PartTransforms, size: tuple[int, int]) -> Tensor:
    """Log-weights [B, 11, h, w] of the parts from the distance to their capsules; size is (height, width)."""
    radius = maps.torso.new_tensor(RADII) * maps.torso[:, None]
    return -STEEPNESS * capsule_distance(maps.capsules, size) / radius[..., None, None]


def affine_warp(
    matte: Tensor, source: tuple[Tensor, Tensor], target: tuple[Tensor, Tensor], *, rules: Rules
) -> Answer:
    """Closed-form maps from a source to a pose.

    matte: [1, 1, H, W] in 0..1 over the model frame. source, target: joints [1, 18, 2] in canonical pixels, and which
    of them are present [1, 18].
    """
    size = (matte.shape[-2], matte.shape[-1])
    maps = part_transforms(*source, *target)
    unmoved = part_transforms(*source, *source)
    logits = part_weights(maps, size)
    weights = logits.softmax(1)
    parts = part_weights(unmoved, size).softmax(1) * matte
    flow = blend_maps(weights, maps.affine)
    read = warp(torch.cat([matte, parts], 1), flow)
    # Gather only from the same part or one joined to it: else an arm takes the shirt it hung against along.
    joined = F.conv2d(read[:, 1:], _neighbours()[:, :, None, None])
    agreement = ((weights * joined).sum(1, keepdim=True) / read[:, :1].clamp(min=1e-3)).clamp(0, 1)
    static = static_mask(part_motion(maps.affine, size), weights * read[:, :1], parts)
    shown: NDArray[np.bool_] = (read[0, 0] * agreement[0, 0] > 0.5).numpy()
    return Answer(_maps(logits, maps.affine, agreement, static, rules), hwc(flow[0]), shown)


def _maps(logits: Tensor, affine: Tensor, agreement: Tensor, static: Tensor, rules: Rules) -> Maps:
    """The network's form: everything is warped by the first flow, nothing is synthesised."""
    height, width = logits.shape[-2:]
    nothing = np.zeros((height, width, 4), np.float32)
    agreed, part_logits = agreement[0, 0].numpy(), hwc(logits[0])
    return Maps(
        part_logits=part_logits,
        affine=affine[0].reshape(N_PARTS, 6).numpy(),
        residual=nothing[..., :2].copy(),
        mirrored=nothing[..., :2].copy(),
        shares=np.dstack([nothing[..., :2], agreed, agreed]),
        synthesised=nothing,
        static=static[0, 0].numpy(),
        seams=rules.seams(part_logits),
        joined=rules.joined,
    )


def _neighbours() -> Tensor:
    """[11, 11] with 1 where the row's part may read the column's: itself and the parts that join it."""
    table = torch.eye(N_PARTS)
    table[JOIN_A, JOIN_B] = table[JOIN_B, JOIN_A] = 1.0
    return table
