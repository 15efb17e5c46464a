"""A photo of the empty set: found where it lies behind the person, in their light, and refused where it is another."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from engine.plate.empty_set import aligned, decoded
from engine.plate.plate import make_plate, vacated
from engine.system.errors import PhotoError
from tests.source.people import bricks, scene, wall

Picture = NDArray[np.uint8]


def room() -> Picture:
    """A wall with pictures on it and a floor, 640 x 480, nothing of which comes twice."""
    rng = np.random.default_rng(3)
    out = np.full((640, 480, 3), (190, 180, 170), np.uint8)
    out[440:] = (120, 95, 80)
    for _ in range(45):
        x, y = rng.integers(0, 440), rng.integers(0, 600)
        w, h = rng.integers(12, 70, 2)
        colour = tuple(int(v) for v in rng.integers(30, 230, 3))
        cv2.rectangle(out, (int(x), int(y)), (int(x + w), int(y + h)), colour, -1)
    return cv2.add(out, rng.integers(0, 4, out.shape).astype(np.uint8))


def seen_from_beside(picture: Picture, *, light: float = 1.0) -> Picture:
    """The same place by a camera that was moved, turned and nearer by a little, in another light."""
    height, width = picture.shape[:2]
    before = np.array([[14, 10], [width - 20, 4], [width - 8, height - 16], [6, height - 9]], np.float32)
    after = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    matrix = cv2.getPerspectiveTransform(before, after)
    moved = cv2.warpPerspective(picture, matrix, (width, height), flags=cv2.INTER_CUBIC)
    return (moved * light).clip(0, 255).astype(np.uint8)


def off_behind(empty: Picture, background: Picture) -> tuple[float, float]:
    """How far the plate by an empty set, and the invented one, are off behind the person, grey levels."""
    photo = scene(background, ("walker", 0))
    plate = aligned(empty, photo.rgb, photo.matte, name="empty.jpg")
    truth, hole = background.astype(int), vacated(photo.matte)
    made = [make_plate(photo.rgb, photo.matte, empty=each).rgb for each in (plate, None)]
    by_set, invented = (float(np.abs(each.astype(int) - truth)[hole].mean()) for each in made)
    return by_set, invented


@pytest.mark.parametrize("light", [1.0, 0.8, 1.15])
def test_a_moved_camera_and_another_light_are_found(light: float) -> None:
    background = room()
    by_set, invented = off_behind(seen_from_beside(background, light=light), background)
    assert by_set < 5
    assert by_set < 0.3 * invented


def test_a_plain_wall_needs_no_features() -> None:
    background = wall()
    by_set, _ = off_behind((background * 0.9).astype(np.uint8), background)
    assert by_set < 2


def test_outside_of_the_person_every_pixel_is_the_photos() -> None:
    background = room()
    photo = scene(background, ("walker", 0))
    plate = aligned(seen_from_beside(background, light=0.9), photo.rgb, photo.matte, name="empty.jpg")
    hole = vacated(photo.matte)
    made = make_plate(photo.rgb, photo.matte, empty=plate).rgb
    assert np.array_equal(made[~hole], photo.rgb[~hole])


def test_another_size_of_the_same_set_will_do() -> None:
    background = room()
    large = cv2.resize(background, None, fx=1.7, fy=1.7, interpolation=cv2.INTER_CUBIC).astype(np.uint8)
    by_set, invented = off_behind(large, background)
    assert by_set < 5
    assert by_set < 0.3 * invented


@pytest.mark.parametrize("other", ["bricks", "noise", "mirrored"])
def test_another_place_is_refused_in_a_sentence(other: str) -> None:
    background = room()
    places = {
        "bricks": bricks(),
        "noise": np.random.default_rng(0).integers(0, 256, background.shape, dtype=np.uint8),
        "mirrored": np.ascontiguousarray(background[:, ::-1]),
    }
    photo = scene(background, ("walker", 0))
    with pytest.raises(PhotoError, match="does not fit this photo"):
        aligned(places[other], photo.rgb, photo.matte, name="empty.jpg")


def test_a_part_of_the_set_beside_the_person_is_too_little() -> None:
    background = room()
    photo = scene(background, ("walker", 0))
    left = int(np.flatnonzero((photo.matte > 0.5).any(0))[0])
    with pytest.raises(PhotoError, match="too little"):
        aligned(background[:, : left + 20], photo.rgb, photo.matte, name="empty.jpg")


def test_a_plate_of_another_photo_is_passed_over() -> None:
    background = room()
    photo = scene(background, ("walker", 0))
    plate = aligned(background, photo.rgb, photo.matte, name="empty.jpg")
    assert decoded(plate, (480, 640)) is not None
    assert decoded(plate, (481, 640)) is None
