"""Opens a renderer with what came with the program: for commands, the window's engine and tools alike."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TypeGuard

from engine.render import compose, layered
from engine.render.features import CACHE_BYTES
from engine.render.finding import person_finder
from engine.render.painted import Painted
from engine.render.parsers import LearnedParser
from engine.render.renderer import Renderer
from engine.render.way import DEFAULT, Way
from engine.runtime.device import Device
from engine.runtime.slides import load_slides
from engine.runtime.weights import load_weights
from engine.runtime.weights_files import label_of
from engine.runtime.weights_version import XINGGAN_ARCHITECTURE, architecture_of
from engine.runtime.xinggan_weights import load_xinggan
from engine.system.equipment import SHIPPED, OwnWeights
from engine.system.shipped import LAYERS_FILE, WEIGHTS


def open_renderer(
    device: Device,
    weights: Path | None = None,
    *,
    layers: Path = LAYERS_FILE,
    way: Way = DEFAULT,
    cache_bytes: int = CACHE_BYTES,
) -> Renderer:
    """A renderer on a device with the weights of a file, by default the shipped ones; raises WeightsError.

    Weights of `xinggan` paint whole pictures, in whichever way others would draw. layers: the file of what tells the
    layers apart. What it makes names files of one's own, see `label_of`.
    """
    if paints_whole(weights):
        loaded_2020 = replace(load_xinggan(weights), version=label_of(OwnWeights(weights)))
        painted = Painted(loaded_2020, device=device, finder=person_finder())
        return Renderer(None, models=WEIGHTS, device=device, method=painted, cache_bytes=cache_bytes)
    loaded = load_weights(weights)
    own = OwnWeights(weights, None if layers == LAYERS_FILE else layers)
    if own != SHIPPED:
        loaded = replace(loaded, version=label_of(own))
    of_layers = way is Way.LAYERS
    return Renderer(
        loaded,
        models=WEIGHTS,
        device=device,
        way=way,
        parser=LearnedParser(device, layers) if of_layers else None,
        slides=load_slides() if of_layers else None,
        cache_bytes=cache_bytes,
    )


def paints_whole(weights: Path | None) -> TypeGuard[Path]:
    """Whether weights are those of the network that paints whole pictures."""
    return weights is not None and architecture_of(weights) == XINGGAN_ARCHITECTURE


def make_ready(*ways: Way) -> None:
    """Compile what draws in these ways, or fetch it from the disk, before anything is timed."""
    for way in ways or (DEFAULT,):
        (layered if way is Way.LAYERS else compose).get_ready()
