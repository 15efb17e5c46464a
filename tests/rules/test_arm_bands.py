"""A hand before a sleeve is cut out at photo size, and forearms alone are read from where it was cut out."""

from __future__ import annotations

import numpy as np
import pytest

from engine.imaging.bands import with_bands
from engine.imaging.frame import HEIGHT, WIDTH, Frame
from engine.imaging.pictures import Pictures
from engine.model.geometry.part_transforms import N_PARTS, PARTS
from engine.render.compose import compose
from engine.render.maps import Maps
from engine.rules.arm_bands import arm_bands

SKIN, SLEEVE = (170, 100, 80), (30, 26, 30)
SCALE = 0.25  # canonical pixels per photo pixel: a pixel of the part map is eight of the photo
SIZE = (HEIGHT * 4, WIDTH * 4)
CENTRE, RADIUS, CELL = (400, 300), 60, 8
FRAME = Frame(0.0, 0.0, SCALE)


def with_arms(pictures: Pictures, arms: np.ndarray, frame: Frame) -> Pictures:
    return with_bands(pictures, arm_bands(pictures, arms, frame))


def away() -> np.ndarray:
    """How far each photo pixel is from the hand's middle, [H, W]."""
    y, x = np.mgrid[: SIZE[0], : SIZE[1]] + 0.5
    return np.hypot(y - CENTRE[0], x - CENTRE[1])


def hand(background: tuple[int, int, int] = SLEEVE) -> tuple[Pictures, np.ndarray]:
    """A round hand before a sleeve that fills the photo, and a part map that takes a ring of the sleeve for it."""
    rgb = np.where((away() < RADIUS)[..., None], SKIN, background).astype(np.uint8)
    cutout = np.dstack([rgb, np.full(SIZE, 255, np.uint8)])
    coarse = away().reshape(HEIGHT // 2, CELL, WIDTH // 2, CELL).mean((1, 3)) < RADIUS + CELL
    arms = np.zeros((*coarse.shape, 2), np.float32)
    arms[..., 0] = coarse
    return Pictures(rgb, cutout, np.full_like(rgb, 255), 1.0), arms


def band(pictures: Pictures, number: int = 0) -> tuple[np.ndarray, tuple[slice, slice]]:
    """A band's pixels, and where they lie in the picture."""
    assert pictures.atlas is not None
    x0, y0, x1, y1, shift = pictures.bands[number]
    return pictures.atlas[y0 + shift : y1 + shift, x0:x1], (slice(y0, y1), slice(x0, x1))


def test_the_sleeve_around_a_hand_is_cut_away_and_takes_its_colour() -> None:
    pictures, arms = hand()
    cut, where = band(with_arms(pictures, arms, FRAME))
    far = away()[where]
    assert (cut[..., 3][far < RADIUS - 2] == 255).all()
    rim = (far > RADIUS + 2) & (far < RADIUS + CELL)
    assert rim.any()
    assert cut[..., 3][rim].max() < 20
    assert np.abs(cut[..., :3][rim].astype(int) - SKIN).max() < 12


def test_the_photo_itself_stays() -> None:
    pictures, arms = hand()
    done = with_arms(pictures, arms, FRAME)
    assert np.array_equal(done.cutout, pictures.cutout)
    assert done.atlas is not None
    assert np.shares_memory(done.cutout, done.atlas)


def test_colours_that_hardly_differ_cut_nothing() -> None:
    pictures, arms = hand(background=(160, 104, 86))
    cut, where = band(with_arms(pictures, arms, FRAME))
    assert np.array_equal(cut[..., 3], pictures.cutout[..., 3][where])


@pytest.mark.parametrize("corner", [(0, 0), (SIZE[0] - 40, SIZE[1] - 40)])
def test_a_hand_at_the_edge_of_the_photo_is_no_fault(corner: tuple[int, int]) -> None:
    pictures, _ = hand()
    arms = np.zeros((HEIGHT // 2, WIDTH // 2, 2), np.float32)
    arms[corner[0] // CELL : corner[0] // CELL + 5, corner[1] // CELL : corner[1] // CELL + 5, 1] = 1
    done = with_arms(pictures, arms, FRAME)
    cut, _ = band(done, 1)
    assert cut.shape[0] > 40
    assert (done.bands[0] == 0).all(), "an arm that the photo does not show has no band"


def at_rest_in_the_middle(part: str) -> Maps:
    """Everybody is one part that is drawn where it was."""
    blank = lambda *shape: np.zeros(shape, np.float32)  # noqa: E731
    logits = blank(HEIGHT // 2, WIDTH // 2, N_PARTS)
    logits[..., PARTS.index(part)] = 20
    certain = blank(HEIGHT, WIDTH, 4)
    certain[..., 2:] = 1  # alpha, trust
    return Maps(
        part_logits=logits,
        affine=np.tile(np.array([1, 0, 0, 0, 1, 0], np.float32), (N_PARTS, 1)),
        residual=blank(HEIGHT // 2, WIDTH // 2, 2),
        mirrored=blank(HEIGHT, WIDTH, 2),
        shares=certain,
        synthesised=blank(HEIGHT, WIDTH, 4),
        static=blank(HEIGHT, WIDTH),
        seams=np.zeros((HEIGHT // 2, WIDTH // 2), np.float32),
        joined=(0,) * N_PARTS,
    )


@pytest.mark.parametrize(("part", "shown"), [("right forearm", 255), ("left forearm", 26), ("torso", 26)])
def test_only_its_own_forearm_is_read_from_a_band(part: str, shown: int) -> None:
    pictures, arms = hand()
    done = compose(at_rest_in_the_middle(part), with_arms(pictures, arms, FRAME), FRAME).pixels
    ring = (away() > RADIUS + 2) & (away() < RADIUS + CELL / 2)
    # The plate is white: it shows where the sleeve was cut away.
    assert np.abs(done[..., 1][ring].astype(int) - shown).mean() < 30
