"""The renderer as the commands use it: from a device and weights, not stopped by a full graphics card."""

from __future__ import annotations

from pathlib import Path

from engine.contract.messages import Rendered, RenderRequest
from engine.render.opening import make_ready, open_renderer, paints_whole
from engine.render.renderer import Renderer
from engine.render.way import DEFAULT, Way
from engine.runtime.device import AUTOMATIC, choose_device
from engine.runtime.fall_back import retried
from engine.system.errors import DeviceError
from engine.system.say import say


def open_studio(device: str, weights: Path | None, *, way: Way = DEFAULT) -> Renderer:
    """A renderer on `device` (a name or "auto") with the weights of a file, by default the shipped ones.

    Says the licence that pictures made with them are bound by, where there is one.
    """
    chosen = choose_device(device)
    chosen.use()
    make_ready(Way.NETWORK if paints_whole(weights) else way)
    renderer = open_renderer(chosen, weights, way=way)
    if renderer.method.licence:
        say(renderer.method.licence)
    return renderer


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
