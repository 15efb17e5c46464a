"""A batch beside the window: runs it on the engine's batch lane and brings what it tells to the window's thread."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QObject, Qt, Signal, Slot

from engine.batch.background import BatchThread
from engine.batch.events import BatchEvent, End, Ended
from engine.batch.papers import Papers
from engine.batch.ready import Ready
from engine.batch.sources import SourcesAtHand
from engine.batch.unwanted import ASIDE
from engine.runtime.weights_files import label_of
from engine.system.equipment import SHIPPED, OwnWeights
from gui.link.engine_link import EngineLink


class ExportRun(QObject):
    """At most one batch at a time; `told` carries its events on the window's thread."""

    told = Signal(object)  # BatchEvent
    _arrived = Signal(object)  # emitted on the batch's threads

    def __init__(self, link: EngineLink, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._link = link
        self._thread: BatchThread | None = None
        self._again: set[int] = set()  # cells to be made once more after the run, and with what
        self._later: tuple[Ready, SourcesAtHand] | None = None
        self._arrived.connect(self._on_arrived, Qt.ConnectionType.QueuedConnection)
        self._is_closed = False
        self.is_running = False
        self.is_paused = False

    def start(
        self,
        ready: Ready,
        *,
        at_hand: SourcesAtHand | None = None,
        papers: Papers | None = None,
        weights: OwnWeights = SHIPPED,
        aside: str = ASIDE,
    ) -> None:
        """Begin a checked batch; at_hand: the persons as the window shows them. weights: those of one's own.

        aside: the name of the folder for files of pictures that are left out.
        """
        self._again.clear()
        self._thread = BatchThread(
            ready,
            engine=self._link,
            weights=label_of(weights),
            own=weights,
            listener=self._arrived.emit,
            at_hand=at_hand,
            papers=papers,
            aside=aside,
        )
        self._link.hear_first(self._thread.hear)
        self._begin(None)

    def go_on(
        self,
        only: Collection[int] | None = None,
        *,
        changed: Ready | None = None,
        at_hand: SourcesAtHand | None = None,
    ) -> None:
        """Go on after a stop, or make the cells `only`; see `BatchThread.start`."""
        if not self.is_running:
            self._begin(only, changed=changed, at_hand=at_hand)

    def leave_out(self, cells: Collection[int]) -> None:
        """Take pictures out of the batch; where it does not run, at once."""
        if self._thread is None:
            return
        self._again -= set(cells)
        for cell in cells:
            self._thread.leave_out(cell)
        self.go_on(())

    def want_again(self, cells: Collection[int], *, changed: Ready, at_hand: SourcesAtHand) -> None:
        """Make pictures once more, under their names; while the batch runs, as soon as it is through."""
        if self._thread is None:
            return
        for cell in cells:
            self._thread.leave_out(cell, again=True)
        if self.is_running:
            self._again |= set(cells)
            self._later = changed, at_hand
        else:
            self._begin(cells, changed=changed, at_hand=at_hand)

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
        """Before the engine is closed: what is finished stays, and the batch can be resumed another day.

        Nothing is told of its end, so that it counts as broken off.
        """
        self._is_closed = True
        if self._thread is not None and self.is_running:
            self._thread.close()

    def _begin(
        self,
        only: Collection[int] | None,
        *,
        changed: Ready | None = None,
        at_hand: SourcesAtHand | None = None,
    ) -> None:
        if self._thread is not None:
            self.is_running, self.is_paused = True, False
            self._thread.start(only, changed=changed, at_hand=at_hand)

    @Slot(object)
    def _on_arrived(self, event: BatchEvent) -> None:
        if self._is_closed:
            return
        if isinstance(event, Ended):
            self.is_running = self.is_paused = False
            if event.end is End.COMPLETE and self._again and self._later is not None:
                again, self._again = self._again, set()
                self._begin(again, changed=self._later[0], at_hand=self._later[1])
                return
            if event.end is not End.STOPPED and self._thread is not None and self._thread.has_said_late:
                self._begin(())
                return
        self.told.emit(event)
