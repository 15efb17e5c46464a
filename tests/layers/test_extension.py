"""Pictures larger than their photo: the photo's part is as ever, what is beyond goes on, and limbs are drawn there."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from engine.contract.messages import Posed, Quality, RenderRequest, Source
from engine.imaging.extension import Extension
from engine.pose.edits import translate
from engine.pose.kinematics import rotate_limb
from engine.pose.outside import newly_outside, room_beyond
from engine.pose.pose import Joint, Pose
from engine.render.renderer import Renderer
from tests.layers.two_people import side_by_side

ADDED = Extension(left=200, top=120)


@pytest.fixture(scope="module")
def source(sources: dict[str, Source]) -> Source:
    return sources["demo"]


@pytest.fixture(scope="module")
def reaching(source: Source) -> Pose:
    """An arm beyond the left edge."""
    raised = rotate_limb(source.pose, Joint.R_ELBOW, 75)
    pose = translate(raised, (-150.0, 0.0))
    assert newly_outside(pose, source=source.pose, size=source.photo.size) == ("right hand",)
    return pose


def inner(pixels: np.ndarray) -> np.ndarray:
    return pixels[ADDED.top :, ADDED.left :]


def test_at_rest_the_photo_lies_in_it_to_the_bit(renderer: Renderer, source: Source) -> None:
    done = renderer.render(RenderRequest(source, source.pose, Quality.FINAL, extension=ADDED))
    width, height = ADDED.size(source.photo.size)
    assert done.pixels.shape == (height, width, 3)
    assert np.array_equal(inner(done.pixels), source.photo.rgb)
    assert done.invented == 0


def test_the_backdrop_goes_on_without_a_seam(renderer: Renderer, source: Source) -> None:
    pixels = renderer.render(
        RenderRequest(source, source.pose, Quality.FINAL, extension=ADDED)
    ).pixels.astype(float)
    left = ADDED.left
    across = np.abs(pixels[300:, left - 8 : left].mean(1) - pixels[300:, left : left + 8].mean(1))
    assert np.percentile(across, 95) < 6, "levels between both sides of the photo's edge"
    assert pixels[:, :left].std() > 0.5, "it is no flat colour"


def test_the_arm_is_drawn_beyond_the_edge_and_the_rest_as_without_it(
    renderer: Renderer, source: Source, reaching: Pose
) -> None:
    plain = RenderRequest(source, reaching, Quality.FINAL)
    wide = replace(plain, extension=ADDED)
    done, without = renderer.render(wide), renderer.render(plain)
    assert np.array_equal(inner(done.pixels), without.pixels)
    cut_out = renderer.render(replace(wide, transparent=True)).pixels
    assert (cut_out[:, : ADDED.left - 20, 3] > 200).sum() > 500, "a hand lies beyond the edge"
    assert not cut_out[: ADDED.top, :, 3].any()


def test_where_pixels_come_from_is_told_beyond_the_edge_too(
    renderer: Renderer, source: Source, reaching: Pose
) -> None:
    done = renderer.render(RenderRequest(source, reaching, Quality.FINAL, extension=ADDED))
    origins = done.origins
    assert origins is not None
    elbow, wrist = (np.array(reaching.at(joint)) for joint in (Joint.R_ELBOW, Joint.R_WRIST))
    beyond = tuple(wrist + 0.05 * (wrist - elbow))
    assert beyond[0] < 0
    found = origins.at(beyond)
    assert found is not None
    assert np.hypot(*(np.array(found) - source.pose.at(Joint.R_WRIST))) < 40


def test_previews_show_the_same_smaller(renderer: Renderer, source: Source, reaching: Pose) -> None:
    request = RenderRequest(source, reaching, Quality.PREVIEW, extension=ADDED)
    small = renderer.render(request).pixels
    full = renderer.render(replace(request, quality=Quality.FINAL)).pixels
    assert max(small.shape[:2]) == 720
    step = full.shape[0] / small.shape[0]
    rows, columns = ((np.arange(n) + 0.5) * step for n in small.shape[:2])
    near = full[rows.astype(int).clip(max=full.shape[0] - 1)][
        :, columns.astype(int).clip(max=full.shape[1] - 1)
    ]
    assert np.mean(np.abs(near.astype(int) - small)) < 3


def test_several_people_share_the_room(renderer: Renderer, sources: dict[str, Source]) -> None:
    two = side_by_side(sources["demo"], sources["demo_suit"], apart=330)
    pose = translate(rotate_limb(two.farther.pose, Joint.R_ELBOW, 80), (-40.0, 0.0))
    plain = RenderRequest(
        two.farther,
        pose,
        Quality.FINAL,
        nearer=(Posed(two.nearer, rotate_limb(two.nearer.pose, Joint.L_ELBOW, -40)),),
    )
    done = renderer.render(replace(plain, extension=ADDED)).pixels
    assert np.array_equal(inner(done), renderer.render(plain).pixels)


def test_the_room_a_pose_needs_is_told_side_by_side(source: Source, reaching: Pose) -> None:
    left, top, right, bottom = room_beyond(reaching, source=source.pose, size=source.photo.size)
    assert left > 0
    assert (top, right, bottom) == (0, 0, 0)
    frame = Extension(left=left).frame(source.photo.size)
    assert newly_outside(reaching, source=source.pose, size=source.photo.size, seen=frame) == ()
    assert room_beyond(source.pose, source=source.pose, size=source.photo.size) == (0, 0, 0, 0)
