"""Simple bodies as surfaces: grids of points, rounded boxes, tubes along a path, lathe work; in metres."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from engine.synthesis.body.kinds import Kind
from engine.synthesis.body.surfaces import Material, Surface
from engine.synthesis.body.textures import random_pattern

Floats = NDArray[np.float32]
Points = NDArray[np.float64]
_TEXTURE_PX = 128


def grid_surface(points: Points, skin: Floats, material: Material, kind: Kind) -> Surface:
    """A surface of a grid of points [R, C, 3]; skin [B] for all of it or [R, C, B]."""
    rows, columns = points.shape[:2]
    flat = points.reshape(-1, 3).astype(np.float32)
    v, u = np.meshgrid(np.linspace(0, 1, rows), np.linspace(0, 1, columns), indexing="ij")
    uv = np.stack([u, v], -1).reshape(-1, 2).astype(np.float32)
    weights = np.broadcast_to(skin, (rows, columns, skin.shape[-1])).reshape(rows * columns, -1)
    # Points that coincide, as where a tube closes, share their normals.
    weld = np.unique(np.round(flat, 5), axis=0, return_inverse=True)[1].ravel().astype(np.int64)
    return Surface(
        flat, weights.astype(np.float32), uv, _grid_faces(rows, columns), weld, material, kind=kind
    )


def _grid_faces(rows: int, columns: int) -> NDArray[np.int64]:
    r, c = np.meshgrid(np.arange(rows - 1), np.arange(columns - 1), indexing="ij")
    first = (r * columns + c).ravel()
    right, below = first + 1, first + columns
    upper = np.stack([first, right, below], 1)
    return np.concatenate([upper, np.stack([right, below + 1, below], 1)]).astype(np.int64)


def one_bone(bones: int, bone: int) -> Floats:
    """Skin weights [B] of what moves with one bone."""
    weights = np.zeros(bones, np.float32)
    weights[bone] = 1
    return weights


def rounded_box(size: tuple[float, float, float], *, softness: float, taper: float = 0.0) -> Points:
    """Points [13, 25, 3] of a box around the origin; softness 0 a box .. 1 an ellipsoid, taper narrows its top."""
    u, v = np.meshgrid(
        np.linspace(-math.pi / 2, math.pi / 2, 13), np.linspace(-math.pi, math.pi, 25), indexing="ij"
    )
    x = _power(np.cos(u), softness) * _power(np.cos(v), softness)
    y = _power(np.cos(u), softness) * _power(np.sin(v), softness)
    z = _power(np.sin(u), softness)
    narrow = 1 - taper * (z + 1) / 2
    return np.stack([x * narrow * size[0], y * narrow * size[1], z * size[2]], -1) / 2


def _power(values: Points, exponent: float) -> Points:
    return np.asarray(np.sign(values) * np.abs(values) ** exponent)


def tube(path: Points, *, thick: float, wide: float, across: Points | None = None) -> Points:
    """Points [K, 9, 3] of a tube along a path [K, 3], its section an ellipse of half axes `thick` and `wide`.

    across: [3] or [K, 3], roughly where the wide axis points; x without it.
    """
    along = np.gradient(path, axis=0)
    along /= np.maximum(np.linalg.norm(along, axis=1, keepdims=True), 1e-9)
    guide = np.broadcast_to(np.array([1.0, 0, 0]) if across is None else across, path.shape)
    side = guide - along * (along * guide).sum(1, keepdims=True)
    side /= np.maximum(np.linalg.norm(side, axis=1, keepdims=True), 1e-6)
    out = np.cross(along, side)
    angle = np.linspace(0, 2 * math.pi, 9)[None, :, None]
    return np.asarray(
        path[:, None] + wide * np.cos(angle) * side[:, None] + thick * np.sin(angle) * out[:, None]
    )


def lathe(radii: Points, heights: Points, *, columns: int = 25) -> Points:
    """Points [R, columns, 3] of a body turned about z, with radii [R] at heights [R]."""
    angle = np.linspace(-math.pi, math.pi, columns)
    ring = np.stack([np.sin(angle), -np.cos(angle)], 1)
    return np.concatenate(
        [
            radii[:, None, None] * ring[None],
            np.broadcast_to(heights[:, None, None], (len(radii), columns, 1)),
        ],
        2,
    )


def random_stuff(rng: np.random.Generator, *, plain: float = 0.7, metres: float = 0.5) -> Material:
    """Cloth, leather or felt in any colour, sometimes with a band or flap of another shade."""
    rgb = np.array(random_pattern(rng, (_TEXTURE_PX, _TEXTURE_PX), metres=(metres, metres), plain=plain))
    if rng.random() < 0.4:
        top = int(rng.integers(10, 110))
        rgb[top : top + int(rng.integers(4, 40))] *= float(rng.uniform(0.3, 1.3))
    return plain_material(rgb, specular=float(rng.choice([0.0, 0.03, 0.15, 0.35])))


def plain_material(rgb: NDArray[np.generic], *, specular: float) -> Material:
    """A material of colours [H, W, 3] in 0..1."""
    colours = (np.clip(rgb, 0, 1) * 255 + 0.5).astype(np.uint8)
    alpha = np.full(colours.shape[:2], 255, np.uint8)
    return Material(np.dstack([colours, alpha]), alpha_cut=0.0, two_sided=True, specular=specular)
