"""Surfaces that together are one dressed person: render-ready vertices, skin weights, uvs and materials."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from engine.synthesis.assets import Image, ObjMesh

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Material:
    """How a surface looks.

    `texture` is RGBA; `tint` multiplies its colour; where its alpha is under `alpha_cut` there is no surface.
    Where `cut` (see Surface) is under `trim_m` the colour is multiplied by `trim_tint` too: hems and ribbing.
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


@dataclass(frozen=True)
class Surface:
    """One piece in the rest pose: rest [N, 3], skin [N, B], uv [N, 2], faces [M, 3].

    `weld` [N] gives vertices that share a place the same number, so that normals are smooth across uv seams.
    Where the interpolated `cut` [N] is negative there is no surface: clean hems across coarse faces.
    `part` (index in PARTS) overrides the part that the skin weights tell, or is None.
    """

    rest: Floats
    skin: Floats
    uv: Floats
    faces: Ints
    weld: Ints
    material: Material
    cut: Floats | None = None
    part: int | None = None

    def with_faces(self, keep: NDArray[np.bool_]) -> Surface:
        """The same surface with only the faces where `keep` [M] holds."""
        return replace(self, faces=self.faces[keep])


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


@dataclass(frozen=True)
class MeshRange:
    """Which triangles of a PersonMesh one material covers."""

    first: int
    count: int
    material: Material


@dataclass(frozen=True)
class PersonMesh:
    """All surfaces of a person as one mesh; `face_part` [M] is the index in PARTS of every triangle."""

    rest: Floats
    normals: Floats
    skin: Floats
    uv: Floats
    cut: Floats
    faces: Ints
    face_part: NDArray[np.uint8]
    face_two_sided: NDArray[np.bool_]
    ranges: tuple[MeshRange, ...] = field(default=())


def assemble(surfaces: list[Surface], bone_parts: Ints) -> PersonMesh:
    """Join surfaces into one mesh, in drawing order."""
    starts = np.cumsum([0] + [len(surface.rest) for surface in surfaces])
    face_starts = np.cumsum([0] + [len(surface.faces) for surface in surfaces])
    return PersonMesh(
        rest=np.concatenate([surface.rest for surface in surfaces]),
        normals=np.concatenate([rest_normals(surface) for surface in surfaces]),
        skin=np.concatenate([surface.skin for surface in surfaces]),
        uv=np.concatenate([surface.uv for surface in surfaces]),
        cut=np.concatenate([_cut_of(surface) for surface in surfaces]),
        faces=np.concatenate(
            [surface.faces + start for surface, start in zip(surfaces, starts, strict=False)]
        ),
        face_part=np.concatenate([face_parts(surface, bone_parts) for surface in surfaces]),
        face_two_sided=np.concatenate([np.full(len(s.faces), s.material.two_sided) for s in surfaces]),
        ranges=tuple(
            MeshRange(int(first), len(surface.faces), surface.material)
            for surface, first in zip(surfaces, face_starts, strict=False)
        ),
    )


def _cut_of(surface: Surface) -> Floats:
    return np.ones(len(surface.rest), np.float32) if surface.cut is None else surface.cut


def face_parts(surface: Surface, bone_parts: Ints) -> NDArray[np.uint8]:
    """The index in PARTS of every face [M]: the part that holds most of its vertices' skin weight."""
    if surface.part is not None:
        return np.full(len(surface.faces), surface.part, np.uint8)
    onehot = np.eye(int(bone_parts.max()) + 1, dtype=np.float32)[bone_parts]
    votes = surface.skin @ onehot
    return votes[surface.faces].sum(1).argmax(1).astype(np.uint8)
