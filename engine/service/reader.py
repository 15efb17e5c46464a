"""The thread that reads photo files, so that they show while the engine is at something else."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from engine.contract.messages import Event, Glimpsed, PhotoFile, PhotoLoaded
from engine.photo.file_bytes import read_file
from engine.photo.photo import Photo, decode_photo, glimpse_photo
from engine.service.faults import failure

GLIMPSE_EDGE_PX = 400

File: TypeAlias = "Path | PhotoFile"

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, eq=False)
class _Job:
    """A file to be decoded; whole: at its full size, and then `then` is called with it."""

    file: File
    then: Callable[[Photo], object] | None = None
    whole: bool = False


class FileReader:
    """Any thread asks and never waits; the preferred file is decoded first, then small pictures, then other files.

    tell: called on this thread with PhotoLoaded, Glimpsed or Failed. began, ended: called on this thread before a file
    is decoded at its full size, and after it was told of.
    """

    def __init__(
        self, tell: Callable[[Event], object], *, began: Callable[[], object], ended: Callable[[], object]
    ) -> None:
        self._tell, self._began, self._ended = tell, began, ended
        self._changed = threading.Condition()
        self._jobs: list[_Job] = []
        self._preferred: object = None
        self._decoding: _Job | None = None
        self._is_unwanted = False  # whether what is being decoded was withdrawn meanwhile
        self._is_closed = False
        self._thread = threading.Thread(target=self._run, name="photos", daemon=True)
        self._thread.start()

    def open(self, file: File, then: Callable[[Photo], object] | None = None) -> None:
        """Decode a file, tell of it, and call `then` with the photo; answered by PhotoLoaded or Failed."""
        self._put([_Job(file, then, whole=True)])

    def glimpse(self, files: Iterable[File]) -> None:
        """Make small pictures of files; those that are decoded meanwhile are left out."""
        self._put([_Job(file) for file in files])

    def prefer(self, subject: object) -> None:
        """Decode this one before anything else is begun, also where it is asked for later."""
        with self._changed:
            self._preferred = subject

    def withdraw(self, subject: object) -> None:
        """Do not decode this one, or leave it at that where it was begun; its small picture is made all the same."""
        with self._changed:
            self._jobs = [job for job in self._jobs if not job.whole or job.file != subject]
            self._is_unwanted |= self._decoding is not None and self._decoding.file == subject

    @property
    def is_busy(self) -> bool:
        """Whether a file is being decoded at its full size or waits to be."""
        with self._changed:
            return self._decoding is not None or any(job.whole for job in self._jobs)

    def close(self, timeout: float) -> bool:
        """Drop what waits and stop; True when the thread ended within `timeout` seconds."""
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()
        if threading.current_thread() is not self._thread:
            self._thread.join(timeout)
        return not self._thread.is_alive()

    def _put(self, jobs: list[_Job]) -> None:
        with self._changed:
            self._jobs += jobs
            self._changed.notify_all()

    def _run(self) -> None:
        while (job := self._take()) is not None:
            try:
                self._do(job)
            except BaseException:  # noqa: BLE001 - the thread must outlive any fault, also of who listens
                _log.exception("What was read could not be told")

    def _take(self) -> _Job | None:
        with self._changed:
            self._decoding, self._is_unwanted = None, False
            self._changed.wait_for(lambda: self._is_closed or self._jobs)
            if self._is_closed:
                return None
            job = min(self._jobs, key=self._turn)
            self._jobs.remove(job)
            self._decoding = job if job.whole else None
            return job

    def _turn(self, job: _Job) -> int:
        """The small picture of the preferred file comes first where it takes a fraction of the whole."""
        is_preferred = job.file == self._preferred
        if job.whole:
            return 1 if is_preferred else 3
        return 0 if is_preferred and _is_jpeg(job.file) else 2

    def _do(self, job: _Job) -> None:
        if not job.whole:
            self._tell(_answer(job, lambda data, name: _glimpsed(job.file, data, name=name)))
            return
        self._began()
        answer = _answer(job, lambda data, name: PhotoLoaded(job.file, decode_photo(data, name)))
        with self._changed:
            self._jobs = [each for each in self._jobs if each.whole or each.file != job.file]
            self._decoding = None
        self._tell(answer)
        if isinstance(answer, PhotoLoaded) and job.then is not None and not self._is_unwanted:
            job.then(answer.photo)
        self._ended()


def _is_jpeg(file: File) -> bool:
    return Path(file.name).suffix.lower() in (".jpg", ".jpeg")


def _answer(job: _Job, make: Callable[[bytes, str], Event]) -> Event:
    try:
        if isinstance(job.file, PhotoFile):
            return make(job.file.data, job.file.name)
        return make(read_file(job.file), job.file.name)
    except BaseException as error:  # noqa: BLE001 - whoever waits has to hear of any fault
        return failure(job.file, error)


def _glimpsed(file: File, data: bytes, *, name: str) -> Glimpsed:
    glimpse = glimpse_photo(data, name, edge_px=GLIMPSE_EDGE_PX)
    return Glimpsed(file, glimpse.rgb, glimpse.size)
