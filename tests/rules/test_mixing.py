"""Maps of parts that are not joined are not mixed: between a hand and a leg lies whatever lies between them."""

from __future__ import annotations

import torch

from engine.model.geometry.adjacency import JOINED
from engine.model.geometry.part_transforms import PARTS, PartTransforms
from engine.rules.mixing import mixed

HAND, THIGH, KNEE = (PARTS.index(name) for name in ("right forearm", "left thigh", "left shin"))


def maps(shifts: dict[int, float]) -> PartTransforms:
    """Parts that are read right of where they are drawn."""
    affine = torch.eye(2, 3).repeat(1, len(PARTS), 1, 1)
    for part, right in shifts.items():
        affine[0, part, 0, 2] = right
    none = torch.zeros(1, len(PARTS), 2, 2)
    return PartTransforms(affine, affine, none, torch.ones(1, len(PARTS)), torch.full((1,), 60.0))


def shift_read(shares: dict[int, float], shifts: dict[int, float]) -> float:
    """How far to the right a place is read that parts share."""
    weights = torch.zeros(1, len(PARTS), 8, 6)
    for part, share in shares.items():
        weights[:, part] = share
    flow = mixed(weights.repeat_interleave(2, 2).repeat_interleave(2, 3), weights, maps(shifts))
    here = mixed(weights.repeat_interleave(2, 2).repeat_interleave(2, 3), weights, maps({}))
    away = flow - here
    assert away[:, 1].abs().max() < 1e-4
    return float(away[:, 0].mean())


def test_the_likeliest_of_two_strangers_is_read_alone() -> None:
    assert shift_read({HAND: 0.55, THIGH: 0.45}, {HAND: 40.0}) == 40
    assert shift_read({HAND: 0.45, THIGH: 0.55}, {HAND: 40.0}) == 0


def test_strangers_that_move_together_are_mixed() -> None:
    assert abs(shift_read({HAND: 0.5, THIGH: 0.5}, {HAND: 3.0}) - 1.5) < 1e-4


def test_joined_parts_are_mixed_however_far_they_bend() -> None:
    assert abs(shift_read({THIGH: 0.5, KNEE: 0.5}, {KNEE: 40.0}) - 20) < 1e-3


def test_joins_go_both_ways_and_to_oneself() -> None:
    for a in range(len(PARTS)):
        assert JOINED[a] >> a & 1
        assert all((JOINED[a] >> b & 1) == (JOINED[b] >> a & 1) for b in range(len(PARTS)))
