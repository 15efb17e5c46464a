"""Draws how each single picture of a person is taken: pose, what the hands do, turn, framing and light."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from engine.synthesis.casting import Cast
from engine.synthesis.posing.leg_poses import pick
from engine.synthesis.posing.poser import Poser
from engine.synthesis.posing.poses import ArmPose, BodyPose
from engine.synthesis.studio.camera import Crop, Framing, random_framing
from engine.synthesis.studio.layered_studio import Shot
from engine.synthesis.studio.lights import photo_light, random_response
from engine.synthesis.studio.stage import View
from engine.synthesis.things.carried import Hold, Manner, random_hold

_TURNS: dict[str, float] = {"front": 28, "three-quarter": 32, "side": 16, "back": 14, "any turn": 10}
_CROPS: dict[str, float] = {"full": 50, "three-quarter crop": 20, "half": 14, "head cut": 16}
_ARMS: dict[str, float] = {
    "any arms": 66,
    "hands on hips": 10,
    "hands behind the back": 8,
    "hands in pockets": 16,
}
_LEGS: dict[str, float] = {"any legs": 88, "crossed walk": 12}
_POSERS = (0.5, 0.26, 0.24)
# A person does not carry in every picture what they have with them.
_LEFT_OUT = 0.2
_OF_MANNER = {
    Manner.GRIPPED: ("front", "l_shape", "face", "hang", "forward"),
    Manner.HANGING: ("hang", "hang", "away"),
    Manner.FOREARM: ("l_shape",),
}


@dataclass(frozen=True)
class _Posed:
    pose: BodyPose
    tags: tuple[str, ...]


def random_shot(rng: np.random.Generator, cast: Cast) -> Shot:
    """One picture: a pose of any habit, any turn in fair share, any framing, a light of its own."""
    posed = _random_pose(rng, cast.posers[int(rng.choice(len(cast.posers), p=_POSERS))])
    holds = _random_holds(rng, [carried.name for carried in cast.person.carried])
    pose = _with_things(rng, cast.person.poser, posed.pose, holds)
    names = tuple(
        f"{carried.name} {hold.manner.value}"
        for carried, hold in zip(cast.person.carried, holds, strict=True)
        if hold
    )
    turn, yaw = _turn(rng)
    crop, framing = _framing(rng)
    pocketed = ("hand in pocket",) if any(arm.hand.in_pocket for arm in pose.arms) else ()
    view = View(pose, yaw, framing, holds=holds)
    tags = (turn, crop, *posed.tags, *pocketed, *names)
    return Shot(view, photo_light(rng), float(rng.uniform(0, 0.5)), tags, random_response(rng))


def _random_pose(rng: np.random.Generator, poser: Poser) -> _Posed:
    pose = poser.pose()
    arms, legs = pick(rng, _ARMS), pick(rng, _LEGS)
    if arms == "hands in pockets":
        pose = replace(pose, arms=poser.both_in_pockets())
    elif arms != "any arms":
        family = "hip" if arms == "hands on hips" else "behind"
        one = poser.arm(family)
        other = poser.arm(family) if rng.random() < 0.75 else poser.arm("hang")
        pose = replace(pose, arms=(one, other) if rng.random() < 0.5 else (other, one))
    if legs == "crossed walk":
        pose = replace(pose, legs=poser.crossed_walk())
    return _Posed(pose, tuple(tag for tag in (arms, legs) if not tag.startswith("any")))


def _random_holds(rng: np.random.Generator, names: list[str]) -> tuple[Hold | None, ...]:
    """How each thing is carried, no two on one side."""
    holds: list[Hold | None] = []
    for name in names:
        hold = None if rng.random() < _LEFT_OUT else random_hold(rng, name)
        taken = [other.side for other in holds if other]
        if hold and hold.side in taken:
            hold = replace(hold, side=1 - hold.side) if len(taken) == 1 else None
        holds.append(hold)
    return tuple(holds)


def _with_things(
    rng: np.random.Generator, poser: Poser, pose: BodyPose, holds: tuple[Hold | None, ...]
) -> BodyPose:
    """The pose with arms and hands that can hold what they hold."""
    arms = list(pose.arms)
    for hold in holds:
        if hold and hold.manner in _OF_MANNER:
            arms[hold.side] = _holding(rng, poser, hold)
    return replace(pose, arms=(arms[0], arms[1]))


def _holding(rng: np.random.Generator, poser: Poser, hold: Hold) -> ArmPose:
    arm = poser.arm(str(rng.choice(_OF_MANNER[hold.manner])))
    if hold.manner is Manner.FOREARM:
        return arm
    curl = float(rng.uniform(0.35, 0.6) if hold.manner is Manner.GRIPPED else rng.uniform(0.75, 0.95))
    return replace(arm, hand=replace(arm.hand, curl=curl, spread_deg=0.0, in_pocket=False))


def _turn(rng: np.random.Generator) -> tuple[str, float]:
    kind, side = pick(rng, _TURNS), float(rng.choice([-1, 1]))
    if kind == "any turn":
        return kind, float(rng.uniform(-180, 180))
    if kind == "three-quarter":
        return kind, side * float(rng.uniform(20, 70))
    middle = {"front": 0.0, "back": 180.0, "side": 90.0}[kind]
    return kind, side * middle + float(rng.normal(0, 11))


def _framing(rng: np.random.Generator) -> tuple[str, Framing]:
    """A crop's name and a framing; with the head cut, the picture's upper edge runs through hair, face or neck."""
    kind = pick(rng, _CROPS)
    if kind != "head cut":
        crop = {"full": Crop.FULL, "three-quarter crop": Crop.THREE_QUARTER, "half": Crop.HALF}[kind]
        return kind, random_framing(rng, crop)
    crop = (Crop.FULL, Crop.THREE_QUARTER, Crop.HALF)[int(rng.integers(3))]
    framing = random_framing(rng, crop)
    # Of the shown height (about 1.75, 1.25 and 0.85 m) the head is so much.
    head = {Crop.FULL: 0.14, Crop.THREE_QUARTER: 0.19, Crop.HALF: 0.28}[crop]
    return kind, replace(
        framing, margin=1.02, shift=(framing.shift[0], -head * float(rng.uniform(0.05, 1.1)))
    )
