"""Maps of two networks that have seen photographs."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from engine.model.second_look import CHANNELS
from engine.source.photo_maps import VIEW_SIZE, PhotoMapReader
from engine.system.errors import WeightsError
from engine.system.shipped import BAGS_FILE, PICTURES_FILE

WIDTH, HEIGHT = VIEW_SIZE


def person(left: int, top: int) -> np.ndarray:
    """A view with one striped rectangle of 60 x 200 pixels."""
    view = np.zeros((HEIGHT, WIDTH, 4), np.uint8)
    view[top : top + 200, left : left + 60] = (200, 60, 30, 255)
    view[top : top + 200 : 9, left : left + 60, :3] = 20
    return view


def test_channels_are_those_that_the_second_look_reads() -> None:
    seen = PhotoMapReader().read(person(100, 90))
    assert tuple(len(each) for each in seen.maps) == CHANNELS
    assert [each.shape[1] for each in seen.maps] == [40, 20, 10, 40, 20, 48, 24, 24, 12]


def test_the_square_follows_the_person() -> None:
    reader = PhotoMapReader(keep=True)
    here, there = reader.read(person(100, 90)), reader.read(person(60, 150))
    assert np.allclose((here.square - there.square) * HEIGHT, (40, -60, 0), atol=1e-3)
    for a, b in zip(here.maps, there.maps, strict=True):
        assert np.abs(a.astype(float) - b).mean() < 0.1 * a.std(), "pixels are rounded otherwise, no more"
        assert a.std() > (3 if a.dtype == np.int8 else 1)
    left, top, side = here.square * HEIGHT
    assert left < 100
    assert left + side > 160
    assert top < 90
    assert top + side > 290


def test_an_empty_view_is_looked_at_as_a_whole() -> None:
    seen = PhotoMapReader().read(np.zeros((HEIGHT, WIDTH, 4), np.uint8))
    assert seen.square[2] > 1


@pytest.mark.parametrize("missing", [BAGS_FILE, PICTURES_FILE])
def test_a_missing_file_is_told(tmp_path: Path, missing: Path) -> None:
    bags, pictures = (tmp_path / "none" if file == missing else file for file in (BAGS_FILE, PICTURES_FILE))
    with pytest.raises(WeightsError, match="missing"):
        PhotoMapReader(bags, pictures).read(person(100, 90))
