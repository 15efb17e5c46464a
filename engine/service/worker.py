"""The engine thread: takes work from the mailbox, and turns every fault into a sentence."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from engine.contract.answering import Listener
from engine.contract.messages import (
    Chosen,
    Event,
    PeopleFound,
    PhotoFile,
    Placed,
    Prepared,
    Quality,
    RenderedAtLeisure,
    RenderRequest,
    Source,
    StatusChanged,
    Subject,
    Transplant,
    Within,
)
from engine.photo.photo import Photo
from engine.runtime.device import Device, choose_device, is_out_of_memory
from engine.runtime.fall_back import retried
from engine.service.faults import failure
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
    Someone,
    Wish,
    asked_of,
    is_of,
)
from engine.system.equipment import DeviceRefused
from engine.system.errors import OUT_OF_MEMORY, UNEXPECTED, EngineError, GivenUpError
from engine.system.giving_way import pausing
from engine.system.memory import give_back

READY = "Ready"
PREPARING = "Reading the photo"
RENDERING = "Rendering"
FALLING_BACK = "The graphics card is out of memory; rendering on the processor"

_log = logging.getLogger(__name__)


class EngineThread:
    """An `engine.contract.answering.Engine` over a studio; its thread runs from construction until `close`.

    `listener` is called on this thread and must return soon. `device` is what the studio computes on.
    """

    def __init__(self, studio: Studio, listener: Listener, *, device: Device) -> None:
        self._studio = studio
        self._listener = listener
        self._device = device
        self._device_name = device.name
        self._mailbox: Mailbox[Interactive | RenderRequest, Preparation] = Mailbox()
        self._guard = threading.RLock()  # of the status, which both threads tell of
        self._status: StatusChanged | None = None
        self._is_serving = False
        self._preferred: Subject | None = None
        if isinstance(studio, GetsReady):
            self._mailbox.put_leisure(GettingReady(studio))
        announce = partial(self._announce, PREPARING, busy=True)
        self._reader = FileReader(self._tell, began=announce, ended=self._announce_rest)
        self._thread = threading.Thread(target=self._run, name="engine", daemon=True)
        self._thread.start()

    def submit(self, request: RenderRequest) -> None:
        """Ask for a picture at once, in place of any interactive request that is not done yet."""
        self._mailbox.put(Interactive(request))

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
        if threading.current_thread() is not self._thread:
            self._thread.join(timeout)
        return not self._thread.is_alive()

    def _run(self) -> None:
        """Work until closed, whatever is raised: SystemExit, too, would end this thread without a word."""
        self._device.use()
        while not self._mailbox.is_closed:
            try:
                self._work()
            except BaseException:  # noqa: BLE001 - the thread must outlive any fault
                _log.exception("The engine's listener failed")

    def _work(self) -> None:
        """Take work until closed; what is raised while a fault is told, as by a listener, gets out."""
        self._announce(READY, busy=False)
        while (work := self._mailbox.take()) is not None:
            if isinstance(work, Search):
                self._search_on(work)
            elif isinstance(work, AtLeisure):
                self._render_at_leisure(work.request)
            elif isinstance(work, GettingReady):
                self._get_ready(work.studio)
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

    def _serve_newer(self) -> None:
        """Between two steps of a photo being prepared: a picture that somebody waits for comes first."""
        if self._mailbox.is_closed:
            raise GivenUpError("Nobody hears of it any more.")
        newer = self._mailbox.take_newer()
        if newer is not None and not isinstance(newer, RenderRequest):
            with pausing(None):
                self._answer(newer)
            self._announce(PREPARING, busy=True)

    def _search_on(self, search: Search) -> None:
        """One step; who asked goes without an answer where it fails, as nothing depends on it."""
        try:
            next(search.steps)
        except StopIteration as end:
            self._tell(PeopleFound(search.photo, end.value))
        except BaseException:  # noqa: BLE001 - the thread must outlive any fault
            _log.exception("People could not be looked for")
        else:
            self._mailbox.put_leisure(search)

    def _render_at_leisure(self, request: RenderRequest) -> None:
        """No failure is told, and none takes the accelerator away from those who do wait."""
        try:
            self._tell(RenderedAtLeisure(self._studio.render(request)))
        except Exception:  # noqa: BLE001 - the thread must outlive any fault
            _log.exception("A picture at leisure could not be made")

    @staticmethod
    def _get_ready(studio: GetsReady) -> None:
        """Whatever fails here fails again, with a sentence, when somebody waits for it."""
        try:
            studio.get_ready()
        except BaseException:  # noqa: BLE001 - the thread must outlive any fault
            _log.exception("The engine could not get ready")

    def _move(self, wanted: str) -> None:
        """Where that cannot be, all stays as it is: what is loaded moves when it is first used elsewhere."""
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
            # A drag would show nothing if previews gave way, too.
            final = work.request.quality is Quality.FINAL
            is_stale = self._mailbox.has_newer if final else None
            return self._retried(lambda: self._studio.render(work.request, is_stale=is_stale))
        if isinstance(work, RenderRequest):
            return self._retried(lambda: self._studio.render(work))
        subject = work.subject if isinstance(work, Decoded) else work
        with pausing(self._serve_newer):
            return self._retried(lambda: Prepared(self._source_of(work), subject))

    def _source_of(self, work: Someone) -> Source:
        studio = self._studio
        if isinstance(work, Transplant):
            return studio.transplant(work.person, work.place)
        if isinstance(work, Chosen):
            return studio.prepare(work.photo, at=work.at)
        if isinstance(work, Within):
            return studio.prepare(work.photo, within=work.box)
        if isinstance(work, Placed):
            return studio.prepare(work.photo, given=work.pose)
        return studio.prepare(work.photo if isinstance(work, Decoded) else work)

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
