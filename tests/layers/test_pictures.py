"""Pictures made of layers: what rests is the photo, every layer is drawn, and a skirt stays one cloth."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from engine.contract.messages import Quality, RenderRequest, Source
from engine.evaluate.edits import abduct, judged_edits
from engine.layers.bending import bent
from engine.layers.following import followed
from engine.layers.layer import Shown
from engine.layers.regions import LIMBS, Region
from engine.pose.fit import fit
from engine.pose.kinematics import rotate_limb
from engine.pose.openpose import read_pose_file
from engine.pose.order_wishes import LimbOrder
from engine.pose.pose import Joint, Pose
from engine.render.layer_kernels import draw_mesh
from engine.render.renderer import Renderer
from engine.system.shipped import POSES
from tests.layers.conftest import PEOPLE

LIBRARY = sorted([*POSES.glob("*.json"), *(POSES / "catalogue").glob("[!i]*.json")])


def picture(renderer: Renderer, source: Source, pose: Pose, **asked) -> np.ndarray:
    return renderer.render(replace(RenderRequest(source, pose, Quality.FINAL), **asked)).pixels


@pytest.mark.parametrize("name", PEOPLE)
def test_an_unchanged_pose_gives_the_photo_to_the_bit(
    renderer: Renderer, sources: dict[str, Source], name: str
) -> None:
    source = sources[name]
    done = renderer.render(RenderRequest(source, source.pose, Quality.FINAL))
    assert np.array_equal(done.pixels, source.photo.rgb)
    assert done.invented == 0


def test_what_no_layer_comes_near_stays_to_the_bit(renderer: Renderer, sources: dict[str, Source]) -> None:
    source = sources["demo"]
    raised = rotate_limb(source.pose, Joint.R_ELBOW, 60)
    changed = (picture(renderer, source, raised) != source.photo.rgb).any(-1)
    hip = round(source.pose.at(Joint.R_HIP)[1])
    assert changed.sum() > 5000
    assert not changed[:, round(source.pose.at(Joint.NECK)[0]) :].any()
    assert not changed[hip + 250 :].any()


def test_a_glimmer_beside_a_limb_leaves_with_it(renderer: Renderer, sources: dict[str, Source]) -> None:
    """A matte ends where a limb does; what a lens and a JPEG spread beyond is the limb's all the same."""
    source = sources["demo"]
    reach = [cv2.dilate((source.matte > 0.02).astype(np.uint8), np.ones((n, n), np.uint8)) for n in (5, 13)]
    elbow, wrist = (np.array(source.pose.at(joint)) for joint in (Joint.R_ELBOW, Joint.R_WRIST))
    beside = np.zeros(source.matte.shape, np.uint8)
    ends = [(round(float(p[0])), round(float(p[1]))) for p in (elbow, wrist)]
    cv2.line(beside, ends[0], ends[1], 1, 180)
    ring = (reach[1] > reach[0]) & (beside > 0) & (np.arange(source.photo.size[0]) < elbow[0])
    assert ring.sum() > 500
    dark = source.photo.rgb.copy()
    dark[ring] -= 14
    glimmering = replace(source, photo=replace(source.photo, rgb=dark, key="glimmer"))
    done = picture(renderer, glimmering, rotate_limb(source.pose, Joint.R_ELBOW, 110))
    left = source.photo.rgb[ring].astype(float).mean() - done[ring].astype(float).mean()
    assert left < 4


def test_previews_have_their_own_size_and_show_the_same(
    renderer: Renderer, sources: dict[str, Source]
) -> None:
    source = sources["demo"]
    raised = rotate_limb(source.pose, Joint.R_ELBOW, 60)
    small = picture(renderer, source, raised, quality=Quality.PREVIEW)
    assert max(small.shape[:2]) == 720
    large = picture(renderer, source, raised, size=720)
    assert np.abs(small.astype(float) - large).mean() < 0.5


def test_cut_out_the_person_moves_and_the_ground_is_gone(
    renderer: Renderer, sources: dict[str, Source]
) -> None:
    source = sources["demo"]
    cut = picture(renderer, source, rotate_limb(source.pose, Joint.R_ELBOW, 60), transparent=True)
    assert cut.shape[2] == 4
    old, new = source.pose.at(Joint.R_WRIST), rotate_limb(source.pose, Joint.R_ELBOW, 60).at(Joint.R_WRIST)
    assert cut[round(new[1]), round(new[0]), 3] == 255
    assert cut[round(old[1]), round(old[0]), 3] == 0


def alone(layer, points) -> np.ndarray:
    """1 where a layer covers a wide canvas when it is drawn alone."""
    low = np.floor(points.min(0)) - 2
    width, height = (np.ceil(points.max(0) - low) + 3).astype(int)
    canvas, plane = np.zeros((height, width, 4), np.uint8), np.zeros((height, width), np.uint8)
    places = layer.mesh.points - layer.corner
    mesh, everywhere = layer.mesh, np.empty(0, np.float32)
    draw_mesh(
        points - low, places, mesh.triangles, everywhere, layer.texture, layer.made, False, canvas, plane
    )
    return (canvas[..., 3] > 127).astype(np.uint8)


@pytest.mark.parametrize("name", PEOPLE)
def test_in_every_pose_that_ships_each_layer_is_drawn_whole(
    renderer: Renderer, sources: dict[str, Source], name: str
) -> None:
    """Bones that a pose shortens by perspective shorten their layer as much; all else keeps its area."""
    source = sources[name]
    person = renderer.taken_apart(source)
    limbs = {layer.region for layer in person.layers if layer.shown is Shown.ALWAYS}
    assert limbs >= set(Region) - {Region.THING, Region.RIGHT_RIM, Region.LEFT_RIM}
    lost = {}
    for path in LIBRARY:
        xy = followed(
            person.skeleton, fit(read_pose_file(path).largest(), to=source.pose, feet_on_ground=True)
        )
        for layer, points in zip(person.layers, bent(person, xy), strict=True):
            if points is None or layer.shown is not Shown.ALWAYS:
                continue
            share = alone(layer, points).sum() / (layer.texture[..., 3] > 127).sum()
            if share < 0.5 * least_stretch(person.skeleton.xy, xy, layer.region):
                lost[path.stem, layer.region.name] = round(float(share), 2)
    assert lost == {}
    assert len(LIBRARY) > 60


@pytest.mark.parametrize("name", PEOPLE)
def test_a_limb_stays_one_piece_in_every_judged_edit(
    renderer: Renderer, sources: dict[str, Source], name: str
) -> None:
    source = sources[name]
    person = renderer.taken_apart(source)
    edits = judged_edits(source.pose)
    torn = {}
    for edit in edits:
        for layer, points in zip(
            person.layers, bent(person, followed(person.skeleton, edit.pose)), strict=True
        ):
            if points is None or layer.region not in LIMBS or layer.shown is not Shown.ALWAYS:
                continue
            areas = np.sort(cv2.connectedComponentsWithStats(alone(layer, points))[2][1:, 4])
            if areas[-1] < 0.97 * areas.sum() or areas[-1] < 0.5 * (layer.texture[..., 3] > 127).sum():
                torn[edit.name, layer.region.name] = areas[::-1].tolist()
    assert torn == {}
    assert len(edits) == 8


BONES = {
    Region.TORSO: (((8, 11), (1, 1)),),
    Region.RIGHT_ARM: (((2, 2), (3, 3)), ((3, 3), (4, 4))),
    Region.LEFT_ARM: (((5, 5), (6, 6)), ((6, 6), (7, 7))),
    Region.RIGHT_LEG: (((8, 8), (9, 9)), ((9, 9), (10, 10))),
    Region.LEFT_LEG: (((11, 11), (12, 12)), ((12, 12), (13, 13))),
}


def least_stretch(before: np.ndarray, after: np.ndarray, region: Region) -> float:
    """How long a layer's bones are in a pose, over their length in the photo; at most 1."""
    bones = BONES.get(region, ())
    middles = lambda xy, joints: np.asarray(xy[list(joints)].mean(0))  # noqa: E731
    before_px, after_px = (
        sum(float(np.hypot(*(middles(xy, b) - middles(xy, a)))) for a, b in bones) for xy in (before, after)
    )
    return min(1.0, after_px / before_px) if before_px else 1.0


def test_the_hem_of_a_skirt_stays_whole_when_the_legs_part(
    renderer: Renderer, sources: dict[str, Source]
) -> None:
    source = sources["demo_dress"]
    parted = abduct(source.pose, (Joint.R_KNEE, Joint.L_KNEE), 24)
    before, after = (cloth_below_hips(renderer, source, pose) for pose in (source.pose, parted))
    assert before.any()
    # One run of cloth in every row that it had, and as much of it as there was.
    rows = np.flatnonzero(after.sum(1) > 40)
    assert len(rows) > 0.7 * (before.sum(1) > 40).sum()
    torn = [row for row in rows if gaps(after[row]) > 0]
    assert len(torn) < 0.05 * len(rows)
    assert after.sum() > 0.85 * before.sum()


def cloth_below_hips(renderer: Renderer, source: Source, pose: Pose) -> np.ndarray:
    """Where a picture shows the dress's green between hips and knees, stars and all."""
    rgb = picture(renderer, source, pose).astype(int)
    hip, knee = (round(source.pose.at(joint)[1]) for joint in (Joint.R_HIP, Joint.R_KNEE))
    below = rgb[hip + 20 : knee]
    return below[..., 1] - below[..., 0] > 18


def gaps(row: np.ndarray) -> int:
    """Breaks of more than 24 pixels between the first and the last pixel of cloth in a row."""
    at = np.flatnonzero(row)
    return int((np.diff(at) > 24).sum())


def test_a_limb_put_behind_is_hidden_by_the_body(renderer: Renderer, sources: dict[str, Source]) -> None:
    source = sources["demo"]
    neck, hip = source.pose.at(Joint.NECK), source.pose.at(Joint.R_HIP)
    across = source.pose.moved(Joint.R_WRIST, (neck[0], (neck[1] + hip[1]) / 2))
    before = picture(renderer, source, across)
    behind = picture(renderer, source, across, order=LimbOrder(behind=(Joint.R_ELBOW, Joint.R_WRIST)))
    x, y = (round(v) for v in across.at(Joint.R_WRIST))
    assert np.array_equal(behind[y, x], source.photo.rgb[y, x])
    assert not np.array_equal(before[y, x], source.photo.rgb[y, x])
