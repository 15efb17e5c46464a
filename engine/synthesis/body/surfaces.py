"""Surfaces that together are one dressed person: render-ready vertices, skin weights, uvs and materials."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from engine.synthesis.assets import Image, ObjMesh
from engine.synthesis.body.kinds import Kind

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Material:
    """How a surface looks.

    `texture` is RGBA; `tint` multiplies its colour; where its alpha is under `alpha_cut` there is no surface.
    Where `cut` (see Surface) is under `trim_m` the colour is multiplied by `trim_tint` too: hems and ribbing.
    `folds` is the height of folds in metres; `flesh` 0..1 how far light goes on under the surface, as in skin.
    `key` names a texture that many people share, so that it is uploaded once; "" for one-off textures.
    """

    texture: Image
    key: str = ""
    tint: tuple[float, float, float] = (1.0, 1.0, 1.0)
    specular: float = 0.0
    alpha_cut: float = 0.3
    two_sided: bool = False
    trim_m: float = 0.0
    trim_tint: tuple[float, float, float] = (1.0, 1.0, 1.0)
    folds: float = 0.0
    flesh: float = 0.0


@dataclass(frozen=True)
class Surface:
    """One piece in the rest pose: rest [N, 3], skin [N, B], uv [N, 2], faces [M, 3].

    `weld` [N] gives vertices that share a place the same number, so that normals are smooth across uv seams.
    Where the interpolated `cut` [N] is negative there is no surface: clean hems across coarse faces.
    `part` (index in PARTS) overrides the part that the skin weights tell, or is None.
    `kind` decides the layers of its faces. Faces that are `veiled` [M] lie under hanging cloth of another layer:
    they belong to their own layer and are left out of the picture, or a wide step would push them through the cloth.
    """

    rest: Floats
    skin: Floats
    uv: Floats
    faces: Ints
    weld: Ints
    material: Material
    cut: Floats | None = None
    part: int | None = None
    kind: Kind = Kind.SKIN
    veiled: NDArray[np.bool_] | None = None

    def with_faces(self, keep: NDArray[np.bool_]) -> Surface:
        """The same surface with only the faces where `keep` [M] holds."""
        veiled = None if self.veiled is None else self.veiled[keep]
        return replace(self, faces=self.faces[keep], veiled=veiled)


@dataclass(frozen=True)
class Corners:
    """A mesh with one vertex per (place, uv) pair: places [N], uv [N, 2], faces [M, 3]."""

    places: Ints
    uv: Floats
    faces: Ints


def split_corners(mesh: ObjMesh) -> Corners:
    """Give every (vertex, uv) pair of a mesh its own render vertex."""
    stride = len(mesh.uvs)
    pairs, faces = np.unique(mesh.faces * stride + mesh.face_uvs, return_inverse=True)
    return Corners(pairs // stride, mesh.uvs[pairs % stride], faces.reshape(-1, 3).astype(np.int64))


def connected(weld: Ints, faces: Ints) -> Ints:
    """A number per connected piece, for every vertex [N] of a mesh whose vertices share places by `weld`
    [N].
    """
    label = np.arange(int(weld.max()) + 1)
    corners = weld[faces]
    while True:
        lowest = label[corners].min(1)
        spread = label.copy()
        np.minimum.at(spread, corners.ravel(), np.repeat(lowest, 3))
        # Jumping to the label's own label makes the number of rounds logarithmic.
        spread = spread[spread]
        if np.array_equal(spread, label):
            return np.asarray(np.unique(label, return_inverse=True)[1])[weld]
        label = spread


def rest_normals(surface: Surface) -> Floats:
    """Unit vertex normals [N, 3] in the rest pose, smooth across uv seams."""
    if len(surface.faces) == 0:
        return np.zeros_like(surface.rest)
    a, b, c = (surface.rest[surface.faces[:, k]] for k in range(3))
    face_normals = np.cross(b - a, c - a)
    count = int(surface.weld.max()) + 1
    owners = surface.weld[surface.faces]
    sums = np.zeros((count, 3), np.float32)
    for axis in range(3):
        for k in range(3):
            sums[:, axis] += np.bincount(owners[:, k], face_normals[:, axis], count)
    length = np.linalg.norm(sums, axis=1, keepdims=True)
    return (sums / np.maximum(length, 1e-12))[surface.weld]
