"""The MakeHuman asset folder: meshes (.obj), fitted pieces (.mhclo) and textures (.webp)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.system.errors import PhotoError

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Image = NDArray[np.uint8]


@dataclass(frozen=True)
class ObjMesh:
    """A triangulated mesh: vertices [N, 3], uvs [T, 2], faces and face_uvs [M, 3], and each face's group
    [M].
    """

    vertices: Floats
    uvs: Floats
    faces: Ints
    face_uvs: Ints
    groups: NDArray[np.str_]

    def group(self, *names: str) -> ObjMesh:
        """The same vertices with the faces of these groups only."""
        keep = np.isin(self.groups, names)
        return ObjMesh(self.vertices, self.uvs, self.faces[keep], self.face_uvs[keep], self.groups[keep])


def parse_obj(text: str) -> ObjMesh:
    """Read a Wavefront mesh; polygons become fans of triangles, a corner without uv gets uv 0."""
    vertices: list[list[float]] = []
    uvs: list[list[float]] = []
    corners: list[list[list[int]]] = []
    groups: list[str] = []
    group = ""
    for line in text.splitlines():
        kind, *words = line.split() or [""]
        if kind == "v":
            vertices.append([float(word) for word in words[:3]])
        elif kind == "vt":
            uvs.append([float(word) for word in words[:2]])
        elif kind == "g":
            group = words[0] if words else ""
        elif kind == "f":
            polygon = [_corner(word) for word in words]
            for k in range(1, len(polygon) - 1):
                corners.append([polygon[0], polygon[k], polygon[k + 1]])
                groups.append(group)
    table = np.array(corners, np.int64).reshape(-1, 3, 2)
    points = np.array(vertices, np.float32).reshape(-1, 3)
    texture = np.array(uvs or [[0.0, 0.0]], np.float32)
    return ObjMesh(points, texture, table[..., 0], table[..., 1], np.array(groups, dtype=np.str_))


def _corner(word: str) -> list[int]:
    numbers = word.split("/")
    uv = int(numbers[1]) - 1 if len(numbers) > 1 and numbers[1] else 0
    return [int(numbers[0]) - 1, uv]


@dataclass(frozen=True)
class Fitting:
    """How a piece hangs on the body, from its .mhclo.

    Vertex n lies at sum_k weights[n, k] * body[references[n, k]] + offsets[n] * scale; `spans` holds, per
    axis, two body vertices and the distance between them at which the scale is 1. `hides` are body
    vertices under it.
    """

    references: Ints
    weights: Floats
    offsets: Floats
    spans: tuple[tuple[int, int, float] | None, ...]
    hides: Ints
    obj_name: str

    def fit(self, body: Floats) -> Floats:
        """Vertices [N, 3] on a body [B, 3], both in metres with z up."""
        # MakeHuman's (X, Y, Z) in decimetres is 10 * (x, z, -y) of ours.
        scale = np.ones(3, np.float32)
        for axis, span in enumerate(self.spans):
            if span is not None:
                ours = (0, 2, 1)[axis]
                scale[axis] = 10 * abs(body[span[0], ours] - body[span[1], ours]) / span[2]
        offset = self.offsets * scale / 10
        mixed = np.einsum("nk,nkd->nd", self.weights, body[self.references])
        return (mixed + np.stack([offset[:, 0], -offset[:, 2], offset[:, 1]], 1)).astype(np.float32)


def parse_mhclo(text: str) -> Fitting:
    """Read a MakeHuman clothes file."""
    spans: list[tuple[int, int, float] | None] = [None, None, None]
    rows: list[list[float]] = []
    hides: list[int] = []
    obj_name, section = "", ""
    for words in _statements(text):
        head = words[0]
        if head in ("x_scale", "y_scale", "z_scale"):
            spans["xyz".index(head[0])] = (int(words[1]), int(words[2]), float(words[3]))
        elif head == "obj_file":
            obj_name = words[1]
        elif head in ("verts", "delete_verts", "weights"):
            section = head
        elif section == "verts" and _is_number(head):
            rows.append(_reference_row(words))
        elif section == "delete_verts" and _is_number(head):
            hides.extend(_ranges(words))
    table = np.array(rows, np.float64).reshape(-1, 9)
    return Fitting(
        table[:, :3].astype(np.int64),
        table[:, 3:6].astype(np.float32),
        table[:, 6:].astype(np.float32),
        tuple(spans),
        np.array(hides, np.int64),
        obj_name,
    )


def _statements(text: str) -> Iterator[list[str]]:
    for line in text.splitlines():
        words = line.split()
        if words and not words[0].startswith("#"):
            yield words


def _is_number(word: str) -> bool:
    return word.lstrip("-").isdigit()


def _reference_row(words: list[str]) -> list[float]:
    numbers = [float(word) for word in words]
    if len(numbers) == 1:
        return [numbers[0]] * 3 + [1, 0, 0, 0, 0, 0]
    return (numbers + [0.0] * 3)[:9]


def _ranges(words: list[str]) -> Iterator[int]:
    at = 0
    while at < len(words):
        if at + 2 < len(words) and words[at + 1] == "-":
            yield from range(int(words[at]), int(words[at + 2]) + 1)
            at += 3
        else:
            yield int(words[at])
            at += 1


@dataclass(frozen=True)
class Piece:
    """A garment, shoe, hair, eye or brow piece: its mesh and how it is fitted."""

    name: str
    mesh: ObjMesh
    fitting: Fitting


class AssetFolder:
    """Finds pieces and textures in a folder laid out as clothes/NAME/NAME.mhclo, ..., textures/NAME.webp."""

    def __init__(self, root: Path, texture_size: int = 1024) -> None:
        """`texture_size` caps the longer side of every texture, in pixels."""
        if not (root / "textures").is_dir():
            raise PhotoError(
                f"There are no MakeHuman assets in {root}. Name the folder with clothes, hair, shoes and textures."
            )
        self._root = root
        self._texture_size = texture_size
        self._textures: dict[str, Image] = {}
        self._pieces: dict[str, Piece] = {}

    def names(self, kind: str) -> tuple[str, ...]:
        """Names of the pieces of a kind: clothes (whole outfits, male_* or female_*), shoes, hair,
        eyebrows, eyes.
        """
        return tuple(path.stem for path in sorted((self._root / kind).glob("*/*.mhclo")))

    def piece(self, kind: str, name: str) -> Piece:
        """One piece, read when first asked for."""
        if name not in self._pieces:
            path = self._root / kind / name / f"{name}.mhclo"
            if not path.is_file():
                known = ", ".join(self.names(kind))
                raise PhotoError(f"The asset folder has no {name} in {kind}; it has {known}.")
            self._pieces[name] = read_piece(path)
        return self._pieces[name]

    @cached_property
    def texture_names(self) -> frozenset[str]:
        """Names of all textures, without the extension."""
        return frozenset(path.stem for path in (self._root / "textures").glob("*.webp"))

    def texture(self, name: str) -> Image:
        """RGBA pixels [H, W, 4] of a texture."""
        if name not in self._textures:
            self._textures[name] = _read_rgba(self._root / "textures" / f"{name}.webp", self._texture_size)
        return self._textures[name]


def read_piece(mhclo: Path) -> Piece:
    """Read one .mhclo and the .obj it names."""
    fitting = parse_mhclo(mhclo.read_text(errors="ignore"))
    mesh = parse_obj((mhclo.parent / (fitting.obj_name or f"{mhclo.stem}.obj")).read_text(errors="ignore"))
    if len(fitting.references) < len(mesh.vertices):
        raise PhotoError(f"{mhclo} fits fewer vertices than its mesh has; download the asset again.")
    return Piece(mhclo.stem, mesh, fitting)


def _read_rgba(path: Path, size: int) -> Image:
    pixels = cv2.imread(str(path), cv2.IMREAD_UNCHANGED)
    if pixels is None:
        raise PhotoError(f"The texture {path} cannot be read; download the asset again.")
    if pixels.ndim == 2:
        pixels = cv2.cvtColor(pixels, cv2.COLOR_GRAY2BGR)
    convert = cv2.COLOR_BGRA2RGBA if pixels.shape[2] == 4 else cv2.COLOR_BGR2RGBA
    pixels = cv2.cvtColor(pixels, convert)
    shrink = size / max(pixels.shape[:2])
    if shrink < 1:
        pixels = cv2.resize(pixels, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
    return np.ascontiguousarray(pixels, np.uint8)
