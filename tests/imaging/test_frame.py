"""Photo pixels to model frame and back."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.imaging.frame import HEIGHT, WIDTH, Frame, choose_frame
from engine.pose.pose import Point, Pose

NOWHERE = Pose(tuple(Point(0.0, 0.0, 0.0, present=False) for _ in range(18)))


def matte_of(box: tuple[int, int, int, int], size: tuple[int, int]) -> np.ndarray:
    matte = np.zeros((size[1], size[0]), np.float32)
    matte[box[1] : box[3], box[0] : box[2]] = 1.0
    return matte


@given(st.floats(-500, 500), st.floats(-500, 500), st.floats(0.02, 4))
def test_there_and_back(x: float, y: float, scale: float) -> None:
    frame = Frame(x, y, scale)
    points = np.array([[0.0, 0.0], [812.5, 33.25]], np.float32)
    assert np.allclose(frame.to_photo(frame.to_canonical(points)), points, atol=0.05)


def test_a_small_person_gets_a_frame_with_room_around() -> None:
    frame = choose_frame(NOWHERE, matte_of((900, 400, 1100, 1000), (2000, 1500)))
    corners = frame.to_canonical(np.array([[900, 400], [1100, 1000]], np.float32))
    assert (corners[0] > 20).all()
    assert corners[1][0] < WIDTH - 20
    assert HEIGHT * 0.6 < corners[1][1] - corners[0][1] < HEIGHT * 0.9


def test_a_person_who_fills_the_photo_gets_the_photo() -> None:
    frame = choose_frame(NOWHERE, matte_of((60, 20, 690, 1000), (750, 1000)))
    assert frame.scale == pytest.approx(0.256)
    assert frame.x == pytest.approx(0, abs=0.01)


def test_the_frame_does_not_depend_on_anything_but_the_photo() -> None:
    matte = matte_of((300, 100, 500, 700), (800, 800))
    assert choose_frame(NOWHERE, matte) == choose_frame(NOWHERE, matte.copy())


@pytest.mark.parametrize("scale", [0.1, 0.256, 0.7, 1.9])
def test_cut_puts_a_mark_where_to_canonical_says(scale: float) -> None:
    image = np.zeros((400, 300, 3), np.uint8)
    cv2.circle(image, (150, 220), 14, (255, 255, 255), -1)
    frame = Frame(150.5 - WIDTH / scale / 3, 220.5 - HEIGHT / scale / 2, scale)
    cut = frame.cut(image, (WIDTH, HEIGHT))[..., 0].astype(np.float64)
    y, x = np.indices(cut.shape) + 0.5
    centre = np.array([(x * cut).sum(), (y * cut).sum()]) / cut.sum()
    assert centre == pytest.approx([WIDTH / 3, HEIGHT / 2], abs=0.15)


def test_window_of_undoes_cut() -> None:
    image = np.zeros((600, 500, 3), np.uint8)
    cv2.circle(image, (250, 310), 40, (255, 255, 255), -1)
    frame = Frame(20.0, 30.0, 0.4)
    cut = frame.cut(image, (WIDTH, HEIGHT))
    box = (180, 240, 330, 390)
    matrix = frame.window_of(box, (HEIGHT, WIDTH))
    back = cv2.warpAffine(cut, matrix, (150, 150), flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP)
    error = np.abs(back.astype(int) - image[240:390, 180:330].astype(int)).mean()
    assert error < 6


def test_a_map_covers_the_photo_but_for_its_edge() -> None:
    frame = Frame(-20.0, 10.0, 0.5)  # two photo pixels to a canonical one
    inside = frame.covers((256, 192), (200, 300), edge=4.0)
    rows, columns = np.flatnonzero(inside.any(1)), np.flatnonzero(inside.any(0))
    # Photo column 8 is canonical 14, column 192 is 106; row 10 is 0, row 292 is 141.
    assert (columns[0], columns[-1]) == (14, 105)
    assert (rows[0], rows[-1]) == (0, 140)
    assert inside[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1].all()
    half = frame.covers((128, 96), (200, 300), edge=4.0)
    assert np.flatnonzero(half.any(0))[0] == 7
