"""Places told wrongly are counted at the step that went wrong, and each pixel once."""

from __future__ import annotations

from dataclasses import astuple

import numpy as np
import pytest

from engine.evaluate.lost_places import LostRow, joined, lost_rows, told_of
from engine.synthesis.samples import Sample, pair
from engine.synthesis.shards import read_person
from tests.evaluate.dolls import doll_folder


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    folder = doll_folder(tmp_path_factory.mktemp("people"))
    return pair(read_person(next(folder.glob("p*.npz"))), 0)


def row(places: np.ndarray, sample: Sample, of: str = "moved") -> LostRow:
    told = told_of(places.astype(np.float32), sample)
    (found,) = [each for each in lost_rows({("edit", "layers"): [told]}) if each.pixels_of == of]
    assert sum(astuple(found)[4:]) == pytest.approx(1)
    return found


def test_the_truth_is_right(sample: Sample) -> None:
    assert row(sample.flow, sample).right == 1
    assert row(sample.flow, sample, "at rest").right == 1


def test_no_place_is_none(sample: Sample) -> None:
    assert row(np.full_like(sample.flow, np.nan), sample).none_told == 1


def test_the_background_is_another_part(sample: Sample) -> None:
    assert row(np.zeros_like(sample.flow) + 0.5, sample).other_part == 1


def test_a_part_that_lies_elsewhere_is_told_from_one_that_bends(sample: Sample) -> None:
    step = np.array([0, 4.5], np.float32)
    shifted = row(sample.flow + step, sample)
    assert shifted.right == 0
    assert shifted.part_off > 0.5
    assert shifted.within_part == 0
    part = sample.target_part[..., None]
    middle = np.zeros_like(sample.flow)
    for number in range(1, int(part.max()) + 1):
        own = (part[..., 0] == number) & (sample.seen == 2)
        if own.any():
            middle = np.where(part == number, np.median(sample.flow[own], 0), middle)
    assert row(middle + (sample.flow - middle) * 0.4, sample).within_part > 0.1


def test_pictures_are_joined_pixel_by_pixel(sample: Sample) -> None:
    one = told_of(sample.flow, sample)
    both = joined([one, told_of(np.full_like(sample.flow, np.nan), sample)])
    assert len(both.away) == 2 * len(one.away)
    assert both.right.mean() == pytest.approx(0.5)
