"""The baseline on a doll whose limbs are stiff, so that affine maps are the whole truth."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from engine.evaluate.affine_warp import AffineWarp, affine_warp
from engine.evaluate.rendered import before, source_of, straight
from engine.evaluate.subjects import final_pixels
from engine.imaging.frame import Frame
from engine.imaging.pictures import Pictures
from engine.model.config import XingGANppConfig
from engine.model.geometry.part_transforms import PARTS
from engine.pose.pose import Joint, Pose
from engine.render.compose import compose
from engine.render.method import Answer
from engine.render.renderer import Renderer
from engine.rules.hand_made import ALL
from engine.runtime.device import choose_device
from engine.runtime.weights import random_weights
from engine.system.shipped import WEIGHTS
from tests.evaluate.dolls import DOLL, flow_between, part_map, poses, synthesised

GREY = (128, 128, 128)
PLATE = np.full((256, 192, 3), 128, np.uint8)
RAISED = poses()[1]
FOREARM = PARTS.index("right forearm") + 1


def warp_to(pose: Pose) -> Answer:
    joints = lambda p: torch.from_numpy(p.xy())[None]  # noqa: E731
    present = torch.ones(1, 18, dtype=torch.bool)
    matte = torch.from_numpy(synthesised(DOLL)[..., 3]).float()[None, None] / 255
    return affine_warp(matte, (joints(DOLL), present), (joints(pose), present), rules=ALL)


def picture(pose: Pose) -> np.ndarray:
    """The warped doll before grey, [256, 192, 3]."""
    cut = straight(synthesised(DOLL))
    pictures = Pictures(before(GREY, cut), cut, PLATE, 1.0)
    return compose(warp_to(pose).maps, pictures, Frame(0.0, 0.0, 1.0)).pixels


def test_an_unchanged_pose_gives_the_photo_back():
    assert np.array_equal(picture(DOLL), before(GREY, straight(synthesised(DOLL))))


def test_a_raised_forearm_has_its_own_pixels_at_its_new_place():
    made, truth = picture(RAISED).astype(int), before(GREY, straight(synthesised(RAISED))).astype(int)
    # A pixel inside the outline and away from the elbow, whose bend two maps share.
    forearm = part_map(RAISED) == FOREARM
    forearm[:, int(RAISED.at(Joint.R_ELBOW)[0]) - 8 :] = False
    assert forearm.sum() > 40
    off = np.abs(made - truth).max(-1)[forearm]
    assert np.median(off) < 20
    assert np.median(np.abs(made - 128).max(-1)[forearm]) > 30, "the arm is there at all"


def test_where_the_arm_hung_the_plate_shows():
    left = (part_map(DOLL) == FOREARM) & (part_map(RAISED) == 0)
    # Near the elbow the torso may keep what its neighbour, the upper arm, showed there.
    left[: int(DOLL.at(Joint.R_ELBOW)[1]) + 8] = False
    assert left.sum() > 40
    share = (np.abs(picture(RAISED).astype(int) - 128).max(-1)[left] < 6).mean()
    assert share > 0.9


def test_flow_of_a_stiff_limb_is_nearly_exact():
    flow, visible = flow_between(DOLL, RAISED)
    forearm = (part_map(RAISED) == FOREARM) & visible
    forearm[:, int(RAISED.at(Joint.R_ELBOW)[0]) - 8 :] = False
    error = np.linalg.norm(warp_to(RAISED).flow - flow, axis=2)[forearm]
    assert np.median(error) < 0.5


def test_what_no_edit_touched_stays_to_the_bit():
    made, doll = picture(RAISED), before(GREY, straight(synthesised(DOLL)))
    legs = int(DOLL.at(Joint.R_KNEE)[1])
    assert np.array_equal(made[legs:], doll[legs:])


@pytest.mark.parametrize("transparent", [False, True])
def test_a_prepared_photo_is_warped_at_its_own_size(transparent):
    source = source_of(synthesised(DOLL), DOLL.xy(), wall=GREY)
    small = random_weights(XingGANppConfig(half_width=16, quarter_width=16, width=24, stages=1))
    cpu = choose_device("cpu")
    renderer = Renderer(small, models=WEIGHTS, device=cpu, method=AffineWarp(cpu, ALL))
    made = final_pixels(renderer, source, RAISED, transparent=transparent)
    assert made.shape == (256, 192, 4 if transparent else 3)
    x, y = (int(v) for v in RAISED.at(Joint.R_WRIST))
    if transparent:
        assert made[y, x + 5, 3] > 200
    else:
        assert np.abs(made[y, x + 5].astype(int) - 128).max() > 30
