"""The engine goes on with another device, or with weights of one's own, while it runs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from engine.contract.messages import Quality, Rendered, RenderRequest, StatusChanged
from engine.pose.pose import Joint
from engine.runtime.device import Device, choose_device
from engine.runtime.weights import read_weights, save_weights
from engine.service.for_window import LateRenderer
from engine.service.worker import READY, EngineThread
from engine.system.equipment import DeviceRefused, OwnWeights
from engine.system.errors import WeightsError
from engine.system.shipped import WEIGHTS_FILE
from tests.gui.fakes import source
from tests.service.studios import PATIENCE_S, GatedStudio, Heard, a_request


class Roaming(GatedStudio):
    """Remembers where it was sent."""

    def __init__(self) -> None:
        super().__init__()
        self.devices: list[str] = []

    def use(self, device: Device) -> None:
        self.devices.append(device.name)


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def studio() -> Roaming:
    return Roaming()


@pytest.fixture
def engine(studio: Roaming, heard: Heard) -> Iterator[EngineThread]:
    made = EngineThread(studio, heard, device=Device("mps", torch.float32, 1))
    yield made
    studio.release()
    assert made.close(PATIENCE_S)


def test_another_device_is_used_from_the_next_picture_on(
    engine: EngineThread, studio: Roaming, heard: Heard
) -> None:
    studio.hold()
    engine.submit_batch([a_request(1), a_request(2)])
    studio.wait_until_begun()
    engine.use("cpu")
    assert studio.devices == []  # not in the midst of one
    studio.release()
    assert isinstance(heard.next_answer(), Rendered)
    assert isinstance(heard.next_answer(), Rendered)
    assert studio.devices == ["cpu"]
    while (status := heard.next()) != StatusChanged(busy=False, device="cpu", text=READY):
        assert isinstance(status, StatusChanged)


def test_a_device_that_is_not_there_is_refused_and_work_goes_on(
    engine: EngineThread, studio: Roaming, heard: Heard
) -> None:
    absent = "cuda" if not torch.cuda.is_available() else "mps"
    engine.use(absent)
    refused = heard.next_answer()
    assert isinstance(refused, DeviceRefused)
    assert refused.wanted == absent
    assert f"no {absent} device" in refused.sentence
    engine.submit(a_request(1))
    assert isinstance(heard.next_answer(), Rendered)
    assert studio.devices == []


@pytest.mark.skipif(not WEIGHTS_FILE.is_file(), reason="needs the shipped weights")
def test_weights_of_ones_own_make_other_pictures_and_are_named(tmp_path: Path) -> None:
    header, config, tensors = read_weights(WEIGHTS_FILE)
    path = tmp_path / "mine.safetensors"
    changed = {name: tensor * 0.8 for name, tensor in tensors.items()}
    save_weights(path, changed, config, about={"version": "mine-1", "licence": header["licence"]})
    studio = LateRenderer(choose_device("cpu"))
    plain = source()
    # On a photo of one grey no picture tells by what it was made.
    noise = np.random.default_rng(1).integers(0, 256, plain.photo.rgb.shape, np.uint8)
    person = plain.in_photo(replace(plain.photo, rgb=noise, key="noise"))
    request = RenderRequest(person, person.pose.moved(Joint.L_WRIST, (240.0, 120.0)), Quality.PREVIEW)
    own = replace(request, weights=OwnWeights(network=path))
    shipped, mine, again = studio.render(request), studio.render(own), studio.render(request)
    assert mine.weights.startswith("mine-1 (mine.safetensors, ")
    assert shipped.weights == again.weights == header["version"]
    assert np.array_equal(shipped.pixels, again.pixels)
    assert not np.array_equal(shipped.pixels, mine.pixels)
    path.write_bytes(path.read_bytes()[:-5])
    with pytest.raises(WeightsError, match="damaged"):
        LateRenderer(choose_device("cpu")).render(own)
