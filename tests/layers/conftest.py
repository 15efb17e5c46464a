"""The renderer by layers and the people that ship."""

from __future__ import annotations

import pytest

from engine.contract.messages import Source
from engine.photo.photo import load_photo
from engine.render.parsers import LearnedParser
from engine.render.renderer import Renderer
from engine.render.way import Way
from engine.runtime.device import choose_device
from engine.runtime.slides import load_slides
from engine.runtime.weights import load_weights
from engine.system.shipped import DEMO_PHOTO, WEIGHTS

PEOPLE = ("demo", "demo_dress", "demo_suit")


@pytest.fixture(scope="package")
def renderer() -> Renderer:
    cpu = choose_device("cpu")
    return Renderer(
        load_weights(),
        models=WEIGHTS,
        device=cpu,
        way=Way.LAYERS,
        parser=LearnedParser(cpu),
        slides=load_slides(),
    )


@pytest.fixture(scope="package")
def sources(renderer: Renderer) -> dict[str, Source]:
    return {name: renderer.prepare(load_photo(DEMO_PHOTO.with_name(f"{name}.png"))) for name in PEOPLE}
