"""A rough hull of the body that keeps hands out of trunk, thighs and head."""

from __future__ import annotations

import numpy as np

from engine.model.geometry.part_transforms import PARTS
from engine.synthesis.body.body import Body, BodyShape
from engine.synthesis.posing.limbs import Vector

_HULL_PARTS = [PARTS.index(name) for name in ("torso", "head", "pelvis", "right thigh", "left thigh")]


class TorsoHull:
    """The trunk and thighs as ellipses, one per slice of height, to keep hands out of the body."""

    _STEP = 0.04

    def __init__(self, body: Body, shape: BodyShape) -> None:
        bones = body.skin.argmax(1)
        mesh = np.zeros(len(shape.rest), bool)
        mesh[np.unique(body.base.group("body").faces)] = True
        trunk = np.isin(body.bone_parts[bones], _HULL_PARTS) & mesh
        points = shape.rest[trunk].astype(float)
        self._bottom = float(points[:, 2].min())
        self._head = shape.heads[body.bones.index("head")].astype(float) + np.array([0, -0.03, 0.09])
        slices = ((points[:, 2] - self._bottom) / self._STEP).astype(int)
        empty = np.zeros((0, 3))
        self._boxes = np.array(
            [_box(points[slices == k] if k in slices else empty) for k in range(slices.max() + 1)]
        )
        self._hip = shape.heads[body.bones.index("upperleg01.L")].astype(float)

    def _slice(self, height: float) -> Vector:
        index = int(np.clip((height - self._bottom) / self._STEP, 0, len(self._boxes) - 1))
        return np.asarray(self._boxes[index])

    def clear(self, points: Vector) -> bool:
        """Whether points [N, 3], elbow first, lie outside trunk, thighs and head."""
        for point in points[1:]:
            half_width, middle, half_depth = self._slice(float(point[2]))
            if point[2] > self._bottom and half_width > 0:
                inside = (point[0] / (half_width + 0.015)) ** 2 + (
                    (point[1] - middle) / (half_depth + 0.02)
                ) ** 2
                if inside < 1 and point[2] < self._head[2] - 0.12:
                    return False
            if float(np.linalg.norm((point - self._head) / np.array([0.095, 0.125, 0.14]))) < 1:
                return False
        return True

    def waist(self) -> tuple[Vector, Vector]:
        """Centre of the hips' upper edge [3] and half sizes (width, depth)."""
        height = float(self._hip[2]) + 0.1
        half_width, middle, half_depth = self._slice(height)
        return np.array([0, middle, height]), np.array([half_width, half_depth])

    def front(self, height: float) -> float:
        """y of the body's front at a height."""
        _, middle, half_depth = self._slice(height)
        return float(middle - half_depth)

    def back(self, height: float) -> float:
        """y of the body's back at a height."""
        _, middle, half_depth = self._slice(height)
        return float(middle + half_depth)


def _box(points: Vector) -> tuple[float, float, float]:
    if len(points) == 0:
        return 0.0, 0.0, 0.0
    low, high = np.percentile(points[:, 1], [1, 99])
    return float(np.percentile(np.abs(points[:, 0]), 98)), float(low + high) / 2, float(high - low) / 2
