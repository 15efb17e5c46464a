"""Limbs grow out of the body: glued at armhole and fold, rigid further out, and as wide as they were in between."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from engine.contract.messages import Quality, RenderRequest, Source
from engine.evaluate.edits import abduct
from engine.layers.bending import Bend
from engine.layers.following import followed
from engine.layers.lattice import Lattice
from engine.layers.layer import Person
from engine.layers.regions import CHAINS, Region
from engine.pose.kinematics import rotate_limb
from engine.pose.pose import Joint
from engine.render.renderer import Renderer


@pytest.fixture(scope="module")
def person(renderer: Renderer, sources: dict[str, Source]) -> Person:
    return renderer.taken_apart(sources["demo"])


def held() -> NDArray[np.bool_]:
    """A strip held at both ends."""
    ends = np.zeros((9, 15), bool)
    ends[:, :3], ends[:, -3:] = True, True
    return ends


def lattice() -> Lattice:
    return Lattice((10.0, 20.0), 4.0, np.ones((9, 15), np.float32), held())


@pytest.mark.parametrize("angle", [0.0, 0.7, 2.5])
def test_what_is_held_by_one_rigid_motion_goes_along_rigidly(angle: float) -> None:
    strip = lattice()
    goal = (strip.places - 30j) * np.exp(1j * angle) + 5
    assert np.abs(strip.bent(goal, np.full(held().shape, angle)) - goal).max() < 1e-6


def test_a_bent_strip_keeps_its_width() -> None:
    strip = lattice()
    middle = strip.places[4, 7]
    turned = (strip.places - middle) * np.exp(1j * 1.2) + middle
    goal = np.where(np.arange(15) > 7, turned, strip.places)
    share = strip.between((np.arange(15) > 7) * np.ones((9, 1)))
    width = np.abs(np.diff(strip.bent(goal, 1.2 * share)[[0, 8], 7]))[0]
    assert width == pytest.approx(abs(strip.places[8, 7] - strip.places[0, 7]), rel=0.15)


def test_between_points_are_those_of_the_grid() -> None:
    strip = lattice()
    points = np.array([[10.0, 20.0], [33.0, 41.0], [65.9, 51.9]])
    at = strip.at(points, strip.places)
    assert np.allclose(at, points @ [1, 1j])
    twice = strip.scaled(2.0)
    assert np.allclose(twice.at(points * 2 + 0.5, twice.places), points @ [2, 2j] + (0.5 + 0.5j))


def shoulder_gap(person: Person, source: Source, degrees: float) -> float:
    """How far an arm's cloth at the armhole goes from the torso's there, torso lengths, at most."""
    pose = rotate_limb(source.pose, Joint.R_ELBOW, degrees)
    bend = Bend(person.skeleton, followed(person.skeleton, pose), person.roots)
    root = person.roots[Region.RIGHT_ARM]
    points = root.points[root.torso.ravel()]
    (arm,) = [each for each in person.layers if each.region is Region.RIGHT_ARM][:1]
    (torso,) = [each for each in person.layers if each.region is Region.TORSO]
    near = np.linalg.norm(arm.mesh.points[:, None] - points[None], axis=-1).min(1) < root.lattice.cell / 2
    assert near.any()
    arm_at, torso_at = bend.points(arm)[near], bend.points(torso)
    nearest = np.linalg.norm(arm.mesh.points[near][:, None] - torso.mesh.points[None], axis=-1).argmin(1)
    moved = torso_at[nearest] - torso.mesh.points[nearest]
    gap = np.linalg.norm(arm_at - arm.mesh.points[near] - moved, axis=1)
    return float(gap.max() / person.skeleton.torso)


@pytest.mark.parametrize("degrees", [40.0, 110.0])
def test_an_arm_stays_at_its_armhole(person: Person, sources: dict[str, Source], degrees: float) -> None:
    assert shoulder_gap(person, sources["demo"], degrees) < 0.06


def across(
    drawn: NDArray[np.uint8], photo: NDArray[np.uint8], start: NDArray, end: NDArray, at: float
) -> int:
    """How many pixels of a limb lie across its bone, `at` of its length."""
    bone = (end - start) / np.hypot(*(end - start))
    steps = np.arange(-120, 121)
    places = (start + at * (end - start) + steps[:, None] * np.array([-bone[1], bone[0]])).round().astype(int)
    x, y = places.T.clip(0, np.array(drawn.shape[1::-1])[:, None] - 1)
    there = drawn[y, x, 3] > 127
    _, labels = cv2.connectedComponents(there.astype(np.uint8)[None])
    return int((labels[0] == labels[0, 120]).sum()) if there[120] else 0


@pytest.mark.parametrize("at", [0.35, 0.6])
def test_a_raised_arm_is_as_wide_as_a_hanging_one(
    renderer: Renderer, sources: dict[str, Source], at: float
) -> None:
    source = sources["demo"]
    wide = [
        across(
            renderer.render(RenderRequest(source, pose, Quality.FINAL, transparent=True)).pixels,
            source.photo.rgb,
            np.array(pose.at(Joint.R_SHOULDER)),
            np.array(pose.at(Joint.R_ELBOW)),
            at,
        )
        for pose in (abduct(source.pose, [Joint.R_ELBOW], 45), abduct(source.pose, [Joint.R_ELBOW], 110))
    ]
    assert min(wide) > 0
    assert wide[1] == pytest.approx(wide[0], rel=0.35)


def test_thighs_stay_straight(person: Person, sources: dict[str, Source]) -> None:
    """With the legs apart the middle of a thigh lies on the line from hip to knee."""
    source = sources["demo"]
    pose = abduct(source.pose, [Joint.R_KNEE, Joint.L_KNEE], 28)
    bend = Bend(person.skeleton, followed(person.skeleton, pose), person.roots)
    for leg in (Region.RIGHT_LEG, Region.LEFT_LEG):
        (layer,) = [each for each in person.layers if each.region is leg][:1]
        hip, knee, _ = (person.skeleton.xy[joint] for joint in CHAINS[leg])
        middle = hip + 0.45 * (knee - hip)
        nearest = int(np.linalg.norm(layer.mesh.points - middle, axis=1).argmin())
        rest, now = layer.mesh.points[nearest], bend.points(layer)[nearest]
        (hip2, knee2) = (np.array(pose.at(joint)) for joint in CHAINS[leg][:2])
        turn = complex(*(knee2 - hip2)) / complex(*(knee - hip))
        rigid = complex(*hip2) + complex(*(rest - hip)) * turn
        assert abs(complex(*now) - rigid) < 0.04 * person.skeleton.torso


def test_the_top_of_a_raised_arm_goes_with_its_bone(person: Person, sources: dict[str, Source]) -> None:
    pose = rotate_limb(sources["demo"].pose, Joint.R_ELBOW, 100)
    bend = Bend(person.skeleton, followed(person.skeleton, pose), person.roots)
    (arm,) = [each for each in person.layers if each.region is Region.RIGHT_ARM][:1]
    rigid = Bend(person.skeleton, followed(person.skeleton, pose)).points(arm)
    root, middle, _ = (person.skeleton.xy[joint] for joint in CHAINS[Region.RIGHT_ARM])
    way = (middle - root) / np.hypot(*(middle - root))
    from_root = (arm.mesh.points - root) / person.skeleton.torso
    across = np.array([-way[1], way[0]]) * -np.sign(
        (person.skeleton.pelvis - root) @ np.array([-way[1], way[0]])
    )
    along, outside = from_root @ way, from_root @ across
    off = np.linalg.norm(bend.points(arm) - rigid, axis=1) / person.skeleton.torso
    top = (along > 0.16) & (along < 0.28) & (outside > 0.08) & (outside < 0.16)
    assert top.any()
    assert off[top].max() < 0.01, off[top]
