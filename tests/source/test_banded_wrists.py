"""A watch or bracelet that a matte ends an arm at is the person's; a hand that is elsewhere stays there."""

from __future__ import annotations

import numpy as np
import pytest

from engine.imaging.pixels import Floats, widened
from engine.layers.regions import CHAINS, Region
from engine.layers.skeleton import complete
from engine.pose.pose import Joint, Pose
from engine.source.banded_wrists import with_banded_wrists
from tests.layers.test_things import painted, pose


def parted(person: Pose, *, by: float, at: float = 0.0) -> tuple[Floats, Floats, np.ndarray]:
    """The person's matte, the same without a band across the left forearm, and where that is.

    by: how long the band is, at: how far before the wrist its middle, torso lengths.
    """
    skeleton = complete(person)
    _, elbow, wrist = skeleton.xy[list(CHAINS[Region.LEFT_ARM])]
    whole = (painted()[1] > 0).astype(np.float32)
    along = (wrist - elbow) / np.hypot(*(wrist - elbow))
    y, x = np.mgrid[: whole.shape[0], : whole.shape[1]]
    past, aside = x - wrist[0], y - wrist[1]
    here = past * along[0] + aside * along[1] + at * skeleton.torso
    beside = np.abs(past * along[1] - aside * along[0]) < 0.06 * skeleton.torso
    band = (np.abs(here) < by / 2 * skeleton.torso) & beside & (whole > 0)
    return whole, np.where(band, 0, whole).astype(np.float32), band


def test_a_band_at_the_wrist_is_the_persons() -> None:
    whole, matte, band = parted(pose(), by=0.08)
    found = with_banded_wrists(matte, pose())
    assert found[band].min() > 0.8
    assert np.abs(found - whole)[~widened(band, 2)].max() < 0.5, "soft beside it at most"


@pytest.mark.parametrize(("by", "at"), [(0.3, 0.0), (0.08, 0.3)])
def test_what_is_no_band_at_the_wrist_stays_out(by: float, at: float) -> None:
    """A hand far from its forearm's end, or a gap where nothing is worn."""
    _, matte, _ = parted(pose(), by=by, at=at)
    assert np.array_equal(with_banded_wrists(matte, pose()), matte)


def test_an_arm_that_is_whole_or_not_seen_is_left_alone() -> None:
    whole, matte, _ = parted(pose(), by=0.08)
    assert np.array_equal(with_banded_wrists(whole, pose()), whole)
    unseen = pose().with_present((Joint.L_WRIST, Joint.R_WRIST), present=False)
    assert np.array_equal(with_banded_wrists(matte, unseen), matte)


def test_beside_a_folded_arm_nothing_is_filled() -> None:
    """The line from elbow to wrist may cross what shows between head and arm."""
    _, matte, _ = parted(pose(), by=0.08)
    skeleton = complete(pose())
    shoulder, elbow, _ = skeleton.xy[list(CHAINS[Region.LEFT_ARM])]
    folded = pose().moved(Joint.L_WRIST, tuple(elbow + 0.9 * (shoulder - elbow) + (3, 0)))
    assert np.array_equal(with_banded_wrists(matte, folded), matte)
