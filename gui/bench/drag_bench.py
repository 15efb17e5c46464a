"""Measures a drag in a real window: how steadily the skeleton is painted, and how late the pictures come."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from engine.contract.messages import Quality, Rendered
from engine.system.errors import EngineError
from gui.bench.drag_feeder import DragFeeder, DragWatch
from gui.link.engine_link import EngineFactory
from gui.settings.places import Places
from gui.settings.store import SettingsStore
from gui.window.frame import Frame
from gui.window.main_window import MainWindow

_SIZE = (1280, 800)
# Until then caches fill and threads start, which is no part of a drag.
_WARM_UP_S = 2.0
_PATIENCE_MS = 300_000
_LOOK_MS = 20


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
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(["repose"])
    store = SettingsStore(data / "settings.json")
    window = MainWindow(make_engine, frame=Frame(app, store), store=store, places=Places(photo, data))
    try:
        return _Bench(window, memory_mb).run(photo, seconds)
    finally:
        window.session.undo_stack.setClean()  # else closing asks what is to become of the edits
        window.close()
        window.deleteLater()


class _Bench:
    """One window under measurement."""

    def __init__(self, window: MainWindow, memory_mb: Callable[[], float | None]) -> None:
        self._window = window
        self._memory_mb = memory_mb

    def run(self, photo: Path, seconds: float) -> DragFigures:
        window = self._window
        window.docks.show_panel("joints")  # the panel with most to do while a joint moves
        window.showNormal()
        window.resize(*_SIZE)  # whatever the screen
        window.open_files([photo])
        self._wait(lambda: self._has_final(None))
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
        self._wait(lambda: feeder.is_done and not session.in_gesture)
        self._wait(lambda: self._has_final(before))
        return feeder.sent

    def _has_final(self, before: Rendered | None) -> bool:
        """Whether a final picture has come since `before` was shown, of whatever pose."""
        session = self._window.session
        if session.fault is not None:
            raise EngineError(session.fault)
        shown = session.rendered
        return shown is not None and shown is not before and shown.request.quality is Quality.FINAL

    def _wait(self, until: Callable[[], bool]) -> None:
        """Let the window work until something is so."""
        loop, looks = QEventLoop(), QTimer(interval=_LOOK_MS)
        patience = QTimer(interval=_PATIENCE_MS, singleShot=True)
        faults: list[EngineError] = []

        def look() -> None:
            try:
                done = until()
            except EngineError as error:
                faults.append(error)
                done = True
            if done or not patience.isActive():
                loop.quit()

        looks.timeout.connect(look)
        looks.start()
        patience.start()
        loop.exec()
        if faults:
            raise faults[0]
        if not patience.isActive():
            raise EngineError("The window got no picture in five minutes. Try the command demo first.")
