"""A large photo's views are made from smaller layers: the same picture in a fraction of the time and memory."""

from __future__ import annotations

import gc
import weakref
from dataclasses import replace
from typing import Any

import cv2
import numpy as np
import pytest

from engine.contract.messages import Quality, RenderRequest, Source
from engine.imaging.boxes import Box
from engine.imaging.pixels import Floats
from engine.layers.regions import Region
from engine.photo.bags import Bag
from engine.photo.mending.mending import Attachment, Mending
from engine.photo.mending.targets import Follows
from engine.photo.photo import Photo, load_photo
from engine.plate.plate import Plate
from engine.pose.kinematics import rotate_limb
from engine.pose.pose import Joint, Pose
from engine.render import photo_work
from engine.render.reduced import VIEW_EDGE_PX
from engine.render.renderer import Renderer
from engine.source.bags import BagFinder
from engine.system.shipped import DEMO_PHOTO
from tests.source.bags import with_bag

Pixels = np.ndarray

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


def anew(source: Source, key: str) -> Source:
    """The same in a photo that no renderer has seen."""
    photo = Photo(rgb=source.photo.rgb.copy(), name=key, key=key)
    return Source(photo, source.pose, source.matte.copy())


def test_views_of_a_large_photo_are_made_from_a_smaller_one_alone(
    renderer: Renderer, large: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    edges: list[int] = []
    cleaned, plated = photo_work.clean_colours, photo_work.make_plate

    def clean(rgb: Pixels, matte: Floats) -> Pixels:
        edges.append(max(rgb.shape))
        return cleaned(rgb, matte)

    def plate(rgb: Pixels, matte: Floats, **more: Any) -> Plate:
        edges.append(max(rgb.shape))
        return plated(rgb, matte, **more)

    monkeypatch.setattr(photo_work, "clean_colours", clean)
    monkeypatch.setattr(photo_work, "make_plate", plate)
    source = anew(large, "viewed")
    picture(renderer, source, 900)
    picture(renderer, source, 1200)
    assert edges == [VIEW_EDGE_PX, VIEW_EDGE_PX], "once each"
    picture(renderer, source, None)
    assert edges[2:] == [max(source.photo.size)] * 2, "the photo's own size is for what is saved"


def test_a_large_photo_that_a_window_lets_go_is_not_held(renderer: Renderer, large: Source) -> None:
    source = anew(large, "let go")
    picture(renderer, source, 900)
    held = weakref.ref(source.photo)
    del source
    gc.collect()
    assert held() is None


def test_bags_are_looked_for_once(renderer: Renderer, large: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[int] = []
    find = BagFinder.find

    def counted(finder: BagFinder, rgb: Pixels, person: Box, hands: Any = ()) -> tuple[Bag, ...]:
        looks.append(max(rgb.shape))
        return find(finder, rgb, person, hands)

    monkeypatch.setattr(BagFinder, "find", counted)
    source = renderer.prepare(Photo(rgb=large.photo.rgb.copy(), name="bag", key="bag"))
    assert source.bags is not None
    assert len(source.bags) == 1
    picture(renderer, source, 900)
    assert len(looks) == 1
    picture(renderer, anew(source, "reopened"), 900)  # as from a project, which keeps no bags
    assert len(looks) == 2
