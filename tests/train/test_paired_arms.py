"""Arms that lie together touch one another or the body, and leave usual people as they were."""

from __future__ import annotations

import numpy as np
import pytest

from engine.train.habits import FOLDED, Habit

pytest.importorskip("anny")  # bodies come with the training extras only


@pytest.fixture(scope="module")
def body():
    from engine.train.body import Body

    return Body()


def posers(body, habit: Habit, count: int) -> list:
    from engine.train.poser import Poser
    from engine.train.studio import random_phenotype

    made = []
    for seed in range(count):
        rng = np.random.default_rng(seed)
        shape = body.shape(random_phenotype(rng, "female"))
        made.append(Poser(body, shape, rng, habit=habit))
    return made


def wrist_places(poser) -> np.ndarray:
    """Both wrists [2, 3] of a new pose in metres, the right one mirrored to the left."""
    arms = poser.pose().arms
    return np.stack([arm.limb.points(poser.skeleton.arm, poser.skeleton.shoulder(arm))[1] for arm in arms])


def test_folded_people_have_their_hands_before_the_body(body) -> None:
    def before(habit: Habit) -> float:
        wrists = np.concatenate([wrist_places(poser) for poser in posers(body, habit, 40)])
        return float(((np.abs(wrists[:, 0]) < 0.16) & (wrists[:, 1] < -0.05)).mean())

    assert before(FOLDED) > before(Habit()) + 0.25


def test_no_habit_changes_no_draw(body) -> None:
    from engine.train.poser import Poser
    from engine.train.studio import random_phenotype

    rng = np.random.default_rng(0)
    plain = Poser(body, body.shape(random_phenotype(rng, "female")), rng)
    assert np.array_equal(wrist_places(plain), wrist_places(posers(body, Habit(), 1)[0]))
