"""The renderer with the shipped weights and the demo person, as the tests of pictures use them."""

from __future__ import annotations

import pytest

from engine.contract.messages import Source
from engine.photo.photo import load_photo
from engine.render.renderer import Renderer
from engine.runtime.device import choose_device
from engine.runtime.weights import load_weights
from engine.system.shipped import DEMO_PHOTO, WEIGHTS


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    return Renderer(load_weights(), models=WEIGHTS, device=choose_device("cpu"))


@pytest.fixture(scope="module")
def source(renderer: Renderer) -> Source:
    return renderer.prepare(load_photo(DEMO_PHOTO))
