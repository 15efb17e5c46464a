"""The engine thread and the values it deals in; every wait is on a gate, none on the clock."""

from __future__ import annotations

import dataclasses
import logging
import queue
import threading
from collections.abc import Callable, Iterator

import numpy as np
import pytest
import torch

from engine import worker
from engine.contract import (
    Engine,
    Event,
    Failed,
    Prepared,
    Quality,
    Rendered,
    RenderRequest,
    Source,
    StatusChanged,
)
from engine.device import Device
from engine.errors import NoPersonError
from engine.photo import Photo
from engine.pose import Joint, Point, Pose
from engine.worker import EngineThread

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
    """Answers at once, but from `hold` on each job reports itself in `begun` and waits for `release`."""

    def __init__(self) -> None:
        self.jobs: list[RenderRequest | Photo] = []
        self.begun: queue.Queue[RenderRequest | Photo] = queue.Queue()
        self.gate = threading.Event()
        self.gate.set()
        self.faults: list[BaseException] = []
        self.device = "mps"

    def hold(self) -> None:
        self.gate.clear()

    def release(self) -> None:
        self.gate.set()

    def wait_until_begun(self) -> RenderRequest | Photo:
        return self.begun.get(timeout=PATIENCE_S)

    def prepare(self, photo: Photo) -> Source:
        self._pass(photo)
        return a_source(photo)

    def render(self, request: RenderRequest) -> Rendered:
        self._pass(request)
        pixels = np.zeros((40, 32, 3), np.uint8)
        return Rendered(request, pixels, 0.0, invented_map=None, milliseconds={}, device=self.device)

    def _pass(self, job: RenderRequest | Photo) -> None:
        self.jobs.append(job)
        self.begun.put(job)
        assert self.gate.wait(PATIENCE_S)
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


@pytest.fixture
def studio() -> MovableStudio:
    return MovableStudio()


@pytest.fixture
def heard() -> Heard:
    return Heard()


def started(studio: GatedStudio, heard: Heard, device: str = "mps") -> EngineThread:
    threads = torch.get_num_threads()
    return EngineThread(studio, heard, device=Device(device, dtype=torch.float32, threads=threads))


@pytest.fixture
def engine(studio: MovableStudio, heard: Heard) -> Iterator[Engine]:
    thread = started(studio, heard)
    yield thread
    studio.release()
    assert thread.close(PATIENCE_S)


def out_of_memory() -> RuntimeError:
    return torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB.")


def test_a_photo_is_prepared_and_rendered_on_the_engine_thread(engine: Engine, heard: Heard) -> None:
    engine.prepare(a_photo())
    prepared = heard.next_answer()
    assert isinstance(prepared, Prepared)
    assert prepared.source == a_source()
    request = RenderRequest(prepared.source, a_pose(3), Quality.PREVIEW)
    engine.submit(request)
    rendered = heard.next_answer()
    assert isinstance(rendered, Rendered)
    assert rendered.request == request
    assert heard.threads == {"engine"}


def test_a_drag_renders_what_it_began_with_and_its_end(
    engine: Engine, studio: MovableStudio, heard: Heard
) -> None:
    studio.hold()
    engine.submit(a_request(0, Quality.PREVIEW))
    studio.wait_until_begun()
    for shift_px in range(1, 250):
        engine.submit(a_request(shift_px, Quality.PREVIEW))
    engine.submit(a_request(249, Quality.FINAL))
    studio.release()
    answers = [heard.next_answer(), heard.next_answer()]
    assert [answer.request for answer in answers if isinstance(answer, Rendered)] == [
        a_request(0, Quality.PREVIEW),
        a_request(249, Quality.FINAL),
    ]
    assert len(studio.jobs) == 2


def test_batch_work_yields_and_is_answered_in_order(
    engine: Engine, studio: MovableStudio, heard: Heard
) -> None:
    studio.hold()
    engine.submit_batch([a_request(1), a_request(2), a_request(3)])
    studio.wait_until_begun()
    engine.prepare(a_photo("second"))
    engine.submit(a_request(9))
    studio.release()
    for _ in range(5):
        heard.next_answer()
    assert studio.jobs == [a_request(1), a_request(9), a_photo("second"), a_request(2), a_request(3)]


def test_a_known_fault_is_told_in_its_own_sentence(
    engine: Engine, studio: MovableStudio, heard: Heard
) -> None:
    studio.faults = [NoPersonError("No person was found; choose another photo.")]
    engine.prepare(a_photo())
    assert heard.next_answer() == Failed(a_photo(), "No person was found; choose another photo.")


def test_an_unknown_fault_is_logged_and_the_engine_goes_on(
    engine: Engine, studio: MovableStudio, heard: Heard, caplog: pytest.LogCaptureFixture
) -> None:
    studio.faults = [ZeroDivisionError("a bug")]
    with caplog.at_level(logging.ERROR):
        engine.submit(a_request())
        assert heard.next_answer() == Failed(a_request(), worker.UNEXPECTED)
    assert "ZeroDivisionError: a bug" in caplog.text
    engine.submit(a_request(1))
    assert isinstance(heard.next_answer(), Rendered)


def test_a_listener_that_fails_does_not_stop_the_engine(
    engine: Engine, heard: Heard, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse_pictures(event: Event) -> None:
        if isinstance(event, Rendered):
            raise ZeroDivisionError("a bug in the listener")

    heard.on_event = refuse_pictures
    engine.submit(a_request())
    assert isinstance(heard.next_answer(), Rendered)
    assert heard.next_answer() == Failed(a_request(), worker.UNEXPECTED)
    assert "a bug in the listener" in caplog.text
    engine.prepare(a_photo())
    assert isinstance(heard.next_answer(), Prepared)


def test_a_full_accelerator_is_left_for_the_cpu_once(
    engine: Engine, studio: MovableStudio, heard: Heard
) -> None:
    studio.faults = [out_of_memory()]
    engine.submit(a_request())
    expected = [
        (False, "mps", worker.READY),
        (True, "mps", worker.RENDERING),
        (True, "cpu", worker.FALLING_BACK),
    ]
    assert [heard.next() for _ in expected] == [StatusChanged(*status) for status in expected]
    rendered = heard.next()
    assert isinstance(rendered, Rendered)
    assert rendered.device == "cpu"
    assert studio.jobs == [a_request(), a_request()]
    assert heard.next() == StatusChanged(False, "cpu", worker.READY)


def test_a_second_shortage_is_told_not_retried(
    engine: Engine, studio: MovableStudio, heard: Heard, caplog: pytest.LogCaptureFixture
) -> None:
    studio.faults = [out_of_memory(), MemoryError()]
    engine.submit(a_request())
    assert heard.next_answer() == Failed(a_request(), worker.OUT_OF_MEMORY)
    assert len(studio.jobs) == 2
    assert "MemoryError" in caplog.text


@pytest.mark.parametrize(
    ("studio_kind", "device", "fault"),
    [
        (GatedStudio, "mps", out_of_memory()),  # nowhere to fall back to
        (MovableStudio, "cpu", out_of_memory()),  # already there
        (MovableStudio, "mps", RuntimeError("can't allocate memory")),  # the computer's own is short
    ],
)
def test_a_shortage_that_the_cpu_cannot_cure_is_told(
    studio_kind: type[GatedStudio], device: str, fault: BaseException, heard: Heard
) -> None:
    studio = studio_kind()
    studio.faults = [fault]
    engine = started(studio, heard, device)
    engine.submit(a_request())
    assert heard.next_answer() == Failed(a_request(), worker.OUT_OF_MEMORY)
    assert len(studio.jobs) == 1
    assert engine.close(PATIENCE_S)


def test_other_runtime_errors_do_not_leave_the_accelerator(
    engine: Engine, studio: MovableStudio, heard: Heard
) -> None:
    studio.faults = [RuntimeError("mat1 and mat2 shapes cannot be multiplied")]
    engine.submit(a_request())
    assert heard.next_answer() == Failed(a_request(), worker.UNEXPECTED)
    assert studio.device == "mps"


def test_status_says_busy_until_nothing_waits(engine: Engine, studio: MovableStudio, heard: Heard) -> None:
    assert heard.next() == StatusChanged(False, "mps", worker.READY)
    studio.hold()
    engine.prepare(a_photo())
    studio.wait_until_begun()
    engine.submit_batch([a_request(1), a_request(2)])
    studio.release()
    assert heard.next() == StatusChanged(True, "mps", worker.PREPARING)
    assert isinstance(heard.next(), Prepared)
    assert heard.next() == StatusChanged(True, "mps", worker.RENDERING)
    assert isinstance(heard.next(), Rendered)
    assert isinstance(heard.next(), Rendered)
    assert heard.next() == StatusChanged(False, "mps", worker.READY)


def test_previews_do_not_flicker_the_status(engine: Engine, heard: Heard) -> None:
    assert isinstance(heard.next(), StatusChanged)
    for shift_px in range(3):
        engine.submit(a_request(shift_px, Quality.PREVIEW))
        assert isinstance(heard.next(), Rendered)


def test_close_does_not_wait_for_a_long_render_and_silences_it(studio: MovableStudio, heard: Heard) -> None:
    engine = started(studio, heard)
    studio.hold()
    engine.submit(a_request(1))
    studio.wait_until_begun()
    engine.submit(a_request(2))
    assert engine.close(timeout=0.01) is False
    heard.rest()
    studio.release()
    assert engine.close(PATIENCE_S) is True
    assert heard.rest() == []
    assert studio.jobs == [a_request(1)]


def test_nothing_is_taken_after_close(studio: MovableStudio, heard: Heard) -> None:
    engine = started(studio, heard)
    assert engine.close(PATIENCE_S) is True
    heard.rest()
    engine.submit(a_request())
    engine.submit_batch([a_request()])
    engine.prepare(a_photo())
    assert engine.close(PATIENCE_S) is True
    assert studio.jobs == []
    assert heard.rest() == []


def test_the_listener_may_close_the_engine(studio: MovableStudio, heard: Heard) -> None:
    engine = started(studio, heard)
    stopped: list[bool] = []

    def close_on_answer(event: Event) -> None:
        if isinstance(event, Rendered):
            stopped.append(engine.close())

    heard.on_event = close_on_answer
    engine.submit_batch([a_request(1), a_request(2)])
    assert isinstance(heard.next_answer(), Rendered)
    assert engine.close(PATIENCE_S) is True
    assert stopped == [False]
    assert studio.jobs == [a_request(1)]


def test_sources_are_equal_by_photo_pose_and_matte() -> None:
    source = a_source()
    assert source == a_source()
    assert hash(source) == hash(a_source())
    matte = source.matte.copy()
    matte[3, 3] = 0.5
    others = [
        a_source(a_photo("another")),
        dataclasses.replace(source, pose=a_pose(1)),
        dataclasses.replace(source, matte=matte),
    ]
    assert len({source, *others}) == 4


def test_requests_are_equal_by_value() -> None:
    assert a_request(1) == a_request(1)
    assert len({a_request(1), a_request(1), a_request(2), a_request(1, Quality.PREVIEW)}) == 3
    assert dataclasses.replace(a_request(1), size=640) != a_request(1)


def test_a_source_keeps_its_matte_from_being_changed() -> None:
    matte = np.ones((40, 32), np.float32)
    source = Source(a_photo(), a_pose(), matte)
    with pytest.raises(ValueError, match="read-only"):
        source.matte[0, 0] = 0
    matte[0, 0] = 1  # the caller's own array stays its own


@pytest.mark.parametrize(
    "matte", [np.ones((32, 40), np.float32), np.ones((40, 32), np.float64), np.ones((40, 32, 1), np.float32)]
)
def test_an_unfit_matte_is_refused(matte: np.ndarray) -> None:
    with pytest.raises(ValueError, match="matte must be float32"):
        Source(a_photo(), a_pose(), matte)
