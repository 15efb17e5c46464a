"""Renders whole standing people from four sides, and alone what they carry and wear on head and feet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import numpy as np

from engine.pose.layer_classes import HEADWEAR, LEFT_FOOT, THING
from engine.synthesis.assets import AssetFolder
from engine.synthesis.bodies import open_body
from engine.synthesis.casting import Cast, Casting
from engine.synthesis.direction import random_shot
from engine.synthesis.figures import Figure, Thing
from engine.synthesis.layered_shards import LayeredView
from engine.synthesis.posing.leg_poses import LegPoser
from engine.synthesis.studio.camera import Crop, Framing
from engine.synthesis.studio.layered_studio import LayeredStudio, Shot

TURNS: Final = {"front": 0.0, "three-quarter": 45.0, "side": 90.0, "back": 180.0}
_SIZE = (600, 800)  # (width, height) of a picture, px
_FRAMING = Framing(Crop.FULL, margin=1.08, fov_deg=24, pitch_deg=2)
_TURN_DEG = 12.0  # up to which a turn differs from its name
_OBJECTS = {THING: "thing", HEADWEAR: "headwear", LEFT_FOOT: "shoe"}
_LEAST_PX = 60  # an object's shorter side; of a smaller one a photo would show nothing


def figures(assets: AssetFolder, count: int, *, seed: int) -> Iterator[tuple[list[Figure], list[Thing]]]:
    """Of each of `count` people a figure in every turn, and what of theirs is large enough for a photo of its own."""
    body = open_body()
    casting, studio = Casting(body, assets, pixels_per_metre=_SIZE[1]), LayeredStudio(body, size=_SIZE)
    for index in range(count):
        rng = np.random.default_rng([seed, index, 2])
        cast = casting.person(rng)
        views = studio.shoot(cast.person, [_standing(rng, cast, yaw_deg=yaw) for yaw in TURNS.values()])
        drawn = [
            Figure(view.rgba, view.joints, view.joint_seen > 0, turn)
            for view, turn in zip(views, TURNS, strict=True)
        ]
        yield drawn, list(_things(views))


def _standing(rng: np.random.Generator, cast: Cast, *, yaw_deg: float) -> Shot:
    """A picture as any, but that the person stands, wholly in it."""
    shot, legs = random_shot(rng, cast), LegPoser(rng)
    pose = replace(shot.view.pose, legs=(legs.one("stand"), legs.one("stand")))
    side = float(rng.choice([-1, 1]))
    yaw = side * yaw_deg + float(rng.uniform(-_TURN_DEG, _TURN_DEG))
    return replace(shot, view=replace(shot.view, pose=pose, yaw_deg=yaw, frame_of=_FRAMING))


def _things(views: list[LayeredView]) -> Iterator[Thing]:
    """Each kind of object as it looks in the first view that has it large enough."""
    for kind, name in _OBJECTS.items():
        found = [layer for view in views for layer in view.layers if layer.layer == kind]
        large = [layer for layer in found if min(layer.box[2:]) >= _LEAST_PX]
        if large:
            yield Thing(name, large[0].rgba)
