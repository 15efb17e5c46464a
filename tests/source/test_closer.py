"""Closer looks see both ends of a person and bring the outline nearer to the truth than one look does."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from engine.source.closer import closer_looks
from engine.source.detect import Detector
from engine.source.matte import Matting
from tests.source.people import MATTE_NET, POSE_NET, bricks, scene

STANDING = (100.0, 50.0, 300.0, 850.0)
LYING = (50.0, 100.0, 850.0, 300.0)


@pytest.mark.parametrize(("box", "axis"), [(STANDING, 1), (LYING, 0)])
def test_two_looks_overlap_and_reach_beyond_both_ends(box, axis) -> None:
    first, second = closer_looks(box)
    starts = [(look.left, look.top)[axis] for look in (first, second)]
    assert starts[0] < box[axis]
    assert starts[1] + second.side > box[axis + 2]
    assert starts[1] < starts[0] + first.side, "nothing between them goes unseen"
    other = 1 - axis
    for look in (first, second):
        near = (look.left, look.top)[other]
        assert near <= box[other], "the whole width is seen"
        assert near + look.side >= box[other + 2]


def test_a_person_as_wide_as_tall_is_seen_once() -> None:
    assert closer_looks((0.0, 0.0, 900.0, 880.0)) == ()


def test_a_person_of_few_pixels_is_seen_once() -> None:
    assert closer_looks((10.0, 10.0, 110.0, 410.0)) == ()


@pytest.mark.parametrize("name", ["walker", "waver"])
def test_outlines_come_nearer_to_the_truth_than_with_one_look(name, monkeypatch) -> None:
    photo = scene(bricks(), (name, 0))
    rgb, truth = (cv2.resize(each, None, fx=2, fy=2) for each in (photo.rgb, photo.matte))
    found = Detector(POSE_NET).detect(rgb)
    assert closer_looks(found.box)
    closer = np.abs(Matting(MATTE_NET).matte(rgb, found) - truth).mean()
    monkeypatch.setattr("engine.source.matte.closer_looks", lambda _box: ())
    once = np.abs(Matting(MATTE_NET).matte(rgb, found) - truth).mean()
    assert closer < once
