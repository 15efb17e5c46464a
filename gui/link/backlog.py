"""Things that are written beside the window's thread, each until it is on disk."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial

from gui.link.background import Worker


class Backlog:
    """Knows nothing of Qt; all but `told` is called on one thread.

    told: called on the backlog's thread after each try; `failed` says then by thing what raised last.
    """

    def __init__(self, name: str, told: Callable[[], object]) -> None:
        self._worker = Worker(name)
        self._told = told
        self._guard = threading.Lock()
        self._waiting: dict[str, Callable[[], object]] = {}
        self._queued: set[str] = set()
        self._failed: dict[str, Exception] = {}

    @property
    def failed(self) -> dict[str, Exception]:
        """Why things are not on disk yet, of those that were tried."""
        with self._guard:
            return dict(self._failed)

    def put(self, thing: str, write: Callable[[], object]) -> None:
        """Have `write` called until it raises nothing; it takes the place of what `thing` waited for before."""
        with self._guard:
            self._waiting[thing] = write
        self._queue(thing)

    def retry(self) -> None:
        """Try again what failed."""
        for thing in self.failed:
            self._queue(thing)

    def do(self, job: Callable[[], object]) -> None:
        """Have `job` called once, after everything that waits."""
        self._worker.put(job)

    def flush(self, timeout: float) -> bool:
        """Wait until everything was tried; True when it was within `timeout` seconds."""
        return self._worker.flush(timeout)

    def close(self, timeout: float) -> bool:
        """Drop what waits and stop; True when the thread ended within `timeout` seconds."""
        return self._worker.close(timeout)

    def _queue(self, thing: str) -> None:
        with self._guard:
            if thing in self._queued:
                return
            self._queued.add(thing)
        self._worker.put(partial(self._try, thing))

    def _try(self, thing: str) -> None:
        """Called on the backlog's thread."""
        with self._guard:
            self._queued.discard(thing)
            write = self._waiting[thing]
        try:
            write()
        except Exception as error:  # noqa: BLE001 - whatever it is, it is told and tried again
            with self._guard:
                self._failed[thing] = error
        else:
            with self._guard:
                self._failed.pop(thing, None)
                if self._waiting[thing] is write:
                    del self._waiting[thing]
        self._told()
