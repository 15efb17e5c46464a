"""A batch beside an open window: a thread of its own, on the batch lane of the window's engine."""

from __future__ import annotations

import logging
import threading
from collections.abc import Collection

from engine.batch.control import Control
from engine.batch.events import BatchEvent, BatchListener, End, Ended
from engine.batch.lane import EngineLane
from engine.batch.papers import Papers
from engine.batch.rates import remember
from engine.batch.ready import Ready
from engine.batch.run import BatchRun
from engine.batch.sources import SourcesAtHand
from engine.batch.unwanted import ASIDE, Unwanted
from engine.contract.answering import Engine
from engine.contract.messages import Event
from engine.system.equipment import SHIPPED, OwnWeights
from engine.system.errors import EngineError

_UNEXPECTED = "The batch stopped through a fault in Repose; resume it, and report the log if it comes back."
_log = logging.getLogger(__name__)


class BatchThread:
    """Runs a checked batch, one run at a time, and is told what to do by the window's thread, which never waits.

    `listener` is called on the batch's threads, one at a time, must return soon and hand over to its own thread; the
    last event of a run is always Ended. weights: the version of the weights, which are the engine's, or `own`.
    at_hand: sources as the window shows them. papers: what to write of each run that was not stopped by a fault,
    before Ended is told. aside: the name of the folder for files that are left out.
    """

    def __init__(
        self,
        ready: Ready,
        *,
        engine: Engine,
        weights: str,
        listener: BatchListener,
        at_hand: SourcesAtHand | None = None,
        papers: Papers | None = None,
        own: OwnWeights = SHIPPED,
        aside: str = ASIDE,
    ) -> None:
        self._ready, self._weights, self._listener = ready, weights, listener
        self._at_hand, self._papers = at_hand or SourcesAtHand(), papers or Papers()
        self._unwanted, self._own = Unwanted(aside), own
        self._lane = EngineLane(engine)
        self._control = Control()
        self._run: BatchRun | None = None
        self._thread: threading.Thread | None = None
        self._told_end = threading.Event()

    def start(
        self,
        only: Collection[int] | None = None,
        *,
        changed: Ready | None = None,
        at_hand: SourcesAtHand | None = None,
    ) -> None:
        """Begin, go on after a stop, or try again; with `only`, just the cells of these indices.

        What is finished with the same recipe is never made again. Ignored while it runs, until it told Ended.
        changed: the same batch with other rules or persons; at_hand: those that the window shows now.
        """
        if self._thread is not None and self.is_running:
            if not self._told_end.is_set():
                return
            self._thread.join()  # it has nothing left to do but end
        self._told_end.clear()
        self._control = Control()
        self._ready = changed or self._ready
        self._at_hand = self._at_hand.joined(at_hand or SourcesAtHand())
        self._run = BatchRun(
            self._ready if self._run is None else self._ready.resumed(),
            lane=self._lane, weights=self._weights, listener=self._tell, control=self._control,
            at_hand=self._at_hand, unwanted=self._unwanted, own=self._own,
        )  # fmt: skip
        self._thread = threading.Thread(target=self._work, args=(self._run, only), name="batch", daemon=True)
        self._thread.start()

    def pause(self) -> None:
        """Stand still after the current picture."""
        self._control.pause()

    def resume(self) -> None:
        """Go on after `pause`."""
        self._control.resume()

    def cancel(self) -> None:
        """End after the current picture."""
        self._control.cancel()

    def leave_out(self, cell: int, *, again: bool = False) -> None:
        """Take a picture out of the batch, or with `again` make room for a new one; done by the run, or the next."""
        self._unwanted.put(cell, again=again)

    def hear(self, event: Event) -> bool:
        """Give every event of the engine here first, on the engine's thread; True when it was for the batch."""
        return self._lane.hear(event)

    def close(self, timeout: float = 5.0) -> bool:
        """Cancel for good, as the engine is about to be closed; True when the batch ended within `timeout` seconds."""
        self._control.cancel()
        self._lane.close()
        if self._thread is not None:
            self._thread.join(timeout)
        return not self.is_running

    @property
    def has_said_late(self) -> bool:
        """Whether something was said of a picture that the run, which has ended, did not get to any more."""
        return self._unwanted.is_waiting

    @property
    def is_running(self) -> bool:
        """Whether a run has not ended yet, paused or not."""
        return self._thread is not None and self._thread.is_alive()

    def _work(self, run: BatchRun, only: Collection[int] | None) -> None:
        try:
            summary = run.run(only)
            if only is None:
                remember(summary, self._ready)
        except EngineError as error:
            self._tell(Ended(End.STOPPED, str(error)))
        except Exception:  # noqa: BLE001 - the window must learn that the batch ended
            _log.exception("The batch failed unexpectedly")
            self._tell(Ended(End.STOPPED, _UNEXPECTED))

    def _tell(self, event: BatchEvent) -> None:
        if isinstance(event, Ended):
            event = self._with_papers(event)
            self._told_end.set()
        self._listener(event)

    def _with_papers(self, ended: Ended) -> Ended:
        """The end of a run once its papers are written, or with the reason why they are not."""
        if ended.end is End.STOPPED:
            return ended
        try:
            self._papers.write(self._ready.folder, self._ready.originals)
        except EngineError as error:
            return Ended(ended.end, str(error))
        return ended
