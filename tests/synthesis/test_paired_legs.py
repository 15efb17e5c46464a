"""Legs whose feet are close stand on the ground, near one another, and only where a habit asks for them."""

from __future__ import annotations

from typing import cast

import numpy as np
import pytest

from engine.synthesis.assets import AssetFolder
from engine.synthesis.body.looks import random_look
from engine.synthesis.habits import FEET_TOGETHER, USUAL, Habit

pytest.importorskip("anny")  # bodies come with the training extras only


@pytest.fixture(scope="module")
def body():
    from engine.synthesis.bodies import open_body

    return open_body()


def poser_of(body, habit: Habit, seed: int):
    from engine.synthesis.body.phenotype import random_phenotype
    from engine.synthesis.posing.poser import Poser

    rng = np.random.default_rng(seed)
    return Poser(body, body.shape(random_phenotype(rng, "female")), rng, habit=habit)


def ankles(body, habit: Habit, count: int) -> np.ndarray:
    """Both ankles [count, 2, 3] of new poses in metres, each on its own side."""
    places = []
    for seed in range(count):
        poser = poser_of(body, habit, seed)
        rest = poser.skeleton.leg
        left, right = (leg.limb.points(rest, rest.upper)[1] for leg in poser.pose().legs)
        places.append((left, right * np.array([-1, 1, 1])))
    return np.array(places)


def near(places: np.ndarray) -> float:
    """Share of the poses whose ankles are a shoe's width or less apart sideways."""
    return float((np.abs(places[:, 0, 0] - places[:, 1, 0]) < 0.14).mean())


def test_feet_are_close_where_the_habit_asks_and_one_may_be_before_the_other(body) -> None:
    usual, close = ankles(body, USUAL, 40), ankles(body, FEET_TOGETHER, 40)
    assert near(close) > near(usual) + 0.3
    both = close[np.abs(close[:, 0, 0] - close[:, 1, 0]) < 0.14]
    assert (np.abs(both[:, 0, 1] - both[:, 1, 1]) > 0.1).any()
    assert (both[:, 0, 0] < both[:, 1, 0]).any()  # crossed


def test_close_feet_stand_at_one_height(body) -> None:
    from engine.synthesis.posing.paired_legs import PairedLegs

    poser = poser_of(body, USUAL, 3)
    rest, legs = poser.skeleton.leg, PairedLegs(poser.skeleton, np.random.default_rng(5))
    for _ in range(30):
        heights = [leg.limb.points(rest, rest.upper)[1][2] - rest.end[2] for leg in legs.draw()]
        assert max(heights) < 0.09
        assert abs(heights[0] - heights[1]) < 0.08


def test_people_whose_feet_matter_are_shown_wholly(body) -> None:
    from engine.synthesis.people import random_views
    from engine.synthesis.studio.camera import Crop, Framing

    def whole(habit: Habit) -> float:
        framings = []
        for seed in range(25):
            views = random_views(np.random.default_rng(seed), poser_of(body, habit, seed), habit=habit)
            framings += [view.frame_of.crop for view in views if isinstance(view.frame_of, Framing)]
        return framings.count(Crop.FULL) / len(framings)

    assert whole(FEET_TOGETHER) > whole(USUAL) + 0.15


class Names:
    """What a look asks of an asset folder."""

    texture_names = ("young_lightskinned_male_diffuse", "young_darkskinned_male_diffuse")

    def names(self, kind: str) -> tuple[str, ...]:
        return (f"{kind}01",)


def test_shoes_are_bright_only_where_the_habit_asks() -> None:
    def colourfulness(habit: Habit) -> np.ndarray:
        tints = [
            random_look(
                np.random.default_rng(n), cast(AssetFolder, Names()), gender="male", habit=habit
            ).shoe_tint
            for n in range(60)
        ]
        return np.ptp(np.array(tints), axis=1) / np.max(tints, axis=1)

    assert colourfulness(USUAL).max() < 0.35
    assert (colourfulness(FEET_TOGETHER) > 0.35).mean() > 0.2
