"""Where in the photo a pixel of the picture is read: the part transforms, mixed; compiled."""

from __future__ import annotations

import math

import numpy as np

from engine.imaging.compiling import inlined
from engine.model.geometry.adjacency import TOGETHER
from engine.render.compiled import Floats, Integers, Real
from engine.render.sampling import between, clip

# Part logits this far below the best have less than a thousandth of the weight.
NEGLIGIBLE = -7.0


@inlined
def flow_at(
    line: Floats,
    i: int,
    t: Real,
    affine: Floats,
    parts: Integers,
    joined: Integers,
    x: Real,
    y: Real,
    weights: Floats,
) -> tuple[Real, Real, int]:
    """The first candidate's source point without the residual, and the likeliest part; `weights` [11] takes theirs.

    Part logits are smooth, part borders are not: interpolated before the softmax, the border between an arm and the
    body behind it stays as sharp as the photo. Maps are mixed at joints, where they agree; between a hand and the leg
    that it comes to lie on a mix would lead to whatever lies between the two in the photo.
    """
    weights[:] = 0
    best, first = np.float32(-1e30), 0
    for part in parts:
        weights[part] = between(line, i, part, t)
        if weights[part] > best:
            best, first = weights[part], part
    total: Real = 0.0
    near: Real = 0.0
    from_x: Real = 0.0
    from_y: Real = 0.0
    first_x, first_y = mapped(affine, first, x, y)
    for part in parts:
        below = weights[part] - best
        if below < NEGLIGIBLE:
            weights[part] = 0
            continue
        weight = math.exp(below) if below < 0 else np.float32(1)
        weights[part] = weight
        total += weight
        to_x, to_y = mapped(affine, part, x, y)
        if not joined[first] >> part & 1:
            apart = math.sqrt((to_x - first_x) ** 2 + (to_y - first_y) ** 2)
            weight *= clip((TOGETHER[1] - apart) / (TOGETHER[1] - TOGETHER[0]))
        near += weight
        from_x, from_y = from_x + weight * to_x, from_y + weight * to_y
    for part in parts:
        weights[part] /= total
    return from_x / near, from_y / near, first


@inlined
def mapped(affine: Floats, part: int, x: Real, y: Real) -> tuple[Real, Real]:
    """Where the map of a part, of affine [11, 6], leads from a canonical point."""
    return (
        affine[part, 0] * x + affine[part, 1] * y + affine[part, 2],
        affine[part, 3] * x + affine[part, 4] * y + affine[part, 5],
    )
