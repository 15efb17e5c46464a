"""The renderer as the commands use it: from a device and weights, not stopped by a full graphics card."""

from __future__ import annotations

from pathlib import Path

from engine.contract import Rendered, RenderRequest
from engine.errors import DeviceError
from engine.render import compose, layered
from engine.render.parsers import LearnedParser
from engine.render.renderer import Renderer
from engine.render.way import Way
from engine.runtime.device import AUTOMATIC, choose_device
from engine.runtime.fall_back import retried
from engine.runtime.weights import load_weights
from engine.shipped import WEIGHTS, WEIGHTS_FILE


def open_studio(device: str, weights: Path | None, *, way: Way = Way.NETWORK) -> Renderer:
    """A renderer on `device` (a name or "auto") with the weights of a file, by default the shipped ones."""
    chosen = choose_device(device)
    chosen.use()
    make_ready(way)
    loaded = load_weights(weights or WEIGHTS_FILE)
    parser = LearnedParser(chosen) if way is Way.LAYERS else None
    return Renderer(loaded, models=WEIGHTS, device=chosen, way=way, parser=parser)


def make_ready(*ways: Way) -> None:
    """Compile what draws in these ways, or fetch it from the disk, before anything is timed."""
    for way in ways:
        (layered if way is Way.LAYERS else compose).get_ready()


def render_or_fall_back(renderer: Renderer, request: RenderRequest, *, wanted: str) -> Rendered:
    """The picture, on the CPU where the accelerator is full and was not `wanted` by name.

    Raises DeviceError where it was.
    """

    def leave() -> None:
        if wanted != AUTOMATIC:
            raise DeviceError(f"The {wanted} device is out of memory; choose cpu or a smaller size.")
        renderer.fall_back_to_cpu()

    is_on_cpu = renderer.device.name == "cpu"
    return retried(lambda: renderer.render(request), leave=None if is_on_cpu else leave)
