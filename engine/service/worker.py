"""The engine thread: takes work from the mailbox, and turns every fault into a sentence."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol, runtime_checkable

from engine.contract import (
    Chosen,
    Event,
    Failed,
    Listener,
    PeopleFound,
    PhotoFile,
    PhotoLoaded,
    Prepared,
    Quality,
    Rendered,
    RenderedAtLeisure,
    RenderRequest,
    Source,
    StatusChanged,
    Subject,
    Transplant,
)
from engine.errors import OUT_OF_MEMORY, UNEXPECTED, EngineError
from engine.photo.photo import Photo, decode_photo, load_photo
from engine.pose.pose import Pose
from engine.runtime.device import Device, is_out_of_memory
from engine.runtime.fall_back import retried
from engine.service.mailbox import Mailbox

READY = "Ready"
PREPARING = "Reading the photo"
RENDERING = "Rendering"
FALLING_BACK = "The graphics card is out of memory; rendering on the processor"

_log = logging.getLogger(__name__)


class Studio(Protocol):
    """What does the work; it is called on the engine thread only and lets out-of-memory errors pass."""

    def prepare(self, photo: Photo, *, at: tuple[float, float] | None = None) -> Source:
        """Find a person's joints and matte, the one at a pixel or the most convincing; raises EngineError."""

    def transplant(self, person: Source, place: Source) -> Source:
        """One person in another's place; raises EngineError."""

    def people(self, photo: Photo) -> Generator[None, None, tuple[Pose, ...]]:
        """The poses of everyone in a photo from left to right, found in short steps."""

    def render(self, request: RenderRequest) -> Rendered:
        """Make the picture; raises EngineError."""


@runtime_checkable
class FallsBack(Protocol):
    """A studio on an accelerator that can go on without it."""

    def fall_back_to_cpu(self) -> None:
        """Move everything to the CPU for good and free the accelerator."""


@runtime_checkable
class GetsReady(Protocol):
    """A studio whose first picture would take longer than the next ones."""

    def get_ready(self) -> None:
        """Do beforehand what can be done without a photo."""


@dataclass(frozen=True, slots=True, eq=False)
class _GettingReady:
    """Done while nobody has asked for anything yet."""

    studio: GetsReady


@dataclass(frozen=True, slots=True, eq=False)
class _Reading:
    """A file to be read, nobody in it to be looked for."""

    file: Path | PhotoFile


@dataclass(frozen=True, slots=True, eq=False)
class _AtLeisure:
    """A picture that nobody waits for."""

    request: RenderRequest


@dataclass(frozen=True, slots=True, eq=False)
class _Search:
    """People being looked for, a step at a time."""

    photo: Photo
    steps: Generator[None, None, tuple[Pose, ...]]


class EngineThread:
    """An `engine.contract.Engine` over a studio; its thread runs from construction until `close`.

    `listener` is called on this thread and must return soon. `device` is what the studio computes on.
    """

    def __init__(self, studio: Studio, listener: Listener, *, device: Device) -> None:
        self._studio = studio
        self._listener = listener
        self._device = device
        self._device_name = device.name
        self._mailbox: Mailbox[RenderRequest, Subject | _Reading | _AtLeisure | _Search | _GettingReady] = (
            Mailbox()
        )
        self._status: StatusChanged | None = None
        if isinstance(studio, GetsReady):
            self._mailbox.put_leisure(_GettingReady(studio))
        self._thread = threading.Thread(target=self._run, name="engine", daemon=True)
        self._thread.start()

    def submit(self, request: RenderRequest) -> None:
        """Ask for a picture at once, in place of any interactive request that has not begun."""
        self._mailbox.put(request)

    def submit_batch(self, requests: Sequence[RenderRequest]) -> None:
        """Ask for pictures in order, whenever nothing else is waiting."""
        self._mailbox.put_batch(requests)

    def submit_leisure(self, requests: Sequence[RenderRequest]) -> None:
        """Ask for pictures that nobody waits for, in place of those asked for so before."""
        self._mailbox.put_wishes([_AtLeisure(request) for request in requests])

    def prepare(self, subject: Subject) -> None:
        """Ask for a photo to be taken in; files are read on this thread."""
        self._mailbox.put_preparation(subject)

    def read(self, file: Path | PhotoFile) -> None:
        """Ask for a file to be read; in turn with the photos to be taken in."""
        self._mailbox.put_preparation(_Reading(file))

    def find_people(self, photo: Photo) -> None:
        """Look for everyone in a photo, a step whenever nobody waits for anything."""
        self._mailbox.put_leisure(_Search(photo, self._studio.people(photo)))

    def close(self, timeout: float = 1.0) -> bool:
        """Drop what waits, silence the listener and stop.

        True when the thread ended within `timeout` seconds; a render that takes longer is left to end by
        itself, unheard, and does not keep the program alive. From the listener it returns at once.
        """
        self._mailbox.close()
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
                if not self._mailbox.has_work():
                    self._announce(READY, busy=False)

    def _serve(self, work: RenderRequest | Subject | _Reading) -> None:
        asked = work.file if isinstance(work, _Reading) else work
        try:
            self._announce_work(asked)
            self._tell(self._fulfil(work))
        except EngineError as error:
            self._tell(Failed(asked, str(error), is_lasting=error.is_lasting))
        except BaseException as error:  # noqa: BLE001 - the thread must outlive any fault
            _log.exception("The engine failed unexpectedly")
            self._tell(Failed(asked, OUT_OF_MEMORY if is_out_of_memory(error) else UNEXPECTED))

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

    def _fulfil(self, work: RenderRequest | Subject | _Reading) -> Event:
        if isinstance(work, _Reading):
            return PhotoLoaded(work.file, _read(work.file))
        if isinstance(work, RenderRequest):
            return self._retried(lambda: self._studio.render(work))
        return self._retried(self._preparation(work))

    def _preparation(self, subject: Subject) -> Callable[[], Event]:
        """What will answer a subject; files are read now."""
        if isinstance(subject, Transplant):
            return lambda: Prepared(self._studio.transplant(subject.person, subject.place), subject)
        if isinstance(subject, Chosen):
            return lambda: Prepared(self._studio.prepare(subject.photo, at=subject.at), subject)
        photo = self._opened(subject)
        return lambda: Prepared(self._studio.prepare(photo), subject)

    def _opened(self, subject: Path | PhotoFile | Photo) -> Photo:
        """The photo of `subject`; one that had to be decoded is told of, so that it shows at once."""
        if isinstance(subject, Photo):
            return subject
        photo = _read(subject)
        self._tell(PhotoLoaded(subject, photo))
        return photo

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

    def _announce(self, text: str, *, busy: bool) -> None:
        """Tell of a status, unless it is the one told last."""
        status = StatusChanged(busy, self._device_name, text)
        if status != self._status:
            self._status = status
            self._tell(status)

    def _tell(self, event: Event) -> None:
        if not self._mailbox.is_closed:
            self._listener(event)


def _read(file: Path | PhotoFile) -> Photo:
    if isinstance(file, Path):
        return load_photo(file)
    return decode_photo(file.data, file.name)
