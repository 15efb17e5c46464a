"""What lies on neck and shoulders: scarves, and long hair before or behind the shoulder."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from engine.synthesis.body.body import Body, BodyShape
from engine.synthesis.body.kinds import Kind
from engine.synthesis.body.surfaces import Material, Surface
from engine.synthesis.posing.hull import TorsoHull
from engine.synthesis.things.solids import Points, grid_surface, one_bone, random_stuff, tube

Floats = NDArray[np.float32]


class Draper:
    """Lays cloth and hair on one body shape."""

    def __init__(self, body: Body, shape: BodyShape, rng: np.random.Generator) -> None:
        self._body, self._rng = body, rng
        self._hull = TorsoHull(body, shape)
        self._neck, self._chest, self._head = (
            shape.heads[body.bones.index(bone)].astype(float) for bone in ("neck01", "spine02", "head")
        )
        self._shoulder = shape.heads[body.bones.index("upperarm01.L")].astype(float)

    def scarf(self) -> tuple[Surface, ...]:
        """A loop about the neck, two of three with one or two hanging ends."""
        material = random_stuff(self._rng, plain=0.4)
        skin = one_bone(len(self._body.bones), self._body.bones.index("spine01"))
        surfaces = [grid_surface(self._loop(), skin, material, Kind.SCARF)]
        for side in self._rng.permutation([-1, 1])[: int(self._rng.integers(0, 3))]:
            end = self._down(float(side) * self._u(0.02, 0.07), self._u(0.2, 0.6), stand=0.045)
            strip = tube(end, thick=0.012, wide=self._u(0.05, 0.09))
            surfaces.append(grid_surface(strip, self._falling(end, "spine01"), material, Kind.SCARF))
        return tuple(surfaces)

    def locks(self, material: Material) -> tuple[Surface, ...]:
        """Long hair on both sides, each before or behind the shoulder; `material` is that of the hair."""
        length, wide = self._u(0.22, 0.5), self._u(0.03, 0.05)
        both = self._rng.random() < 0.6
        before = bool(self._rng.random() < 0.6)
        surfaces = []
        for side in (-1, 1):
            forward = before if both or side < 0 else not before
            path = self._lock(side, length, before=forward)
            swell = np.interp(np.linspace(0, 1, len(path)), [0, 0.3, 0.85, 1], [0.7, 1.0, 0.9, 0.25])
            points = tube(path, thick=0.018, wide=wide)
            points = path[:, None] + (points - path[:, None]) * swell[:, None, None]
            surfaces.append(grid_surface(points, self._falling(path, "head"), material, Kind.HAIR))
        return tuple(surfaces)

    def _u(self, low: float, high: float) -> float:
        return float(self._rng.uniform(low, high))

    def _loop(self) -> Points:
        around, section = np.meshgrid(
            np.linspace(0, 2 * math.pi, 33), np.linspace(0, 2 * math.pi, 13), indexing="ij"
        )
        big, small = self._u(0.072, 0.095), self._u(0.024, 0.045)
        folds = 1 + 0.15 * np.sin(around * int(self._rng.integers(2, 6)) + self._u(0, 6))
        radius = big + small * np.cos(section) * folds
        height = 0.03 + small * 1.4 * np.sin(section) * folds - 0.03 * np.cos(around)
        x, y = radius * np.sin(around), self._neck[1] - 0.01 - radius * np.cos(around)
        return np.stack([x, y, self._neck[2] + height], -1)

    def _down(self, aside: float, length: float, *, stand: float) -> Points:
        """A path from the neck's front down the chest [K, 3], `stand` metres before it."""
        heights = np.linspace(self._neck[2] + 0.01, self._neck[2] - length, 16)
        front = np.array([min(self._hull.front(float(z)), self._neck[1] - 0.05) for z in heights])
        front = np.minimum.accumulate(front) - stand
        return np.stack([np.full(16, aside), front, heights], 1)

    def _lock(self, side: int, length: float, *, before: bool) -> Points:
        """A path from beside the head over the shoulder's front or back [K, 3]."""
        top = self._head + np.array([side * 0.068, 0.0, 0.07])
        low = self._shoulder[2] - length + 0.1
        heights = np.linspace(top[2], low, 18)
        fallen = np.clip((top[2] - heights) / max(top[2] - self._shoulder[2], 0.05), 0, 1)
        surface = np.array(
            [self._hull.front(float(z)) if before else self._hull.back(float(z)) for z in heights]
        )
        goal = surface + (-0.03 if before else 0.03)
        y = top[1] + (goal - top[1]) * fallen**1.5
        x = side * (0.068 + 0.03 * fallen)
        return np.stack([x, y, heights], 1)

    def _falling(self, path: Points, start: str) -> Floats:
        """Skin weights [K, 9, B] that go from one bone at the top to the chest."""
        bones = self._body.bones
        upper = one_bone(len(bones), bones.index(start))
        lower = one_bone(len(bones), bones.index("spine02"))
        top, shoulder = float(path[0, 2]), float(self._shoulder[2])
        share = np.clip((top - path[:, 2]) / max(top - shoulder, 0.05), 0, 1)[:, None, None]
        weights = upper * (1 - share) + lower * share
        return np.broadcast_to(weights, (len(path), 9, len(bones))).astype(np.float32)
