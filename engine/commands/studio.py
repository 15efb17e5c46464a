"""The renderer as the commands use it: from a device and weights, not stopped by a full graphics card."""

from __future__ import annotations

from pathlib import Path

from engine.contract import Rendered, RenderRequest
from engine.errors import DeviceError
from engine.render.compose import get_ready
from engine.render.renderer import Renderer
from engine.runtime.device import AUTOMATIC, choose_device, is_accelerator_full
from engine.runtime.weights import load_weights
from engine.shipped import WEIGHTS, WEIGHTS_FILE


def open_studio(device: str, weights: Path | None) -> Renderer:
    """A renderer on `device` (a name or "auto") with the weights of a file, by default the shipped ones."""
    chosen = choose_device(device)
    chosen.use()
    get_ready()
    return Renderer(load_weights(weights or WEIGHTS_FILE), models=WEIGHTS, device=chosen)


def render_or_fall_back(renderer: Renderer, request: RenderRequest, *, wanted: str) -> Rendered:
    """The picture, on the CPU where the accelerator is full and was not `wanted` by name.

    Raises DeviceError where it was.
    """
    try:
        return renderer.render(request)
    except RuntimeError as error:
        if renderer.device.name == "cpu" or not is_accelerator_full(error):
            raise
        if wanted != AUTOMATIC:
            raise DeviceError(
                f"The {wanted} device is out of memory; choose cpu or a smaller size."
            ) from error
    # Outside the handler, whose traceback would keep the failed attempt's tensors alive.
    renderer.fall_back_to_cpu()
    return renderer.render(request)
