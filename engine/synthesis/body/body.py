"""The body: rest shapes, the bones we pose, and linear skinning in numpy."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.model.geometry.part_transforms import PARTS
from engine.synthesis.assets import ObjMesh
from engine.synthesis.body.kinds import bone_layers

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class BodyShape:
    """One person's rest shape in metres, z up, facing -y: vertices [N, 3] and posed bones' heads [B, 3]."""

    rest: Floats
    heads: Floats


@dataclass(frozen=True)
class BodyModel:
    """What is known of all bodies, wherever it comes from.

    bones [B] are the names of those we pose and parents [B] their parents' indices, -1 for the root; skin [N, B] the
    weights; base the mesh with its groups (body, helper-tights, helper-skirt, ...); joint_mix [18, N] takes vertices to
    OpenPose joints; shape makes a rest shape of phenotype sliders.
    """

    bones: tuple[str, ...]
    parents: tuple[int, ...]
    skin: Floats
    base: ObjMesh
    joint_mix: Floats
    shape: Callable[[Mapping[str, float]], BodyShape]


class Body:
    """MakeHuman's body with its full topology, its bones reduced to the ones we pose.

    As in BodyModel, and `bone_parts` [B] each bone's index in PARTS, `bone_layers` [B] its layer class.
    """

    def __init__(self, model: BodyModel) -> None:
        self._model = model
        self._parents = model.parents
        self.bones = list(model.bones)
        self.skin, self.base, self.joint_mix = model.skin, model.base, model.joint_mix
        self.bone_parts = np.array([PARTS.index(_bone_part(bone)) for bone in self.bones])
        self.bone_layers = bone_layers(self.bones)

    def shape(self, phenotype: Mapping[str, float]) -> BodyShape:
        """The rest shape for phenotype sliders (gender 0 male .. 1 female, age, muscle, weight, ...)."""
        return self._model.shape(phenotype)

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

    def beyond(self, bone: str) -> list[int]:
        """The indices of a bone and of all that hang on it."""
        found = [self.bones.index(bone)]
        for index, parent in enumerate(self._parents):
            if parent in found:
                found.append(index)
        return found

    def head_of(self, shape: BodyShape, bone: str) -> Floats:
        """Where a bone starts in the rest pose, [3]."""
        return shape.heads[self.bones.index(bone)]


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
