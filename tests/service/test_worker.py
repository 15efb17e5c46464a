"""The engine thread: order, faults, shortages of memory, status and closing; every wait is on a gate."""

from __future__ import annotations

import logging
import queue
import threading
import weakref
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import cast

import numpy as np
import pytest
import torch

from engine.contract.answering import Engine
from engine.contract.messages import (
    Chosen,
    Event,
    Failed,
    Glimpsed,
    PeopleFound,
    PhotoFile,
    PhotoLoaded,
    Placed,
    Prepared,
    Quality,
    Rendered,
    RenderedAtLeisure,
    RenderRequest,
    StatusChanged,
    Transplant,
    Within,
)
from engine.pose.pose import Box
from engine.runtime.device import Device
from engine.service import worker
from engine.service.worker import EngineThread
from engine.system.errors import OUT_OF_MEMORY, UNEXPECTED, NoPersonError
from engine.system.files import encode_png
from tests.service.studios import (
    PATIENCE_S,
    GatedStudio,
    Heard,
    MovableStudio,
    a_photo,
    a_pose,
    a_request,
    a_source,
)


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
    assert heard.next_answer() == Failed(
        a_photo(), "No person was found; choose another photo.", is_lasting=True
    )


def test_a_file_that_may_come_back_can_be_tried_again_and_one_that_is_no_photo_cannot(
    engine: Engine, heard: Heard, tmp_path: Path
) -> None:
    missing, text = tmp_path / "missing.png", tmp_path / "notes.txt"
    text.write_text("no photo")
    for path, is_lasting in ((missing, False), (text, True)):
        engine.prepare(path)
        failed = heard.next_answer()
        assert isinstance(failed, Failed)
        assert (failed.request, failed.is_lasting) == (path, is_lasting)


def test_an_unknown_fault_is_logged_and_the_engine_goes_on(
    engine: Engine, studio: MovableStudio, heard: Heard, caplog: pytest.LogCaptureFixture
) -> None:
    studio.faults = [ZeroDivisionError("a bug")]
    with caplog.at_level(logging.ERROR):
        engine.submit(a_request())
        assert heard.next_answer() == Failed(a_request(), UNEXPECTED)
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
    assert heard.next_answer() == Failed(a_request(), UNEXPECTED)
    assert "a bug in the listener" in caplog.text
    engine.prepare(a_photo())
    assert isinstance(heard.next_answer(), Prepared)


@pytest.mark.parametrize("kind", [SystemExit, KeyboardInterrupt, GeneratorExit])
def test_what_would_end_a_program_does_not_end_the_engine(
    engine: Engine,
    studio: MovableStudio,
    heard: Heard,
    caplog: pytest.LogCaptureFixture,
    kind: type[BaseException],
) -> None:
    studio.faults = [kind("from a library")]
    engine.submit(a_request())
    assert heard.next_answer() == Failed(a_request(), UNEXPECTED)
    assert f"{kind.__name__}: from a library" in caplog.text
    studio.faults = [kind("in a search")]
    engine.find_people(a_photo("crowd"))
    while studio.wait_until_begun() != a_photo("crowd"):
        pass
    engine.prepare(a_photo("second"))
    assert isinstance(heard.next_answer(), Prepared)


def test_a_listener_that_fails_at_everything_does_not_stop_the_engine(
    studio: MovableStudio, heard: Heard, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(event: Event) -> None:
        raise ZeroDivisionError("a bug in the listener")

    heard.on_event = refuse
    engine = started(studio, heard)
    engine.prepare(a_photo())
    assert isinstance(heard.next_answer(), Failed)
    engine.submit(a_request())
    assert isinstance(heard.next_answer(), Failed)
    heard.on_event = None
    engine.submit(a_request(1))
    assert isinstance(heard.next_answer(), Rendered)
    assert heard.next() == StatusChanged(False, "mps", worker.READY), "and says that it is free again"
    assert "a bug in the listener" in caplog.text
    assert engine.close(PATIENCE_S)


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
    assert heard.next_answer() == Failed(a_request(), OUT_OF_MEMORY)
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
    assert heard.next_answer() == Failed(a_request(), OUT_OF_MEMORY)
    assert len(studio.jobs) == 1
    assert engine.close(PATIENCE_S)


def test_other_runtime_errors_do_not_leave_the_accelerator(
    engine: Engine, studio: MovableStudio, heard: Heard
) -> None:
    studio.faults = [RuntimeError("mat1 and mat2 shapes cannot be multiplied")]
    engine.submit(a_request())
    assert heard.next_answer() == Failed(a_request(), UNEXPECTED)
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


def png(name: str = "figure.png") -> PhotoFile:
    return PhotoFile(name, encode_png(np.full((40, 32, 3), 90, np.uint8), icc=None, text={}))


def test_a_file_is_shown_before_its_person_is_looked_for(
    engine: Engine, studio: MovableStudio, heard: Heard, tmp_path: Path
) -> None:
    path = tmp_path / "figure.png"
    path.write_bytes(png().data)
    studio.hold()
    engine.prepare(path)
    loaded = heard.next_answer()
    assert isinstance(loaded, PhotoLoaded)
    assert loaded.subject == path
    assert loaded.photo.rgb[20, 20].tolist() == [90, 90, 90]
    studio.release()
    prepared = heard.next_answer()
    assert isinstance(prepared, Prepared)
    assert prepared.subject == path
    assert prepared.source.photo == loaded.photo


def test_a_file_from_the_clipboard_is_decoded(engine: Engine, heard: Heard) -> None:
    engine.prepare(png("clipboard"))
    loaded = heard.next_answer()
    assert isinstance(loaded, PhotoLoaded)
    assert loaded.photo.name == "clipboard"
    assert isinstance(heard.next_answer(), Prepared)


def test_a_file_is_read_and_nobody_in_it_looked_for(engine: Engine, heard: Heard, tmp_path: Path) -> None:
    file, missing = png("clipboard"), tmp_path / "missing.jpg"
    engine.read(file)
    engine.read(missing)
    loaded, failed = (heard.next_answer() for _ in range(2))
    assert isinstance(loaded, PhotoLoaded)
    assert loaded.subject is file
    assert loaded.photo.rgb[20, 20].tolist() == [90, 90, 90]
    assert isinstance(failed, Failed)
    assert failed.request == missing


def test_a_file_that_cannot_be_read_fails_by_its_own_name(
    engine: Engine, heard: Heard, tmp_path: Path
) -> None:
    missing = tmp_path / "missing.jpg"
    engine.prepare(missing)
    failed = heard.next_answer()
    assert isinstance(failed, Failed)
    assert failed.request == missing
    assert "missing.jpg" in failed.sentence


def test_a_full_accelerator_does_not_load_the_file_twice(
    engine: Engine, studio: MovableStudio, heard: Heard
) -> None:
    studio.faults = [out_of_memory()]
    engine.prepare(png())
    assert isinstance(heard.next_answer(), PhotoLoaded)
    assert isinstance(heard.next_answer(), Prepared)
    assert studio.device == "cpu"


def test_a_person_chosen_by_place_and_one_in_anothers_place(
    engine: Engine, studio: MovableStudio, heard: Heard
) -> None:
    chosen = Chosen(a_photo(), (3.0, 4.0))
    engine.prepare(chosen)
    answer = heard.next_answer()
    assert isinstance(answer, Prepared)
    assert answer.subject is chosen
    transplant = Transplant(a_source(), a_source(a_photo("place")))
    engine.prepare(transplant)
    answer = heard.next_answer()
    assert isinstance(answer, Prepared)
    assert (answer.subject, answer.source) == (transplant, transplant.place)
    assert studio.places == [(3.0, 4.0), (transplant.person, transplant.place)]


def test_a_person_in_a_box_and_one_placed_by_hand(
    engine: Engine, studio: MovableStudio, heard: Heard
) -> None:
    within, placed = Within(a_photo(), Box(1, 2, 30, 38)), Placed(a_photo(), a_pose(4))
    for wanted in (within, placed):
        engine.prepare(wanted)
        answer = heard.next_answer()
        assert isinstance(answer, Prepared)
        assert answer.subject is wanted
    assert studio.places == [within.box, placed.pose]


def test_people_are_looked_for_while_nobody_waits(
    engine: Engine, studio: MovableStudio, heard: Heard
) -> None:
    studio.hold()
    engine.find_people(a_photo("crowd"))
    studio.wait_until_begun()  # the first of three steps
    engine.submit(a_request(9))
    engine.submit_batch([a_request(1)])
    studio.release()
    answers = [heard.next_answer() for _ in range(3)]
    assert [type(answer) for answer in answers] == [Rendered, Rendered, PeopleFound]
    assert [answer.poses for answer in answers if isinstance(answer, PeopleFound)] == [(a_pose(), a_pose())]
    assert studio.jobs == [a_photo("crowd"), a_request(9), a_request(1), a_photo("crowd"), a_photo("crowd")]


def test_a_search_that_fails_is_logged_and_the_engine_goes_on(
    engine: Engine, studio: MovableStudio, heard: Heard, caplog: pytest.LogCaptureFixture
) -> None:
    studio.faults = [ValueError("odd")]
    engine.find_people(a_photo())
    studio.wait_until_begun()
    engine.prepare(a_photo("second"))
    assert isinstance(heard.next_answer(), Prepared)
    assert "People could not be looked for" in caplog.text


def test_pictures_at_leisure_wait_for_everybody_and_make_no_stir(
    engine: Engine, studio: MovableStudio, heard: Heard
) -> None:
    studio.hold()
    engine.submit(a_request(9, Quality.PREVIEW))
    studio.wait_until_begun()
    engine.submit_leisure([a_request(1, Quality.PREVIEW), a_request(2, Quality.PREVIEW)])
    engine.submit_leisure([a_request(3, Quality.PREVIEW), a_request(4, Quality.PREVIEW)])
    engine.submit_batch([a_request(5)])
    studio.release()
    assert [type(heard.next_answer()) for _ in range(2)] == [Rendered, Rendered]
    assert [type(heard.next()) for _ in range(3)] == [StatusChanged, RenderedAtLeisure, RenderedAtLeisure]
    assert studio.jobs == [a_request(9, Quality.PREVIEW), a_request(5)] + [
        a_request(shift, Quality.PREVIEW) for shift in (3, 4)
    ]


@pytest.mark.parametrize(
    ("begin", "then"),
    [
        pytest.param(lambda engine: engine.prepare(a_photo("next")), Prepared, id="a photo prepared"),
        pytest.param(
            lambda engine: engine.find_people(a_photo("crowd")), PeopleFound, id="people looked for"
        ),
        pytest.param(lambda engine: engine.submit_batch([a_request(1)]), Rendered, id="a batch"),
        pytest.param(lambda engine: engine.submit_leisure([a_request(1)]), RenderedAtLeisure, id="leisure"),
        pytest.param(lambda engine: engine.submit(a_request(1)), None, id="a full picture"),
    ],
)
def test_a_drag_is_answered_in_the_midst_of_any_step_of_long_work(
    engine: Engine,
    studio: MovableStudio,
    heard: Heard,
    begin: Callable[[Engine], None],
    then: type[Event] | None,
) -> None:
    dragged = [a_request(shift, Quality.PREVIEW) for shift in range(90, 93)]
    studio.hold(but=dragged.__contains__)
    begin(engine)
    studio.wait_until_begun()
    for request in dragged:  # the step ends when the test lets it, which it does not
        engine.submit(request)
        assert cast("Rendered", heard.next_answer()).request == request
    studio.release()
    if then is None:  # a full picture of a pose that is no more
        engine.submit(a_request(2))
        assert cast("Rendered", heard.next_answer()).request == a_request(2)
    else:
        assert isinstance(heard.next_answer(), then)


def test_a_full_picture_waits_for_the_step_of_the_one_before_and_those_between_are_not_begun(
    engine: Engine, studio: MovableStudio, heard: Heard
) -> None:
    dragged = a_request(8, Quality.PREVIEW)
    studio.hold(but=dragged.__eq__)
    engine.submit(a_request(1))
    studio.wait_until_begun()
    engine.submit(a_request(2))
    engine.submit(dragged)
    assert cast("Rendered", heard.next_answer()).request == dragged
    engine.submit(a_request(3))
    studio.release()
    assert cast("Rendered", heard.next_answer()).request == a_request(3)
    assert studio.jobs == [a_request(1), dragged, a_request(3)], "never two full pictures in memory"


def test_a_picture_at_leisure_that_fails_is_logged_and_the_engine_goes_on(
    engine: Engine, studio: MovableStudio, heard: Heard, caplog: pytest.LogCaptureFixture
) -> None:
    studio.faults = [ValueError("odd")]
    engine.submit_leisure([a_request(1), a_request(2)])
    assert isinstance(heard.next_answer(), RenderedAtLeisure)
    assert "A picture at leisure could not be made" in caplog.text


class PreparingStudio(GatedStudio):
    """A studio that gets ready, as often as it is asked to."""

    def __init__(self) -> None:
        super().__init__()
        self.readied: queue.Queue[int] = queue.Queue()

    def get_ready(self) -> None:
        self.readied.put(len(self.jobs))
        raise RuntimeError("no compiler")


def test_it_gets_ready_while_nobody_waits_and_outlives_a_failure(
    heard: Heard, caplog: pytest.LogCaptureFixture
) -> None:
    studio = PreparingStudio()
    with caplog.at_level(logging.CRITICAL, "engine.service.worker"):
        engine = started(studio, heard)
        assert studio.readied.get(timeout=PATIENCE_S) == 0, "before any work"
        engine.submit(a_request())
        assert isinstance(heard.next_answer(), Rendered)
        assert engine.close(PATIENCE_S)
    assert studio.readied.empty(), "once only"


def test_small_pictures_of_files_come_while_the_engine_is_at_work(
    engine: Engine, studio: MovableStudio, heard: Heard, tmp_path: Path
) -> None:
    missing = tmp_path / "missing.jpg"
    studio.hold()
    engine.submit(a_request())
    studio.wait_until_begun()
    engine.glimpse([png(), missing])
    glimpsed, failed = heard.next_answer(), heard.next_answer()
    assert isinstance(glimpsed, Glimpsed)
    assert (glimpsed.subject, glimpsed.size) == (png(), (32, 40))
    assert glimpsed.pixels[20, 16].tolist() == [90, 90, 90]
    assert isinstance(failed, Failed)
    assert failed.request == missing
    assert studio.jobs == [a_request()]


def test_the_preferred_photo_is_taken_in_first_and_a_withdrawn_one_not_at_all(
    engine: Engine, studio: MovableStudio, heard: Heard
) -> None:
    first, gone, last = (png(name) for name in ("first", "gone", "last"))
    studio.hold()
    engine.submit(a_request())
    studio.wait_until_begun()
    for file in (first, gone, last):
        engine.prepare(file)
    assert {cast("PhotoLoaded", heard.next_answer()).subject for _ in range(3)} == {first, gone, last}
    engine.prefer(last)
    engine.withdraw(gone)
    studio.release()
    assert isinstance(heard.next_answer(), Rendered)
    answers = [heard.next_answer() for _ in range(2)]
    assert [cast("Prepared", answer).subject for answer in answers] == [last, first]
    assert len(studio.jobs) == 3


def test_a_full_picture_gives_way_to_a_newer_wish_and_others_are_answered(
    engine: Engine, studio: MovableStudio, heard: Heard
) -> None:
    for begun, answered in (
        (partial(engine.submit, a_request(1)), [2]),
        (partial(engine.submit, a_request(1, Quality.PREVIEW)), [1, 2]),
        (partial(engine.submit_batch, [a_request(1)]), [2, 1]),
    ):
        studio.hold()
        begun()
        studio.wait_until_begun()
        engine.submit(a_request(2))
        studio.release()
        for shift_px in answered:
            assert cast("Rendered", heard.next_answer()).request.pose == a_pose(shift_px)
        studio.wait_until_begun()


def test_a_photo_being_prepared_gives_way_to_a_picture_and_goes_on(
    engine: Engine, studio: MovableStudio, heard: Heard
) -> None:
    studio.hold()
    engine.prepare(a_photo())
    studio.wait_until_begun()
    engine.submit(a_request(1, Quality.PREVIEW))
    studio.release()
    first, then = heard.next_answer(), heard.next_answer()
    assert isinstance(first, Rendered)
    assert isinstance(then, Prepared)
    assert len([job for job in studio.jobs if not isinstance(job, RenderRequest)]) == 1, (
        "nothing is begun anew"
    )


def test_a_photo_that_was_prepared_is_held_no_longer(
    engine: Engine, studio: MovableStudio, heard: Heard
) -> None:
    photo, gone = a_photo(), threading.Event()
    weakref.finalize(photo, gone.set)
    engine.prepare(photo)
    studio.wait_until_begun()
    studio.jobs.clear()
    del photo
    assert isinstance(heard.next_answer(), Prepared)
    assert gone.wait(PATIENCE_S)
