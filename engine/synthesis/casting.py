"""Draws at random who stands before the camera: shape, costume, hair, what is on the head, what is carried."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from engine.synthesis.assets import AssetFolder
from engine.synthesis.body.body import Body, BodyShape
from engine.synthesis.body.kinds import Kind
from engine.synthesis.body.looks import Look, random_look
from engine.synthesis.body.person_mesh import PersonMesh
from engine.synthesis.body.phenotype import random_phenotype
from engine.synthesis.body.surfaces import Surface
from engine.synthesis.clothes.costumes import Costume, Costumer
from engine.synthesis.clothes.garments import Fitter
from engine.synthesis.clothes.wardrobe import Wardrobe
from engine.synthesis.habits import FEET_TOGETHER, FOLDED, USUAL, Habit
from engine.synthesis.posing.poser import Poser
from engine.synthesis.studio.carrying import Carried
from engine.synthesis.studio.stage import Person
from engine.synthesis.things.carried import Thing, random_thing
from engine.synthesis.things.crossbody import crossbody_bag
from engine.synthesis.things.drapes import Draper
from engine.synthesis.things.headwear import random_headwear

_BOUGHT, _HEADWEAR, _SCARF, _CROSSBODY, _LOCKS = 0.1, 0.2, 0.1, 0.09, 0.55
_THINGS = (0.42, 0.43, 0.15)
_HABITS = (USUAL, FOLDED, FEET_TOGETHER)
_LONG_HAIR = ("long01", "bob01", "bob02", "ponytail01", "braid01")
_FOLDED_KINDS = (Kind.TOP, Kind.OUTER, Kind.TROUSERS, Kind.SKIRT, Kind.SCARF)
# Hair that locks before or behind the shoulder may be part of.
_WITH_LOCKS = ("bob01", "bob02", "long01")


@dataclass(frozen=True)
class Cast:
    """A dressed person with posers of several habits; `tags` say what they wear and carry."""

    person: Person
    posers: tuple[Poser, ...]
    tags: tuple[str, ...]


class Casting:
    """Draws people from a generator."""

    def __init__(self, body: Body, assets: AssetFolder, *, pixels_per_metre: float) -> None:
        """`pixels_per_metre` is the detail of cloth."""
        self._body, self._assets, self._density = body, assets, pixels_per_metre
        self._wardrobe = Wardrobe(body, assets, pixels_per_metre=pixels_per_metre)

    def person(self, rng: np.random.Generator) -> Cast:
        """A person of a random shape, in a random costume."""
        gender = str(rng.choice(["male", "female"], p=[0.42, 0.58]))
        shape = self._body.shape(random_phenotype(rng, gender))
        fitter = self._wardrobe.fitter(shape, rng)
        costume = self._costume(rng, shape, fitter, gender)
        look = self._look(rng, gender)
        worn, tags = self._worn(rng, shape, fitter, costume, look)
        things = [random_thing(rng, self._body) for _ in range(int(rng.choice(len(_THINGS), p=_THINGS)))]
        mesh = self._wardrobe.joined([*worn, *(part for thing in things for part in thing.surfaces)], fitter)
        carried = _carried(mesh, things, len(worn))
        posers = tuple(Poser(self._body, shape, rng, habit=habit) for habit in _HABITS)
        names = tuple(thing.name for thing in carried)
        return Cast(Person(shape, mesh, posers[0], carried), posers, (gender, *costume.tags, *tags, *names))

    def _costume(self, rng: np.random.Generator, shape: BodyShape, fitter: Fitter, gender: str) -> Costume:
        if rng.random() < _BOUGHT:
            bought = self._wardrobe.random_bought(shape, fitter, rng, gender=gender)
            return Costume(bought, ("bought outfit",))
        return Costumer(fitter, rng, pixels_per_metre=self._density).costume(gender)

    def _look(self, rng: np.random.Generator, gender: str) -> Look:
        look = random_look(rng, self._assets, gender=gender, habit=Habit(bright_shoes=0.3))
        known = [name for name in _LONG_HAIR if name in self._assets.names("hair")]
        if known and gender == "female" and rng.random() < 0.5:
            look = replace(look, hair=str(rng.choice(known)))
        return look

    def _worn(
        self, rng: np.random.Generator, shape: BodyShape, fitter: Fitter, costume: Costume, look: Look
    ) -> tuple[list[Surface], tuple[str, ...]]:
        """All surfaces with hair, headwear and scarf, and the tags of these."""
        surfaces = self._wardrobe.surfaces(shape, costume.surfaces, fitter=fitter, look=look)
        tags = [f"hair {look.hair}"]
        hair = surfaces.pop()
        draper = Draper(self._body, shape, rng)
        if look.hair in _WITH_LOCKS and rng.random() < _LOCKS:
            surfaces += draper.locks(hair.material)
            tags.append("long hair over the shoulder")
        if rng.random() < _HEADWEAR:
            headwear = random_headwear(rng, self._body, shape)
            surfaces.append(headwear.surface)
            hair = headwear.thinned(hair)
            tags.append(headwear.name)
        if rng.random() < _SCARF:
            surfaces += draper.scarf()
            tags.append("scarf")
        if rng.random() < _CROSSBODY:
            room = 0.06 if any(surface.kind is Kind.OUTER for surface in surfaces) else 0.03
            surfaces += crossbody_bag(rng, self._body, shape, room=room)
            tags.append("crossbody bag")
        return [_as_in_photographs(rng, surface) for surface in (*surfaces, hair)], tuple(tags)


def _carried(mesh: PersonMesh, things: list[Thing], first: int) -> tuple[Carried, ...]:
    """Where in a mesh the things are whose surfaces begin with the one numbered `first`."""
    found = []
    for thing in things:
        last = first + len(thing.surfaces)
        found.append(Carried(thing.name, mesh.starts[first], mesh.starts[last]))
        first = last
    return tuple(found)


def _as_in_photographs(rng: np.random.Generator, surface: Surface) -> Surface:
    """The surface with folds if it is cloth, and with light under it if it is skin."""
    if surface.kind in _FOLDED_KINDS:
        folds = float(
            rng.choice([0.0, rng.uniform(0.0004, 0.002), rng.uniform(0.002, 0.0045)], p=[0.1, 0.55, 0.35])
        )
        return replace(surface, material=replace(surface.material, folds=folds))
    if surface.kind is Kind.SKIN:
        return replace(surface, material=replace(surface.material, flesh=float(rng.uniform(0.4, 1.0))))
    return surface
