"""Batches that are drawn ahead are those that would have been drawn in their turn."""

from __future__ import annotations

import numpy as np
import pytest

from engine.train.prefetch import Draws
from engine.train.task import Draw, Moment


def drawn(moment: Moment) -> Draw[float]:
    if moment.step == 7:
        raise ValueError("the seventh")
    return Draw(moment.step + moment.share, np.zeros((1, 1), np.int64), {})


@pytest.mark.parametrize("ahead", [0, 1, 3])
def test_each_step_gets_its_own_batch(ahead: int) -> None:
    draws = Draws(drawn, ahead=ahead)
    moment = lambda step: Moment(step, step / 10)  # noqa: E731
    assert [draws.at(step, moment).batch for step in range(3, 7)] == pytest.approx([3.3, 4.4, 5.5, 6.6])
    with pytest.raises(ValueError, match="seventh"):
        draws.at(7, moment)
    draws.close()
