"""Arms that lie together touch one another or the body, and leave usual people as they were."""

from __future__ import annotations

import numpy as np
import pytest

from engine.synthesis.habits import FOLDED, Habit

pytest.importorskip("anny")  # bodies come with the training extras only


@pytest.fixture(scope="module")
def body():
    from engine.synthesis.bodies import open_body

    return open_body()


def posers(body, habit: Habit, count: int) -> list:
    from engine.synthesis.body.phenotype import random_phenotype
    from engine.synthesis.posing.poser import Poser

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
    from engine.synthesis.body.phenotype import random_phenotype
    from engine.synthesis.posing.poser import Poser

    rng = np.random.default_rng(0)
    plain = Poser(body, body.shape(random_phenotype(rng, "female")), rng)
    assert np.array_equal(wrist_places(plain), wrist_places(posers(body, Habit(), 1)[0]))


def test_a_hand_in_a_pocket_is_drawn_into_its_sleeve_and_nothing_else_is(body) -> None:
    from engine.synthesis.body.body import skinned
    from engine.synthesis.posing.pockets import put_in_pockets

    (poser,) = posers(body, FOLDED, 1)
    pose = poser.pose()
    while not any(arm.hand.in_pocket for arm in pose.arms):
        pose = poser.pose()
    shape = body.shape({"gender": 0.5})
    world = body.bone_motion(shape, poser.skeleton.turns(pose))[None]
    before, _ = skinned(shape.rest, body.skin, world)
    after = before.copy()
    put_in_pockets(after, body.skin, body=body, shape=shape, poses=[pose], worlds=world)
    moved = (after != before).any(-1)[0]
    for index, side in enumerate("LR"):
        hand = (
            body.skin[:, [n for n, bone in enumerate(body.bones) if bone == f"finger3-2.{side}"]][:, 0] > 0.5
        )
        assert moved[hand].all() == pose.arms[index].hand.in_pocket
        if pose.arms[index].hand.in_pocket:
            assert np.ptp(after[0][hand], axis=0).max() < 1e-5
    trunk = body.skin[:, [n for n, bone in enumerate(body.bones) if bone.startswith("spine")]].sum(1) > 0.5
    assert not moved[trunk].any()


def test_only_folded_people_have_pockets(body) -> None:
    def in_pockets(habit: Habit) -> int:
        return sum(arm.hand.in_pocket for poser in posers(body, habit, 25) for arm in poser.pose().arms)

    assert in_pockets(Habit()) == 0
    assert in_pockets(FOLDED) > 2


def test_some_habits_are_looked_at_from_near(body) -> None:
    from engine.synthesis.people import random_views
    from engine.synthesis.studio.camera import Crop, Framing

    def whole(habit: Habit) -> int:
        framings = []
        for seed, poser in enumerate(posers(body, habit, 25)):
            views = random_views(np.random.default_rng(seed), poser, habit=habit)
            framings += [view.frame_of for view in views if isinstance(view.frame_of, Framing)]
        return sum(framing.crop is Crop.FULL for framing in framings)

    assert whole(FOLDED) < 0.8 * whole(Habit())
