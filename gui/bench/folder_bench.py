"""Measures a folder of photos in a real window: how soon pictures come, what they hold in memory, how it closes."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from engine.contract.messages import Rendered, StatusChanged
from engine.pose.pose import Joint, Pose
from gui.bench.benched_window import BenchedWindow
from gui.bench.drag_feeder import DragFeeder
from gui.link.engine_link import EngineFactory

_DRAG_S = 1.0
_INTO_RENDER_S = 0.25  # after a release, when the final picture is under way
_REST_S = 2.0  # without anything to do, until memory counts as what is held
_LEFT, _NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton


@dataclass(frozen=True, slots=True)
class Visit:
    """A photo that was clicked and posed: seconds from the click to its first picture and its first final one, seconds
    from the release of the wrist to the final picture, ms from a second press to the first picture that follows it,
    and what the process held then and at most until then."""

    name: str
    first_s: float
    final_s: float
    released_s: float
    again_ms: float
    memory_mb: float | None
    peak_mb: float | None


@dataclass(frozen=True, slots=True)
class FolderFigures:
    """opened_s: until something of all photos was seen. closing_s: of the window, during a render."""

    platform: str
    photos: int
    opened_s: float
    visits: tuple[Visit, ...]
    closing_s: float


def measure_folder(
    make_engine: EngineFactory,
    *,
    photos: Sequence[Path],
    data: Path,
    whole: bool,
    memory_mb: Callable[[], float | None],
) -> FolderFigures:
    """Open `photos` in a window, pose the person in the first three, and close it during a render.

    whole: at 100 % zoom, where pictures are made at the photo's own size. Raises EngineError where no picture comes.
    """
    bench = _Bench(BenchedWindow(make_engine, demo=photos[0], data=data), memory_mb)
    begun = time.perf_counter()
    try:
        opened_s = bench.open(photos)
        visits = tuple(
            bench.visit(row, path.name, begun=begun if row == 0 else None, whole=whole)
            for row, path in enumerate(photos[:_VISITED])
        )
        bench.drag_into_render()
    except BaseException:
        bench.benched.close()
        raise
    return FolderFigures(QApplication.platformName(), len(photos), opened_s, visits, bench.benched.close())


_VISITED = 3


class _Bench:
    """One window under measurement."""

    def __init__(self, benched: BenchedWindow, memory_mb: Callable[[], float | None]) -> None:
        self.benched = benched
        self._window, self._session = benched.window, benched.window.session
        self._memory_mb, self._peak = memory_mb, 0.0
        self._posed: set[Pose] = set()  # since the last press
        self._answered: float | None = None
        self._is_rendering, self._rests_since = False, time.perf_counter()
        self._unseen = -1
        self._session.pose_changed.connect(self._on_pose_changed)
        self._window.canvas.painted.connect(self._on_painted)
        self._window.live.status_changed.connect(self._on_status_changed)
        self._window.live.intake.progressed.connect(self._on_progressed)

    def open(self, photos: Sequence[Path]) -> float:
        """Seconds until all were seen."""
        begun = time.perf_counter()
        self._window.open_files(list(photos))
        self._wait(lambda: self._unseen == 0)
        return time.perf_counter() - begun

    def visit(self, row: int, name: str, *, begun: float | None, whole: bool) -> Visit:
        """Click a photo, drag a wrist twice, and wait for what comes; begun: of the one that shows anyway."""
        if begun is None:
            begun = time.perf_counter()
            self._click(row)
        self._wait(lambda: self._rendered() is not None)
        first_s = time.perf_counter() - begun
        self._wait(lambda: self.benched.has_final(None))
        final_s = time.perf_counter() - begun
        if whole:
            before = self._session.rendered
            self._window.canvas.actual_size()
            self._wait(lambda: self.benched.has_final(before))
        before = self._session.rendered
        self._drag(_DRAG_S)
        released = time.perf_counter()
        # The second press comes while the final picture of the first drag is being made.
        self._wait(lambda: time.perf_counter() - released > _INTO_RENDER_S)
        self._posed.clear()
        self._answered = None
        pressed = time.perf_counter()
        self._drag(_DRAG_S)
        released = time.perf_counter()
        self._wait(lambda: self._answered is not None)
        again_ms = ((self._answered or 0.0) - pressed) * 1e3
        self._wait(lambda: self._is_final_of_pose(before))
        released_s = time.perf_counter() - released
        self._wait(self._rests)  # the next photo is looked at, too
        return Visit(name, first_s, final_s, released_s, again_ms, self._memory_mb(), self._peak or None)

    def drag_into_render(self) -> None:
        """Leave the window while the picture of a drag is being made."""
        self._drag(_DRAG_S)
        released = time.perf_counter()
        self._wait(lambda: self._is_rendering or time.perf_counter() - released > 1.0)

    def _rests(self) -> bool:
        return time.perf_counter() - self._rests_since > _REST_S

    def _click(self, row: int) -> None:
        strip = self._window.film_strip
        strip.scrollToItem(strip.item(row))
        at = QPointF(strip.visualItemRect(strip.item(row)).center())
        for kind, held in ((QEvent.Type.MouseButtonPress, _LEFT), (QEvent.Type.MouseButtonRelease, _NONE)):
            event = QMouseEvent(kind, at, at, _LEFT, held, Qt.KeyboardModifier.NoModifier)
            QApplication.sendEvent(strip.viewport(), event)

    def _drag(self, seconds: float) -> None:
        """Drag the wrist about until it is released."""
        feeder = DragFeeder(self._window.canvas, self._session, seconds)
        feeder.start()
        self._wait(lambda: feeder.is_done and not self._session.in_gesture)

    def _wait(self, until: Callable[[], bool]) -> None:
        def look() -> bool:
            self._peak = max(self._peak, self._memory_mb() or 0.0)
            return until()

        self.benched.wait(look)

    def _rendered(self) -> Rendered | None:
        self.benched.has_final(None)  # raises what is wrong with the photo
        return self._session.rendered

    def _is_final_of_pose(self, before: Rendered | None) -> bool:
        shown = self._session.rendered
        return (
            self.benched.has_final(before) and shown is not None and shown.request.pose == self._session.pose
        )

    def _on_pose_changed(self, pose: Pose | None) -> None:
        if pose is not None and pose.has(Joint.R_WRIST):
            self._posed.add(pose)

    def _on_painted(self) -> None:
        shown = self._session.rendered
        if self._answered is None and shown is not None and shown.request.pose in self._posed:
            self._answered = time.perf_counter()

    def _on_status_changed(self, status: StatusChanged) -> None:
        self._is_rendering = status.busy and status.text == "Rendering"
        self._rests_since = math.inf if status.busy else time.perf_counter()

    def _on_progressed(self, seen: int, opened: int) -> None:
        self._unseen = opened - seen
