"""The engine as the window gets it: ready at once, with the weights loaded when they are first needed."""

from __future__ import annotations

import atexit
import gc
import logging
import threading
from collections.abc import Callable, Generator

from engine.contract.answering import Listener
from engine.contract.messages import Rendered, RenderRequest, Source
from engine.photo.photo import Photo
from engine.pose.pose import Box, Pose
from engine.render.opening import make_ready, open_renderer
from engine.render.renderer import Renderer
from engine.render.transplant import transplanted
from engine.runtime.device import AUTOMATIC, Device, choose_device
from engine.runtime.weights_files import check_own
from engine.service.worker import EngineThread
from engine.system.equipment import SHIPPED, OwnWeights
from engine.system.errors import DeviceError
from engine.system.memory import share_one_heap
from engine.system.shipped import LAYERS_FILE

_log = logging.getLogger(__name__)

# Two large photos as views show them, or a film strip of small ones: what is held of photos must stay below 2 GB.
_CACHE_BYTES = 220_000_000
_KEPT_OWN = 2  # as many weights of one's own as are compared


class LateRenderer:
    """A studio that loads its weights when they are first needed, so that the window need not wait.

    Missing or damaged weights are told anew by each request: once they are there, trying again works.
    """

    def __init__(self, device: Device) -> None:
        self._device = device
        self._renderers: dict[OwnWeights, Renderer] = {}  # the one used last comes last
        self._guard = threading.RLock()

    def get_ready(self) -> None:
        """Compile what draws: seconds the first time, a third of one later."""
        make_ready()

    def prepare(
        self,
        photo: Photo,
        *,
        at: tuple[float, float] | None = None,
        within: Box | None = None,
        given: Pose | None = None,
    ) -> Source:
        """Find the person; see `Renderer.prepare`."""
        return self._loaded().prepare(photo, at=at, within=within, given=given)

    def transplant(self, person: Source, place: Source) -> Source:
        """One person in another's place; see `engine.render.transplant`."""
        return transplanted(person, place)

    def people(self, photo: Photo) -> Generator[None, None, tuple[Pose, ...]]:
        """Everyone in a photo; see `Renderer.people`."""
        return (yield from self._loaded().people(photo))

    def render(self, request: RenderRequest, *, is_stale: Callable[[], bool] | None = None) -> Rendered:
        """The picture; see `Renderer.render`."""
        return self._loaded(request.weights).render(request, is_stale=is_stale)

    def use(self, device: Device) -> None:
        """Go on with another device."""
        with self._guard:
            for renderer in self._renderers.values():
                renderer.use(device)
            self._device = device

    def fall_back_to_cpu(self) -> None:
        """Go on without the accelerator, also when its memory was short while loading."""
        self.use(choose_device("cpu"))

    def _loaded(self, weights: OwnWeights = SHIPPED) -> Renderer:
        """The renderer with these weights; two are kept, and the shipped one, which finds people."""
        with self._guard:
            if weights not in self._renderers:
                if weights != SHIPPED:
                    check_own(weights)
                opened = open_renderer(
                    self._device,
                    weights.network,
                    layers=weights.layers or LAYERS_FILE,
                    cache_bytes=_CACHE_BYTES,
                )
                own = [each for each in self._renderers if each != SHIPPED]
                for old in own[: len(own) + 1 - _KEPT_OWN]:
                    del self._renderers[old]
                self._renderers[weights] = opened
                # What torch keeps for good is not gone through again: each time would hold the window up by 0.1 s.
                gc.freeze()
                # Else it could not be taken apart at the end either, and what has its own idea of leaks would tell.
                atexit.register(gc.unfreeze)
            self._renderers[weights] = renderer = self._renderers.pop(weights)
            return renderer


def make_engine(listener: Listener, wanted: str = AUTOMATIC) -> EngineThread:
    """An engine on the device `wanted`, or where that is gone on the fastest; one core is left to the window."""
    try:
        device = choose_device(wanted, for_window=True)
    except DeviceError as error:
        _log.warning("%s The fastest device is used instead.", error)
        device = choose_device(for_window=True)
    share_one_heap()
    return EngineThread(LateRenderer(device), listener, device=device)
