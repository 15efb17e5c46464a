"""A large photo's views are made from smaller layers: the same picture in a fraction of the time and memory."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from engine.contract.messages import Quality, RenderRequest, Source
from engine.layers.regions import Region
from engine.photo.mending.mending import Attachment, Mending
from engine.photo.mending.targets import Follows
from engine.photo.photo import Photo, load_photo
from engine.pose.kinematics import rotate_limb
from engine.pose.pose import Joint, Pose
from engine.render.photo_work import VIEW_EDGE_PX
from engine.render.renderer import Renderer
from engine.system.shipped import DEMO_PHOTO
from tests.source.bags import with_bag

LARGE = 1.9  # times the demo photo's 1,440 px


@pytest.fixture(scope="module")
def large(renderer: Renderer) -> Source:
    """The demo person, a bag in the left hand, in a photo of 2,736 px."""
    photo = load_photo(DEMO_PHOTO)
    x, y = renderer.prepare(photo).pose.at(Joint.L_WRIST)
    rgb, _ = with_bag(photo.rgb, (x, y + 60), 220)
    big = cv2.resize(rgb, None, fx=LARGE, fy=LARGE, interpolation=cv2.INTER_CUBIC)
    return renderer.prepare(Photo(rgb=np.ascontiguousarray(big), name="large", key="large"))


def raised(source: Source) -> Pose:
    return rotate_limb(source.pose, Joint.L_SHOULDER, -50)


def picture(renderer: Renderer, source: Source, size: int | None) -> np.ndarray:
    return renderer.render(RenderRequest(source, raised(source), Quality.FINAL, size=size)).pixels


def test_a_view_is_what_the_whole_picture_shows(renderer: Renderer, large: Source) -> None:
    view = picture(renderer, large, 900)
    whole = picture(renderer, large, None)
    assert max(whole.shape) > VIEW_EDGE_PX
    small = cv2.resize(whole, (view.shape[1], view.shape[0]), interpolation=cv2.INTER_AREA)
    apart = np.abs(view.astype(int) - small).max(-1)
    assert apart.mean() < 1.0
    assert (apart > 40).mean() < 0.004


def test_what_rests_is_the_photo(renderer: Renderer, large: Source) -> None:
    view = renderer.render(RenderRequest(large, large.pose, Quality.PREVIEW)).pixels
    photo = cv2.resize(large.photo.rgb, (view.shape[1], view.shape[0]), interpolation=cv2.INTER_AREA)
    assert np.abs(view.astype(int) - photo).max() <= 2


def test_things_are_the_same_ones_and_stay_attached(renderer: Renderer, large: Source) -> None:
    rendered = renderer.render(RenderRequest(large, raised(large), Quality.PREVIEW))
    assert rendered.layers is not None
    assert rendered.layers.follows == (Follows.LEFT_HAND,)
    (bag,) = (layer for layer in renderer.taken_apart(large).layers if layer.region is Region.THING)
    middle = np.array(bag.corner) + np.array(bag.made.shape[::-1]) / 2
    code = rendered.layers.code_at((float(middle[0]), float(middle[1])))
    assert code == 100, "the map lies over the photo's own pixels"
    stays = Mending(things=(Attachment((float(middle[0]), float(middle[1])), Follows.STAYS),))
    told = renderer.render(RenderRequest(large.mended(stays), raised(large), Quality.PREVIEW))
    assert told.layers is not None
    assert told.layers.follows == (Follows.STAYS,)


def test_a_photo_that_is_not_large_has_one_size_of_layers(renderer: Renderer) -> None:
    source = renderer.prepare(replace(load_photo(DEMO_PHOTO), key="not large"))
    renderer.render(RenderRequest(source, raised(source), Quality.PREVIEW))
    steps = renderer.render(RenderRequest(source, raised(source), Quality.FINAL)).milliseconds
    assert "layers" not in steps, "made once, for both"
