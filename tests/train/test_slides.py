"""The network of slides learns from bodies in pairs of poses, and such pairs are true."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from engine.layers.slides import N_PARTS, fits
from engine.synthesis.surface_pairs import N_POINTS, SurfacePairs, joined, read_pairs, write_pairs
from engine.synthesis.turned_bodies import EDIT, IN_PLANE
from engine.system.errors import PhotoError
from engine.train.slides import learn, measured, mirrored


def turning_forearms(count: int) -> SurfacePairs:
    """Pairs whose right wrist comes nearer to the elbow; that forearm slides along itself by a third of that."""
    rng = np.random.default_rng(0)
    before = np.array(
        [
            (0, -80), (0, -60), (-20, -60), (-22, -30), (-24, 0), (20, -60), (22, -30), (24, 0), (-12, 0), (-12, 45),
            (-12, 90), (12, 0), (12, 45), (12, 90), (-3, -84), (3, -84), (-8, -82), (8, -82),
        ],
        np.float32,
    )  # fmt: skip
    before = np.repeat(before[None] + 100, count, 0)
    after, shift = before.copy(), rng.uniform(0, 20, count).astype(np.float32)
    after[:, 4, 1] -= shift
    places = before[:, 3, None] + rng.uniform((-5, 0), (5, 30), (count, N_POINTS, 2)).astype(np.float32)
    seen = places + np.stack([0 * shift, shift / 3], 1)[:, None]
    shares = np.zeros((count, N_POINTS, N_PARTS), np.float16)
    shares[..., 4] = 1
    return SurfacePairs(
        before, after, np.full(count, 60, np.float32), places, places, seen.astype(np.float32), shares,
        np.full(count, EDIT, np.uint8), np.arange(count, dtype=np.uint32),
    )  # fmt: skip


def test_it_learns_what_joints_tell_and_answers_without_torch() -> None:
    data = turning_forearms(400)
    net = learn(data, steps=150, every=1000)
    (row,) = measured(net, turning_forearms(50))
    assert row.by_joints < 0.6
    assert row.with_slides > 0.95
    assert fits({name: tensor.numpy() for name, tensor in net.state_dict().items()})


def test_in_a_looking_glass_twice_pairs_are_themselves_and_once_the_other_arm_turns() -> None:
    data = turning_forearms(3)
    once = mirrored(data)
    for name in ("before", "after", "places", "seen", "shares"):
        assert np.array_equal(getattr(mirrored(once), name), getattr(data, name))
    assert (once.shares[..., 6] == 1).all()
    assert (once.after != once.before).any((0, 2)).tolist() == [joint == 7 for joint in range(18)]


def test_pairs_are_read_as_they_were_written(tmp_path: Path) -> None:
    data = turning_forearms(5)
    write_pairs(tmp_path / "b0001_0000.npz", data.some(slice(0, 2)))
    write_pairs(tmp_path / "b0001_0001.npz", data.some(slice(2, 5)))
    again = read_pairs(tmp_path)
    assert len(again) == 5
    assert np.array_equal(again.seen, data.seen)
    with pytest.raises(PhotoError, match="turned_bodies"):
        read_pairs(tmp_path / "nothing")


def test_bodies_turned_in_the_plane_are_where_bending_has_them() -> None:
    pytest.importorskip("anny")  # bodies come with the training extras only
    from engine.synthesis.bodies import open_body
    from engine.synthesis.studio.stage import Stage
    from engine.synthesis.turned_bodies import SIZE, pairs_of

    stage = Stage(open_body(), SIZE)
    data = joined([pair for person in range(3) for pair in pairs_of(stage, 900_300, person)])
    off = np.linalg.norm(data.seen - data.bent, axis=2)
    plane = data.kind == IN_PLANE
    assert (off[plane] <= 3).mean() > 0.9
    still = np.linalg.norm(data.after - data.before, axis=2).max(1) < 0.01
    assert (off[still] < 0.01).all()
    assert data.shares.astype(float).sum(2) == pytest.approx(np.ones(data.shares.shape[:2]), abs=0.01)
    again = joined(pairs_of(stage, 900_300, 0))
    assert np.array_equal(again.seen, data.seen[: len(again)])
