"""Lights to take pictures in: random ones for training, soft studio light for evaluation and documents."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Light:
    """A key and a fill light (unit directions towards them), sky and ground light; linear RGB.

    `wrap` 0 is a hard key light, 1 a very soft one.
    """

    key_direction: tuple[float, float, float]
    key_colour: tuple[float, float, float]
    fill_direction: tuple[float, float, float]
    fill_colour: tuple[float, float, float]
    sky: tuple[float, float, float]
    ground: tuple[float, float, float]
    wrap: float


def random_light(rng: np.random.Generator) -> Light:
    """From soft studio light to a hard lamp, warm or cool, from any side of the front half."""
    key = _direction(rng.uniform(-1, 1), rng.uniform(0.35, 1), rng.uniform(-0.1, 1))
    fill = _direction(-np.sign(key[0]) * rng.uniform(0.1, 1), rng.uniform(0.1, 1), rng.uniform(-0.2, 0.6))
    ambient = float(rng.uniform(0.25, 0.6))
    strength = float(rng.uniform(0.7, 1.0) - ambient * 0.8)
    warm = float(rng.normal(0, 0.06))
    cast = np.array([1 + warm, 1, 1 - warm])
    return Light(
        key,
        _rgb(cast * strength),
        fill,
        _rgb((2 - cast) * rng.uniform(0, 0.14)),
        _rgb(ambient * (2 - cast) * rng.uniform(1, 1.1)),
        _rgb(ambient * rng.uniform(0.5, 0.95) * rng.uniform(0.95, 1.05, 3)),
        float(rng.choice([0.0, rng.uniform(0.1, 0.8)])),
    )


def studio_light() -> Light:
    """Soft catalogue light: a large key from the upper left, a fill, a bright room."""
    return Light(
        _direction(-0.45, 0.8, 0.55), (0.5, 0.49, 0.48), _direction(0.8, 0.6, 0.2), (0.14, 0.14, 0.15),
        (0.52, 0.52, 0.53), (0.36, 0.35, 0.34), 0.5,
    )  # fmt: skip


def _direction(x: float, front: float, z: float) -> tuple[float, float, float]:
    vector = np.array([x, -front, z]) / math.sqrt(x * x + front * front + z * z)
    return float(vector[0]), float(vector[1]), float(vector[2])


def _rgb(values: NDArray[np.float64]) -> tuple[float, float, float]:
    return float(values[0]), float(values[1]), float(values[2])
