"""A raised arm takes its shoulder along: the collar bone goes up, the neck stays, the hand is where it should be."""

from __future__ import annotations

import numpy as np
import pytest

from engine.contract.messages import Source
from engine.layers.bending import bent
from engine.layers.following import followed
from engine.layers.layer import Person
from engine.layers.regions import Region
from engine.pose.kinematics import rotate_limb
from engine.pose.pose import Joint
from engine.render.renderer import Renderer


def torso_lift(person: Person, source: Source, degrees: float, joint: Joint) -> float:
    """By how much the torso's cloth goes up at a joint of the photo, torso lengths, with the right arm turned."""
    pose = rotate_limb(source.pose, Joint.R_ELBOW, degrees)
    moved = bent(person, followed(person.skeleton, pose))
    (number,) = [n for n, layer in enumerate(person.layers) if layer.region is Region.TORSO]
    rest, now = person.layers[number].mesh.points, moved[number]
    if now is None:
        return 0.0
    nearest = np.linalg.norm(rest - person.skeleton.xy[joint], axis=1).argmin()
    return float(rest[nearest, 1] - now[nearest, 1]) / person.skeleton.torso


@pytest.fixture(scope="module")
def person(renderer: Renderer, sources: dict[str, Source]) -> Person:
    return renderer.taken_apart(sources["demo"])


def test_the_shoulder_rises_with_the_arm(person: Person, sources: dict[str, Source]) -> None:
    low, high = (torso_lift(person, sources["demo"], angle, Joint.R_SHOULDER) for angle in (60, 110))
    assert 0.02 < high < 0.17
    assert low < high / 2


@pytest.mark.parametrize("joint", [Joint.NECK, Joint.L_SHOULDER, Joint.R_HIP])
def test_the_rest_of_the_body_stays(person: Person, sources: dict[str, Source], joint: Joint) -> None:
    assert abs(torso_lift(person, sources["demo"], 110, joint)) < 0.01


def test_a_hanging_arm_lifts_nothing(person: Person, sources: dict[str, Source]) -> None:
    assert torso_lift(person, sources["demo"], 15, Joint.R_SHOULDER) == 0


def test_the_hand_is_where_it_was_asked_for(person: Person, sources: dict[str, Source]) -> None:
    source = sources["demo"]
    pose = rotate_limb(source.pose, Joint.R_ELBOW, 110)
    moved = bent(person, followed(person.skeleton, pose))
    for layer, now in zip(person.layers, moved, strict=True):
        if layer.region is Region.RIGHT_ARM:
            assert now is not None
            nearest = np.linalg.norm(layer.mesh.points - source.pose.at(Joint.R_WRIST), axis=1).argmin()
            gap = np.linalg.norm(now[nearest] - pose.at(Joint.R_WRIST))
            assert gap < 0.05 * person.skeleton.torso
