"""A batch beside the window: runs it on the engine's batch lane and brings what it tells to the window's thread."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QObject, Qt, Signal, Slot

from engine.batch.background import BatchThread
from engine.batch.events import BatchEvent, Ended
from engine.batch.papers import Papers
from engine.batch.ready import Ready
from engine.batch.sources import SourcesAtHand
from engine.runtime.weights_version import weights_version
from gui.link.engine_link import EngineLink


class ExportRun(QObject):
    """At most one batch at a time; `told` carries its events on the window's thread."""

    told = Signal(object)  # BatchEvent
    _arrived = Signal(object)  # emitted on the batch's threads

    def __init__(self, link: EngineLink, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._link = link
        self._thread: BatchThread | None = None
        self._arrived.connect(self._on_arrived, Qt.ConnectionType.QueuedConnection)
        self.is_running = False
        self.is_paused = False

    def start(
        self, ready: Ready, *, at_hand: SourcesAtHand | None = None, papers: Papers | None = None
    ) -> None:
        """Begin a checked batch; at_hand: the persons as the window shows them."""
        self._thread = BatchThread(
            ready,
            engine=self._link,
            weights=weights_version(),
            listener=self._arrived.emit,
            at_hand=at_hand,
            papers=papers,
        )
        self._link.hear_first(self._thread.hear)
        self._begin(None)

    def go_on(self, only: Collection[int] | None = None) -> None:
        """Go on after a stop, or try the cells `only` again."""
        if not self.is_running:
            self._begin(only)

    def set_paused(self, paused: bool) -> None:
        """Stand still after the current picture, or go on."""
        if self._thread is None or not self.is_running:
            return
        self.is_paused = paused
        if paused:
            self._thread.pause()
        else:
            self._thread.resume()

    def cancel(self) -> None:
        """End after the current picture."""
        if self._thread is not None:
            self._thread.cancel()

    def close(self) -> None:
        """Before the engine is closed: what is finished stays, and the batch can be resumed another day."""
        if self._thread is not None and self.is_running:
            self._thread.close()

    def _begin(self, only: Collection[int] | None) -> None:
        if self._thread is not None:
            self.is_running, self.is_paused = True, False
            self._thread.start(only)

    @Slot(object)
    def _on_arrived(self, event: BatchEvent) -> None:
        if isinstance(event, Ended):
            self.is_running = self.is_paused = False
        self.told.emit(event)
