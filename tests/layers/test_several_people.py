"""Several people of one photo in poses of their own: who rests is photo, who is nearer hides, and each is whole."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from engine.contract.messages import Posed, Quality, RenderRequest, Source
from engine.pose.kinematics import rotate_limb
from engine.pose.pose import Joint, Pose
from engine.pose.standing import back_to_front
from engine.render.renderer import Renderer
from engine.source.sharing import shared_out
from tests.layers.two_people import Two, side_by_side


@pytest.fixture(scope="module")
def apart(sources: dict[str, Source]) -> Two:
    """So far from each other that no arm reaches the other."""
    return side_by_side(sources["demo"], sources["demo_suit"], apart=330)


@pytest.fixture(scope="module")
def close(sources: dict[str, Source]) -> Two:
    """Hands before each other."""
    return side_by_side(sources["demo"], sources["demo_suit"], apart=110)


def raised(pose: Pose) -> Pose:
    """Both arms out to the sides."""
    return rotate_limb(rotate_limb(pose, Joint.R_ELBOW, 60), Joint.L_ELBOW, -60)


def of_farther(two: Two, pose: Pose, other: Pose, **more: object) -> RenderRequest:
    nearer = (Posed(two.nearer, other),)
    return RenderRequest(two.farther, pose, Quality.FINAL, nearer=nearer, **more)  # type: ignore[arg-type]


def of_nearer(two: Two, pose: Pose, other: Pose, **more: object) -> RenderRequest:
    farther = (Posed(two.farther, other),)
    return RenderRequest(two.nearer, pose, Quality.FINAL, farther=farther, **more)  # type: ignore[arg-type]


def test_where_nobody_moved_the_photo_comes_back_to_the_bit(renderer: Renderer, close: Two) -> None:
    for request in (
        of_farther(close, close.farther.pose, close.nearer.pose),
        of_nearer(close, close.nearer.pose, close.farther.pose),
    ):
        assert np.array_equal(renderer.render(request).pixels, close.photo.rgb)


def test_each_is_drawn_as_if_alone_where_nobody_else_is(renderer: Renderer, apart: Two) -> None:
    both = renderer.render(of_farther(apart, raised(apart.farther.pose), raised(apart.nearer.pose))).pixels
    for source, inside in ((apart.farther, np.s_[:, :300]), (apart.nearer, np.s_[:, 360:])):
        alone = renderer.render(RenderRequest(source, raised(source.pose), Quality.FINAL)).pixels
        off = np.abs(both[inside].astype(int) - alone[inside])
        assert (alone[inside] != apart.photo.rgb[inside]).any()
        assert np.percentile(off, 99.5) <= 3


def test_it_is_one_picture_whoever_is_edited(renderer: Renderer, close: Two) -> None:
    farther, nearer = raised(close.farther.pose), raised(close.nearer.pose)
    one = renderer.render(of_farther(close, farther, nearer)).pixels
    two = renderer.render(of_nearer(close, nearer, farther)).pixels
    assert np.percentile(np.abs(one.astype(int) - two), 99.9) <= 3


def test_who_is_nearer_hides_who_is_farther(renderer: Renderer, close: Two) -> None:
    """The dark sleeve of the man before the white shirt of the woman, and behind it when they change places."""
    pose = raised(close.nearer.pose)
    sleeve = tuple(round(value) for value in pose.at(Joint.R_WRIST))
    place = np.s_[sleeve[1] - 2 : sleeve[1] + 3, sleeve[0] + 4 : sleeve[0] + 9]
    before = renderer.render(of_nearer(close, pose, close.farther.pose.moved(Joint.R_WRIST, (20.0, 200.0))))
    request = replace(before.request, farther=(), nearer=before.request.farther)
    behind = renderer.render(request)
    assert close.farther.matte[place].min() > 0.9, "the sleeve reaches in front of the other's body"
    assert before.pixels[place].mean() < behind.pixels[place].mean() - 40


def test_a_transparent_picture_holds_everyone_who_is_posed(renderer: Renderer, apart: Two) -> None:
    farther, nearer = raised(apart.farther.pose), raised(apart.nearer.pose)
    cut = renderer.render(of_farther(apart, farther, nearer, transparent=True)).pixels
    assert cut.shape[2] == 4
    alone = renderer.render(of_farther(apart, farther, apart.nearer.pose, transparent=True)).pixels
    halves = [[half.max() for half in (pixels[:, :300, 3], pixels[:, 360:, 3])] for pixels in (cut, alone)]
    assert halves == [[255, 255], [255, 0]]


def test_a_drag_draws_the_others_no_more_than_once(renderer: Renderer, apart: Two, monkeypatch) -> None:
    other = raised(apart.nearer.pose)
    asked = of_farther(apart, raised(apart.farther.pose), other)
    renderer.render(replace(asked, quality=Quality.PREVIEW))
    drawn: list[object] = []
    monkeypatch.setattr("engine.render.flat.Flat.of", lambda *planes: drawn.append(planes))
    moved = rotate_limb(asked.pose, Joint.R_KNEE, 5)
    done = renderer.render(replace(asked, pose=moved, quality=Quality.PREVIEW))
    assert not drawn
    assert (done.pixels[:, 360:] != apart.photo.rgb[:, 360:]).any(), "the other is in it all the same"


def test_pixels_that_two_mattes_claim_go_to_whom_they_hang_together_with(close: Two) -> None:
    greedy = np.maximum(close.farther.matte, close.nearer.matte)
    x, y = (round(value) for value in close.nearer.pose.at(Joint.R_WRIST))
    taken = close.farther.matte.copy()
    hand = np.s_[y - 12 : y + 12, x - 12 : x + 12]
    taken[hand] = greedy[hand]
    farther, nearer = shared_out([Source(close.photo, close.farther.pose, taken), close.nearer])
    assert np.minimum(farther.matte, nearer.matte)[hand].max() < 0.5
    lost = np.abs(nearer.matte - close.nearer.matte)[hand]
    assert (lost > 0.5).mean() < 0.1, "the hand stayed with its arm"


def test_lower_feet_are_nearer_also_where_the_edge_hides_them(close: Two) -> None:
    poses = [close.nearer.pose, close.farther.pose]
    assert back_to_front(poses) == (1, 0)
    legs = (Joint.R_KNEE, Joint.L_KNEE, Joint.R_ANKLE, Joint.L_ANKLE)
    cropped = poses[0].replaced(poses[0].xy() + np.array([0.0, 60.0])).with_present(legs, present=False)
    assert back_to_front([poses[1], cropped]) == (0, 1)
