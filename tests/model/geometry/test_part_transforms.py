"""The skeleton prior: maps that rest, follow, mirror and survive missing joints."""

from __future__ import annotations

import math

import pytest
import torch
from torch import Tensor

from engine.imaging.frame import HEIGHT, WIDTH
from engine.model.geometry.correspondence import apply_maps, grid, part_motion
from engine.model.geometry.joints import FRAME_HEIGHT, FRAME_WIDTH, complete
from engine.model.geometry.part_transforms import N_PARTS, PARTS, part_transforms

STANDING = [
    (96, 40), (96, 62), (78, 64), (72, 96), (70, 124), (114, 64), (120, 96), (122, 124), (84, 128),
    (83, 178), (82, 226), (108, 128), (109, 178), (110, 226), (92, 36), (100, 36), (86, 40), (106, 40),
]  # fmt: skip
FOREARM = PARTS.index("right forearm")


def standing() -> tuple[Tensor, Tensor]:
    return torch.tensor([STANDING], dtype=torch.float32), torch.ones(1, 18, dtype=torch.bool)


def mapped(affine: Tensor, point: tuple[float, float]) -> Tensor:
    return affine[..., :2] @ torch.tensor(point) + affine[..., 2]


def test_the_frame_is_the_same_everywhere() -> None:
    assert (FRAME_WIDTH, FRAME_HEIGHT) == (WIDTH, HEIGHT)


def test_an_unchanged_pose_moves_nothing() -> None:
    xy, present = standing()
    motion = part_motion(part_transforms(xy, present, xy, present).affine, (64, 48))
    assert motion.max() < 1e-4


def test_a_raised_hand_moves_its_forearm_and_leaves_the_rest_exactly() -> None:
    xy, present = standing()
    raised = xy.clone()
    raised[0, 4] = torch.tensor([40.0, 100.0])
    maps = part_transforms(xy, present, raised, present)
    motion = part_motion(maps.affine, (64, 48))[0]
    resting = [p for p in range(N_PARTS) if p != FOREARM]
    assert motion[FOREARM].mean() > 0.9
    assert motion[resting].max() < 1e-4


def test_a_limb_map_takes_the_new_bone_onto_the_old_one() -> None:
    xy, present = standing()
    raised = xy.clone()
    raised[0, 4] = torch.tensor([72.0, 66.0])
    affine = part_transforms(xy, present, raised, present).affine[0, FOREARM]
    assert torch.allclose(mapped(affine, (72.0, 96.0)), torch.tensor([72.0, 96.0]), atol=1e-3)
    assert torch.allclose(mapped(affine, (72.0, 66.0)), torch.tensor([70.0, 124.0]), atol=1e-3)


def test_another_framing_scales_every_part() -> None:
    xy, present = standing()
    affine = part_transforms(xy * 2, present, xy, present).affine
    points = apply_maps(affine, (64, 48))
    assert torch.allclose(points, (grid(64, 48, xy.device) * 2)[:, None].expand_as(points), atol=0.05)


def test_mirrored_maps_lead_to_the_other_side() -> None:
    xy, present = standing()
    mirrored = part_transforms(xy, present, xy, present).mirrored[0]
    assert torch.allclose(mapped(mirrored[FOREARM], (70.0, 124.0)), torch.tensor([122.0, 124.0]), atol=0.5)
    left_of_chest = mapped(mirrored[0], (86.0, 90.0))
    assert left_of_chest[0] > 100


@pytest.mark.parametrize(
    "missing", [[10, 13], [9, 10, 12, 13], [0, 14, 15, 16, 17], [8, 9, 10, 11, 12, 13], [2], [4]]
)
def test_missing_joints_are_completed_finitely_and_alike(missing: list[int]) -> None:
    xy, present = standing()
    present[0, missing] = False
    xy[0, missing] = -1000.0
    full = complete(xy, present)
    assert full.isfinite().all()
    assert full.abs().max() < 700
    assert torch.equal(full[present], xy[present])
    assert part_motion(part_transforms(xy, present, xy, present).affine, (64, 48)).max() < 1e-3


def test_a_skeleton_without_any_joint_does_not_fail() -> None:
    xy, _ = standing()
    nothing = torch.zeros(1, 18, dtype=torch.bool)
    maps = part_transforms(xy, nothing, xy, nothing)
    assert maps.affine.isfinite().all()
    assert maps.observed.sum() == 0


def test_thighs_cut_off_by_the_photo_rest_while_the_body_leans() -> None:
    xy, present = standing()
    present[0, [9, 10, 12, 13]] = False
    leaning = xy.clone()
    upper, hips, angle = [*range(8), 14, 15, 16, 17], torch.tensor([96.0, 128.0]), math.radians(9)
    turn = torch.tensor([[math.cos(angle), math.sin(angle)], [-math.sin(angle), math.cos(angle)]])
    leaning[0, upper] = (xy[0, upper] - hips) @ turn + hips
    motion = part_motion(part_transforms(xy, present, leaning, present).affine, (64, 48))[0]
    legs = [PARTS.index(part) for part in ("right thigh", "right shin", "left thigh", "left shin")]
    assert motion[PARTS.index("torso")].mean() > 0.5
    assert motion[legs].max() < 1e-3


def test_a_wrist_that_nobody_sees_goes_with_its_upper_arm() -> None:
    xy, present = standing()
    present[0, 4] = False
    raised = xy.clone()
    raised[0, 3] = torch.tensor([46.0, 64.0])
    maps = part_transforms(xy, present, raised, present)
    upper, fore = maps.affine[0, FOREARM - 1], maps.affine[0, FOREARM]
    assert torch.allclose(upper[:, :2], fore[:, :2], atol=0.02)
    assert torch.allclose(mapped(upper, (46.0, 64.0)), mapped(fore, (46.0, 64.0)), atol=0.5)
