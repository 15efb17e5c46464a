"""The whole program in a process of its own, dragged by real mouse events until it is killed; see `killing`.

    python -m tests.flow.dragged_window drag|recover real|quick PHOTO

With "drag" it opens the photo and drags a hand for ever. On stdout it says "begun N" before each press,
"step N" after each move, and "kept N POSE" before (the pose that this gesture ends in) and "done N" after each
release. With "recover" it starts with nothing, answers the question that comes with Enter, and says
"back POSE" once the document is on the canvas, or "nothing" when nobody asked.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

import numpy as np
from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox

from engine.contract.answering import Engine, Listener
from engine.contract.messages import PhotoLoaded, Prepared, Source
from engine.pose.pose import Joint, Pose
from gui import app
from gui.window.main_window import MainWindow
from tests.gui.fakes import FakeEngine, photo, standing

LEFT = Qt.MouseButton.LeftButton
STEPS = 12
# A mouse reports about this often.
EVENT_MS = 16


class QuickEngine(FakeEngine):
    """Answers at once."""

    def submit(self, request) -> None:
        self.render(request)

    def read(self, file) -> None:
        self.tell(PhotoLoaded(file, replace(photo(file.name), key="0" * 64)))

    def prepare(self, subject) -> None:
        # The journal takes keys of content alone, which are 64 hexadecimal digits.
        taken = replace(photo(subject.name), key="0" * 64)
        self.tell(PhotoLoaded(subject, taken))
        self.tell(Prepared(Source(taken, standing(), np.ones(taken.rgb.shape[:2], np.float32)), subject))

    def tell(self, event) -> None:
        self._listener(event)


def quick_engine(listener: Listener, _device: str) -> Engine:
    return QuickEngine(listener)


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def as_text(pose: Pose) -> str:
    return json.dumps([[point.x, point.y, point.present] for point in pose.points])


class Hand:
    """Drags for ever, one event a tick, as soon as there is a picture to drag on."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._events = self._gestures()
        self._timer = QTimer(window, interval=EVENT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_tick)
        self._timer.start()

    def _on_tick(self) -> None:
        if self._window.session.picture is not None:
            next(self._events)

    def _gestures(self) -> Iterator[None]:
        canvas, session = self._window.canvas, self._window.session
        for number in count():
            assert session.pose is not None
            start = QPointF(*canvas.view.to_canvas(session.pose.at(Joint.R_WRIST))).toPoint()
            # Up and out one time, back the next.
            way = QPoint(-40, -90) if number % 2 == 0 else QPoint(40, 90)
            say(f"begun {number}")
            QTest.mousePress(canvas, LEFT, pos=start)
            yield
            for step in range(1, STEPS + 1):
                QTest.mouseMove(canvas, start + way * step / STEPS)
                say(f"step {number}")
                yield
            say(f"kept {number} {as_text(session.pose)}")
            QTest.mouseRelease(canvas, LEFT, pos=start + way)
            say(f"done {number}")
            yield


class Answerer:
    """Presses Enter on the question, then waits for the document to be back."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._timer = QTimer(window, interval=EVENT_MS)
        self._timer.timeout.connect(self._on_tick)
        self._timer.start()
        self._asked = False

    def _on_tick(self) -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            self._asked = True
            QTest.keyClick(box, Qt.Key.Key_Return)
        elif self._asked and self._window.session.source is not None:
            self._timer.stop()
            assert self._window.session.pose is not None
            assert self._window.isWindowModified()
            say(f"back {as_text(self._window.session.pose)}")


def main(task: str, kind: str, file: str) -> int:
    helper = {"drag": Hand, "recover": Answerer}[task]
    shown = MainWindow.show

    def show(window: MainWindow) -> None:
        shown(window)
        window.helper = helper(window)  # type: ignore[attr-defined]

    MainWindow.show = show  # type: ignore[method-assign, assignment]
    if kind == "real":
        from engine.service.for_window import make_engine
    else:
        make_engine = quick_engine  # type: ignore[assignment]
    return app.run([Path(file)] if task == "drag" else [], make_engine)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
