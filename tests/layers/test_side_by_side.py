"""A drag in the midst of a full picture: both come out as they do alone, whatever step the full one is in."""

from __future__ import annotations

import itertools
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from engine.contract.messages import Quality, RenderRequest, Source
from engine.pose.kinematics import rotate_limb
from engine.pose.pose import Joint
from engine.render.renderer import Renderer

_LOOKS = (300, 350, 400)  # of a full picture, after which somebody drags: while it takes the person apart


def test_pictures_made_side_by_side_are_those_made_one_after_another(
    renderer: Renderer, sources: dict[str, Source]
) -> None:
    source = sources["demo"]
    full = RenderRequest(source, rotate_limb(source.pose, Joint.L_ELBOW, -40), Quality.FINAL)
    dragged = RenderRequest(source, rotate_limb(source.pose, Joint.R_ELBOW, 60), Quality.PREVIEW)
    renderer.forget()
    alone = renderer.render(dragged).pixels, renderer.render(full).pixels
    renderer.forget()
    previews: list[np.ndarray] = []
    looks = itertools.count(1)
    with ThreadPoolExecutor(1) as hand:

        def look() -> bool:
            if next(looks) in _LOOKS:
                previews.append(hand.submit(renderer.render, dragged).result().pixels)
            return False

        finished = renderer.render(full, is_stale=look).pixels
    assert len(previews) == len(_LOOKS)
    assert all(np.array_equal(preview, alone[0]) for preview in previews)
    assert np.array_equal(finished, alone[1])
