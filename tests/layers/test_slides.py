"""Surfaces slide over their bones where joints say that a part turned, and nowhere else."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch

from engine.contract.messages import Source
from engine.layers.bending import Bend, bent, parted
from engine.layers.following import followed
from engine.layers.layer import Person
from engine.layers.mesh import Mesh, weights_of
from engine.layers.regions import LIMBS, Region
from engine.layers.skeleton import Points
from engine.layers.slides import (
    FARTHEST,
    N_AXES,
    N_PARTS,
    N_TERMS,
    Slide,
    Slides,
    answered,
    asked,
    directions,
    held,
    part_shares,
    surface_of,
    terms,
)
from engine.layers.surfaces import with_surfaces
from engine.model.slides import SlideNet, slid
from engine.pose.kinematics import rotate_limb
from engine.pose.pose import Joint, Pose
from engine.render.renderer import Renderer
from engine.runtime.slides import load_slides
from engine.system.errors import WeightsError
from engine.system.shipped import SLIDES_FILE

REGIONS = (Region.TORSO, Region.HEAD, *LIMBS)


@pytest.fixture(scope="module")
def person(renderer: Renderer, sources: dict[str, Source]) -> Person:
    return renderer.taken_apart(sources["demo"])


@pytest.fixture(scope="module")
def slides() -> Slides:
    return load_slides()


def slide_of(slides: Slides, person: Person, pose: Pose) -> Slide:
    bend = Bend(person.skeleton, followed(person.skeleton, pose))
    return slides.between(bend.before, bend.after, person.skeleton.torso * bend.scale)


def way_of(person: Person, slide: Slide, mesh: Mesh, region: Region) -> Points:
    """How far the points of a mesh slide where nothing holds them, px."""
    free = surface_of(region, mesh.points, mesh.weights, person.skeleton, np.full(len(mesh.points), np.inf))
    return slide.of(free)


def ways(person: Person, slide: Slide, region: Region) -> Points:
    """How far the mesh points of a region's layers slide where nothing holds them, torso lengths."""
    meshes = [layer.mesh for layer in person.layers if layer.region is region]
    found = np.concatenate([way_of(person, slide, mesh, region) for mesh in meshes])
    return np.asarray(np.linalg.norm(found, axis=1) / person.skeleton.torso)


def test_what_rests_does_not_slide_at_all(person: Person, sources: dict[str, Source], slides: Slides) -> None:
    pose = sources["demo"].pose
    slide = slide_of(slides, person, rotate_limb(pose, Joint.R_ELBOW, 50))
    assert ways(person, slide, Region.RIGHT_ARM).max() > 0
    for region in REGIONS:
        assert not ways(person, slide_of(slides, person, pose), region).any()
        if region is not Region.RIGHT_ARM:
            assert not ways(person, slide, region).any(), region


def test_who_is_moved_as_one_does_not_slide(
    person: Person, sources: dict[str, Source], slides: Slides
) -> None:
    pose = sources["demo"].pose
    slide = slide_of(slides, person, pose.replaced(pose.xy() + np.array([40, -25], np.float32)))
    for region in REGIONS:
        assert ways(person, slide, region).max() < 1e-6


def test_no_pose_makes_a_surface_slide_farther_than_the_bound(person: Person, slides: Slides) -> None:
    rng, torso = np.random.default_rng(3), person.skeleton.torso
    for _ in range(20):
        wild = person.skeleton.xy + rng.normal(size=(18, 2)) * torso
        slide = slides.between(person.skeleton.xy, wild, torso)
        for region in REGIONS:
            far = ways(person, slide, region)
            assert np.isfinite(far).all()
            assert far.max() <= FARTHEST + 1e-6


@pytest.mark.parametrize("joint", [Joint.R_WRIST, Joint.L_ELBOW, Joint.NECK, Joint.L_KNEE, Joint.NOSE])
def test_a_drag_makes_nothing_jump(person: Person, slides: Slides, joint: Joint) -> None:
    """Through the joint's own parent too, where a bone has no direction."""
    xy, torso = person.skeleton.xy, person.skeleton.torso
    parent = {Joint.R_WRIST: 3, Joint.L_ELBOW: 5, Joint.NECK: 8, Joint.L_KNEE: 11, Joint.NOSE: 1}[joint]
    end = 2 * xy[parent] - xy[joint]
    meshes = [(layer.follows, layer.mesh) for layer in person.layers if layer.follows is not None]

    def farthest(steps: int) -> float:
        """The farthest that a point goes in one of so many steps, torso lengths."""
        places = []
        for share in np.linspace(0, 1, steps + 1):
            after = xy.copy()
            after[joint] = xy[joint] + (end - xy[joint]) * share
            slide = slides.between(xy, after, torso)
            places.append(np.concatenate([way_of(person, slide, mesh, region) for region, mesh in meshes]))
        return float(np.linalg.norm(np.diff(places, axis=0), axis=2).max() / torso)

    coarse, fine = farthest(40), farthest(160)
    assert coarse < 5 * np.linalg.norm(end - xy[joint]) / torso / 40
    assert fine < 0.4 * coarse


@pytest.mark.parametrize(
    ("joint", "region"), [(Joint.R_ELBOW, Region.RIGHT_ARM), (Joint.L_KNEE, Region.LEFT_LEG)]
)
def test_limbs_that_turn_in_the_plane_stay_nearly_as_bending_has_them(
    person: Person, sources: dict[str, Source], slides: Slides, joint: Joint, region: Region
) -> None:
    for degrees in (-25, 15, 30):
        slide = slide_of(slides, person, rotate_limb(sources["demo"].pose, joint, degrees))
        assert ways(person, slide, region).mean() < 0.05


def test_seams_hold_as_they_do_without_slides(
    person: Person, sources: dict[str, Source], slides: Slides
) -> None:
    pose = rotate_limb(rotate_limb(sources["demo"].pose, Joint.R_ELBOW, 35), Joint.L_KNEE, -12)
    xy = followed(person.skeleton, pose)
    assert person.seams
    for seam in person.seams:
        plain, slid_too = (
            parted(person, seam, Bend(person.skeleton, xy, each))[1] for each in (None, slides)
        )
        assert slid_too.mean() > plain.mean() - 0.05


def test_shares_of_parts_sum_to_one_and_meet_at_the_hips(person: Person) -> None:
    skeleton = person.skeleton
    spots = np.random.default_rng(0).uniform(skeleton.xy.min(0), skeleton.xy.max(0), (500, 2))
    shares = {r: part_shares(r, weights_of(r, spots, skeleton, hangs=False)) for r in REGIONS}
    for each in shares.values():
        assert each.sum(1) == pytest.approx(np.ones(500))
        assert each.min() >= 0
    above = person.skeleton.xy[[Joint.R_HIP]] + [[0, -0.4 * skeleton.torso]]
    leg, torso = (
        part_shares(r, weights_of(r, above, skeleton, hangs=False))[0]
        for r in (Region.RIGHT_LEG, Region.TORSO)
    )
    assert leg[2] == pytest.approx(1)  # the pelvis, as the cloth that it meets there
    assert torso[7:].sum() == pytest.approx(0)


def test_it_answers_as_the_network_that_learnt_does(person: Person, slides: Slides) -> None:
    tensors = {name: torch.from_numpy(tensor) for name, tensor in slides.tensors.items()}
    net = SlideNet(tensors["mean"], tensors["spread"], (N_PARTS, N_TERMS, N_AXES))
    net.load_state_dict(tensors)
    rng, torso = np.random.default_rng(1), np.array(person.skeleton.torso)
    after = person.skeleton.xy + rng.normal(size=(18, 2)) * 0.3 * torso
    told = asked(person.skeleton.xy, after, torso)
    with torch.no_grad():
        answer = net(torch.from_numpy(told)[None])
    assert answered(slides.tensors, told) == pytest.approx(answer[0].numpy(), abs=1e-4)
    axes = directions(person.skeleton.xy, after, torso)
    field = terms(rng.uniform(0, 400, (30, 2)), person.skeleton.xy, torso)
    mine = held(np.einsum("npk,pkc->nc", field, answer[0].numpy() @ axes), np.full(30, FARTHEST * torso))
    axes_too, field_too = (torch.from_numpy(each)[None].float() for each in (axes, field))
    theirs = slid(answer, axes_too, field_too, torch.tensor([FARTHEST * float(torso)]))
    assert mine == pytest.approx(theirs[0].numpy(), abs=0.02)


def test_what_a_hand_holds_stays_with_the_hand_and_what_is_worn_goes_as_one(person: Person) -> None:
    """With limbs it goes by their joints alone."""
    arm = next(layer for layer in person.layers if layer.region is layer.follows is Region.RIGHT_ARM)
    torso = next(layer for layer in person.layers if layer.region is layer.follows is Region.TORSO)
    carried = replace(arm, region=Region.THING, mesh=arm.mesh.rigid(np.array([1.0, 1.0])))
    worn = replace(torso, region=Region.THING, mesh=torso.mesh.rigid(np.array([1.0, 0.0, 0.0])))
    told = with_surfaces(replace(person, layers=(arm, torso, carried, worn))).layers
    assert told[0].mesh.surface is not None
    assert told[2].mesh.surface is None
    assert told[3].mesh.surface is not None
    assert len(told[3].mesh.surface.told) == 1


def test_layers_are_drawn_where_surfaces_slide_to(person: Person, sources: dict[str, Source]) -> None:
    """A forearm that points at the camera, as its joints have it, bends otherwise with slides than without."""
    pose = sources["demo"].pose
    xy = pose.xy()
    xy[Joint.R_WRIST] = xy[Joint.R_ELBOW] + 0.4 * (xy[Joint.R_WRIST] - xy[Joint.R_ELBOW])
    after = followed(person.skeleton, pose.replaced(xy))
    number = next(n for n, layer in enumerate(person.layers) if layer.region is Region.RIGHT_ARM)
    with_slides, without = (bent(each, after)[number] for each in (person, replace(person, slides=None)))
    assert person.slides is not None
    assert with_slides is not None
    assert without is not None
    assert np.abs(with_slides - without).max() > 0.005 * person.skeleton.torso


def test_outlines_stay_where_joints_put_them(person: Person, sources: dict[str, Source]) -> None:
    """Surfaces slide between them, by less than they lie deep."""
    pose = sources["demo"].pose
    xy = pose.xy()
    xy[[Joint.R_ELBOW, Joint.R_WRIST]] += np.array([0.1, -0.25], np.float32) * person.skeleton.torso
    after = followed(person.skeleton, pose.replaced(xy))
    arms = [layer for layer in person.layers if layer.region is layer.follows is Region.RIGHT_ARM]
    alpha = np.zeros((person.size[1] + 2, person.size[0] + 2), np.uint8)
    for layer in arms:
        (x, y), (height, width) = layer.corner, layer.made.shape
        part = alpha[y + 1 : y + 1 + height, x + 1 : x + 1 + width]
        np.maximum(part, layer.texture[..., 3], out=part)
    arm = max(arms, key=lambda layer: len(layer.mesh.points))
    columns, rows = (np.rint(arm.mesh.points).astype(int) + 1).clip(0, np.array(person.size) + 1).T
    solid = alpha[rows, columns] > 127
    with_slides, without = (Bend(person.skeleton, after, each).points(arm) for each in (person.slides, None))
    way = np.linalg.norm(with_slides - without, axis=1)
    limb_alone = arm.mesh.weights[:, 0] > 0.999  # at the shoulder it is one cloth with the torso
    assert (~solid & limb_alone).sum() > 20
    assert way[~solid & limb_alone].max() < 0.1
    assert way.max() > 0.01 * person.skeleton.torso
    surface = arm.mesh.surface
    assert surface is not None
    assert (way <= surface.farthest * person.skeleton.torso + 1e-6).all()


def test_a_file_of_something_else_or_damaged_is_refused(tmp_path) -> None:
    damaged = tmp_path / "slides.safetensors"
    damaged.write_bytes(SLIDES_FILE.read_bytes()[:-100])
    with pytest.raises(WeightsError, match="damaged"):
        load_slides(damaged)
    with pytest.raises(WeightsError, match="holds person_layers, not slides"):
        load_slides(SLIDES_FILE.with_name("person_layers.safetensors"))
