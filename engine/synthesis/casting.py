"""Draws at random who stands before the camera, in what, how, and how each single picture is taken."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from engine.synthesis.assets import AssetFolder
from engine.synthesis.body.body import Body
from engine.synthesis.body.looks import Look, random_look
from engine.synthesis.body.phenotype import random_phenotype
from engine.synthesis.clothes.costumes import Costume, Costumer
from engine.synthesis.clothes.wardrobe import Wardrobe
from engine.synthesis.posing.habits import FEET_TOGETHER, FOLDED, USUAL, Habit
from engine.synthesis.posing.poser import Poser
from engine.synthesis.studio.camera import Crop, Framing, random_framing
from engine.synthesis.studio.layered_studio import Shot
from engine.synthesis.studio.lights import random_light
from engine.synthesis.studio.stage import Person, View

_BOUGHT = 0.1
_LONG_HAIR = ("long01", "bob01", "bob02", "ponytail01", "braid01")
_TURNS = {"front": 0.28, "three-quarter": 0.32, "side": 0.16, "back": 0.14, "any turn": 0.1}
_CROPS = {"full": 0.5, "three-quarter crop": 0.2, "half": 0.14, "head cut": 0.16}


@dataclass(frozen=True)
class Cast:
    """A dressed person with posers of several habits, and what they wear."""

    person: Person
    posers: tuple[Poser, ...]
    tags: tuple[str, ...]


class Casting:
    """Draws people and pictures of them from a generator."""

    def __init__(self, body: Body, assets: AssetFolder, *, pixels_per_metre: float) -> None:
        self._body, self._assets, self._density = body, assets, pixels_per_metre
        self._wardrobe = Wardrobe(body, assets, pixels_per_metre=pixels_per_metre)

    def person(self, rng: np.random.Generator) -> Cast:
        """A person of a random shape, in a random costume."""
        gender = str(rng.choice(["male", "female"], p=[0.42, 0.58]))
        shape = self._body.shape(random_phenotype(rng, gender))
        fitter = self._wardrobe.fitter(shape, rng)
        if rng.random() < _BOUGHT:
            costume = Costume(
                self._wardrobe.random_bought(shape, fitter, rng, gender=gender), ("bought outfit",)
            )
        else:
            costume = Costumer(fitter, rng, pixels_per_metre=self._density).costume(gender)
        look = self._look(rng, gender)
        mesh = self._wardrobe.dress(shape, costume.surfaces, fitter=fitter, look=look)
        habits = (USUAL, FOLDED, FEET_TOGETHER)
        posers = tuple(Poser(self._body, shape, rng, habit=habit) for habit in habits)
        return Cast(Person(shape, mesh, posers[0]), posers, (gender, *costume.tags, f"hair {look.hair}"))

    def _look(self, rng: np.random.Generator, gender: str) -> Look:
        habit = Habit(bright_shoes=0.3)
        look = random_look(rng, self._assets, gender=gender, habit=habit)
        if gender == "female" and rng.random() < 0.5:
            known = [name for name in _LONG_HAIR if name in self._assets.names("hair")]
            look = replace(look, hair=str(rng.choice(known or [look.hair])))
        return look

    def shot(self, rng: np.random.Generator, cast: Cast) -> Shot:
        """One picture: a pose of any habit, any turn in fair share, any framing, a light of its own."""
        poser = cast.posers[int(rng.choice(len(cast.posers), p=[0.5, 0.26, 0.24]))]
        turn, yaw = _turn(rng)
        crop, framing = _framing(rng)
        pose = poser.pose()
        tags = (turn, crop, *(("hand in pocket",) if any(arm.hand.in_pocket for arm in pose.arms) else ()))
        return Shot(View(pose, yaw, framing), random_light(rng), float(rng.uniform(0, 0.5)), tags)


def _turn(rng: np.random.Generator) -> tuple[str, float]:
    kind = str(rng.choice(list(_TURNS), p=list(_TURNS.values())))
    side = float(rng.choice([-1, 1]))
    if kind == "any turn":
        return kind, float(rng.uniform(-180, 180))
    if kind == "three-quarter":
        return kind, side * float(rng.uniform(20, 70))
    middle = {"front": 0.0, "back": 180.0, "side": 90.0}[kind]
    return kind, side * middle + float(rng.normal(0, 11))


def _framing(rng: np.random.Generator) -> tuple[str, Framing]:
    """A crop's name and a framing; with the head cut, the picture's upper edge runs through hair, face or neck."""
    kind = str(rng.choice(list(_CROPS), p=list(_CROPS.values())))
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
