"""The classes of the demo person looked at again, with the shipped networks."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from engine.contract.messages import Source
from engine.imaging.frame import choose_frame
from engine.pose import layer_classes as c
from engine.render.features import PhotoFeatures
from engine.render.learned_classes import ClassMaps, LearnedClasses
from engine.render.looking_again import LookingAgain
from engine.runtime.device import choose_device
from engine.system.errors import WeightsError
from engine.system.shipped import LAYERS_FILE


@pytest.fixture(scope="module")
def photo(source: Source) -> PhotoFeatures:
    matte = (source.matte * 255 + 0.5).astype(np.uint8)
    return PhotoFeatures(
        source, choose_frame(source.pose, source.matte), np.dstack([source.photo.rgb, matte])
    )


def read(photo: PhotoFeatures, layers: Path) -> ClassMaps:
    network = LearnedClasses(layers, device=choose_device("cpu"))
    return network.read(photo.cutout, photo.frame, photo.source.pose)


@pytest.fixture(scope="module")
def shipped(photo: PhotoFeatures) -> ClassMaps:
    return read(photo, LAYERS_FILE)


@pytest.fixture(scope="module")
def alone(photo: PhotoFeatures, tmp_path_factory: pytest.TempPathFactory) -> ClassMaps:
    """What the same network says in another place, where nothing looks again: it may be anybody's."""
    return read(photo, Path(shutil.copy(LAYERS_FILE, tmp_path_factory.mktemp("own"))))


def test_the_person_is_named_anew_where_the_network_was_unsure(shipped: ClassMaps, alone: ClassMaps) -> None:
    changed = np.abs(shipped.shown - alone.shown).max(0)
    sure = np.sort(alone.shown, 0)[-1]
    person = alone.shown[c.BACKGROUND] < 0.1
    assert changed[person & (sure < 0.6)].mean() > 2 * changed[person & (sure > 0.95)].mean()
    assert changed[person].mean() > 0.01


def test_matte_and_extents_stay_what_they_were(shipped: ClassMaps, alone: ClassMaps) -> None:
    assert np.array_equal(shipped.whole, alone.whole)
    assert np.array_equal(shipped.shown[c.BACKGROUND], alone.shown[c.BACKGROUND])
    assert np.allclose(shipped.shown.sum(0), 1, atol=1e-3)
    assert shipped.shown.min() >= 0


def test_weights_of_another_network_are_refused() -> None:
    with pytest.raises(WeightsError, match="person_layers, not second_look"):
        LookingAgain(LAYERS_FILE)
