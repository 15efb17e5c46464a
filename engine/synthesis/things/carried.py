"""Bags and small things that people carry: their shapes, and how each is held in a pose."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from engine.synthesis.body.body import Body
from engine.synthesis.body.kinds import Kind
from engine.synthesis.body.surfaces import Material, Surface
from engine.synthesis.things.solids import (
    Points,
    grid_surface,
    lathe,
    one_bone,
    plain_material,
    random_stuff,
    rounded_box,
    tube,
)

Floats = NDArray[np.float32]
BAGS = ("hand bag", "tote", "shoulder bag")
HELD = ("clutch", "phone", "cup", "paper")
_CHANCES = {
    "hand bag": 0.2, "tote": 0.12, "shoulder bag": 0.17, "clutch": 0.09, "phone": 0.18, "cup": 0.13, "paper": 0.11,
}  # fmt: skip


class Manner(Enum):
    """How a thing is carried in a view."""

    HANGING = "hanging from the hand"
    FOREARM = "hanging from the forearm"
    SHOULDER = "hanging from the shoulder"
    GRIPPED = "in the hand"


@dataclass(frozen=True)
class Thing:
    """A thing in its own space, in metres: bags hang from the origin, held things lie around it.

    For held things x runs along the fingers, y out of the palm and z towards the thumb.
    """

    name: str
    surfaces: tuple[Surface, ...]


@dataclass(frozen=True)
class Hold:
    """How one view carries a thing: manner, side 0 left or 1 right, and its turn about the vertical in degrees."""

    manner: Manner
    side: int
    turn_deg: float
    ahead_m: float = 0.0


def random_thing(rng: np.random.Generator, body: Body) -> Thing:
    """Any bag or held thing."""
    name = str(rng.choice(list(_CHANCES), p=list(_CHANCES.values())))
    skin = one_bone(len(body.bones), body.bones.index("root"))
    surfaces = _bag(rng, name, skin) if name in BAGS else (_held(rng, name, skin),)
    return Thing(name, surfaces)


def random_hold(rng: np.random.Generator, name: str) -> Hold:
    """A way to carry a thing of a name."""
    side = int(rng.integers(2))
    if name in HELD:
        return Hold(Manner.GRIPPED, side, float(rng.normal(0, 20)))
    likely = {"hand bag": (0.55, 0.3, 0.15), "tote": (0.35, 0.1, 0.55), "shoulder bag": (0.1, 0.05, 0.85)}[
        name
    ]
    manner = (Manner.HANGING, Manner.FOREARM, Manner.SHOULDER)[int(rng.choice(3, p=likely))]
    return Hold(manner, side, float(rng.normal(90, 25)), float(rng.uniform(-0.06, 0.12)))


def _bag(rng: np.random.Generator, name: str, skin: Floats) -> tuple[Surface, ...]:
    """A body and a strap or two; the strap's top is the origin."""
    u = rng.uniform
    wide, high, deep = {
        "hand bag": (u(0.16, 0.34), u(0.13, 0.26), u(0.06, 0.16)),
        "tote": (u(0.28, 0.44), u(0.28, 0.4), u(0.05, 0.16)),
        "shoulder bag": (u(0.18, 0.38), u(0.14, 0.3), u(0.05, 0.14)),
    }[name]
    rope = {"hand bag": u(0.08, 0.2), "tote": u(0.2, 0.3), "shoulder bag": u(0.25, 0.6)}[name]
    leather = random_stuff(rng)
    strap = leather if rng.random() < 0.6 else random_stuff(rng)
    box = rounded_box((wide, deep, high), softness=float(u(0.2, 0.55)), taper=float(u(-0.12, 0.3)))
    box = box - np.array([0, 0, rope + high / 2 - 0.02])
    surfaces = [grid_surface(box, skin, leather, Kind.THING)]
    for at in (-0.3, 0.3) if name != "shoulder bag" and rng.random() < 0.7 else (0.0,):
        path = _strap(half=wide * float(u(0.2, 0.38)), rope=rope, round_top=name == "hand bag")
        path[:, 1] = at * deep * np.clip(-path[:, 2] / rope, 0, 1)
        wide_axis = np.array([0.0, 1.0, 0.0])
        points = tube(path, thick=0.003, wide=float(u(0.004, 0.014)), across=wide_axis)
        surfaces.append(grid_surface(points, skin, strap, Kind.THING))
    return tuple(surfaces)


def _strap(*, half: float, rope: float, round_top: bool) -> Points:
    """A path [17, 3] in the plane y = 0 from one end of the bag up to the origin and down to the other."""
    s = np.linspace(-1, 1, 17)
    up = 1 - np.abs(s) ** 2.5 if round_top else 1 - np.abs(s) ** 1.15
    return np.stack([s * half, np.zeros(17), -rope + rope * up], 1)


def _held(rng: np.random.Generator, name: str, skin: Floats) -> Surface:
    u = rng.uniform
    if name == "cup":
        radius, high = float(u(0.034, 0.046)), float(u(0.09, 0.16))
        foot = radius * float(u(0.65, 1.0))
        radii = np.array(
            [0.001, foot, radius * 0.97, radius, radius * 1.05, radius * 1.05, radius * 0.9, 0.001]
        )
        heights = np.array([0, 0, 0.85, 0.9, 0.91, 0.97, 1.0, 1.0]) * high - high / 2
        points = lathe(radii, heights) + np.array([0.01, radius + 0.012, 0])
        return grid_surface(points, skin, random_stuff(rng, plain=0.8, metres=0.2), Kind.THING)
    if name == "paper":
        return grid_surface(_sheet(rng), skin, _printed(rng), Kind.THING)
    size, material = (0.155, 0.009, 0.075), plain_material(_screen(rng), specular=0.4)
    at = np.array([0.03, 0.016, 0.0])
    if name == "clutch":
        size = (float(u(0.09, 0.17)), float(u(0.015, 0.045)), float(u(0.17, 0.29)))
        at, material = np.array([0.02, 0.02 + size[1] / 2, 0.0]), random_stuff(rng)
    return grid_surface(rounded_box(size, softness=0.25) + at, skin, material, Kind.THING)


def _sheet(rng: np.random.Generator) -> Points:
    """A sheet of paper or a magazine, slightly bent, held near one edge."""
    long, wide = float(rng.uniform(0.2, 0.32)), float(rng.uniform(0.15, 0.24))
    a, b = np.meshgrid(np.linspace(-0.05, long, 12), np.linspace(-0.6 * wide, 0.4 * wide, 8), indexing="ij")
    return np.stack([a, 0.016 + float(rng.uniform(-0.9, 0.9)) * b**2 * 2, b], -1)


def _printed(rng: np.random.Generator) -> Material:
    page = np.full((96, 64, 3), float(rng.uniform(0.82, 0.97)))
    for row in range(8, 88, 5):
        page[row : row + 2, 6 : int(rng.integers(30, 60))] *= 0.45
    if rng.random() < 0.5:
        page[10 : int(rng.integers(20, 60)), 8:56] *= rng.uniform(0.2, 1, 3)
    return plain_material(page, specular=0.05)


def _screen(rng: np.random.Generator) -> NDArray[np.float64]:
    case = np.full((32, 32, 3), 0.06) if rng.random() < 0.6 else np.full((32, 32, 3), rng.uniform(0, 0.9, 3))
    case[4:12, 20:28] *= 0.4
    return case


def hand_frame(across: Points, along: Points, *, side: int) -> Points:
    """Axes of a held thing as columns [3, 3]: along the fingers, out of the palm, towards the thumb."""
    thumb = -across / max(float(np.linalg.norm(across)), 1e-9)
    finger = along - thumb * float(along @ thumb)
    finger /= max(float(np.linalg.norm(finger)), 1e-9)
    # The palm of a left hand lies on the other side of the same two directions.
    palm = np.cross(thumb, finger) * (-1 if side == 0 else 1)
    return np.stack([finger, palm, thumb], 1)


def upright(turn_deg: float) -> Points:
    """A turn about the vertical [3, 3]."""
    angle = math.radians(turn_deg)
    return np.array(
        [[math.cos(angle), -math.sin(angle), 0], [math.sin(angle), math.cos(angle), 0], [0, 0, 1.0]]
    )
