"""The contract's values: equal by content, safe from later change, and strict about their shapes."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from engine.contract.messages import Quality, Source
from tests.service.studios import a_photo, a_pose, a_request, a_source


def test_sources_are_equal_by_photo_pose_and_matte() -> None:
    source = a_source()
    assert source == a_source()
    assert hash(source) == hash(a_source())
    matte = source.matte.copy()
    matte[3, 3] = 0.5
    others = [
        a_source(a_photo("another")),
        dataclasses.replace(source, pose=a_pose(1)),
        dataclasses.replace(source, matte=matte),
    ]
    assert len({source, *others}) == 4


def test_requests_are_equal_by_value() -> None:
    assert a_request(1) == a_request(1)
    assert len({a_request(1), a_request(1), a_request(2), a_request(1, Quality.PREVIEW)}) == 3
    assert dataclasses.replace(a_request(1), size=640) != a_request(1)


def test_a_source_keeps_its_matte_from_being_changed() -> None:
    matte = np.ones((40, 32), np.float32)
    source = Source(a_photo(), a_pose(), matte)
    with pytest.raises(ValueError, match="read-only"):
        source.matte[0, 0] = 0
    matte[0, 0] = 1  # the caller's own array stays its own


@pytest.mark.parametrize(
    "matte", [np.ones((32, 40), np.float32), np.ones((40, 32), np.float64), np.ones((40, 32, 1), np.float32)]
)
def test_an_unfit_matte_is_refused(matte: np.ndarray) -> None:
    with pytest.raises(ValueError, match="matte must be float32"):
        Source(a_photo(), a_pose(), matte)
