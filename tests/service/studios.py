"""A studio that works when told to, a listener that remembers, and small values for them to deal in."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Generator

import numpy as np

from engine.contract.messages import Event, Quality, Rendered, RenderRequest, Source, StatusChanged
from engine.photo.photo import Photo
from engine.pose.pose import Box, Joint, Point, Pose
from engine.system.errors import GivenUpError
from engine.system.giving_way import give_way

PATIENCE_S = 10.0


def a_photo(key: str = "photo") -> Photo:
    return Photo(rgb=np.full((40, 32, 3), 127, np.uint8), name=f"{key}.jpg", key=key)


def a_pose(shift_px: float = 0) -> Pose:
    return Pose(tuple(Point(shift_px + joint, 2.0 * joint) for joint in Joint))


def a_source(photo: Photo | None = None) -> Source:
    return Source(photo or a_photo(), a_pose(), np.ones((40, 32), np.float32))


def a_request(shift_px: float = 0, quality: Quality = Quality.FINAL) -> RenderRequest:
    return RenderRequest(a_source(), a_pose(shift_px), quality)


class GatedStudio:
    """Answers at once, but from `hold` on each job, or some, reports itself in `begun` and waits for `release`."""

    def __init__(self) -> None:
        self.jobs: list[RenderRequest | Photo] = []
        self.begun: queue.Queue[RenderRequest | Photo] = queue.Queue()
        self.gate = threading.Event()
        self.gate.set()
        self._is_free: Callable[[RenderRequest | Photo], bool] = lambda _: False
        self.faults: list[BaseException] = []
        self.places: list[object] = []
        self.device = "mps"

    def hold(self, *, but: Callable[[RenderRequest | Photo], bool] = lambda _: False) -> None:
        """but: what is not held."""
        self._is_free = but
        self.gate.clear()

    def release(self) -> None:
        self.gate.set()

    def wait_until_begun(self) -> RenderRequest | Photo:
        return self.begun.get(timeout=PATIENCE_S)

    def prepare(
        self,
        photo: Photo,
        *,
        at: tuple[float, float] | None = None,
        within: Box | None = None,
        given: Pose | None = None,
    ) -> Source:
        self.places.append(at or within or given)
        self._pass(photo)
        give_way()
        return a_source(photo)

    def transplant(self, person: Source, place: Source) -> Source:
        self.places.append((person, place))
        return place

    def people(self, photo: Photo) -> Generator[None, None, tuple[Pose, ...]]:
        for _ in range(3):
            self._pass(photo)
            yield
        return (a_source(photo).pose,) * 2

    def render(self, request: RenderRequest, *, is_stale: Callable[[], bool] | None = None) -> Rendered:
        self._pass(request)
        if is_stale is not None and is_stale():
            raise GivenUpError("There is a newer wish.")
        pixels = np.zeros((40, 32, 3), np.uint8)
        return Rendered(request, pixels, 0.0, invented_map=None, milliseconds={}, device=self.device)

    def _pass(self, job: RenderRequest | Photo) -> None:
        self.jobs.append(job)
        self.begun.put(job)
        assert self._is_free(job) or self.gate.wait(PATIENCE_S)
        if self.faults:
            raise self.faults.pop(0)


class MovableStudio(GatedStudio):
    """A studio that can leave its accelerator."""

    def fall_back_to_cpu(self) -> None:
        self.device = "cpu"


class Heard:
    """A listener that keeps what it heard."""

    def __init__(self) -> None:
        self._events: queue.Queue[Event] = queue.Queue()
        self.threads: set[str] = set()
        self.on_event: Callable[[Event], None] | None = None

    def __call__(self, event: Event) -> None:
        self.threads.add(threading.current_thread().name)
        self._events.put(event)
        if self.on_event is not None:
            self.on_event(event)

    def next(self) -> Event:
        return self._events.get(timeout=PATIENCE_S)

    def next_answer(self) -> Event:
        while isinstance(event := self.next(), StatusChanged):
            pass
        return event

    def rest(self) -> list[Event]:
        return [self._events.get_nowait() for _ in range(self._events.qsize())]
