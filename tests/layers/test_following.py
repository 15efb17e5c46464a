"""Poses as detectors give them: the neck joint lies midway between the shoulders, the spine ends where it should."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from engine.contract.messages import Source
from engine.layers.bending import bent
from engine.layers.following import followed
from engine.layers.layer import Person
from engine.layers.regions import Region
from engine.layers.skeleton import Points, body_scale
from engine.pose.edits import scale
from engine.pose.pose import Joint, Pose
from engine.render.renderer import Renderer

RIGHT_ARM = (Joint.R_SHOULDER, Joint.R_ELBOW, Joint.R_WRIST)
ABOVE_HIPS = (*range(8), *range(14, 18))


@pytest.fixture(scope="module")
def person(renderer: Renderer, sources: dict[str, Source]) -> Person:
    return renderer.taken_apart(sources["demo"])


def moved(pose: Pose, by: dict[Joint, tuple[float, float]]) -> Pose:
    xy = pose.xy()
    for joint, step in by.items():
        xy[joint] += step
    return pose.replaced(xy)


def shrugged(person: Person, pose: Pose) -> Pose:
    """The right shoulder up and inwards with its arm, and the neck half the way along."""
    step = 0.05 * person.skeleton.torso, -0.14 * person.skeleton.torso
    half = step[0] / 2, step[1] / 2
    return moved(pose, {**dict.fromkeys(RIGHT_ARM, step), Joint.NECK: half})


def shift(person: Person, pose: Pose, region: Region, joint: Joint) -> Points:
    """How far a layer moves at a joint of the photo, torso lengths."""
    layer, points = next(
        (layer, now)
        for layer, now in zip(person.layers, bent(person, followed(person.skeleton, pose)), strict=True)
        if layer.region is region
    )
    nearest = np.linalg.norm(layer.mesh.points - person.skeleton.xy[joint], axis=1).argmin()
    by = np.zeros(2) if points is None else points[nearest] - layer.mesh.points[nearest]
    return np.asarray(by / person.skeleton.torso)


def test_a_shoulder_that_rises_alone_takes_neither_head_nor_spine_along(
    person: Person, sources: dict[str, Source]
) -> None:
    pose = shrugged(person, sources["demo"].pose)
    assert np.abs(shift(person, pose, Region.HEAD, Joint.NOSE)).max() < 0.01
    for joint in (Joint.L_SHOULDER, Joint.R_HIP):
        assert np.abs(shift(person, pose, Region.TORSO, joint)).max() < 0.01
    assert shift(person, pose, Region.TORSO, Joint.R_SHOULDER)[1] < -0.08


def test_a_neck_that_the_head_goes_along_with_is_where_it_was_asked_for(
    person: Person, sources: dict[str, Source]
) -> None:
    source, torso = sources["demo"].pose, person.skeleton.torso
    lifted = moved(source, {Joint(joint): (0, -0.1 * torso) for joint in ABOVE_HIPS})
    tilted = moved(source, {Joint.R_SHOULDER: (0, -0.08 * torso), Joint.L_SHOULDER: (0, 0.08 * torso)})
    dragged = moved(source, dict.fromkeys(RIGHT_ARM, (0, -0.14 * torso)))
    for pose in (lifted, tilted, dragged):
        assert followed(person.skeleton, pose)[Joint.NECK] == pytest.approx(pose.at(Joint.NECK), abs=0.01)


def test_a_head_that_stays_says_that_the_spine_stays_whatever_the_shoulders_do(
    person: Person, sources: dict[str, Source]
) -> None:
    torso, source = person.skeleton.torso, sources["demo"].pose
    uneven = moved(
        source,
        {
            **dict.fromkeys(RIGHT_ARM, (0.02 * torso, -0.09 * torso)),
            Joint.L_SHOULDER: (0.0, 0.05 * torso),
            Joint.NECK: (0.01 * torso, -0.02 * torso),
        },
    )
    assert followed(person.skeleton, uneven)[Joint.NECK] == pytest.approx(
        source.at(Joint.NECK), abs=0.002 * torso
    )


def test_a_hip_that_nobody_sees_goes_with_the_other_and_not_with_the_neck(
    person: Person, sources: dict[str, Source]
) -> None:
    torso, source = person.skeleton.torso, sources["demo"].pose
    known = person.skeleton.known.copy()
    known[Joint.L_HIP] = False
    pose = moved(source, {Joint(joint): (0, -0.1 * torso) for joint in ABOVE_HIPS})
    pose = Pose(tuple(replace(p, present=bool(k)) for p, k in zip(pose.points, known, strict=True)))
    now = followed(replace(person.skeleton, known=known), pose)
    assert now[Joint.L_HIP] == pytest.approx(person.skeleton.xy[Joint.L_HIP], abs=0.01)


def test_nobody_grows_whose_face_stays(person: Person, sources: dict[str, Source]) -> None:
    """Of a half body few bones are seen, and those of shoulders that shrug have all grown."""
    known = np.zeros(18, bool)
    known[[0, 1, 2, 3, 5, 6, 14, 15, 16, 17]] = True
    half = replace(person.skeleton, known=known)
    shrug = sources["demo"].pose.xy().astype(float)
    shrug[[1, 2, 3, 5, 6]] += (0, 0.06 * half.torso)
    shrug[[3, 6]] += (0, 0.06 * half.torso)
    assert body_scale(half, shrug) == 1
    assert body_scale(half, half.xy * 1.3) == pytest.approx(1.3, abs=1e-3)


def test_a_nod_moves_the_head_and_not_what_it_stands_on(person: Person, sources: dict[str, Source]) -> None:
    step = 0.06 * person.skeleton.torso
    pose = moved(sources["demo"].pose, {Joint(joint): (0, step) for joint in (0, 14, 15, 16, 17)})
    assert shift(person, pose, Region.HEAD, Joint.NOSE)[1] == pytest.approx(0.06, abs=0.015)
    assert abs(shift(person, pose, Region.HEAD, Joint.NECK)[1]) < 0.02


def test_a_shoulder_that_is_up_in_the_pose_is_not_lifted_once_more(
    person: Person, sources: dict[str, Source]
) -> None:
    torso, source = person.skeleton.torso, sources["demo"].pose
    neck, shoulder = (np.array(source.at(joint)) for joint in (Joint.NECK, Joint.R_SHOULDER))
    raised = moved(source, {Joint.R_ELBOW: (0, -0.9 * torso), Joint.R_WRIST: (0, -1.8 * torso)})
    up = float(np.hypot(*(shoulder - neck))) * 0.34
    both = moved(raised, dict.fromkeys(RIGHT_ARM, (0, -up)))
    once, again = (shift(person, pose, Region.RIGHT_ARM, Joint.R_SHOULDER)[1] for pose in (raised, both))
    assert once < -0.03
    # Lifted twice it would lie a tenth of a torso length higher.
    assert again == pytest.approx(once, abs=0.05)


def test_bones_that_turn_away_make_nobody_smaller(person: Person, sources: dict[str, Source]) -> None:
    source, skeleton = sources["demo"].pose, person.skeleton
    turned = source.xy().astype(float)
    middle = turned[Joint.NECK, 0]
    turned[:, 0] = middle + (turned[:, 0] - middle) * 0.8
    for elbow, wrist in ((3, 4), (6, 7)):
        turned[wrist] = turned[elbow] + (turned[wrist] - turned[elbow]) * 0.7
    assert body_scale(skeleton, turned) == 1
    assert body_scale(skeleton, scale(source, 1.3).xy().astype(float)) == pytest.approx(1.3, abs=1e-3)
