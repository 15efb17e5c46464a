"""A batch on the engine of a window: interactive work goes first, answers go where they belong, closing ends it."""

from __future__ import annotations

import queue
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch

from engine.batch.background import BatchThread
from engine.batch.events import BatchEvent, End, Ended, PictureMade
from engine.contract.messages import Event, Rendered
from engine.runtime.device import Device
from engine.service.worker import EngineThread
from tests.batch.material import a_plan, pictures, ready_for
from tests.service.studios import PATIENCE_S, GatedStudio, a_request


class Window:
    """What a window does with events: the batch sees them first, the rest is its own."""

    def __init__(self, studio: GatedStudio, folder: Path) -> None:
        self.own: queue.Queue[Event] = queue.Queue()
        self.told: queue.Queue[BatchEvent] = queue.Queue()
        self._first: list[BatchThread] = []
        self.engine = EngineThread(studio, self.hear, device=Device("cpu", torch.float32, 1))
        plan = a_plan(folder / "in")
        self.batch = BatchThread(
            ready_for(plan, folder / "out"), engine=self.engine, weights="1", listener=self.told.put
        )
        self._first.append(self.batch)

    def hear(self, event: Event) -> None:
        if not any(batch.hear(event) for batch in self._first):
            self.own.put(event)

    def until(self, kind: type) -> BatchEvent:
        while not isinstance(event := self.told.get(timeout=PATIENCE_S), kind):
            pass
        return event


@pytest.fixture
def studio() -> GatedStudio:
    return GatedStudio()


@pytest.fixture
def window(studio: GatedStudio, tmp_path: Path) -> Iterator[Window]:
    made = Window(studio, tmp_path)
    yield made
    studio.release()
    assert made.batch.close(PATIENCE_S)
    assert made.engine.close(PATIENCE_S)


def test_the_window_hears_nothing_of_the_batch_and_the_batch_gets_all(window: Window, tmp_path: Path) -> None:
    window.batch.start()
    assert window.until(Ended) == Ended(End.COMPLETE)
    assert len(pictures(tmp_path / "out")) == 6
    kinds = {type(event).__name__ for event in window.own.queue}
    assert kinds == {"StatusChanged"}


def test_a_drag_goes_first_and_its_answer_to_the_window(window: Window, studio: GatedStudio) -> None:
    studio.hold()
    window.batch.start()
    studio.wait_until_begun()  # the person of the first photo is looked for
    window.engine.submit(a_request(1))
    window.engine.submit(a_request(2))
    studio.release()
    assert window.until(Ended) == Ended(End.COMPLETE)
    # The first of the two is begun as well, and may be answered, where the second comes late enough.
    drags = studio.jobs[1 : studio.jobs.index(a_request(2)) + 1]
    assert drags in ([a_request(2)], [a_request(1), a_request(2)]), "nothing of the batch comes before them"
    answers = [event.request for event in window.own.queue if isinstance(event, Rendered)]
    assert answers[-1] == a_request(2)
    assert set(answers) <= set(drags)


def test_cancelled_it_can_be_started_again(window: Window, studio: GatedStudio, tmp_path: Path) -> None:
    studio.hold()
    window.batch.start()
    studio.wait_until_begun()
    window.batch.cancel()
    studio.release()
    assert window.until(Ended) == Ended(End.CANCELLED)
    window.batch.start()
    assert window.until(Ended) == Ended(End.COMPLETE)
    assert len(pictures(tmp_path / "out")) == 6
    assert len(studio.jobs) <= 2 + 2 + 6


def test_a_failed_picture_is_tried_again_alone(window: Window, studio: GatedStudio, tmp_path: Path) -> None:
    studio.faults = [RuntimeError("a fault")]
    window.batch.start()
    window.until(Ended)
    assert len(pictures(tmp_path / "out")) == 3  # the first photo could not be prepared
    window.batch.start(only={2})
    made = window.until(PictureMade)
    assert isinstance(made, PictureMade)
    assert made.file == "coat-b.png"
    assert window.until(Ended) == Ended(End.COMPLETE)
    assert len(pictures(tmp_path / "out")) == 4


def test_closing_the_window_does_not_wait_for_a_long_render(window: Window, studio: GatedStudio) -> None:
    studio.hold()
    window.batch.start()
    studio.wait_until_begun()
    assert window.batch.close(PATIENCE_S)
    assert window.until(Ended) == Ended(End.CANCELLED)
    assert not window.batch.is_running


def test_a_folder_that_cannot_be_made_ends_it_with_a_sentence(window: Window, tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"a file in the way")
    window.batch.start()
    ended = window.until(Ended)
    assert isinstance(ended, Ended)
    assert ended.end is End.STOPPED
    assert "could not be made" in ended.sentence
