"""Hats, caps and beanies, shaped to a head, and the hair that shows under them."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.synthesis.body.body import Body, BodyShape
from engine.synthesis.body.kinds import Kind
from engine.synthesis.body.surfaces import Surface
from engine.synthesis.things.solids import Points, grid_surface, one_bone, random_stuff

Floats = NDArray[np.float32]
_COLUMNS = 33


@dataclass(frozen=True)
class Headwear:
    """What is on the head, its name, and the height in the rest pose above which hair is under it."""

    surface: Surface
    name: str
    hair_below: float

    def thinned(self, hair: Surface) -> Surface:
        """The hair that shows."""
        low = (self.hair_below - hair.rest[:, 2]).astype(np.float32)
        return Surface(**{**vars(hair), "cut": low if hair.cut is None else np.minimum(hair.cut, low)})


@dataclass(frozen=True)
class _Head:
    """Half width, half depth, middle's y, and the height of the hat's rim and of the crown; metres."""

    half_width: float
    half_depth: float
    middle: float
    rim: float
    crown: float


def random_headwear(rng: np.random.Generator, body: Body, shape: BodyShape) -> Headwear:
    """A beanie, a cap (its peak in front, now and then behind) or a hat with a brim."""
    bone = body.bones.index("head")
    head = _measured(rng, body, shape)
    name = str(rng.choice(["beanie", "cap", "hat"], p=[0.34, 0.33, 0.33]))
    crown = _crown(rng, head, soft=name == "beanie")
    rows = {"beanie": _cuff, "cap": _peak, "hat": _brim}[name](rng, head)
    points = _tilted(np.stack([*rows, *crown]), head, angle=float(rng.normal(0.08, 0.09)))
    surface = grid_surface(points, one_bone(len(body.bones), bone), random_stuff(rng), Kind.HEADWEAR)
    return Headwear(surface, name, head.rim + 0.008)


def _measured(rng: np.random.Generator, body: Body, shape: BodyShape) -> _Head:
    own = body.skin[:, body.bones.index("head")] > 0.8
    own[np.setdiff1d(np.arange(len(own)), np.unique(body.base.group("body").faces))] = False
    points = shape.rest[own]
    eyes = float((body.joint_mix[[14, 15]] @ shape.rest)[:, 2].mean())
    rim, top = eyes + float(rng.uniform(0.025, 0.055)), float(points[:, 2].max())
    ring = points[np.abs(points[:, 2] - rim) < 0.012]
    front, back = float(ring[:, 1].min()), float(ring[:, 1].max())
    room = float(rng.uniform(0.007, 0.022))
    return _Head(
        float(np.abs(ring[:, 0]).max()) + room,
        (back - front) / 2 + room,
        (front + back) / 2,
        rim,
        top + float(rng.uniform(0.012, 0.03)),
    )


def _ring(head: _Head, *, grow: float, height: float | Points, forward: float | Points = 0.0) -> Points:
    angle = np.linspace(-math.pi, math.pi, _COLUMNS)
    return np.stack(
        [
            (head.half_width + grow) * np.sin(angle),
            head.middle - (head.half_depth + grow) * np.cos(angle) - forward,
            np.broadcast_to(height, angle.shape),
        ],
        1,
    )


def _crown(rng: np.random.Generator, head: _Head, *, soft: bool) -> list[Points]:
    """Rings from the rim up to the top."""
    rise = head.crown - head.rim + (float(rng.uniform(0, 0.06)) if soft else float(rng.uniform(0.0, 0.04)))
    power = float(rng.uniform(0.4, 0.6) if soft else rng.uniform(0.25, 0.5))
    rings = []
    for part in np.linspace(0, 1, 12):
        narrow = (1 - part**2.4) ** power - 1
        ring = _ring(head, grow=0, height=head.rim + rise * float(part))
        ring[:, 0] *= 1 + narrow
        ring[:, 1] = head.middle + (ring[:, 1] - head.middle) * (1 + narrow)
        rings.append(ring)
    return rings


def _cuff(rng: np.random.Generator, head: _Head) -> list[Points]:
    if rng.random() < 0.4:
        return []
    deep, thick = float(rng.uniform(0.03, 0.07)), float(rng.uniform(0.004, 0.01))
    return [_ring(head, grow=thick, height=head.rim + deep), _ring(head, grow=thick, height=head.rim - 0.004)]


def _brim(rng: np.random.Generator, head: _Head) -> list[Points]:
    wide, droop = float(rng.uniform(0.04, 0.13)), float(rng.uniform(-0.02, 0.04))
    angle = np.linspace(-math.pi, math.pi, _COLUMNS)
    curl = 0.02 * np.sin(angle) ** 2 * float(rng.random())
    return [
        _ring(head, grow=wide * part, height=head.rim - droop * part + curl * part)
        for part in (1.0, 0.66, 0.33)
    ]


def _peak(rng: np.random.Generator, head: _Head) -> list[Points]:
    angle = np.linspace(-math.pi, math.pi, _COLUMNS)
    behind = rng.random() < 0.12
    facing = -np.cos(angle) if behind else np.cos(angle)
    reach = np.clip(facing - 0.35, 0, 1) ** 0.6 * float(rng.uniform(0.065, 0.085)) * (-1 if behind else 1)
    drop = np.abs(reach) * float(rng.uniform(0.1, 0.4))
    return [_ring(head, grow=0.001, height=head.rim - drop, forward=reach)]


def _tilted(points: Points, head: _Head, *, angle: float) -> Points:
    """The hat turned back about the ears."""
    y, z = points[..., 1] - head.middle, points[..., 2] - head.rim
    points[..., 1] = head.middle + y * math.cos(angle) + z * math.sin(angle)
    points[..., 2] = head.rim + z * math.cos(angle) - y * math.sin(angle)
    return points
