"""What maps of whole parts could reach: exact where parts move as one, and told from what each part's joints miss."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from engine.evaluate.ceiling import best_affine, shifted
from engine.synthesis.samples import Sample, pair
from engine.synthesis.shards import read_person
from tests.evaluate.dolls import doll_folder


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    folder = doll_folder(tmp_path_factory.mktemp("people"))
    return pair(read_person(next(folder.glob("p*.npz"))), 0)


def test_limbs_that_only_turn_are_met_by_affine_maps(sample: Sample) -> None:
    away, shown = best_affine(sample), sample.seen == 2
    assert shown.sum() > 1000
    assert np.nanmax(away[shown]) < 0.1  # flow is kept in steps of a pixel's 32nd
    assert np.isnan(away[~shown]).all()


def test_few_pixels_that_go_another_way_do_not_bend_the_map(sample: Sample) -> None:
    part = (sample.seen == 2) & (sample.target_part == 1)
    torn = np.zeros_like(part)
    torn[tuple(np.argwhere(part)[:20].T)] = True
    flow = np.where(torn[..., None], sample.flow + 30, sample.flow).astype(np.float32)
    away = best_affine(replace(sample, flow=flow))
    assert away[part & ~torn].max() < 0.5
    assert away[torn].min() > 20


def test_a_shift_of_a_whole_part_is_told_from_a_bend_within_it(sample: Sample) -> None:
    shown = sample.seen == 2
    step = np.where((sample.target_part == 1)[..., None], (7, -4), (0, 9))
    assert shifted((sample.flow + step).astype(np.float32), sample)[shown].max() < 0.01
    stretched = sample.flow + (sample.flow - sample.flow[shown].mean(0)) * 0.5
    assert np.median(shifted(stretched.astype(np.float32), sample)[shown]) > 1
