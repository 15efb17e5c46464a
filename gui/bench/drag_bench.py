"""Measures a drag in a real window: how steadily the skeleton is painted, and how late the pictures come."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QGuiApplication

from gui.bench.benched_window import BenchedWindow
from gui.bench.drag_feeder import DragFeeder, DragWatch
from gui.link.engine_link import EngineFactory

# Until then caches fill and threads start, which is no part of a drag.
_WARM_UP_S = 2.0


@dataclass(frozen=True, slots=True)
class DragFigures:
    """What a drag was like.

    gaps_ms: between two paintings of the skeleton. latencies_ms: from a pose to its painted picture, of those
    poses that got one. memory_mb: of the process, before and after, where the system says. is_last_rendered:
    whether the picture at the end is of the pose at the end.
    """

    platform: str
    events: int
    gaps_ms: tuple[float, ...]
    latencies_ms: tuple[float, ...]
    memory_mb: tuple[float | None, float | None]
    is_last_rendered: bool


def measure_drag(
    make_engine: EngineFactory,
    *,
    photo: Path,
    data: Path,
    seconds: float,
    memory_mb: Callable[[], float | None],
) -> DragFigures:
    """Open `photo` in a window of its own that keeps its files under `data`, drag for `seconds`, and close it.

    memory_mb: what the process holds now. Raises EngineError where the photo gets no picture.
    """
    benched = BenchedWindow(make_engine, demo=photo, data=data)
    try:
        return _Bench(benched, memory_mb).run(photo, seconds)
    finally:
        benched.close()


class _Bench:
    """One window under measurement."""

    def __init__(self, benched: BenchedWindow, memory_mb: Callable[[], float | None]) -> None:
        self._benched = benched
        self._window = benched.window
        self._memory_mb = memory_mb

    def run(self, photo: Path, seconds: float) -> DragFigures:
        window = self._window
        window.docks.show_panel("joints")  # the panel with most to do while a joint moves
        window.open_files([photo])
        self._benched.wait(lambda: self._benched.has_final(None))
        self._drag(_WARM_UP_S)
        before, watch = self._memory_mb(), DragWatch(window.canvas, window.session)
        events = self._drag(seconds)
        watch.stop()
        rendered = window.session.rendered
        return DragFigures(
            platform=QGuiApplication.platformName(),
            events=events,
            gaps_ms=watch.gaps_ms(),
            latencies_ms=tuple(watch.latencies_ms),
            memory_mb=(before, self._memory_mb()),
            is_last_rendered=rendered is not None and rendered.request.pose == window.session.pose,
        )

    def _drag(self, seconds: float) -> int:
        """Drag the hand about and wait for a final picture; returns how many moves there were."""
        session = self._window.session
        before, feeder = session.rendered, DragFeeder(self._window.canvas, session, seconds)
        feeder.start()
        self._benched.wait(lambda: feeder.is_done and not session.in_gesture)
        self._benched.wait(lambda: self._benched.has_final(before))
        return feeder.sent
