"""Of people in poses of the library no limb comes off, shrinks or goes missing; and where one does, it is told."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from engine.contract.messages import Source
from engine.evaluate.library_poses import LibraryReport, evaluate_library
from engine.evaluate.limbs import Kind, Loss, Watched
from engine.layers.layer import Layer, Person
from engine.layers.regions import Region
from engine.pose.kinematics import rotate_limb
from engine.pose.order_wishes import LimbOrder
from engine.pose.pose import Joint
from engine.render.renderer import Renderer


@pytest.fixture(scope="module")
def source(sources: dict[str, Source]) -> Source:
    return sources["demo"]


@pytest.fixture(scope="module")
def person(renderer: Renderer, source: Source) -> Person:
    whole = renderer.taken_apart(source)
    return whole.shrunk((whole.size[0] // 2, whole.size[1] // 2))


def told(report: LibraryReport) -> set[tuple[str, str, str, str]]:
    return {(loss.photo, loss.pose, loss.what, loss.layer) for loss in report.losses if not loss.excuse}


def test_no_limb_is_missing_in_any_pose_of_the_library(
    renderer: Renderer, sources: dict[str, Source]
) -> None:
    report = evaluate_library(list(sources.values()), renderer)
    assert report.poses > 60
    assert report.rows[-1].pictures == report.poses * 3
    assert report.skipped == ()
    assert told(report) == set()


def changed(person: Person, region: Region, change) -> Person:
    """The person with the texture of a region's layers changed by `change(layer, texture)`."""
    layers = []
    for layer in person.layers:
        texture = layer.texture.copy()
        if layer.region is region:
            change(layer, texture)
        layers.append(replace(layer, texture=texture))
    return replace(person, layers=tuple(layers), seams=())


def raised_losses(person: Person, source: Source, degrees: float = 60) -> list[Loss]:
    pose = rotate_limb(source.pose, Joint.R_ELBOW, degrees)
    return list(Watched(person, source.pose).losses(pose, LimbOrder()))


def cut_forearm(person: Person):
    """Makes a gap across the upper arm."""
    shoulder, elbow = (
        person.skeleton.xy[joint] * person.scale for joint in (Joint.R_SHOULDER, Joint.R_ELBOW)
    )
    middle, along = (shoulder + elbow) / 2, (elbow - shoulder) / np.hypot(*(elbow - shoulder))

    def change(layer: Layer, texture: np.ndarray) -> None:
        y, x = np.mgrid[: texture.shape[0], : texture.shape[1]]
        off = (x + layer.corner[0] - middle[0]) * along[0] + (y + layer.corner[1] - middle[1]) * along[1]
        texture[np.abs(off) < 6] = 0

    return change


def test_a_whole_person_has_lost_nothing(person: Person, source: Source) -> None:
    assert raised_losses(person, source) == []


def test_an_arm_that_is_cut_in_two_comes_off(person: Person, source: Source) -> None:
    torn = changed(person, Region.RIGHT_ARM, cut_forearm(person))
    losses = [loss for loss in raised_losses(torn, source) if loss.kind is Kind.DETACHED]
    assert [(loss.region, loss.excuse) for loss in losses] == [(Region.RIGHT_ARM, "")]
    assert losses[0].size > 0.05


def test_an_arm_without_colours_is_missing_and_its_hand_too(person: Person, source: Source) -> None:
    def bare(_layer: Layer, texture: np.ndarray) -> None:
        texture[:] = 0

    gone = changed(person, Region.RIGHT_ARM, bare)
    watched = Watched(gone, source.pose)
    # A photo that has an arm, and a pose that has none: nothing excuses it.
    watched.bare_at_rest = Watched(person, source.pose).bare_at_rest
    pose = rotate_limb(source.pose, Joint.R_ELBOW, 60)
    losses = list(watched.losses(pose, LimbOrder()))
    assert [(loss.kind, loss.region, loss.excuse) for loss in losses] == [
        (Kind.MISSING, Region.RIGHT_ARM, "")
    ] * 3


def test_what_the_photo_does_not_show_is_excused(person: Person, source: Source) -> None:
    def no_hand(layer: Layer, texture: np.ndarray) -> None:
        wrist = person.skeleton.xy[Joint.R_WRIST, 1] * person.scale
        texture[max(0, round(wrist) - layer.corner[1]) :] = 0

    losses = raised_losses(changed(person, Region.RIGHT_ARM, no_hand), source)
    assert [(loss.kind, loss.region, loss.excuse) for loss in losses] == [
        (Kind.MISSING, Region.RIGHT_ARM, "missing in the photo")
    ]


def test_a_layer_of_which_a_third_is_drawn_has_shrunk(person: Person, source: Source) -> None:
    thinned = replace(person, layers=tuple(_thinned(each) for each in person.layers), seams=())
    losses = [loss for loss in raised_losses(thinned, source) if loss.kind is Kind.SHRUNK]
    assert [(loss.region, loss.excuse) for loss in losses] == [(Region.HEAD, "")]
    assert losses[0].size == pytest.approx(1 / 3, abs=0.12)


def _thinned(layer: Layer) -> Layer:
    """A head with every third triangle of its mesh alone."""
    if layer.region is not Region.HEAD:
        return layer
    return replace(layer, mesh=replace(layer.mesh, triangles=layer.mesh.triangles[::3]))
