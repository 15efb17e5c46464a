"""Bones turned about the line of sight turn by as much in the picture, keep their lengths, and move nothing else."""

from __future__ import annotations

import cmath
import math

import numpy as np
import pytest

from engine.evaluate.edits import abduct, sway, tilt
from engine.evaluate.rendered import pose_of
from engine.pose.pose import Joint
from engine.synthesis.posing.in_plane import PlaneTurn, plane_turns, turned_in_plane

pytest.importorskip("anny")  # bodies come with the training extras only
STANDING = np.array(
    [
        [96, 40], [96, 62], [78, 62], [72, 96], [70, 128], [114, 62], [120, 96], [122, 128], [86, 130], [84, 180],
        [84, 230], [106, 130], [108, 180], [108, 230], [92, 36], [100, 36], [87, 38], [105, 38],
    ],
    np.float32,
)  # fmt: skip
POSE = pose_of(STANDING, (256, 192))


@pytest.fixture(scope="module")
def body():
    from engine.synthesis.bodies import open_body

    return open_body()


@pytest.fixture(scope="module")
def camera():
    from engine.synthesis.studio.camera import Crop, Framing, look_at

    return look_at(np.array([0, 0, 0.9]), 2.4, framing=Framing(Crop.FULL, fov_deg=20), size=(192, 256))


@pytest.fixture(scope="module", params=[0, 1, 2])
def posed(request, body):
    """A person of a seed in a pose: shape and motions."""
    from engine.synthesis.body.phenotype import random_phenotype
    from engine.synthesis.posing.poser import Poser

    rng = np.random.default_rng(request.param)
    shape = body.shape(random_phenotype(rng, "female"))
    poser = Poser(body, shape, rng)
    return shape, body.bone_motion(shape, poser.skeleton.turns(poser.pose()))


def in_picture(body, camera, shape, motions, bone: str) -> complex:
    """Where a bone's head lies."""
    head = np.append(shape.heads[body.bones.index(bone)], 1.0).astype(np.float32)
    place = (motions[body.bones.index(bone)] @ head)[:3]
    return complex(*camera.pixels(camera.clip(place)).astype(float))


@pytest.mark.parametrize(
    ("bone", "end"),
    [("lowerarm01.L", "wrist.L"), ("upperleg01.R", "lowerleg01.R"), ("lowerarm01.R", "wrist.R")],
)
@pytest.mark.parametrize("degrees", [-35.0, 20.0, 70.0])
def test_a_bone_turns_clockwise_in_the_picture_and_keeps_its_length(
    body, camera, posed, bone: str, end: str, degrees: float
) -> None:
    shape, before = posed
    after = turned_in_plane(body, shape, before, [PlaneTurn(bone, degrees)], camera.eye)
    bones = [
        in_picture(body, camera, shape, motions, end) - in_picture(body, camera, shape, motions, bone)
        for motions in (before, after)
    ]
    if abs(bones[0]) < 8:  # points at the camera, and has hardly a direction
        return
    assert math.degrees(cmath.phase(bones[1] / bones[0])) == pytest.approx(degrees, abs=3)
    assert abs(bones[1]) == pytest.approx(abs(bones[0]), rel=0.1)
    still = np.setdiff1d(np.arange(len(body.bones)), body.beyond(bone))
    np.testing.assert_allclose(after[still], before[still], atol=1e-5)


def test_a_lean_turns_the_trunk_about_the_middle_of_the_hips(body, camera, posed) -> None:
    shape, before = posed
    after = turned_in_plane(body, shape, before, [PlaneTurn("spine05", 9.0)], camera.eye)
    hips, neck = (
        [in_picture(body, camera, shape, motions, bone) for motions in (before, after)]
        for bone in ("upperleg01.L", "neck01")
    )
    middle = (hips[0] + in_picture(body, camera, shape, before, "upperleg01.R")) / 2
    assert hips[1] == hips[0]
    turned = (neck[1] - middle) / (neck[0] - middle)
    assert math.degrees(cmath.phase(turned)) == pytest.approx(9, abs=0.5)
    assert abs(turned) == pytest.approx(1, abs=0.03)


def test_a_raised_arm_takes_its_collar_bone_up_and_keeps_its_direction(body, camera, posed) -> None:
    shape, before = posed
    down, up = (
        turned_in_plane(body, shape, before, turns, camera.eye)
        for turns in ([], [PlaneTurn("upperarm01.L", -150.0)])
    )
    arm, collar = body.bones.index("upperarm01.L"), body.bones.index("clavicle.L")
    height = [float((m[arm] @ np.append(shape.heads[arm], 1))[2]) for m in (down, up)]
    raised = [float((m[arm, :3, :3] @ [1, 0, -1])[2]) for m in (down, up)]
    assert np.sign(height[1] - height[0]) in (0, np.sign(raised[1] - raised[0]))
    assert abs(np.linalg.det(up[collar, :3, :3]) - 1) < 1e-4


def test_an_edit_names_the_bones_that_it_turns_and_no_others() -> None:
    def turns(edited) -> dict[str, float]:
        return {each.bone: each.degrees for each in plane_turns(STANDING, edited.xy())}

    out = turns(abduct(POSE, [Joint.R_ELBOW], 40))
    assert out == {"upperarm01.R": pytest.approx(40, abs=0.1)}
    leaning = turns(sway(POSE, 9))
    assert leaning == {"spine05": pytest.approx(9, abs=0.1)}
    assert turns(tilt(POSE, 12)) == {"neck01": pytest.approx(12, abs=0.1)}
    step = turns(abduct(POSE, [Joint.L_KNEE], 18))
    assert step["upperleg01.L"] == pytest.approx(-18, abs=0.1)
    assert step["foot.L"] == pytest.approx(18, abs=0.1)
