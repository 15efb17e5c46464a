"""Shells around the body that own garments are cut from: a suit from neck to toes and a skirt, with flat
cloth uvs.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.synthesis.assets import ObjMesh
from engine.synthesis.body.body import Body, BodyShape
from engine.synthesis.body.surfaces import Material, Surface

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

# A cloth sheet in metres: trunk (or skirt) front and back, then both sides of the left and the right sleeve.
SHEET = (2.0, 1.25)
TRUNK_WIDTH, SLEEVE_WIDTH = 0.56, 0.22
_COLUMNS = tuple(
    [TRUNK_WIDTH / 2, TRUNK_WIDTH * 1.5] + [2 * TRUNK_WIDTH + SLEEVE_WIDTH * (k + 0.5) for k in range(4)]
)


@dataclass(frozen=True)
class Shell:
    """A shell's topology: `mix_of` [N, 2] body vertices whose middle each shell vertex is; faces [M, 3].

    `skin` [N, B] are its weights, `neighbours` [E, 2] its edges.
    """

    mix_of: Ints
    faces: Ints
    skin: Floats
    neighbours: Ints

    def rest(self, shape: BodyShape) -> Floats:
        """Vertices [N, 3] around a body shape."""
        ends = shape.rest[self.mix_of]
        return np.asarray(ends.mean(1), np.float32)


def make_shell(body: Body, group: str) -> Shell:
    """A helper group of the body's mesh, every triangle split in four."""
    mesh: ObjMesh = body.base.group(group)
    old, faces = np.unique(mesh.faces, return_inverse=True)
    faces = faces.reshape(-1, 3)
    corners = np.sort(np.concatenate([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]]), 1)
    edges, edge_of = np.unique(corners, axis=0, return_inverse=True)
    ab, bc, ca = np.split(edge_of.ravel() + len(old), 3)
    a, b, c = faces.T
    split = np.concatenate([np.stack(t, 1) for t in ((a, ab, ca), (ab, b, bc), (ca, bc, c), (ab, bc, ca))])
    mix = np.concatenate([np.stack([old, old], 1), old[edges]])
    skin = (body.skin[mix[:, 0]] + body.skin[mix[:, 1]]) / 2
    pairs = np.concatenate([split[:, [0, 1]], split[:, [1, 2]], split[:, [2, 0]]])
    return Shell(mix, split, skin.astype(np.float32), np.unique(np.sort(pairs, 1), axis=0))


def relaxed(shell: Shell, values: Floats, *, rounds: int, strength: float = 0.5) -> Floats:
    """Values [N, D] pulled towards the mean of their neighbours."""
    a, b = shell.neighbours.T
    count = len(values)
    degree = np.maximum(np.bincount(a, minlength=count) + np.bincount(b, minlength=count), 1)[:, None]
    for _ in range(rounds):
        sums = [
            np.bincount(a, values[b, k], count) + np.bincount(b, values[a, k], count)
            for k in range(values.shape[1])
        ]
        values = values + strength * (np.stack(sums, 1) / degree - values)
    return values.astype(np.float32)


def point_normals(points: Floats, faces: Ints) -> Floats:
    """Unit normals [N, 3] of a mesh's vertices."""
    a, b, c = (points[faces[:, k]] for k in range(3))
    face_normals = np.cross(b - a, c - a)
    sums = np.stack(
        [sum(np.bincount(faces[:, k], face_normals[:, d], len(points)) for k in range(3)) for d in range(3)],
        1,
    )
    return (sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-12)).astype(np.float32)


@dataclass(frozen=True)
class Sheet:
    """Cloth coordinates of a shell: `column` [M] of every face on the sheet, u and v [N, 2 kinds] in metres.

    across, down [N] hold for the trunk, sleeve_across, sleeve_down [N] for the arms; all from a column's
    top middle.
    """

    column: Ints
    across: Floats
    down: Floats
    sleeve_across: Floats
    sleeve_down: Floats

    def uv(self, places: Ints, columns: Ints) -> Floats:
        """Texture coordinates of vertices [N] as they appear in columns [N]."""
        sleeve = columns >= 2
        across = np.where(sleeve, self.sleeve_across[places], self.across[places])
        down = np.where(sleeve, self.sleeve_down[places], self.down[places])
        u = (np.array(_COLUMNS)[columns] + across) / SHEET[0]
        return np.stack([u, 1 - down / SHEET[1]], 1).astype(np.float32)


def cut_out(
    shell: Shell, points: Floats, sheet: Sheet, *, cut: Floats, material: Material, part: int | None = None
) -> Surface:
    """The shell where cut [N] is positive, at points [N, 3], as a surface with cloth coordinates."""
    keep = (cut[shell.faces] > 0).any(1)
    columns = np.repeat(sheet.column[keep][:, None], 3, 1)
    keys = shell.faces[keep] * len(_COLUMNS) + columns
    pairs, faces = np.unique(keys, return_inverse=True)
    places, column = pairs // len(_COLUMNS), pairs % len(_COLUMNS)
    return Surface(
        points[places],
        shell.skin[places],
        sheet.uv(places, column),
        faces.reshape(-1, 3).astype(np.int64),
        places,
        material,
        cut[places],
        part,
    )
