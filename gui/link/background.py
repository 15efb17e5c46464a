"""Work that takes longer than a frame, such as writing large files, on threads beside the window's."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal, Slot

from engine.system.errors import EngineError

Result = TypeVar("Result")

_log = logging.getLogger(__name__)


def tr(text: str) -> str:
    """`text` in the language of the window."""
    return QCoreApplication.translate("Background", text)


class Worker:
    """One thread that does jobs in the order they were given; knows nothing of Qt.

    A job sees to its own faults; those it does not are logged. The thread does not keep the program alive:
    `flush` before leaving.
    """

    def __init__(self, name: str) -> None:
        self._jobs: queue.SimpleQueue[Callable[[], object] | None] = queue.SimpleQueue()
        self._is_closed = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def put(self, job: Callable[[], object]) -> None:
        """Have `job` done after those that wait."""
        self._jobs.put(job)

    def flush(self, timeout: float) -> bool:
        """Wait until all jobs given so far are done; True when they were within `timeout` seconds."""
        done = threading.Event()
        self._jobs.put(done.set)
        return done.wait(timeout)

    def close(self, timeout: float) -> bool:
        """Drop what waits and stop; True when the thread ended within `timeout` seconds."""
        self._is_closed.set()
        self._jobs.put(None)
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None and not self._is_closed.is_set():
            try:
                job()
            except Exception:  # noqa: BLE001 - the thread must outlive any fault
                _log.exception("Work in the background failed unexpectedly")
            del job  # it may hold a large photo, while nothing else comes


class Background(QObject):
    """Does a piece of work beside the window and brings its result, or the reason why not, back to it."""

    _finished = Signal(object)  # Callable[[], None], called on the window's thread

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker = Worker("background")
        self._finished.connect(self._on_finished, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Callable[[], Result],
        then: Callable[[Result], object],
        *,
        otherwise: Callable[[str], object],
    ) -> None:
        """Do `work` on the other thread, then call `then` with its result on this one.

        Where it fails, `otherwise` is called with a sentence for people. Works are done in order.
        """

        def job() -> None:
            try:
                result = work()
            except Exception as error:  # noqa: BLE001 - whoever waits for the work has to hear of any fault
                sentence = _sentence(error)
                self._finished.emit(lambda: otherwise(sentence))
            else:
                self._finished.emit(lambda: then(result))

        self._worker.put(job)

    def finish(self, timeout: float) -> bool:
        """Wait until everything asked for is done, before leaving; True when it was in `timeout` seconds."""
        return self._worker.flush(timeout)

    @Slot(object)
    def _on_finished(self, answer: Callable[[], None]) -> None:
        answer()


def _sentence(error: Exception) -> str:
    if isinstance(error, EngineError):
        return str(error)
    if isinstance(error, MemoryError):
        return tr("There is not enough memory for this. Close other programs or photos first.")
    _log.error("Work in the background failed unexpectedly", exc_info=error)
    return tr("Something went wrong in Repose. Nothing is lost; Help → Show log folder has the details.")
