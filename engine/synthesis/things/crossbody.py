"""A bag whose strap goes across the body, from one shoulder to the other hip; it moves with the trunk."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.pose.layer_classes import PELVIS, TORSO
from engine.synthesis.body.body import Body, BodyShape
from engine.synthesis.body.kinds import Kind
from engine.synthesis.body.surfaces import Surface
from engine.synthesis.things.solids import Points, grid_surface, one_bone, random_stuff, rounded_box, tube

Floats = NDArray[np.float32]
_SLICE_M = 0.025


def crossbody_bag(
    rng: np.random.Generator, body: Body, shape: BodyShape, *, room: float
) -> tuple[Surface, ...]:
    """Strap and bag on a body shape; `room` is how far the strap stands off the body, for clothes, in metres."""
    side = float(rng.choice([-1, 1]))
    top = shape.heads[body.bones.index("upperarm01.L")].astype(float) * np.array([side * 0.62, 0, 1])
    top += np.array([0, 0, 0.05])
    hip = shape.heads[body.bones.index("upperleg01.L")].astype(float)
    low = np.array([-side * (abs(hip[0]) + 0.08), 0, hip[2] + float(rng.uniform(-0.04, 0.08))])
    path, skin = _strap(body, shape, top, low, room=room)
    leather = random_stuff(rng)
    strap = leather if rng.random() < 0.6 else random_stuff(rng)
    normal = _normal(top, low)
    band = tube(path, thick=0.003, wide=float(rng.uniform(0.006, 0.02)), across=normal)
    lowest = path[int((path @ (low - top)).argmax())]
    high, wide, deep = rng.uniform(0.12, 0.26), rng.uniform(0.15, 0.3), rng.uniform(0.04, 0.1)
    box = rounded_box((deep, wide, high), softness=float(rng.uniform(0.2, 0.5)))
    box += lowest + np.array([-side * deep * 0.4, float(rng.uniform(-0.08, 0.06)), -high * 0.4])
    pelvis = one_bone(len(body.bones), body.bones.index("root"))
    return (
        grid_surface(band, skin[:, None].repeat(band.shape[1], 1), strap, Kind.THING),
        grid_surface(box, pelvis, leather, Kind.THING),
    )


def _normal(top: Points, low: Points) -> Points:
    """Of the plane that the strap lies in, which runs from front to back."""
    normal = np.cross(top - low, [0.0, 1.0, 0.0])
    return np.asarray(normal / np.linalg.norm(normal))


def _strap(body: Body, shape: BodyShape, top: Points, low: Points, *, room: float) -> tuple[Points, Floats]:
    """A closed path [K, 3] around the trunk and its skin weights [K, B]."""
    along = (top - low) / np.linalg.norm(top - low)
    normal = _normal(top, low)
    own = np.zeros(len(shape.rest), bool)
    own[np.unique(body.base.group("body").faces)] = True
    own &= np.isin(body.bone_layers[body.skin.argmax(1)], (TORSO, PELVIS))
    trunk = np.flatnonzero(own & (np.abs((shape.rest - top) @ normal) < _SLICE_M))
    flat = np.stack([(shape.rest[trunk] - top) @ along, shape.rest[trunk, 1]], 1).astype(np.float32)
    flat = flat[(flat[:, 0] < 0.03) & (flat[:, 0] > -np.linalg.norm(top - low) - 0.03)]
    hull = cv2.convexHull(flat)[:, 0].astype(np.float64)
    middle = hull.mean(0)
    out = hull - middle
    hull = hull + out / np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-6) * room
    ring = np.concatenate([hull, hull[:1]])
    walked = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(ring, axis=0), axis=1))])
    at = np.linspace(0, walked[-1], 64)
    a, y = (np.interp(at, walked, ring[:, k]) for k in range(2))
    path = top + along * a[:, None]
    path[:, 1] = y
    nearest = ((shape.rest[trunk][None] - path[:, None]) ** 2).sum(-1).argmin(1)
    return path, body.skin[trunk[nearest]]
