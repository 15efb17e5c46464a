"""Exact correspondence between two views of a square, worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from engine.synthesis.studio.camera import Camera, Crop, Extent, Framing, place_camera
from engine.synthesis.studio.flow import Fragments, corner_weights, facing, find_fragments, pair_flow

SIZE = (40, 40)
QUAD = np.array([[0, 1, 2], [0, 2, 3]])


def camera() -> Camera:
    extent = Extent(left=-0.4, right=0.4, bottom=0.0, top=1.8, knee=0.5, hip=0.9)
    return place_camera(Framing(Crop.FULL, margin=1.0, fov_deg=30), extent, size=SIZE)


def square(*, centre: tuple[float, float, float], half: float = 0.4) -> np.ndarray:
    x, y, z = centre
    left, right, low, high = x - half, x + half, z - half, z + half
    corners = [(left, y, low), (right, y, low), (right, y, high), (left, y, high)]
    return np.array(corners, np.float32)


def drawn(points: np.ndarray) -> tuple[Fragments, np.ndarray]:
    """Fragments of a front-facing square by testing every pixel centre, and its clip coordinates."""
    clip = camera().clip(points)
    corner = camera().pixels(clip)
    low, high = corner.min(0), corner.max(0)
    x, y = np.meshgrid(np.arange(40) + 0.5, np.arange(40) + 0.5)
    inside = (x > low[0]) & (x < high[0]) & (y > low[1]) & (y < high[1])
    across, up = (x - low[0]) / (high[0] - low[0]), (high[1] - y) / (high[1] - low[1])
    ids = np.where(inside, np.where(up > across, 1, 0), -1)
    return find_fragments(ids, clip, QUAD), clip


def test_a_full_body_framing_spans_the_picture():
    top, bottom = camera().pixels(camera().clip(np.array([[0, 0, 1.8], [0, 0, 0.0]], np.float32)))
    np.testing.assert_allclose([top, bottom], [[20, 0], [20, 40]], atol=1e-3)


def test_corner_weights_are_perspective_correct():
    # Two corners of a strip, one twice as far: the middle on screen is a third of the way in space.
    corners = np.array([[[-1, -1, 0, 1], [2, -2, 0, 2], [-1, 1, 0, 1]]], np.float64)
    weights = corner_weights(corners, np.array([[0.0, -1.0]]))
    np.testing.assert_allclose(weights, [[2 / 3, 1 / 3, 0]], atol=1e-9)


def test_a_moved_square_is_found_where_it_was():
    target, _ = drawn(square(centre=(0.1, 0.0, 1.0)))
    source, source_clip = drawn(square(centre=(-0.1, 0.0, 0.9)))
    flow = pair_flow(target, source, source_clip=source_clip, faces=QUAD, same_side=np.array([True, True]))
    per_metre = 40 / 1.8
    moved = flow.places - np.stack([target.pixels % 40 + 0.5, target.pixels // 40 + 0.5], 1)
    expected = np.tile([-0.2 * per_metre, 0.1 * per_metre], (len(moved), 1))
    np.testing.assert_allclose(moved, expected, atol=1e-3)
    assert flow.visible.mean() > 0.95


@pytest.mark.parametrize(("gap", "seen"), [(0.002, True), (0.1, False)])
def test_what_lies_behind_another_surface_is_not_visible(gap: float, seen: bool):
    target, _ = drawn(square(centre=(0.0, 0.0, 1.0)))
    cover, _ = drawn(square(centre=(0.0, -gap, 1.0)))
    behind = camera().clip(square(centre=(0.0, 0.0, 1.0)))
    flow = pair_flow(target, cover, source_clip=behind, faces=QUAD, same_side=np.array([True, True]))
    assert (flow.visible.mean() > 0.9) == seen


def test_a_place_outside_the_source_frame_is_not_visible():
    target, _ = drawn(square(centre=(0.0, 0.0, 1.0)))
    source, source_clip = drawn(square(centre=(1.5, 0.0, 1.0)))
    flow = pair_flow(target, source, source_clip=source_clip, faces=QUAD, same_side=np.array([True, True]))
    assert not flow.visible.any()
    assert (flow.places[:, 0] > 40).all()


def test_the_far_side_of_a_surface_is_not_the_near_side():
    front = facing(camera().clip(square(centre=(0.0, 0.0, 1.0))), QUAD)
    turned = square(centre=(0.0, 0.0, 1.0)) * np.array([-1, -1, 1], np.float32)
    back = facing(camera().clip(turned), QUAD)
    assert (front == -back).all()
    assert (front != 0).all()
