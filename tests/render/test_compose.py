"""Drawing at photo size: pixels arrive whole, tiles leave no trace, and nothing is compiled twice."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from engine.contract.messages import Quality, RenderRequest, Source
from engine.imaging.frame import HEIGHT, WIDTH, Frame
from engine.imaging.pictures import Pictures
from engine.model.geometry.part_transforms import N_PARTS
from engine.pose.kinematics import rotate_limb
from engine.pose.pose import Joint
from engine.render import compose as composing
from engine.render import drawing, laying
from engine.render.compose import compose, get_ready
from engine.render.maps import Maps
from engine.render.renderer import Renderer

PLATE = (10, 200, 60)


def moved_maps(right_px: float, down_px: float) -> Maps:
    """Everybody is one part that is read right and down of where it is drawn, in canonical pixels."""
    blank = lambda *shape: np.zeros((HEIGHT // 2, WIDTH // 2, *shape), np.float32)  # noqa: E731
    affine = np.tile(np.array([1, 0, right_px, 0, 1, down_px], np.float32), (N_PARTS, 1))
    logits = blank(N_PARTS)
    logits[..., 0] = 20
    certain = np.zeros((HEIGHT, WIDTH, 4), np.float32)
    certain[..., 2:] = 1  # alpha, trust
    nothing = np.zeros((HEIGHT, WIDTH, 4), np.float32)
    return Maps(
        part_logits=logits,
        affine=affine,
        residual=blank(2),
        mirrored=nothing[..., :2].copy(),
        shares=certain,
        synthesised=nothing,
        static=nothing[..., 0].copy(),
        seams=np.zeros((HEIGHT // 2, WIDTH // 2), np.float32),
        joined=(0,) * N_PARTS,
    )


def noise(alpha: int = 255) -> Pictures:
    """A person of noise that fills the frame, over a green plate."""
    rgb = np.random.default_rng(5).integers(0, 256, (HEIGHT, WIDTH, 3), np.uint8)
    cutout = np.dstack([rgb, np.full((HEIGHT, WIDTH), alpha, np.uint8)])
    plate = np.broadcast_to(np.array(PLATE, np.uint8), rgb.shape)
    return Pictures(rgb, cutout, plate, 1.0)


def test_whole_steps_move_every_pixel_unchanged() -> None:
    pictures = noise()
    done = compose(moved_maps(7, -3), pictures, Frame(0.0, 0.0, 1.0)).pixels
    assert np.array_equal(done[3:, :-7], pictures.photo[:-3, 7:])


def test_what_is_read_beyond_the_photo_is_plate() -> None:
    done = compose(moved_maps(40, 0), noise(), Frame(0.0, 0.0, 1.0)).pixels
    assert np.array_equal(done[:, -30:], np.broadcast_to(np.array(PLATE, np.uint8), (HEIGHT, 30, 3)))


def test_half_a_step_reads_between_pixels() -> None:
    pictures = noise()
    done = compose(moved_maps(0.5, 0), pictures, Frame(0.0, 0.0, 1.0)).pixels.astype(float)
    photo = pictures.photo.astype(float)
    # The cubic kernel with slope -0.75 half way: -3/32, 19/32, 19/32, -3/32.
    between = (19 * (photo[:, 1:-2] + photo[:, 2:-1]) - 3 * (photo[:, :-3] + photo[:, 3:])) / 32
    assert np.abs(done[:, 1:-2] - between.clip(0, 255)).max() <= 1


def test_a_faint_predicted_outline_hides_what_is_gathered() -> None:
    maps = moved_maps(2, 0)
    maps.shares[:, : WIDTH // 2, 2] = 0.0
    done = compose(maps, noise(), Frame(0.0, 0.0, 1.0)).pixels
    left = done[:, : WIDTH // 2 - 4]
    assert np.array_equal(left, np.broadcast_to(np.array(PLATE, np.uint8), left.shape))


def test_tiles_leave_no_trace(renderer: Renderer, source: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    pose = rotate_limb(rotate_limb(source.pose, Joint.R_ELBOW, 70), Joint.L_KNEE, -20)
    pictures = []
    for size in (64, 4096):
        monkeypatch.setattr(composing, "TILE_PX", size)
        pictures.append(renderer.render(RenderRequest(source, pose, Quality.PREVIEW)).pixels.astype(int))
    assert np.abs(pictures[0] - pictures[1]).max() <= 1


def test_no_picture_needs_anything_compiled_anew(renderer: Renderer, source: Source) -> None:
    get_ready()
    compiled: list[Any] = [drawing.draw, laying.lay]
    before = [list(each.signatures) for each in compiled]
    pose = rotate_limb(source.pose, Joint.R_ELBOW, 60)
    requests = [RenderRequest(source, pose, quality) for quality in Quality]
    requests += [replace(requests[-1], transparent=True), replace(requests[-1], size=300)]
    for request in requests:
        renderer.render(request)
    compose(moved_maps(1, 1), noise(), Frame(0.0, 0.0, 1.0))
    assert [list(each.signatures) for each in compiled] == before
