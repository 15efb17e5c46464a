"""All surfaces of a person joined into one mesh, its triangles in runs of one material and one layer."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from engine.synthesis.body.kinds import Heights, face_layers
from engine.synthesis.body.surfaces import Floats, Ints, Material, Surface, rest_normals


@dataclass(frozen=True)
class MeshRange:
    """Which triangles of a PersonMesh one material covers."""

    first: int
    count: int
    material: Material


@dataclass(frozen=True)
class LayerRange(MeshRange):
    """Triangles of one material that belong to one layer class; veiled ones are in no picture (see Surface)."""

    layer: int
    veiled: bool


@dataclass(frozen=True)
class PersonMesh:
    """All surfaces of a person as one mesh; `face_part` [M] is the index in PARTS of every triangle.

    `ranges` cover what a picture shows, `layer_ranges` every triangle. `starts` [S + 1] are the first vertices of the
    surfaces that it is made of, and its number of vertices.
    """

    rest: Floats
    normals: Floats
    skin: Floats
    uv: Floats
    cut: Floats
    faces: Ints
    face_part: NDArray[np.uint8]
    face_two_sided: NDArray[np.bool_]
    ranges: tuple[MeshRange, ...] = field(default=())
    layer_ranges: tuple[LayerRange, ...] = field(default=())
    starts: tuple[int, ...] = field(default=())


@dataclass(frozen=True)
class Labelling:
    """What labels faces: each bone's index in PARTS and its layer class, [B] both, and the body's heights."""

    bone_parts: Ints
    bone_layers: Ints
    heights: Heights


def assemble(surfaces: list[Surface], labelling: Labelling) -> PersonMesh:
    """Join surfaces into one mesh, in drawing order."""
    found = [_sorted_by_layer(surface, labelling) for surface in surfaces]
    surfaces = [surface for surface, _ in found]
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
        face_part=np.concatenate([face_parts(surface, labelling.bone_parts) for surface in surfaces]),
        face_two_sided=np.concatenate([np.full(len(s.faces), s.material.two_sided) for s in surfaces]),
        ranges=tuple(
            MeshRange(int(first), int((~_veiled(surface)).sum()), surface.material)
            for surface, first in zip(surfaces, face_starts, strict=False)
            if not _veiled(surface).all()
        ),
        layer_ranges=tuple(
            run
            for (surface, layer), first in zip(found, face_starts, strict=False)
            for run in _runs(surface, layer, int(first))
        ),
        starts=tuple(int(start) for start in starts),
    )


def _veiled(surface: Surface) -> NDArray[np.bool_]:
    return np.zeros(len(surface.faces), bool) if surface.veiled is None else surface.veiled


def _sorted_by_layer(surface: Surface, labelling: Labelling) -> tuple[Surface, NDArray[np.uint8]]:
    """The surface, its unveiled faces first and each layer's faces in one run, and the layer of each face."""
    layer = face_layers(
        surface.kind,
        rest=surface.rest,
        skin=surface.skin,
        faces=surface.faces,
        bones=labelling.bone_layers,
        heights=labelling.heights,
    )
    veiled = _veiled(surface)
    order = np.lexsort((layer, veiled))
    return _renumbered(replace(surface, faces=surface.faces[order], veiled=veiled[order])), layer[order]


def _renumbered(surface: Surface) -> Surface:
    """The surface with the vertices that its faces use, in the order of their use: a layer's are then together."""
    used, first, corners = np.unique(surface.faces, return_index=True, return_inverse=True)
    order = np.argsort(first)
    place = np.empty(len(used), np.int64)
    place[order] = np.arange(len(used))
    kept = used[order]
    return replace(
        surface,
        rest=surface.rest[kept],
        skin=surface.skin[kept],
        uv=surface.uv[kept],
        faces=place[corners].reshape(-1, 3),
        weld=surface.weld[kept],
        cut=None if surface.cut is None else surface.cut[kept],
    )


def _runs(surface: Surface, layer: NDArray[np.uint8], first: int) -> list[LayerRange]:
    if len(layer) == 0:
        return []
    key = layer.astype(int) * 2 + _veiled(surface)
    starts = np.concatenate([[0], np.flatnonzero(np.diff(key)) + 1, [len(key)]])
    return [
        LayerRange(first + int(a), int(b - a), surface.material, int(key[a]) // 2, bool(key[a] % 2))
        for a, b in itertools.pairwise(starts)
    ]


def _cut_of(surface: Surface) -> Floats:
    return np.ones(len(surface.rest), np.float32) if surface.cut is None else surface.cut


def face_parts(surface: Surface, bone_parts: Ints) -> NDArray[np.uint8]:
    """The index in PARTS of every face [M]: the part that holds most of its vertices' skin weight."""
    if surface.part is not None:
        return np.full(len(surface.faces), surface.part, np.uint8)
    onehot = np.eye(int(bone_parts.max()) + 1, dtype=np.float32)[bone_parts]
    votes = surface.skin @ onehot
    return votes[surface.faces].sum(1).argmax(1).astype(np.uint8)
