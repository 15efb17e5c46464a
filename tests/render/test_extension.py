"""The network's pictures, larger than their photo: what it draws is as ever, the background goes on around it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from engine.contract.messages import Quality, RenderRequest, Source
from engine.imaging.extension import Extension
from engine.pose.kinematics import rotate_limb
from engine.pose.pose import Joint
from engine.render.renderer import Renderer

ADDED = Extension(left=40, bottom=24)


def test_the_photos_part_is_the_same_with_and_without(renderer: Renderer, source: Source) -> None:
    pose = rotate_limb(source.pose, Joint.R_ELBOW, 40)
    plain = RenderRequest(source, pose, Quality.FINAL)
    done, without = renderer.render(replace(plain, extension=ADDED)), renderer.render(plain)
    width, height = ADDED.size(source.photo.size)
    assert done.pixels.shape == (height, width, 3)
    assert np.array_equal(done.pixels[: source.photo.size[1], ADDED.left :], without.pixels)
    assert done.invented_map is not None
    assert done.invented_map.shape == (height, width)
    assert not done.invented_map[:, : ADDED.left].any()
    assert done.pixels[:, : ADDED.left].any()


def test_a_cut_out_has_nothing_around_it(renderer: Renderer, source: Source) -> None:
    request = RenderRequest(source, source.pose, Quality.FINAL, transparent=True, extension=ADDED)
    pixels = renderer.render(request).pixels
    assert pixels.shape[2] == 4
    assert not pixels[:, : ADDED.left, 3].any()
    assert not pixels[source.photo.size[1] :, :, 3].any()
    assert pixels[..., 3].any()
