"""Lights to take pictures in: random ones for training, soft studio light for evaluation and documents."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Colour = tuple[float, float, float]


@dataclass(frozen=True)
class Light:
    """A key and a fill light (unit directions towards them), sky and ground light; linear RGB.

    `wrap` 0 is a hard key light, 1 a very soft one. `shadow` 0..1 is how much of the key light is lost where something
    stands in its way. The rim light comes from behind.
    """

    key_direction: Colour
    key_colour: Colour
    fill_direction: Colour
    fill_colour: Colour
    sky: Colour
    ground: Colour
    wrap: float
    rim_direction: Colour = (0.0, 1.0, 0.0)
    rim_colour: Colour = (0.0, 0.0, 0.0)
    shadow: float = 0.0


@dataclass(frozen=True)
class Response:
    """What a camera makes of light: gain of linear RGB, contrast 0..1 as an S curve, and greyness 0..1."""

    gain: Colour = (1.0, 1.0, 1.0)
    contrast: float = 0.0
    greyness: float = 0.0


NEUTRAL = Response()


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


def photo_light(rng: np.random.Generator) -> Light:
    """Light as in photographs: a softbox, a window or lamp at the side, the sun, a grey sky, a room, a lit back.

    What stands around colours what the sky and the ground give back.
    """
    light = random_light(rng) if rng.random() < 0.6 else studio_light()
    kind = rng.choice(["soft", "side", "sun", "flat", "room"], p=[0.34, 0.2, 0.2, 0.16, 0.1])
    around = 1 + rng.normal(0, 0.05, 3) if rng.random() < 0.7 else 1 + rng.normal(0, 0.16, 3)
    floor = 1 + rng.normal(0, 0.1, 3)
    sky, ground = np.array(light.sky) * around, np.array(light.ground) * around * floor
    key, shadow, wrap = np.array(light.key_colour), float(rng.uniform(0.2, 0.6)), light.wrap
    direction = light.key_direction
    if kind == "side":
        direction = _direction(
            float(rng.choice([-1, 1])), float(rng.uniform(0.0, 0.4)), float(rng.uniform(0, 0.5))
        )
        sky, ground, shadow = sky * 0.7, ground * 0.7, float(rng.uniform(0.4, 0.9))
    elif kind == "sun":
        direction = _direction(
            float(rng.uniform(-1, 1)), float(rng.uniform(0.1, 1)), float(rng.uniform(0.5, 1.5))
        )
        key, wrap, shadow = key * np.array([1.25, 1.2, 1.08]), 0.0, float(rng.uniform(0.6, 1.0))
        sky = sky * np.array([0.75, 0.8, 0.92])
    elif kind == "flat":
        key, sky, ground, shadow = key * 0.35, sky * 1.35, ground * 1.2, 0.0
    elif kind == "room":
        warm = np.array([1.12, 0.98, 0.8])
        key, sky, ground = key * warm, sky * warm * 0.9, ground * warm * 0.8
    rim = np.zeros(3) if rng.random() < 0.65 else rng.uniform(0.1, 0.5) * (1 + rng.normal(0, 0.08, 3))
    back = _direction(float(rng.uniform(-1, 1)), -float(rng.uniform(0.3, 1)), float(rng.uniform(0, 0.8)))
    return replace(
        light,
        key_direction=direction,
        key_colour=_rgb(key),
        sky=_rgb(np.clip(sky, 0, 1.1)),
        ground=_rgb(np.clip(ground, 0, 1.1)),
        wrap=wrap,
        rim_direction=back,
        rim_colour=_rgb(rim),
        shadow=shadow,
    )


def random_response(rng: np.random.Generator) -> Response:
    """Cameras expose, balance white, and develop differently; most do it well."""
    exposure = float(2 ** rng.normal(0, 0.22))
    balance = exposure * (1 + rng.normal(0, 0.03, 3))
    contrast = float(rng.uniform(0, 0.5))
    greyness = float(rng.uniform(-0.15, 0.3)) if rng.random() < 0.95 else 1.0
    return Response(_rgb(balance), contrast, greyness)


def _direction(x: float, front: float, z: float) -> Colour:
    vector = np.array([x, -front, z]) / math.sqrt(x * x + front * front + z * z)
    return float(vector[0]), float(vector[1]), float(vector[2])


def _rgb(values: NDArray[np.float64]) -> Colour:
    return float(values[0]), float(values[1]), float(values[2])
