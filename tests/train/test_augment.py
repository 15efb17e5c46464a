"""Augmentation must keep pictures, joints, parts and flow telling the same story."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from engine.geometry.joints import FRAME_WIDTH
from engine.synthesis.shards import PersonShard
from engine.train.augment import (
    Sample,
    augment,
    flip,
    photograph,
    random_framing,
    recolour,
    reframe,
    tear_matte,
    unsure_joints,
)
from engine.train.dataset import People, arm_contact, leg_contact, pair, same_pair
from tests.evaluate.dolls import doll

SIZE = (256, 192)


@pytest.fixture(scope="module")
def person() -> PersonShard:
    return doll()


def story_error(s: Sample) -> float:
    """Mean colour difference (0..255) between the target and the source read where the flow says, if visible."""
    unit = s.source.shape[0] / 256
    at = np.floor(s.flow * unit).astype(int)
    inside = (at >= 0).all(-1) & (at[..., 0] < s.source.shape[1]) & (at[..., 1] < s.source.shape[0])
    shown = (s.seen == 2) & inside & (s.target[..., 3] > 250)
    read = s.source[at[shown][:, 1], at[shown][:, 0], :3].astype(int)
    return float(np.abs(read - s.target[shown][:, :3].astype(int)).mean())


def test_a_plain_pair_tells_one_story(person: PersonShard) -> None:
    assert story_error(pair(person, 0, SIZE)) < 6


def test_a_flip_keeps_the_story_and_swaps_sides(person: PersonShard) -> None:
    plain = pair(person, 0, SIZE)
    mirrored = flip(plain)
    assert story_error(mirrored) == pytest.approx(story_error(plain), abs=1.5)
    right_wrist, left_wrist = plain.source_joints[4], mirrored.source_joints[7]
    assert left_wrist == pytest.approx([FRAME_WIDTH - right_wrist[0], right_wrist[1]])
    twice = flip(mirrored)
    assert np.array_equal(twice.source_part, plain.source_part)
    assert np.allclose(twice.flow, plain.flow)


@pytest.mark.parametrize("seed", range(4))
def test_other_framings_keep_the_story(person: PersonShard, seed: int) -> None:
    rng = np.random.default_rng(seed)
    plain = pair(person, 0, SIZE)
    moved = reframe(plain, random_framing(rng, 1.0), random_framing(rng, 1.0))
    assert story_error(moved) < story_error(plain) + 8
    assert not np.allclose(moved.source_joints, plain.source_joints)


def test_new_colours_are_the_same_on_both_sides(person: PersonShard) -> None:
    plain = pair(person, 0, SIZE)
    new = recolour(plain, np.random.default_rng(3))
    assert np.abs(new.source.astype(int) - plain.source.astype(int)).mean() > 1
    assert story_error(new) < story_error(plain) * 1.6 + 2
    assert np.array_equal(new.source[..., 3], plain.source[..., 3])


def test_a_torn_matte_differs_at_the_rim_only(person: PersonShard) -> None:
    plain = pair(person, 0, SIZE)
    torn = tear_matte(plain, np.random.default_rng(0))
    changed = torn.source[..., 3] != plain.source[..., 3]
    assert 0 < changed.mean() < 0.1
    assert np.array_equal(torn.target, plain.target)


def test_an_unchanged_pose_stays_unchanged(person: PersonShard) -> None:
    for seed in range(8):
        s = augment(same_pair(person, 0, SIZE), np.random.default_rng(seed))
        assert np.array_equal(s.source_joints, s.target_joints)
        assert np.array_equal(s.source_present, s.target_present)
        assert np.array_equal(s.source, s.target)


def test_joints_that_rest_rest_exactly(person: PersonShard) -> None:
    s = unsure_joints(pair(person, 0, SIZE), np.random.default_rng(1))
    before = pair(person, 0, SIZE)
    rested = np.linalg.norm(before.source_joints - before.target_joints, axis=1) < 1e-3
    assert rested.any()
    assert not rested.all()
    assert np.array_equal(s.source_joints[rested], s.target_joints[rested])


def test_a_photograph_keeps_the_outline_and_stays_within_it(person: PersonShard) -> None:
    plain = same_pair(person, 0, SIZE)
    differing = 0
    for seed in range(12):
        shot = photograph(plain, np.random.default_rng(seed))
        assert np.array_equal(shot.source[..., 3], plain.source[..., 3])
        assert (shot.source[..., :3] <= shot.source[..., 3:]).all()
        differing += not np.array_equal(shot.source, plain.source)
    assert differing > 6


def test_arms_on_the_body_are_drawn_more_often(tmp_path: Path, person: PersonShard) -> None:
    from tests.evaluate.dolls import doll_folder

    contacts = [arm_contact(part) for part in person.part]
    assert max(contacts) > 1.5 * min(contacts)
    batch = People(doll_folder(tmp_path)).draw_views(32, SIZE, np.random.default_rng(0))
    drawn = np.mean([arm_contact(part.numpy().astype(np.uint8)) for part in batch.source_part])
    assert drawn > np.mean(contacts)


def test_shins_touch_only_the_other_leg() -> None:
    from engine.geometry.part_transforms import PARTS

    right, left, thigh = (1 + PARTS.index(name) for name in ("right shin", "left shin", "right thigh"))
    parts = np.zeros((20, 12), np.uint8)
    parts[4:16, 3:6], parts[4:16, 7:10] = right, left
    assert leg_contact(parts) == 0
    parts[4:16, 6] = thigh
    assert leg_contact(parts) == 12 / 20
    parts[4:16, 6] = left
    assert leg_contact(parts) == 2 * 12 / 20


def test_a_batch_has_the_shapes_it_says(tmp_path: Path) -> None:
    from tests.evaluate.dolls import doll_folder

    batch = People(doll_folder(tmp_path)).draw(3, (128, 96), np.random.default_rng(0))
    assert batch.source.shape == batch.target.shape == (3, 4, 128, 96)
    assert batch.flow.shape == (3, 2, 128, 96)
    assert batch.seen.shape == batch.valid.shape == (3, 1, 128, 96)
    assert batch.source_joints.shape == (3, 18, 2)
    assert batch.source_present.dtype == batch.target_present.dtype
    assert float(batch.source.max()) <= 1.0
