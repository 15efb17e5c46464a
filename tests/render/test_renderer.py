"""Rendering with the shipped weights on the demo person: what must rest rests, what must move moves."""

from __future__ import annotations

import itertools
import math
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch

from engine.contract.messages import Quality, RenderRequest, Source
from engine.imaging.frame import WIDTH, choose_frame
from engine.photo.photo import load_photo
from engine.pose.fit import fit
from engine.pose.kinematics import drag, rotate_limb
from engine.pose.openpose import read_pose_file
from engine.pose.order_wishes import LimbOrder
from engine.pose.pose import Joint, Pose
from engine.render.renderer import PREVIEW_EDGE_PX, Renderer
from engine.runtime.device import choose_device
from engine.runtime.weights import load_weights
from engine.source.detect import Detector
from engine.system.errors import GivenUpError, WeightsError
from engine.system.shipped import WEIGHTS

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
DEMO, POSES = RESOURCES / "demo.png", RESOURCES / "poses"


def raised(pose: Pose) -> Pose:
    """The right arm raised sideways by 90 degrees."""
    return rotate_limb(pose, Joint.R_ELBOW, 90)


def render(renderer: Renderer, source: Source, pose: Pose, **more: object) -> np.ndarray:
    quality = more.pop("quality", Quality.FINAL)
    return renderer.render(RenderRequest(source, pose, quality, **more)).pixels  # type: ignore[arg-type]


def test_an_unchanged_pose_gives_the_photo_back_to_the_bit(renderer: Renderer, source: Source) -> None:
    assert np.array_equal(render(renderer, source, source.pose), source.photo.rgb)


def test_a_raised_arm_is_found_where_it_was_asked_for(renderer: Renderer, source: Source) -> None:
    pose = raised(source.pose)
    found = Detector(WEIGHTS / "pose_landmark_full.tflite").detect(render(renderer, source, pose)).pose
    for joint in (Joint.R_ELBOW, Joint.R_WRIST, Joint.L_WRIST, Joint.NOSE, Joint.L_ANKLE):
        off = np.hypot(*(np.array(found.at(joint)) - np.array(pose.at(joint))))
        assert off < 0.5 * source.pose.head_size(), joint


def test_the_background_far_from_the_person_is_untouched(renderer: Renderer, source: Source) -> None:
    pixels = render(renderer, source, raised(source.pose))
    changed = (pixels != source.photo.rgb).any(-1)
    assert changed.any()
    knees = round(source.pose.at(Joint.R_KNEE)[1])
    assert not changed[knees:].any(), "nothing below the hips moved"


def test_the_place_that_the_arm_left_shows_background(renderer: Renderer, source: Source) -> None:
    pixels = render(renderer, source, raised(source.pose)).astype(int)
    x, y = (int(v) for v in source.pose.at(Joint.R_WRIST))
    spot = (slice(y - 8, y + 8), slice(x - 8, x + 8))
    wall = np.median(source.photo.rgb[y - 8 : y + 8, :40].reshape(-1, 3), axis=0)
    skin = source.photo.rgb[spot].reshape(-1, 3).mean(0)
    assert np.abs(pixels[spot].reshape(-1, 3).mean(0) - wall).sum() < np.abs(skin - wall).sum() * 0.5


def test_transparent_pictures_hold_the_person_alone(renderer: Renderer, source: Source) -> None:
    pixels = render(renderer, source, raised(source.pose), transparent=True)
    assert pixels.shape[2] == 4
    assert pixels[:20, :20, 3].max() == 0
    x, y = (int(v) for v in source.pose.at(Joint.NECK))
    assert pixels[y + 40, x, 3] == 255
    share = (pixels[..., 3] > 127).mean() / (source.matte > 0.5).mean()
    assert 0.9 < share < 1.15


@pytest.mark.parametrize("name", ["hand-to-chin", "catalogue/hands-clasped"])
def test_an_arm_before_the_body_leaves_no_hole_in_it(renderer: Renderer, source: Source, name: str) -> None:
    wanted = read_pose_file(POSES / f"{name}.json").largest()
    pose = fit(wanted, to=source.pose, feet_on_ground=True)
    pixels = render(renderer, source, pose, transparent=True, quality=Quality.PREVIEW)
    unit = pixels.shape[0] / source.photo.size[1]
    corners = [pose.at(j) for j in (Joint.R_SHOULDER, Joint.L_SHOULDER, Joint.L_HIP, Joint.R_HIP)]
    trunk = np.zeros(pixels.shape[:2], np.uint8)
    cv2.fillPoly(trunk, [(np.array(corners) * unit).astype(np.int32)], 1)
    inside = cv2.erode(trunk, np.ones((3, 3), np.uint8), iterations=int(14 * unit)) == 1
    assert pixels[inside, 3].min() > 128


def test_a_forearm_brought_over_the_chest_shows(renderer: Renderer, source: Source) -> None:
    neck, hips = (np.array(source.pose.at(joint)) for joint in (Joint.NECK, Joint.R_HIP))
    hand = (neck + hips) / 2
    pose = drag(source.pose, Joint.L_WRIST, (float(hand[0]), float(hand[1])))
    x, y = ((np.array(pose.at(Joint.L_ELBOW)) + hand) / 2).astype(int)
    spot = (slice(y - 6, y + 6), slice(x - 6, x + 6))
    skin = source.photo.rgb[tuple(slice(int(v) - 5, int(v) + 5) for v in source.pose.at(Joint.L_WRIST)[::-1])]
    difference = render(renderer, source, pose)[spot].reshape(-1, 3).mean(0) - skin.reshape(-1, 3).mean(0)
    shirt = source.photo.rgb[spot].reshape(-1, 3).mean(0) - skin.reshape(-1, 3).mean(0)
    assert np.abs(difference).sum() < 0.5 * np.abs(shirt).sum()


def test_who_leaves_the_model_frame_is_cut_there_and_not_drawn_out(
    renderer: Renderer, source: Source
) -> None:
    """The wall of a wider photo stays as it is where the network does not look, to the bit."""
    room = ((0, 0), (0, 600), (0, 0))
    wide = replace(source.photo, rgb=np.pad(source.photo.rgb, room, mode="edge"), key="wider")
    prepared = Source(wide, source.pose, np.pad(source.matte, room[:2]))
    frame = choose_frame(prepared.pose, prepared.matte)
    edge = math.ceil(frame.to_photo(np.array([WIDTH, 0], np.float32))[0])
    assert edge < wide.size[0] - 100
    wrist = prepared.pose.at(Joint.L_WRIST)
    beyond = prepared.pose.replaced(prepared.pose.xy() + np.array([edge - wrist[0], 0], np.float32))
    assert np.array_equal(render(renderer, prepared, beyond)[:, edge:], wide.rgb[:, edge:])


@pytest.mark.parametrize("edge", [400, 5000])
def test_size_is_the_longer_edge_and_never_enlarges(renderer: Renderer, source: Source, edge: int) -> None:
    pixels = render(renderer, source, raised(source.pose), size=edge)
    assert max(pixels.shape[:2]) == min(edge, max(source.photo.size))


def test_a_preview_is_small_and_agrees_with_the_final_picture(renderer: Renderer, source: Source) -> None:
    pose = raised(source.pose)
    preview = render(renderer, source, pose, quality=Quality.PREVIEW)
    assert max(preview.shape[:2]) <= PREVIEW_EDGE_PX
    final = cv2.resize(render(renderer, source, pose), preview.shape[1::-1], interpolation=cv2.INTER_AREA)
    assert np.abs(final.astype(int) - preview.astype(int)).mean() < 3


def test_missing_legs_stay_missing(renderer: Renderer, source: Source) -> None:
    legs = [Joint.R_KNEE, Joint.L_KNEE, Joint.R_ANKLE, Joint.L_ANKLE]
    pose = source.pose.with_present(legs, False)
    half = Source(source.photo, pose, source.matte)
    assert np.array_equal(render(renderer, half, pose), source.photo.rgb)


def test_features_are_computed_once(renderer: Renderer, source: Source) -> None:
    renderer.forget()
    request = RenderRequest(source, raised(source.pose), Quality.FINAL)
    assert "features" in renderer.render(request).milliseconds
    again = renderer.render(request)
    assert "features" not in again.milliseconds
    assert 0 < again.invented < 0.5
    assert again.invented_map is not None
    assert again.invented_map.shape == again.pixels.shape[:2]


def test_a_person_who_moved_as_a_whole_comes_from_where_they_stood(
    renderer: Renderer, source: Source
) -> None:
    pose = source.pose.replaced(source.pose.xy() + np.array([40.0, 0.0], np.float32))
    provenance = renderer.render(RenderRequest(source, pose, Quality.PREVIEW)).origins
    assert provenance is not None
    x, y = pose.at(Joint.NECK)
    below = (x, y + 0.8 * pose.head_size())
    assert provenance.at(below) == pytest.approx((below[0] - 40, below[1]), abs=6)
    assert provenance.at((5.0, 5.0)) is None


def test_a_forearm_lies_over_the_trunk_or_behind_it_as_asked(renderer: Renderer, source: Source) -> None:
    hips, neck = (np.array(source.pose.at(joint)) for joint in (Joint.R_HIP, Joint.NECK))
    hand = neck * 0.4 + hips * 0.6
    pose = drag(source.pose, Joint.L_WRIST, (float(hand[0]), float(hand[1])))
    limbs = (Joint.L_ELBOW, Joint.L_WRIST)
    over = render(renderer, source, pose, order=LimbOrder(in_front=limbs)).astype(int)
    behind = render(renderer, source, pose, order=LimbOrder(behind=limbs)).astype(int)
    elbow, wrist = (np.array(pose.at(joint)) for joint in limbs)
    x, y = (int(value) for value in elbow * 0.5 + wrist * 0.5)
    spot = np.s_[y - 6 : y + 6, x - 6 : x + 6]
    shirt = source.photo.rgb[spot].reshape(-1, 3).mean(0)
    assert np.abs(behind[spot].reshape(-1, 3).mean(0) - shirt).max() < 12
    assert np.abs(over[spot].reshape(-1, 3).mean(0) - shirt).max() > 25


def test_final_pictures_are_the_same_on_any_number_of_threads(renderer: Renderer) -> None:
    """A window renders on fewer threads than a command, and both export the same pixels."""
    before, photo = torch.get_num_threads(), load_photo(DEMO)
    pictures = []
    try:
        for threads in (1, 2, 3):
            torch.set_num_threads(threads)
            renderer.forget()
            found = renderer.prepare(photo)
            pictures.append(render(renderer, found, raised(found.pose)))
            assert torch.get_num_threads() == threads
    finally:
        torch.set_num_threads(before)
    assert all(np.array_equal(pictures[0], other) for other in pictures[1:])


@pytest.mark.parametrize("quality", Quality)
def test_an_answer_that_is_no_number_is_refused(source: Source, quality: Quality) -> None:
    weights = load_weights()
    weights.net.steepness.data.fill_(np.nan)  # as a card that computes wrongly would bring about
    broken = Renderer(weights, models=WEIGHTS, device=choose_device("cpu"))
    with pytest.raises(WeightsError, match="numbers that make no picture; choose the processor"):
        render(broken, source, raised(source.pose), quality=quality)


def test_a_picture_that_nobody_waits_for_is_given_up_between_two_tiles(
    renderer: Renderer, source: Source
) -> None:
    request = RenderRequest(source, raised(source.pose), Quality.FINAL)
    renderer.render(request)  # what is made once for a photo asks as well
    looks = itertools.count()
    renderer.render(request, is_stale=lambda: next(looks) < 0)
    asked = next(looks)
    assert asked > 6, "once for each tile, and between the steps before"
    looks = itertools.count()
    with pytest.raises(GivenUpError):
        renderer.render(request, is_stale=lambda: next(looks) >= asked - 2)
