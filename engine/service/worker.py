"""The engine thread: takes work from the mailbox, and turns every fault into a sentence."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from engine.contract.answering import Listener
from engine.contract.messages import (
    Event,
    PeopleFound,
    PhotoFile,
    Prepared,
    Quality,
    Rendered,
    RenderedAtLeisure,
    RenderRequest,
    StatusChanged,
    Subject,
)
from engine.photo.photo import Photo
from engine.runtime.device import Device, choose_device, is_out_of_memory
from engine.runtime.fall_back import retried
from engine.service.beside import Made, Work
from engine.service.faults import failure
from engine.service.lanes import Lanes
from engine.service.mailbox import Mailbox
from engine.service.reader import FileReader
from engine.service.studio import ChangesDevice, FallsBack, GetsReady, Studio
from engine.service.work import (
    AtLeisure,
    Decoded,
    GettingReady,
    Interactive,
    Moving,
    Preparation,
    Search,
    Wish,
    asked_of,
    is_of,
    source_of,
)
from engine.system.equipment import DeviceRefused
from engine.system.errors import OUT_OF_MEMORY, UNEXPECTED, EngineError, GivenUpError
from engine.system.memory import give_back

READY = "Ready"
PREPARING = "Reading the photo"
RENDERING = "Rendering"
FALLING_BACK = "The graphics card is out of memory; rendering on the processor"
_FAILED = {
    Search: "People could not be looked for",
    AtLeisure: "A picture at leisure could not be made",
    GettingReady: "The engine could not get ready",
}

_log = logging.getLogger(__name__)


class EngineThread:
    """An `engine.contract.answering.Engine` over a studio; its thread runs from construction until `close`.

    `listener` is called on this thread and must return soon. Full pictures and all that takes long are made beside it.
    """

    def __init__(self, studio: Studio, listener: Listener, *, device: Device) -> None:
        self._studio, self._listener = studio, listener
        self._device, self._device_name = device, device.name
        self._mailbox: Mailbox[Interactive | RenderRequest, Preparation] = Mailbox()
        self._guard = threading.RLock()  # of the status, which both threads tell of
        self._status: StatusChanged | None = None
        self._is_serving = False
        self._preferred: Subject | None = None
        self._lanes = Lanes(self._mailbox, begins=self._use_device)
        if isinstance(studio, GetsReady):
            self._mailbox.put_leisure(GettingReady(studio))
        announce = partial(self._announce, PREPARING, busy=True)
        self._reader = FileReader(self._tell, began=announce, ended=self._announce_rest)
        self._thread = threading.Thread(target=self._run, name="engine", daemon=True)
        self._thread.start()

    def submit(self, request: RenderRequest) -> None:
        """Ask for a picture at once, in place of any interactive request that is not done yet."""
        self._mailbox.put(Interactive(request))

    def submit_asked(self, request: RenderRequest) -> None:
        """Ask for a picture that somebody waits for, such as one to be copied: after drags, before other photos."""
        self._mailbox.put_asked(request)

    def submit_batch(self, requests: Sequence[RenderRequest]) -> None:
        """Ask for pictures in order, whenever nothing else is waiting."""
        self._mailbox.put_batch(requests)

    def submit_leisure(self, requests: Sequence[RenderRequest]) -> None:
        """Ask for pictures that nobody waits for, in place of those asked for so before."""
        self._mailbox.put_wishes([AtLeisure(request) for request in requests])

    def prepare(self, subject: Subject) -> None:
        """Ask for a photo to be taken in; files are read on a thread of their own before."""
        if isinstance(subject, Path | PhotoFile):
            self._reader.open(subject, partial(self._look_for_person, subject))
        else:
            self._mailbox.put_preparation(subject, awaited=True)

    def read(self, file: Path | PhotoFile) -> None:
        """Ask for a file to be read; in turn with the photos to be taken in."""
        self._reader.open(file)

    def glimpse(self, files: Sequence[Path | PhotoFile]) -> None:
        """Ask for small pictures of files."""
        self._reader.glimpse(files)

    def prefer(self, subject: Subject) -> None:
        """Read and take in `subject` before others."""
        self._preferred = subject
        self._reader.prefer(subject)
        self._mailbox.prefer(lambda work: is_of(work, subject))

    def withdraw(self, subject: Subject) -> None:
        """Do not read `subject` nor take it in, unless that has begun."""
        self._reader.withdraw(subject)
        self._mailbox.withdraw(lambda work: is_of(work, subject))

    def find_people(self, photo: Photo) -> None:
        """Look for everyone in a photo, a step whenever nobody waits for anything."""
        self._mailbox.put_leisure(Search(photo, self._studio.people(photo)))

    def use(self, device: str) -> None:
        """Go on with another device, before anything else but a drag."""
        self._mailbox.put_preparation(Moving(device), first=True)

    def close(self, timeout: float = 1.0) -> bool:
        """Drop what waits, silence the listener and stop.

        True when the thread ended within `timeout` seconds; a render that takes longer is left to end by
        itself, unheard, and does not keep the program alive. From the listener it returns at once.
        """
        self._mailbox.close()
        self._reader.close(0.0)
        self._lanes.close()
        if threading.current_thread() is self._thread:
            return False
        until = time.monotonic() + timeout
        self._thread.join(timeout)
        return self._lanes.join(until - time.monotonic()) and not self._thread.is_alive()

    def _run(self) -> None:
        """Work until closed, whatever is raised: SystemExit, too, would end this thread without a word."""
        self._use_device()
        while not self._mailbox.is_closed:
            try:
                self._work()
            except BaseException:  # noqa: BLE001 - the thread must outlive any fault
                _log.exception("The engine's listener failed")

    def _use_device(self) -> None:
        self._device.use()

    def _work(self) -> None:
        """Take work until closed; what is raised while a fault is told, as by a listener, gets out."""
        self._announce(READY, busy=False)
        while (work := self._mailbox.take()) is not None:
            if isinstance(work, Search | AtLeisure | GettingReady):
                self._do_at_leisure(work)
            elif isinstance(work, Moving):
                self._move(work.wanted)
            else:
                self._serve(work)
            del work  # of a large photo, while nothing else comes

    def _serve(self, work: Wish) -> None:
        self._is_serving = True
        try:
            self._answer(work)
        finally:
            self._is_serving = False
        self._announce_rest()
        is_preview = isinstance(work, Interactive) and work.request.quality is Quality.PREVIEW
        if not (is_preview or self._mailbox.has_work()):  # within a drag memory would be taken again at once
            give_back()

    def _answer(self, work: Wish) -> None:
        try:
            self._announce_work(asked_of(work))
            self._tell(self._fulfil(work))
        except GivenUpError:
            pass  # what is wanted in its place is answered
        except BaseException as error:  # noqa: BLE001 - the thread must outlive any fault
            self._tell(failure(asked_of(work), error))

    def _while_answering(self, work: Work[Made]) -> Made:
        return self._lanes.while_answering(work, self._answer_meanwhile)

    def _answer_meanwhile(self, wish: Interactive) -> None:
        before = self._status
        self._answer(wish)
        if before is not None and before.busy:
            self._announce(before.text, busy=True)
        else:
            self._announce_rest()

    def _render(self, request: RenderRequest, is_unwanted: Callable[[], bool]) -> Rendered:
        return self._studio.render(request, is_stale=is_unwanted)

    def _do_at_leisure(self, work: Search | AtLeisure | GettingReady) -> None:
        """No failure is told: nothing depends on it, or it fails again, with a sentence, when somebody waits for it."""
        try:
            if isinstance(work, Search):
                self._search_on(work)
            elif isinstance(work, AtLeisure):
                self._tell(RenderedAtLeisure(self._while_answering(partial(self._render, work.request))))
            else:
                self._while_answering(lambda _: work.studio.get_ready())
        except GivenUpError:
            pass
        except BaseException:  # noqa: BLE001 - the thread must outlive any fault
            _log.exception(_FAILED[type(work)])

    def _search_on(self, search: Search) -> None:
        """One step."""
        try:
            self._while_answering(lambda _: next(search.steps))
        except StopIteration as end:
            self._tell(PeopleFound(search.photo, end.value))
        else:
            self._mailbox.put_leisure(search)

    def _move(self, wanted: str) -> None:
        """Where that cannot be, all stays as it is: what is loaded moves when it is first used elsewhere."""
        self._lanes.settle()
        try:
            device = choose_device(wanted, for_window=True)
            if isinstance(self._studio, ChangesDevice):
                self._studio.use(device)
            device.use()
        except EngineError as error:
            self._tell(DeviceRefused(wanted, str(error)))
        except Exception as error:  # noqa: BLE001 - the thread must outlive any fault
            _log.exception("The engine could not go on with %s", wanted)
            self._tell(DeviceRefused(wanted, OUT_OF_MEMORY if is_out_of_memory(error) else UNEXPECTED))
        else:
            self._device, self._device_name = device, device.name
        self._announce_rest()

    def _fulfil(self, work: Wish) -> Event:
        if isinstance(work, Interactive):
            request = work.request
            if request.quality is Quality.FINAL:
                return self._retried(lambda: self._lanes.unless_newer(partial(self._render, request)))
            # A drag would show nothing if previews gave way, too.
            return self._retried(lambda: self._studio.render(request))
        if isinstance(work, RenderRequest):
            return self._retried(lambda: self._while_answering(partial(self._render, work)))
        subject = work.subject if isinstance(work, Decoded) else work
        return self._retried(
            lambda: Prepared(self._while_answering(lambda _: source_of(self._studio, work)), subject)
        )

    def _look_for_person(self, subject: Path | PhotoFile, photo: Photo) -> None:
        """Called on the reader's thread."""
        self._mailbox.put_preparation(Decoded(subject, photo), first=subject == self._preferred)

    def _retried(self, attempt: Callable[[], Event]) -> Event:
        """The answer of `attempt`, on the CPU where the accelerator is full."""
        studio = self._studio
        if self._device_name == "cpu" or not isinstance(studio, FallsBack):
            return attempt()
        return retried(attempt, leave=partial(self._leave, studio))

    def _leave(self, studio: FallsBack) -> None:
        studio.fall_back_to_cpu()
        self._device_name = "cpu"
        self._announce(FALLING_BACK, busy=True)

    def _announce_work(self, work: RenderRequest | Subject) -> None:
        if not isinstance(work, RenderRequest):
            self._announce(PREPARING, busy=True)
        elif work.quality is not Quality.PREVIEW:
            self._announce(RENDERING, busy=True)

    def _announce_rest(self) -> None:
        """Tell that nothing is left to do, if so."""
        if not (self._is_serving or self._mailbox.has_work() or self._reader.is_busy):
            self._announce(READY, busy=False)

    def _announce(self, text: str, *, busy: bool) -> None:
        """Tell of a status, unless it is the one told last."""
        status = StatusChanged(busy, self._device_name, text)
        with self._guard:
            if status != self._status:
                self._status = status
                self._tell(status)

    def _tell(self, event: Event) -> None:
        if not self._mailbox.is_closed:
            self._listener(event)
