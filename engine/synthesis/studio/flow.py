"""Exact correspondence between views of one mesh, from the triangle that each pixel shows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Fragments:
    """The foreground pixels of a view: flat indices [P], their triangles [P] and corner weights [P, 3].

    `depth` [H, W] is the surface's depth in metres, 0 where there is none.
    """

    pixels: Ints
    triangles: Ints
    weights: Floats
    depth: Floats


@dataclass(frozen=True)
class PairFlow:
    """For each foreground pixel of the target: its place in the source [P, 2] in pixels, and whether it
    shows.
    """

    places: Floats
    visible: NDArray[np.bool_]


def find_fragments(triangle_ids: Ints, clip: Floats, faces: Ints) -> Fragments:
    """Corner weights and depth of the pixels where triangle_ids [H, W] is not -1; clip [N, 4], faces [M,
    3].
    """
    height, width = triangle_ids.shape
    pixels = np.flatnonzero(triangle_ids >= 0)
    triangles = triangle_ids.ravel()[pixels].astype(np.int64)
    ndc_x = (pixels % width + 0.5) * (2 / width) - 1
    ndc_y = 1 - (pixels // width + 0.5) * (2 / height)
    corners = clip[faces[triangles]].astype(np.float64)
    weights = corner_weights(corners, np.stack([ndc_x, ndc_y], 1))
    depth = np.zeros(height * width, np.float32)
    depth[pixels] = np.einsum("pk,pk->p", weights, corners[..., 3])
    return Fragments(pixels, triangles, weights.astype(np.float32), depth.reshape(height, width))


def corner_weights(corners: NDArray[np.float64], ndc: NDArray[np.float64]) -> NDArray[np.float64]:
    """Perspective-correct weights [P, 3] of clip-space corners [P, 3, 4] at device coordinates [P, 2]."""
    # In (x, y, w) a pixel is a ray; it meets the triangle where the ray is a mix of the three corners.
    a, b, c = (corners[:, k][:, [0, 1, 3]] for k in range(3))
    ray = np.concatenate([ndc, np.ones((len(ndc), 1))], 1)
    volumes = np.stack(
        [np.einsum("pd,pd->p", np.cross(u, v), ray) for u, v in ((b, c), (c, a), (a, b))],
        1,
    )
    total = volumes.sum(1, keepdims=True)
    weights = np.divide(volumes, total, out=np.full_like(volumes, 1 / 3), where=np.abs(total) > 1e-15)
    weights = np.clip(weights, 0, 1)
    return np.asarray(weights / weights.sum(1, keepdims=True))


def facing(clip: Floats, faces: Ints) -> NDArray[np.int8]:
    """Which way each triangle [M] turns on screen: 1, -1, or 0 when it is seen edge-on."""
    a, b, c = (clip[faces[:, k]][:, [0, 1, 3]] for k in range(3))
    return np.sign(np.einsum("md,md->m", np.cross(a, b), c)).astype(np.int8)


def pair_flow(
    target: Fragments,
    source: Fragments,
    *,
    source_clip: Floats,
    faces: Ints,
    same_side: NDArray[np.bool_],
    tolerance_m: float = 0.012,
) -> PairFlow:
    """Where the target's pixels lie in the source view.

    `same_side` [M] tells which triangles turn the same side to both cameras. A pixel is visible in the
    source when its depth agrees with the source's own depth at one of the four surrounding pixels.
    """
    corners = source_clip[faces[target.triangles]]
    point = np.einsum("pk,pkd->pd", target.weights, corners)
    height, width = source.depth.shape
    depth = point[:, 3]
    # A point at or behind the lens has no place in the picture; far outside is as good.
    safe = np.where(depth > 0.05, depth, np.inf)
    x = np.where(depth > 0.05, (point[:, 0] / safe + 1) * (width / 2), -1e4)
    y = np.where(depth > 0.05, (1 - point[:, 1] / safe) * (height / 2), -1e4)
    agrees = _agrees(source.depth, np.stack([x, y, depth], 1), tolerance_m)
    return PairFlow(np.stack([x, y], 1).astype(np.float32), agrees & same_side[target.triangles])


def _agrees(depth: Floats, points: Floats, tolerance: float) -> NDArray[np.bool_]:
    height, width = depth.shape
    column, row = np.floor(points[:, 0]).astype(int), np.floor(points[:, 1]).astype(int)
    inside = (column >= 0) & (column < width) & (row >= 0) & (row < height)
    left, top = np.floor(points[:, 0] - 0.5).astype(int), np.floor(points[:, 1] - 0.5).astype(int)
    found = np.zeros(len(points), bool)
    for dy in (0, 1):
        for dx in (0, 1):
            near = depth[np.clip(top + dy, 0, height - 1), np.clip(left + dx, 0, width - 1)]
            found |= (near > 0) & (np.abs(near - points[:, 2]) < tolerance)
    own = depth[np.clip(row, 0, height - 1), np.clip(column, 0, width - 1)]
    return np.asarray(inside & found & (own > 0))
