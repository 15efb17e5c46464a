"""Contact shadows: found on the floor, taken off the plate, and gone along with the foot that throws them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.contract.messages import Quality, RenderRequest, Source
from engine.imaging.pictures import Pictures, relit
from engine.imaging.shadows import FootStep, foot_steps, shading
from engine.photo.photo import Photo
from engine.plate.plate import Plate, make_plate, vacated
from engine.pose.kinematics import reach
from engine.pose.pose import Joint, Point, Pose
from engine.render.renderer import Renderer
from engine.runtime.device import choose_device
from engine.runtime.weights import load_weights
from engine.system.shipped import WEIGHTS
from tests.source.people import bricks

_HEIGHT, _WIDTH = 640, 480
_ANKLES = {Joint.R_ANKLE: (190, 520), Joint.L_ANKLE: (290, 520)}


@dataclass(frozen=True)
class Standing:
    """A red figure in the middle of a floor that its feet darken."""

    rgb: NDArray[np.uint8]
    floor: NDArray[np.uint8]
    matte: NDArray[np.float32]
    pose: Pose
    dark: NDArray[np.float32]


def studio(noise: float = 1.0) -> NDArray[np.uint8]:
    y, x = np.mgrid[:_HEIGHT, :_WIDTH].astype(np.float32)
    grain = np.random.default_rng(3).normal(0, noise, (_HEIGHT, _WIDTH, 3))
    level = 215 - 25 * y / _HEIGHT + 10 * x / _WIDTH
    return (level[..., None] + grain).round().clip(0, 255).astype(np.uint8)


def standing(floor: NDArray[np.uint8], *, reach: float = 1.0) -> Standing:
    y, x = np.mgrid[:_HEIGHT, :_WIDTH].astype(np.float32)
    matte, dark = np.zeros((_HEIGHT, _WIDTH), np.float32), np.ones((_HEIGHT, _WIDTH), np.float32)
    matte[120:360, 180:300] = 1
    for ankle_x, ankle_y in _ANKLES.values():
        matte[360:540, ankle_x - 14 : ankle_x + 14] = 1
        far = np.hypot((x - ankle_x) / (42 * reach), (y - ankle_y - 16) / 20)
        dark *= 1 - 0.3 * np.exp(-(far**2)).astype(np.float32)
    shaded = floor * dark[..., None]
    rgb = np.where(matte[..., None] > 0, (200, 20, 30), shaded).round().clip(0, 255).astype(np.uint8)
    joints = {
        Joint.NOSE: (240, 130),
        Joint.NECK: (240, 160),
        Joint.R_SHOULDER: (200, 165),
        Joint.L_SHOULDER: (280, 165),
        Joint.R_HIP: (205, 330),
        Joint.L_HIP: (275, 330),
        Joint.R_KNEE: (195, 425),
        Joint.L_KNEE: (285, 425),
        **_ANKLES,
    }
    return Standing(rgb, floor, matte, pose_of(joints), dark)


def pose_of(joints: Mapping[Joint, tuple[float, float]]) -> Pose:
    points = (Point(*joints[joint]) if joint in joints else Point(0, 0, present=False) for joint in Joint)
    return Pose(tuple(points))


def plate_of(person: Standing) -> Plate:
    return make_plate(person.rgb, person.matte, poses=(person.pose,))


def off(one: NDArray, other: NDArray, where: NDArray[np.bool_]) -> float:
    return float(np.abs(one.astype(float) - other)[where].mean())


@pytest.mark.parametrize("floor", [studio(), bricks(_HEIGHT, _WIDTH)], ids=["studio", "bricks"])
def test_the_shadow_is_taken_off_the_floor(floor: NDArray[np.uint8]) -> None:
    person = standing(floor)
    plate, seen = plate_of(person), ~vacated(person.matte) & (person.dark < 0.93)
    assert off(plate.bare, floor, seen) < 0.5 * off(person.rgb, floor, seen)
    assert {shadow.foot for shadow in plate.shadows} == set(_ANKLES)
    assert np.array_equal(plate.rgb[seen], person.rgb[seen])


def test_each_foot_has_its_own_shadow_and_together_they_are_the_photos() -> None:
    person = standing(studio())
    plate = plate_of(person)
    for shadow in plate.shadows:
        _, x = np.unravel_index(shadow.ratio.argmin(), shadow.ratio.shape)
        ankle = next(_ANKLES[foot] for foot in _ANKLES if foot == shadow.foot)
        assert abs(shadow.left + x - ankle[0]) < 40
    dark = shading(plate.shadows, (_WIDTH, _HEIGHT))
    everywhere = np.ones_like(dark, bool)
    assert np.abs(plate.bare * dark[..., None] - plate.rgb)[everywhere].max() <= 1.5


def test_a_floor_without_shadow_has_no_layer() -> None:
    person = standing(studio())
    clean = np.where(person.matte[..., None] > 0, person.rgb, person.floor).astype(np.uint8)
    assert make_plate(clean, person.matte, poses=(person.pose,)).shadows == ()


def test_a_shadow_cast_far_across_the_floor_stays() -> None:
    person = standing(studio())
    rgb = person.rgb.copy()
    rgb[530:560, 290:] //= 2
    assert make_plate(rgb, person.matte, poses=(person.pose,)).shadows == ()


def test_a_pool_of_shade_goes_along_though_it_reaches_farther() -> None:
    """Soft below the feet, down to the photo's edge: darker there than contact shadows are, but not the sun's."""
    floor = studio(0)
    y, x = np.mgrid[:_HEIGHT, :_WIDTH].astype(np.float32)
    pool = 1 - 0.4 * np.exp(-(np.hypot((x - 240) / 60, (y - 590) / 45) ** 2))
    person = standing((floor * pool[..., None]).round().astype(np.uint8))
    plate, seen = plate_of(person), ~vacated(person.matte) & (pool < 0.8) & (y < 570)
    assert {shadow.foot for shadow in plate.shadows} == set(_ANKLES)
    assert off(plate.bare, floor, seen) < 0.6 * off(person.rgb, floor, seen)


def pictures_of(person: Standing) -> Pictures:
    plate = plate_of(person)
    cutout = np.dstack([person.rgb, (person.matte * 255).astype(np.uint8)])
    return Pictures(person.rgb, cutout, plate.rgb, 1.0, bare=plate.bare, shadows=plate.shadows)


def test_a_moved_foot_takes_its_shadow_along_and_leaves_the_others() -> None:
    person = standing(studio(0))
    pictures = pictures_of(person)
    moved = relit(pictures, {Joint.L_ANKLE: FootStep(x=70)})
    light = lambda picture, x: float(picture[548:556, x - 10 : x + 10].mean())  # noqa: E731
    before, now, floor = pictures.plate, moved.plate, person.floor
    assert light(before, 290) < 0.9 * light(floor, 290)
    assert light(now, 360) / light(floor, 360) == pytest.approx(
        light(before, 290) / light(floor, 290), abs=0.02
    )
    # What is left there is the other foot's.
    assert light(now, 320) > light(before, 320)
    assert np.array_equal(now[:, :150], before[:, :150])
    assert np.array_equal(moved.photo[person.matte == 1], person.rgb[person.matte == 1])
    assert relit(pictures, {}) is pictures


def test_a_lifted_foot_leaves_its_shadow_on_the_floor_and_it_fades() -> None:
    person = standing(studio())
    lifted = person.pose.moved(Joint.L_ANKLE, (310.0, 480.0))
    step = foot_steps(person.pose, lifted)[Joint.L_ANKLE]
    assert step.x == pytest.approx(20)
    assert -20 < step.y <= 0
    assert 0 < step.strength < 1
    assert Joint.R_ANKLE not in foot_steps(person.pose, lifted)


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    return Renderer(load_weights(), models=WEIGHTS, device=choose_device("cpu"))


def test_the_picture_has_the_shadow_where_the_foot_is(renderer: Renderer) -> None:
    person = standing(studio())
    photo = Photo(rgb=person.rgb, name="standing.png", key="standing")
    source = Source(photo, person.pose, person.matte)
    pose = reach(person.pose, Joint.L_ANKLE, (320.0, 515.0))
    picture = renderer.render(RenderRequest(source, pose, Quality.FINAL)).pixels
    beside = slice(546, 552), slice(335, 350)
    assert picture[beside].mean() < 0.95 * person.rgb[beside].mean()
    unmoved = renderer.render(RenderRequest(source, person.pose, Quality.FINAL)).pixels
    assert np.array_equal(unmoved, person.rgb)
