"""The engine thread: takes work from the mailbox, and turns every fault into a sentence."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeAlias

from engine.contract import (
    Chosen,
    Event,
    Listener,
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
from engine.errors import GivenUpError
from engine.photo.photo import Photo
from engine.pose.pose import Pose
from engine.runtime.device import Device
from engine.runtime.fall_back import retried
from engine.service.faults import failure
from engine.service.mailbox import Mailbox
from engine.service.reader import FileReader
from engine.service.studio import FallsBack, GetsReady, Studio

READY = "Ready"
PREPARING = "Reading the photo"
RENDERING = "Rendering"
FALLING_BACK = "The graphics card is out of memory; rendering on the processor"

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, eq=False)
class _GettingReady:
    """Done while nobody has asked for anything yet."""

    studio: GetsReady


@dataclass(frozen=True, slots=True, eq=False)
class _Decoded:
    """A file that was decoded, whose person is to be looked for."""

    subject: Path | PhotoFile
    photo: Photo


@dataclass(frozen=True, slots=True, eq=False)
class _Interactive:
    """A picture that a person waits for, until they want another."""

    request: RenderRequest


@dataclass(frozen=True, slots=True, eq=False)
class _AtLeisure:
    """A picture that nobody waits for."""

    request: RenderRequest


@dataclass(frozen=True, slots=True, eq=False)
class _Search:
    """People being looked for, a step at a time."""

    photo: Photo
    steps: Generator[None, None, tuple[Pose, ...]]


_Someone: TypeAlias = "Photo | Chosen | Within | Placed | Transplant | _Decoded"
_Preparation: TypeAlias = "_Someone | _AtLeisure | _Search | _GettingReady"
_Wish: TypeAlias = "_Interactive | RenderRequest | _Someone"


class EngineThread:
    """An `engine.contract.Engine` over a studio; its thread runs from construction until `close`.

    `listener` is called on this thread and must return soon. `device` is what the studio computes on.
    """

    def __init__(self, studio: Studio, listener: Listener, *, device: Device) -> None:
        self._studio = studio
        self._listener = listener
        self._device = device
        self._device_name = device.name
        self._mailbox: Mailbox[_Interactive | RenderRequest, _Preparation] = Mailbox()
        self._guard = threading.RLock()  # of the status, which both threads tell of
        self._status: StatusChanged | None = None
        self._is_serving = False
        self._preferred: Subject | None = None
        if isinstance(studio, GetsReady):
            self._mailbox.put_leisure(_GettingReady(studio))
        announce = partial(self._announce, PREPARING, busy=True)
        self._reader = FileReader(self._tell, began=announce, ended=self._announce_rest)
        self._thread = threading.Thread(target=self._run, name="engine", daemon=True)
        self._thread.start()

    def submit(self, request: RenderRequest) -> None:
        """Ask for a picture at once, in place of any interactive request that is not done yet."""
        self._mailbox.put(_Interactive(request))

    def submit_batch(self, requests: Sequence[RenderRequest]) -> None:
        """Ask for pictures in order, whenever nothing else is waiting."""
        self._mailbox.put_batch(requests)

    def submit_leisure(self, requests: Sequence[RenderRequest]) -> None:
        """Ask for pictures that nobody waits for, in place of those asked for so before."""
        self._mailbox.put_wishes([_AtLeisure(request) for request in requests])

    def prepare(self, subject: Subject) -> None:
        """Ask for a photo to be taken in; files are read on a thread of their own before."""
        if isinstance(subject, Path | PhotoFile):
            self._reader.open(subject, partial(self._look_for_person, subject))
        else:
            self._mailbox.put_preparation(subject)

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
        self._mailbox.prefer(lambda work: _is_of(work, subject))

    def withdraw(self, subject: Subject) -> None:
        """Do not read `subject` nor take it in, unless that has begun."""
        self._reader.withdraw(subject)
        self._mailbox.withdraw(lambda work: _is_of(work, subject))

    def find_people(self, photo: Photo) -> None:
        """Look for everyone in a photo, a step whenever nobody waits for anything."""
        self._mailbox.put_leisure(_Search(photo, self._studio.people(photo)))

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
            if isinstance(work, _Search):
                self._search_on(work)
            elif isinstance(work, _AtLeisure):
                self._render_at_leisure(work.request)
            elif isinstance(work, _GettingReady):
                self._get_ready(work.studio)
            else:
                self._serve(work)

    def _serve(self, work: _Wish) -> None:
        asked = _asked(work)
        self._is_serving = True
        try:
            self._announce_work(asked)
            self._tell(self._fulfil(work))
        except GivenUpError:
            pass  # what is wanted in its place is answered
        except BaseException as error:  # noqa: BLE001 - the thread must outlive any fault
            self._tell(failure(asked, error))
        finally:
            self._is_serving = False
        self._announce_rest()

    def _search_on(self, search: _Search) -> None:
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

    def _fulfil(self, work: _Wish) -> Event:
        if isinstance(work, _Interactive):
            # A drag would show nothing if previews gave way, too.
            final = work.request.quality is Quality.FINAL
            is_stale = self._mailbox.has_newer if final else None
            return self._retried(lambda: self._studio.render(work.request, is_stale=is_stale))
        if isinstance(work, RenderRequest):
            return self._retried(lambda: self._studio.render(work))
        subject = work.subject if isinstance(work, _Decoded) else work
        return self._retried(lambda: Prepared(self._source_of(work), subject))

    def _source_of(self, work: _Someone) -> Source:
        studio = self._studio
        if isinstance(work, Transplant):
            return studio.transplant(work.person, work.place)
        if isinstance(work, Chosen):
            return studio.prepare(work.photo, at=work.at)
        if isinstance(work, Within):
            return studio.prepare(work.photo, within=work.box)
        if isinstance(work, Placed):
            return studio.prepare(work.photo, given=work.pose)
        return studio.prepare(work.photo if isinstance(work, _Decoded) else work)

    def _look_for_person(self, subject: Path | PhotoFile, photo: Photo) -> None:
        """Called on the reader's thread."""
        self._mailbox.put_preparation(_Decoded(subject, photo), first=subject == self._preferred)

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


def _asked(work: _Wish) -> RenderRequest | Subject:
    """What somebody asked for, as they gave it."""
    if isinstance(work, _Interactive):
        return work.request
    return work.subject if isinstance(work, _Decoded) else work


def _is_of(work: _Preparation, subject: Subject) -> bool:
    return (work.subject if isinstance(work, _Decoded) else work) == subject
